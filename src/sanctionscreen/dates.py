"""Partial dates: the type, and the parsers for dates as customer files and as lists write them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

from sanctionscreen._regex import lazy_pattern

_MONTHS = {
    name.casefold(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
}
_APPROXIMATELY = r"circa|approximately|approx\.?|about"
_CIRCA = lazy_pattern(rf"^(?:{_APPROXIMATELY}|c\.|ca\.?|between)\s*", re.I)
_ISO = lazy_pattern(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?$")
_DAY_FIRST = lazy_pattern(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
_MONTH_YEAR = lazy_pattern(r"^(\d{1,2})[/.](\d{4})$")
_WORDS = lazy_pattern(r"^(?:(\d{1,2})\s+)?([A-Za-z]+)\.?,?\s+(\d{4})$")
_YEAR_RANGE = lazy_pattern(r"^(\d{4})\s*(?:-|to|and|/|–)\s*(\d{4})$", re.I)

# what lists alone write
_DAY_MONTH_YEAR = lazy_pattern(r"(\d\d) ([A-Z][a-z]{2}) (\d{4})")
_DATE_RANGE = lazy_pattern(r"^(?:between\s+)?(.*?\b\d{4})\s+(?:to|and)\s+(.*\d{4})$", re.I)
_CIRCA_BEFORE_RANGE = lazy_pattern(rf"^(?:{_APPROXIMATELY}|c\.|ca\.?)\s+", re.I)
_ZONE = lazy_pattern(r"(?<=^\d{4}-\d\d-\d\d)(?:[+-]\d\d:\d\d|Z)$")
_DASH_BETWEEN_YEARS = lazy_pattern(r"(?<=\b\d{4})\s*[-–]\s*(?=\d{4}\b)")
_PLACEHOLDER = lazy_pattern(r"^(?:dd|\d\d?)/(?:mm|\d\d?)/(?=\d{4}$)")
_PUNCTUATED_MONTH = lazy_pattern(r"(\d)[. -]+([A-Za-z]{3,9})\.?[ -]+(?=\d{4})")
_SEPTEMBER = lazy_pattern(r"\bSept\b\.?")
_BETWEEN_DATES = lazy_pattern(
    r"(?:^|\s|(?<=[;,]))\(?(?:[a-z]|\d{1,2})\)\s*|;|>>|\b(?:or|OR)\b|\balt(?:ernative)?\.? ?(?:DOB)?:?\s|\bDOB:?\s"
)
_IN_SENTENCE = lazy_pattern(
    rf"(?:\b(?:{_APPROXIMATELY})\s+)?"
    r"(?:\d{1,2}[. -]+[A-Z][a-z]{2,8}\.?[ -]\d{4}\b|\b[A-Z][a-z]{2,8}\.? \d{4}\b"
    r"|\b\d\d?/\d\d?/\d{4}\b|\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b|\b(?:19|20)\d\d\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as lists give them: a year, a month, a day, about, or a range of years.

    Attributes:
        year: 1 to 9999.
        month: 1 to 12, or None.
        day: 1 to 31, or None; never without a month.
        year_to: the last year of a range, or None.
        circa: whether the list says "circa" or "approximately".
    """

    year: int
    month: int | None = None
    day: int | None = None
    year_to: int | None = None
    circa: bool = False

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
            if self.day:
                text += f"-{self.day:02d}"
        if self.year_to:
            text += f"/{self.year_to:04d}"
        return f"circa {text}" if self.circa else text

    def first_day(self) -> str:
        """The first day that it may be, as `2024-07-03`."""
        return f"{self.year:04d}-{self.month or 1:02d}-{self.day or 1:02d}"

    def last_day(self) -> str:
        """The last day that it may be, to be compared with others as text: every month ends on a 31st."""
        return f"{self.year_to or self.year:04d}-{self.month or 12:02d}-{self.day or 31:02d}"


