"""Writers for results that grow row by row: JSON lines and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, Protocol, TextIO

from sanctionscreen.model import Hit, Screening

Write = Callable[[Screening], None]
"""Writes the answer to one query. Extension point: a new format is one function from a text file to such a writer."""

CSV_COLUMNS: tuple[str, ...] = ("query_id", "name", "alert", *Hit.model_fields)
"""Columns of the CSV: the query's two, `yes` or `no` for an alert, then those of a hit as in JSON lines."""


def json_lines(out: TextIO, notice: str = "", *, append: bool = False) -> Write:
    """Write one object for every query, in the order of the screenings; `notice` is a key of each, if not empty."""
    end = f',"notice":{encode_basestring(notice)}}}\n' if notice else "}\n"

    def write(screening: Screening) -> None:
        if screening.hits:
            out.write(screening.model_dump_json()[:-1] + end)
        else:  # nearly every customer; a fifth of the time
            name = encode_basestring(screening.name)
            out.write(f'{{"query_id":{encode_basestring(screening.query_id)},"name":{name},"hits":[]{end}')

    return write


def answers(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines that this program wrote."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield json.loads(line)


def csv_rows(out: TextIO, notice: str = "", *, append: bool = False) -> Write:
    """Write a row for every hit, and one row for every query without a hit, where the hit's columns are empty.

    Several values in a field are separated by `; `. Lines end in a line feed. `notice` makes a last column, if not
    empty. With `append` the file has its header.
    """
    rows = csv.writer(out, lineterminator="\n")
    if not append:
        rows.writerow((*CSV_COLUMNS, "notice") if notice else CSV_COLUMNS)

    def write(screening: Screening) -> None:
        rows.writerows(table_rows(screening, notice))

    return write


_NOTHING = ("",) * len(Hit.model_fields)


def table_rows(screening: Screening, notice: str = "") -> Iterator[Sequence[object]]:
    """An answer as rows under `CSV_COLUMNS` (and a last one, if `notice` is not empty)."""
    end = (notice,) if notice else ()
    if not screening.hits:
        yield (screening.query_id, screening.name, "no", *_NOTHING, *end)
    for hit in screening.hits:
        yield (screening.query_id, screening.name, "yes" if hit.is_alert else "no", *_cells(hit), *end)


def _cells(hit: Hit) -> list[object]:
    cells: list[object] = []
    for name in Hit.model_fields:
        value = getattr(hit, name)
        if name == "evidence":
            value = "; ".join(f"{item.feature}: {item.detail}" for item in hit.evidence)
        elif isinstance(value, tuple):
            value = "; ".join(value)
        cells.append(value)
    return cells


class Begin(Protocol):
    """Begins a file, or with `append` goes on with one."""

    def __call__(self, out: TextIO, notice: str = "", /, *, append: bool = False) -> Write:
        """Give what writes the answers."""


WRITERS: dict[str, Begin] = {"csv": csv_rows, "jsonl": json_lines}
"""Format → what begins a file of it."""
