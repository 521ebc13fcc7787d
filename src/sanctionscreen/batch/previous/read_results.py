"""Reader for files that `screen` wrote: JSON lines, CSV, Parquet, XLSX."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sanctionscreen.batch.extras import library
from sanctionscreen.batch.output.results import CSV_COLUMNS
from sanctionscreen.errors import DataError
from sanctionscreen.model import Hit

UNKNOWN = 0.5
"""The value of an observation that was read from a table: tables have its words, not its value."""

_LISTS = frozenset(name for name, info in Hit.model_fields.items() if "tuple" in str(info.annotation)) - {
    "evidence"
}
_NEXT_EVIDENCE = re.compile(r"; (?=[a-z][a-z0-9_]*: )")
_WRONG = "is not what `screen` writes as JSON lines, CSV, Parquet or XLSX"
_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one customer, as it was written.

    Attributes:
        record: its line or row.
        hits: as in JSON lines, not checked.
    """

    query_id: str
    name: str
    hits: list[Any]
    record: str


def read_answers(path: str) -> Iterator[Answer]:
    """The answers in a file of results, whose format is recognised by content. Ten thousand rows are in memory at a
    time.

    From CSV and XLSX the observations come back in words alone: their `value` is `UNKNOWN`.

    Raises:
        DataError: if it cannot be read, or is not what `screen` writes; with the line or row.
        MissingExtraError: if the library for its format is not installed.
    """
    try:
        with open(path, "rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from None
    return _reader(head)(path)


def _reader(head: bytes) -> Callable[[str], Iterator[Answer]]:
    if head.startswith(b"PAR1"):
        return _of_parquet
    if head.startswith(b"PK\x03\x04"):
        return _of_xlsx
    return _of_json_lines if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") else _of_csv


def _of_json_lines(path: str) -> Iterator[Answer]:
    try:
        with open(path, encoding="utf-8") as file:
            for line, text in enumerate(file, 1):
                if text.strip():
                    yield _answer(text, path, f"line {line}")
    except UnicodeDecodeError:
        raise DataError(f"{_WRONG}: no UTF-8", path=path) from None


def _answer(text: str, path: str, record: str) -> Answer:
    try:
        found = json.loads(text)
        return Answer(str(found["query_id"]), str(found["name"]), list(found["hits"]), record)
    except (ValueError, KeyError, TypeError):
        raise DataError("no answer of `screen`", path=path, record=record) from None


def _of_parquet(path: str) -> Iterator[Answer]:
    library("pyarrow", "Parquet", "parquet")
    from pyarrow import ArrowException, parquet  # late: pyarrow costs a fifth of a second

    row = 0
    try:
        with parquet.ParquetFile(path) as file:
            if not {"query_id", "name", "hits"} <= set(file.schema_arrow.names):
                raise DataError(_WRONG, path=path)
            for batch in file.iter_batches(_ROWS, columns=["query_id", "name", "hits"]):
                for found in batch.to_pylist():
                    row += 1
                    yield Answer(
                        found["query_id"] or "", found["name"] or "", found["hits"] or [], f"row {row}"
                    )
    except (ArrowException, OSError, ValueError) as error:
        raise DataError(f"cannot be read: {error}", path=path, record=f"row {row + 1}") from None


def _of_csv(path: str) -> Iterator[Answer]:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            yield from _of_rows(((f"line {rows.line_num}", row) for row in rows), path)
    except UnicodeDecodeError:
        raise DataError(f"{_WRONG}: no UTF-8", path=path) from None
    except csv.Error as error:
        raise DataError(f"{_WRONG}: {error}", path=path) from None


def _of_xlsx(path: str) -> Iterator[Answer]:
    """Every sheet, since a long run takes several. The library holds one sheet at a time."""
    from python_calamine import CalamineError, CalamineWorkbook  # late: only workbooks need it

    try:
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                rows = enumerate(book.get_sheet_by_name(name).iter_rows(), 1)
                yield from _of_rows(((f"{name} row {row}", list(cells)) for row, cells in rows), path)
    except (CalamineError, OSError) as error:
        raise DataError(f"{_WRONG}: {error}", path=path) from None


def _of_rows(rows: Iterator[tuple[str, list[Any]]], path: str) -> Iterator[Answer]:
    """Answers from a table of one row for each hit; the rows of a customer follow each other."""
    _, header = next(rows, ("", []))
    if not set(CSV_COLUMNS) <= set(header):
        raise DataError(f"{_WRONG}: the columns are others", path=path)
    pending: Answer | None = None
    for record, cells in rows:
        if len(cells) != len(header):
            raise DataError("a row of another length than the header", path=path, record=record)
        row = {column: str(cell) for column, cell in zip(header, cells, strict=True)}
        if pending is None or (pending.query_id, pending.name) != (row["query_id"], row["name"]):
            if pending:
                yield pending
            pending = Answer(row["query_id"], row["name"], [], record)
        if row["hit_id"]:
            pending.hits.append(_hit(row))
    if pending:
        yield pending


def _hit(row: dict[str, str]) -> dict[str, Any]:
    hit: dict[str, Any] = {name: row[name] for name in Hit.model_fields}
    for name in _LISTS:
        hit[name] = hit[name].split("; ") if hit[name] else []
    hit["edition"], hit["kind"] = hit["edition"] or None, hit["kind"] or None
    items = (item.partition(": ") for item in _NEXT_EVIDENCE.split(row["evidence"]) if item)
    hit["evidence"] = [
        {"feature": feature, "value": UNKNOWN, "detail": detail} for feature, _, detail in items
    ]
    return hit