def parse_date(text: str) -> PartialDate:
    """Parse one date as customer files write it; day before month where both are numbers.

    Args:
        text: `1967-08-22`, `1967-08`, `1967`, `22 Aug 1967`, `Aug 1967`, `22/08/1967`, `circa 1962`, `1960 to 1965`.

    Returns:
        The date; `circa` is set where the text says so. A zero day or month (`00/00/1980`) counts as not given.

    Raises:
        ValueError: if the text is no date, or a day that no calendar has.

    >>> str(parse_date("22 Aug 1967")), str(parse_date("circa 1962")), str(parse_date("00/00/1980"))
    ('1967-08-22', 'circa 1962', '1980')
    """
    body, circa = _CIRCA.subn("", text.strip())
    year_to = day = month = None
    if match := _YEAR_RANGE.match(body):
        year, year_to = int(match[1]), int(match[2])
    elif match := _ISO.match(body):
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    elif match := _DAY_FIRST.match(body):
        year, month, day = int(match[3]), int(match[2]), int(match[1])
    elif match := _MONTH_YEAR.match(body):
        year, month = int(match[2]), int(match[1])
    elif (match := _WORDS.match(body)) and match[2].casefold() in _MONTHS:
        year, month, day = int(match[3]), _MONTHS[match[2].casefold()], int(match[1] or 0)
    else:
        raise ValueError(f"not a date: {text!r}")
    if not 1 <= year <= 9999 or (month or 0) > 12 or (year_to is not None and year_to < year):
        raise ValueError(f"not a date: {text!r}")
    if month and day and day > calendar.monthrange(year, month)[1]:
        raise ValueError(f"no such day: {text!r}")
    return PartialDate(year, month or None, (day or None) if month else None, year_to, circa > 0)


@lru_cache(maxsize=65_536)
def parse_listed_date(text: str) -> PartialDate:
    """Parse a date as lists write it: all that `parse_date` takes, and more.

    Args:
        text: also `19-Dec-1992`, `21. Sept. 1997`, `1960-01-01-05:00`, `dd/mm/1968`, and a range of dates, of which
            the result is the smallest partial date that contains it: a month, a year, or a range of years.

    Raises:
        ValueError: if the text is no date.

    >>> [str(parse_listed_date(text)) for text in ("01 Jan 1973 to 31 Dec 1973", "Mar 1980 to Mar 1981")]
    ['1973', '1980/1981']
    """
    # most dates on lists, without the steps below; the 29th to 31st depend on the month
    if (plain := _DAY_MONTH_YEAR.fullmatch(text)) and 1 <= int(plain[1]) <= 28:
        month = _MONTHS.get(plain[2].casefold())
        if month:
            return PartialDate(int(plain[3]), month, int(plain[1]))
    text = _ZONE.sub("", _SEPTEMBER.sub("Sep", " ".join(text.split())))
    text = _DASH_BETWEEN_YEARS.sub("-", text)
    if match := _PLACEHOLDER.match(text):  # "dd/mm/1968"
        text = match[0].replace("dd", "00").replace("mm", "00") + text[match.end() :]
    if (match := _DATE_RANGE.match(text)) and not _is_year_range(text):
        body, circa = _CIRCA_BEFORE_RANGE.subn("", match[1])
        return enclosing_date(parse_date(body), parse_date(match[2]), circa=circa > 0)
    return parse_date(_PUNCTUATED_MONTH.sub(r"\1 \2 ", text))


def find_dates(text: str) -> list[PartialDate]:
    """The dates in a text with other words; impossible ones are left out.

    >>> [str(date) for date in find_dates("born 5 Feb. 1969 (this alias only), or 1970")]
    ['1969-02-05', '1970']
    """
    dates = []
    for part in _IN_SENTENCE.findall(text):
        try:
            dates.append(parse_listed_date(part))
        except ValueError:
            continue
    return dates


def split_dates(text: str) -> list[str]:
    """The single dates in a field that enumerates several.

    >>> split_dates("a) 1955 b) circa 1960; 7 Jul 1961 or 1962")
    ['1955', 'circa 1960', '7 Jul 1961', '1962']
    """
    parts = (part.strip(" \xa0,;.") for part in _BETWEEN_DATES.split(text))
    return [part for part in parts if part]


def enclosing_date(first: PartialDate, last: PartialDate, *, circa: bool = False) -> PartialDate:
    """The smallest partial date that contains both: a day, a month, a year, or a range of years.

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


def day_bound(text: str, *, last: bool = False) -> str:
    """A date as `2024-07-03`: of a month or year alone its first day, or its last. Empty for an empty text.

    Raises:
        ValueError: if it is no date.

    >>> day_bound("2024"), day_bound("2024", last=True), day_bound("3 Jul 2024")
    ('2024-01-01', '2024-12-31', '2024-07-03')
    """
    if not text.strip():
        return ""
    date = parse_date(text)
    return date.last_day() if last else date.first_day()


def _is_year_range(text: str) -> bool:
    return text[:4].isdigit() and text[-4:].isdigit() and len(text) <= 12
