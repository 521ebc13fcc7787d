"""Reader for labelled pairs and labelled queries in CSV, all rows or none.

A row that cannot be used is an error with its line: a figure over part of a benchmark is the figure of another
benchmark.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field

from sanctionscreen.errors import DataError
from sanctionscreen.model import KINDS, Kind

_YES_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_BREAKDOWNS = ("group", "alias_type", "class", "category", "tier", "quality")
"""Optional columns by whose values figures are broken down; by kind they always are."""


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two names, and the label: whether they name one party.

    Attributes:
        query, listed: the two names.
        same: the label.
        kind, listed_kind: what either party is, or None if not known; the listed one is the query's if not given.
        labels: column → value for every further column that figures are broken down by.
        line: where the row begins.
    """

    query: str
    listed: str
    same: bool
    kind: Kind | None = None
    listed_kind: Kind | None = None
    labels: dict[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class LabelledQuery:
    """A name, and the listing that it should find.

    Attributes:
        query_id: the row's own key.
        name: the query name.
        kind: what the party is, or None where not known.
        expect_id: the publisher's id of the listing.
        list: the list's id, if `expect_id` alone could mean two listings; else empty.
        twin_ids: other listings that are equally right, such as those with the very same name.
        labels, line: as for pairs.
    """

    query_id: str
    name: str
    kind: Kind | None
    expect_id: str
    list: str = ""
    twin_ids: frozenset[str] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)
    line: int = 0


def read_labelled(path: str) -> list[LabelledPair] | list[LabelledQuery]:
    """Read a CSV of labelled pairs or labelled queries, recognised by their columns.

    Args:
        path: UTF-8, with a header. Pairs have `query`, `listed`, `same` (true or false); queries have `name` and
            `expect_id`. Optional: `kind`, `listed_kind`, `query_id`, `list`, `twin_ids` (joined by `;`), and for
            breakdowns `group`, `alias_type`, `class`, `category`, `tier` or `quality`. Other columns are not used.

    Returns:
        All rows, of one sort.

    Raises:
        DataError: if the file cannot be read, has other columns or no rows, or for the first row that cannot be used.
    """
    rows = _rows(path)
    _, header = next(rows)
    columns = set(header)
    if {"query", "listed", "same"} <= columns:
        pairs = [_pair(row, line, path) for line, row in rows]
        if pairs:
            return pairs
    elif {"name", "expect_id"} <= columns:
        queries = [_query(row, line, path) for line, row in rows]
        _refuse_repeated_ids(queries, path)
        if queries:
            return queries
    else:
        raise DataError(
            "labelled pairs have the columns query, listed and same, labelled queries name and expect_id; "
            f"this file has {', '.join(header)[:300]}",
            path=path,
        )
    raise DataError("holds no rows", path=path)


def _rows(path: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The header as a row of its own, then every row that is not blank, with the line on which it ends."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [cell.strip() for cell in next(reader, [])]
            if not any(header):
                raise DataError("is empty", path=path)
            yield reader.line_num, dict.fromkeys(header, "")
            for cells in reader:
                if not any(map(str.strip, cells)):
                    continue
                if len(cells) != len(header):
                    raise DataError(
                        f"{len(cells)} cells under a header of {len(header)}",
                        path=path,
                        record=f"line {reader.line_num}",
                    )
                yield reader.line_num, dict(zip(header, map(str.strip, cells), strict=True))
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from None
    except UnicodeDecodeError:
        raise DataError("is not in UTF-8", path=path) from None
    except csv.Error as error:
        raise DataError(
            f"is no CSV that can be read: {error}", path=path, record=f"line {reader.line_num}"
        ) from None


def _pair(row: dict[str, str], line: int, path: str) -> LabelledPair:
    record = f"line {line}"
    same = _YES_NO.get(row["same"].casefold())
    if same is None:
        raise DataError(f"true or false, not {row['same']!r}", path=path, record=record, field="same")
    _refuse_empty(row, ("query", "listed"), path, record)
    kind = _kind(row, "kind", path, record)
    listed_kind = _kind(row, "listed_kind", path, record) or kind
    return LabelledPair(row["query"], row["listed"], same, kind, listed_kind, _labels(row), line)


def _query(row: dict[str, str], line: int, path: str) -> LabelledQuery:
    record = f"line {line}"
    _refuse_empty(row, ("name", "expect_id"), path, record)
    twins = frozenset(filter(None, map(str.strip, row.get("twin_ids", "").split(";"))))
    return LabelledQuery(
        row.get("query_id") or str(line), row["name"], _kind(row, "kind", path, record), row["expect_id"],
        row.get("list", ""), twins, _labels(row), line,
    )  # fmt: skip


def _labels(row: dict[str, str]) -> dict[str, str]:
    return {column: row[column] for column in _BREAKDOWNS if row.get(column)}


def _kind(row: dict[str, str], column: str, path: str, record: str) -> Kind | None:
    text = row.get(column, "").casefold()
    for kind in KINDS:
        if text == kind:
            return kind
    if text:
        raise DataError(
            f"unknown kind {text!r}: one of {', '.join(KINDS)}", path=path, record=record, field=column
        )
    return None


def _refuse_empty(row: dict[str, str], columns: tuple[str, ...], path: str, record: str) -> None:
    for column in columns:
        if not row[column]:
            raise DataError("is empty", path=path, record=record, field=column)


def _refuse_repeated_ids(queries: list[LabelledQuery], path: str) -> None:
    seen: dict[str, int] = {}
    for query in queries:
        first = seen.setdefault(query.query_id, query.line)
        if first != query.line:
            raise DataError(
                f"query_id {query.query_id!r} is already on line {first}",
                path=path,
                record=f"line {query.line}",
            )
