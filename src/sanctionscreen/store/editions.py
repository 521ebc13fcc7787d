"""Stored editions: the rows of the table of editions, and the choice of one by a date or a hash."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sanctionscreen.errors import ListUnavailableError

COLUMNS = "id, list, date, valid_from, sha256, format, origin, stored_at, state, listings, names, account, self_test"
_SHORT = 12


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """One edition in the store.

    Attributes:
        id: in this store.
        list: the list's id.
        date: that its content or the user gave, or None.
        valid_from: that date, else the day it was stored.
        sha256: of the published bytes.
        format: the format's id.
        origin: the path or address it was read from.
        stored_at: when, in UTC.
        state: `live`, or `withdrawn` after a rollback.
        listings, names: how many it holds.
        account: records and fields that are not on the listings, as of `Edition`.
        self_test: result of screening the added listings against themselves, or None where that was not done.
    """

    id: int
    list: str
    date: str | None
    valid_from: str
    sha256: str
    format: str
    origin: str
    stored_at: str
    state: str
    listings: int
    names: int
    account: dict[str, Any]
    self_test: dict[str, Any] | None

    @property
    def label(self) -> str:
        """Its name after `@`: its date, else the beginning of its hash."""
        return self.date or self.sha256[:_SHORT]

    def __str__(self) -> str:
        return f"{self.list}@{self.label}"


def editions(
    connection: sqlite3.Connection, list_id: str | None = None, *, withdrawn: bool = False
) -> list[StoredEdition]:
    """The editions of a list, or of all lists, the oldest first."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM edition WHERE (?1 IS NULL OR list = ?1) AND (?2 OR state = 'live') "  # columns
        "ORDER BY list, valid_from, id",
        (list_id, withdrawn),
    )
    return [_record(*row) for row in rows]


def _record(*row: Any) -> StoredEdition:
    account, tested = json.loads(row[-2]), json.loads(row[-1]) if row[-1] else None
    return StoredEdition(*row[:-2], account=account, self_test=tested)  # type: ignore[misc]


def choose(live: Sequence[StoredEdition], list_id: str, at: str | None) -> StoredEdition:
    """The edition of a list that a date or a hash means.

    Args:
        live: its live editions, the oldest first.
        list_id: the list's id.
        at: a date, the beginning of a hash (six characters or more), or None for the newest.

    Raises:
        ListUnavailableError: if there is none such.
    """
    if not live:
        raise ListUnavailableError(f"the store has no list {list_id}")
    if at is None:
        return live[-1]
    named = [item for item in live if item.date == at or (len(at) >= 6 and item.sha256.startswith(at))]
    if not named:
        labels = ", ".join(item.label for item in live[-8:])
        raise ListUnavailableError(f"the store has no edition {at} of {list_id}; it has {labels}")
    return named[-1]


def on_day(live: Sequence[StoredEdition], list_id: str, day: str) -> StoredEdition:
    """The edition of a list that was the newest on a day.

    Raises:
        ListUnavailableError: if all are later.
    """
    earlier = [item for item in live if item.valid_from <= day]
    if not earlier:
        first = f"; the first one is of {live[0].valid_from}" if live else ""
        raise ListUnavailableError(f"the store has no edition of {list_id} as of {day}{first}")
    return earlier[-1]
