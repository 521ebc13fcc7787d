"""Partial dates: the type, and the parser for dates as lists and customer files write them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

_MONTHS = {
    name.casefold(): number
    for number in range(1, 13)
    for name in (calendar.month_name[number], calendar.month_abbr[number])
}
_CIRCA = re.compile(r"^(?:circa|approximately|approx\.?|about|c\.|ca\.?|between)\s*", re.I)
_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[/.](\d{4})$")
_WORDS = re.compile(r"^(?:(\d{1,2})\s+)?([A-Za-z]+)\.?,?\s+(\d{4})$")
_RANGE = re.compile(r"^(\d{4})\s*(?:-|to|and|/|–)\s*(\d{4})$", re.I)


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


def parse_date(text: str) -> PartialDate:
    """Read one date as lists and customer files write them; day before month where both are numbers.

    Args:
        text: `1967-08-22`, `1967-08`, `1967`, `22 Aug 1967`, `Aug 1967`, `22/08/1967`, `circa 1962`, `1960 to 1965`.

    Returns:
        The date; `circa` is set where the text says so. A zero day or month (`00/00/1980`) counts as not given.

    Raises:
        ValueError: if the text is no date, or a day that no calendar has.

    >>> str(parse_date("22 Aug 1967")), str(parse_date("circa 1962")), str(parse_date("00/00/1980"))
    ('1967-08-22', 'circa 1962', '1980')
    """
    stripped = text.strip()
    body, circa = _CIRCA.subn("", stripped)
    if match := _RANGE.match(body):
        return _checked(text, int(match[1]), None, None, year_to=int(match[2]), circa=circa > 0)
    if match := _ISO.match(body):
        return _checked(text, int(match[1]), int(match[2] or 0), int(match[3] or 0), circa=circa > 0)
    if match := _DAY_FIRST.match(body):
        return _checked(text, int(match[3]), int(match[2]), int(match[1]), circa=circa > 0)
    if match := _MONTH_YEAR.match(body):
        return _checked(text, int(match[2]), int(match[1]), None, circa=circa > 0)
    if (match := _WORDS.match(body)) and match[2].casefold() in _MONTHS:
        return _checked(
            text, int(match[3]), _MONTHS[match[2].casefold()], int(match[1] or 0), circa=circa > 0
        )
    raise ValueError(f"not a date: {text!r}")


def _checked(
    text: str,
    year: int,
    month: int | None,
    day: int | None,
    *,
    year_to: int | None = None,
    circa: bool = False,
) -> PartialDate:
    if not 1 <= year <= 9999 or (month or 0) > 12 or (year_to is not None and year_to < year):
        raise ValueError(f"not a date: {text!r}")
    if month and day and day > calendar.monthrange(year, month)[1]:
        raise ValueError(f"no such day: {text!r}")
    return PartialDate(year, month or None, (day or None) if month else None, year_to, circa)
