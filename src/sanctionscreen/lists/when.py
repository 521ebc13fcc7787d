"""Dates as lists write them, on top of `sanctionscreen.dates`: ranges of days and months, and words around
them."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from sanctionscreen.dates import parse_date
from sanctionscreen.model import PartialDate

_PLAIN = re.compile(r"(\d\d) ([A-Z][a-z]{2}) (\d{4})")
_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr)}
_RANGE = re.compile(r"^(?:between\s+)?(.*?\b\d{4})\s+(?:to|and|or)\s+(.*\d{4})$", re.I)
_CIRCA = re.compile(r"^(?:circa|approximately|approx\.?|about|c\.|ca\.?)\s+", re.I)
_ZONE = re.compile(r"(?<=^\d{4}-\d\d-\d\d)(?:[+-]\d\d:\d\d|Z)$")
_SEPTEMBER = re.compile(r"\bSept\b\.?")


@lru_cache(maxsize=65_536)
def read_date(text: str) -> PartialDate:
    """Read a date, or a range of dates as the least that holds them: a month, a year, or a range of years.

    Raises:
        ValueError: if the text is no date.

    >>> [str(read_date(text)) for text in ("01 Jan 1973 to 31 Dec 1973", "Mar 1980 to Mar 1981")]
    ['1973', '1980/1981']
    """
    if (plain := _PLAIN.fullmatch(text)) and (month := _MONTHS.get(plain[2])) and 1 <= int(plain[1]) <= 28:
        return PartialDate(int(plain[3]), month, int(plain[1]))
    text = _ZONE.sub("", _SEPTEMBER.sub("Sep", text.strip()))
    if (match := _RANGE.match(text)) and not _is_years(text):
        body, circa = _CIRCA.subn("", match[1])
        first, last = parse_date(body), parse_date(match[2])
        if (first.year, first.month) == (last.year, last.month):
            return PartialDate(first.year, first.month, circa=circa > 0)
        if first.year == last.year:
            return PartialDate(first.year, circa=circa > 0)
        if last.year < first.year:
            raise ValueError(f"not a date: {text!r}")
        return PartialDate(first.year, year_to=last.year, circa=circa > 0)
    return parse_date(text)


def _is_years(text: str) -> bool:
    return text[:4].isdigit() and text[-4:].isdigit() and len(text) <= 12
