"""Dates as lists write them, on top of `sanctionscreen.dates`: ranges of days and months, and words around
them."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from sanctionscreen.dates import PartialDate, parse_date

_PLAIN = re.compile(r"(\d\d) ([A-Z][a-z]{2}) (\d{4})")
_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr)}
_RANGE = re.compile(r"^(?:between\s+)?(.*?\b\d{4})\s+(?:to|and)\s+(.*\d{4})$", re.I)
_CIRCA = re.compile(r"^(?:circa|approximately|approx\.?|about|c\.|ca\.?)\s+", re.I)
_ZONE = re.compile(r"(?<=^\d{4}-\d\d-\d\d)(?:[+-]\d\d:\d\d|Z)$")
_BETWEEN_DATES = re.compile(
    r"(?:^|\s|(?<=[;,]))\(?(?:[a-z]|\d{1,2})\)\s*|;|>>|\b(?:or|OR)\b|\balt(?:ernative)?\.? ?(?:DOB)?:?\s|\bDOB:?\s"
)
_YEARS = re.compile(r"(?<=\b\d{4})\s*[-–]\s*(?=\d{4}\b)")
_PLACEHOLDER = re.compile(r"^(?:dd|\d\d?)/(?:mm|\d\d?)/(?=\d{4}$)")
_INSIDE = re.compile(
    r"(?:\b(?:circa|approximately|approx\.?|about)\s+)?"
    r"(?:\d{1,2}[. -]+[A-Z][a-z]{2,8}\.?[ -]\d{4}\b|\b[A-Z][a-z]{2,8}\.? \d{4}\b"
    r"|\b\d\d?/\d\d?/\d{4}\b|\b(?:19|20)\d\d\b)",
    re.I,
)
_DAY_MONTH = re.compile(r"(\d)[. -]+([A-Za-z]{3,9})\.?[ -]+(?=\d{4})")
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
    text = _ZONE.sub("", _SEPTEMBER.sub("Sep", " ".join(text.split())))
    text = _YEARS.sub("-", text)
    if match := _PLACEHOLDER.match(text):  # "dd/mm/1968"
        text = match[0].replace("dd", "00").replace("mm", "00") + text[match.end() :]
    if (match := _RANGE.match(text)) and not _is_years(text):
        body, circa = _CIRCA.subn("", match[1])
        return span(parse_date(body), parse_date(match[2]), circa=circa > 0)
    return parse_date(_DAY_MONTH.sub(r"\1 \2 ", text))


def find_dates(text: str) -> list[PartialDate]:
    """The dates that stand in a text with other words; impossible ones are left out.

    >>> [str(date) for date in find_dates("born 5 Feb. 1969 (this alias only), or 1970")]
    ['1969-02-05', '1970']
    """
    found = []
    for part in _INSIDE.findall(text):
        try:
            found.append(read_date(part))
        except ValueError:
            continue
    return found


def split_dates(text: str) -> list[str]:
    """The single dates in a field that enumerates several.

    >>> split_dates("a) 1955 b) circa 1960; 7 Jul 1961 or 1962")
    ['1955', 'circa 1960', '7 Jul 1961', '1962']
    """
    parts = (part.strip(" \xa0,;.") for part in _BETWEEN_DATES.split(text))
    return [part for part in parts if part]


def span(first: PartialDate, last: PartialDate, *, circa: bool = False) -> PartialDate:
    """The least date that holds both: a day, a month, a year, or a range of years.

    Raises:
        ValueError: if the last comes before the first.
    """
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return PartialDate(first.year, first.month, first.day, circa=circa)
    if (first.year, first.month) == (last.year, last.month):
        return PartialDate(first.year, first.month, circa=circa)
    if first.year == last.year:
        return PartialDate(first.year, circa=circa)
    if last.year < first.year:
        raise ValueError(f"not a range of dates: {first} to {last}")
    return PartialDate(first.year, year_to=last.year, circa=circa)


def _is_years(text: str) -> bool:
    return text[:4].isdigit() and text[-4:].isdigit() and len(text) <= 12
