"""Hits of an earlier run by `query_id`, from any file that `screen` writes.

They are stored in a temporary SQLite database that spills onto the disk, so memory doesn't grow with the run.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field

from pydantic import ValidationError

from sanctionscreen.batch.previous.read_results import Answer, read_answers
from sanctionscreen.errors import DataError
from sanctionscreen.model import Hit


@dataclass(slots=True)
class EarlierAnswer:
    """The earlier answer for one customer: the names it was screened under, and the hits."""

    names: list[str] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)


class EarlierRun:
    """The answers of an earlier run by `query_id`.

    Args:
        path: results of `screen`, in any format that it writes.

    Attributes:
        customers: how many customers with a `query_id` the run has.
        without_id: answers without a `query_id`, which belong to no known customer and are not used.

    Raises:
        DataError: if the file cannot be read, or is not what `screen` writes.
        MissingExtraError: if the library for its format is not installed.
    """

    def __init__(self, path: str) -> None:
        self.without_id = 0
        self._database = sqlite3.connect("")
        weakref.finalize(self, self._database.close)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE answers (query_id TEXT, name TEXT, hits TEXT)")
        self._database.executemany("INSERT INTO answers VALUES (?, ?, ?)", self._checked(path))
        self._database.execute("CREATE INDEX by_id ON answers (query_id)")
        self._database.commit()
        (self.customers,) = self._database.execute("SELECT count(DISTINCT query_id) FROM answers").fetchone()
        if not self.customers:
            raise DataError("holds no answers with a query_id", path=path)

    def find(self, query_id: str) -> EarlierAnswer | None:
        """The earlier answer for a customer; None for one that the run doesn't have, or without `query_id`."""
        if not query_id:
            return None
        answer = EarlierAnswer()
        rows = self._database.execute(
            "SELECT name, hits FROM answers WHERE query_id = ? ORDER BY rowid", (query_id,)
        ).fetchall()
        for name, hits in rows:
            if name and name not in answer.names:
                answer.names.append(name)
            answer.hits += map(Hit.model_validate, json.loads(hits) if hits else ())
        return answer if rows else None

    def _checked(self, path: str) -> Iterator[tuple[str, str, str]]:
        """Query id, name and hits as JSON of each answer that has a query id; the others are counted."""
        for answer in read_answers(path):
            if answer.query_id:
                yield answer.query_id, answer.name, _as_json(answer, path)
            else:
                self.without_id += 1


def _as_json(answer: Answer, path: str) -> str:
    if not answer.hits:
        return ""
    try:
        hits = [Hit.model_validate(hit) for hit in answer.hits]
    except ValidationError:
        message = "holds something that is no hit; only files that `screen` wrote are read"
        raise DataError(message, path=path, record=answer.record) from None
    return json.dumps([hit.model_dump(mode="json") for hit in hits], ensure_ascii=False)
