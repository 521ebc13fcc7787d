"""Cells of customer files: one text, several values, a kind, dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from sanctionscreen.dates import PartialDate, parse_date
from sanctionscreen.model import Kind

Cell: TypeAlias = str | Sequence[str]
"""A value as the file has it: text, or the array that JSON lines may give instead of text with semicolons."""

_KIND_WORDS: dict[Kind, str] = {
    "person": "person individual natural_person private_person physical_person human people pers ind p i",
    "organization": (
        "organization organisation company entity legal_entity legal_person corporate corporation business firm org o"
    ),
    "vessel": "vessel ship boat v",
    "aircraft": "aircraft airplane aeroplane plane helicopter a",
}
_KINDS = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}


def kind_of(text: str) -> Kind | None:
    """The kind that a customer file's word means, or None.

    >>> kind_of("Natural person"), kind_of("Ship"), kind_of("savings")
    ('person', 'vessel', None)
    """
    return _KINDS.get(re.sub(r"[\s_-]+", "_", text.strip().casefold()))


@lru_cache(maxsize=100_000)
def dates_of(cell: str) -> tuple[tuple[PartialDate, ...], tuple[str, ...]]:
    """The dates in a cell, and the texts in it that are none that anybody can have been born on."""
    dates, wrong = [], []
    for text in several(cell):
        try:
            date = parse_date(text)
        except ValueError:
            wrong.append(text)
            continue
        if date.year <= datetime.date.today().year:
            dates.append(date)
        else:
            wrong.append(text)
    return tuple(dates), tuple(wrong)


def text_of(cell: Cell) -> str:
    """The cell as one text, trimmed."""
    return cell.strip() if isinstance(cell, str) else "; ".join(cell).strip()


def several(cell: Cell) -> list[str]:
    """The values of a cell: between semicolons in text, or the elements of an array."""
    if isinstance(cell, str):
        if ";" not in cell:
            return [text] if (text := cell.strip()) else []
        cell = cell.split(";")
    return [text for part in cell if (text := part.strip())]


@lru_cache(maxsize=10_000)
def _values(cell: str) -> tuple[str, ...]:
    return tuple(several(cell))


def all_of(row: Sequence[Cell], places: tuple[int, ...]) -> tuple[str, ...]:
    """The values of several cells of a row, in order and without repeats."""
    if len(places) == 1 and isinstance(cell := row[places[0]], str):
        return _values(cell)
    return tuple(dict.fromkeys(value for index in places for value in several(row[index])))
