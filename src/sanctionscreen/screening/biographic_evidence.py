"""Biographic evidence: birth dates, countries, gender and kind of a query and a listing, compared.

Each function returns None if either side lacks the attribute: missing data are no evidence.
"""

from __future__ import annotations

from sanctionscreen.countries import are_related
from sanctionscreen.dates import PartialDate
from sanctionscreen.screening.bands import (
    FAINT_DATE,
    NEAR_DATE,
    OTHER_COUNTRY,
    OTHER_DATE,
    OTHER_GENDER,
    OTHER_KIND,
    RELATED_COUNTRY,
    SAME_COUNTRY,
    SAME_DAY,
    SAME_GENDER,
    SAME_MONTH,
    SAME_YEAR,
    WITHIN_RANGE,
    AttributeComparison,
    Level,
    compared,
)
from sanctionscreen.screening.profiles import ListingProfile, QueryProfile

_CIRCA_YEARS = 5
"""How far a year may lie from an "about"."""


def compare_birth_dates(query: QueryProfile, listed: ListingProfile) -> AttributeComparison | None:
    """Compare dates of birth (of founding, of building): the pair of dates that agrees best counts.

    Returns:
        The level: the same day; the same month or year if no more is given; near for the same day a year or two
        apart, day and month exchanged, 1 January of the year (which often means that only the year is known), or a
        year within a range or five years of a "circa"; another date for anything else.
    """
    query_dates, listed_dates = query.query.birth_dates, listed.listing.birth_dates
    if not query_dates or not listed_dates:
        return None
    (level, reason), query_date, listed_date = max(
        ((_compare_dates(first, second), first, second) for first in query_dates for second in listed_dates),
        key=lambda comparison: comparison[0][0].value,
    )
    others = f" (and {len(listed_dates) - 1} more)" if len(listed_dates) > 1 else ""
    detail = f"date of birth {query_date} asked, {listed_date}{others} on {listed.listing.list}: {reason}"
    return compared("birth_date", level, detail)


def compare_countries(query: QueryProfile, listed: ListingProfile) -> AttributeComparison | None:
    """Compare nationality, residence, registration and flag: one country in common is enough."""
    list_id = listed.listing.list
    if not query.countries or not listed.countries:
        return None
    if common := query.countries & listed.countries.keys():
        code = min(common)
        detail = f"country {code} asked, {listed.countries[code]} {code} on {list_id}"
        return compared("country", SAME_COUNTRY, detail)
    for code in sorted(query.countries):
        for listed_code, source in listed.countries.items():
            if are_related(code, listed_code):
                detail = (
                    f"country {code} asked, {source} {listed_code} on {list_id}: one was part of the other"
                )
                return compared("country", RELATED_COUNTRY, detail)
    query_codes, listed_codes = ", ".join(sorted(query.countries)), ", ".join(listed.countries)
    return compared("country", OTHER_COUNTRY, f"country {query_codes} asked, {listed_codes} on {list_id}")


def compare_genders(query: QueryProfile, listed: ListingProfile) -> AttributeComparison | None:
    """Compare gender, if both sides give one and it is male or female."""
    if not query.gender or not listed.gender:
        return None
    if query.gender == listed.gender:
        return compared("gender", SAME_GENDER, f"{query.gender} on both sides")
    return compared("gender", OTHER_GENDER, f"{query.gender} asked, {listed.gender} on {listed.listing.list}")


def compare_kinds(query: QueryProfile, listed: ListingProfile) -> AttributeComparison | None:
    """Report kinds that differ (the EU files two ships as enterprises); equal kinds are no evidence."""
    query_kind, listed_kind = query.query.kind, listed.listing.kind
    if query_kind is None or listed_kind is None or query_kind == listed_kind:
        return None
    return compared("kind", OTHER_KIND, f"{query_kind} asked, {listed_kind} on {listed.listing.list}")


def _compare_dates(query: PartialDate, listed: PartialDate) -> tuple[Level, str]:
    if query.year_to or listed.year_to or query.circa or listed.circa:
        return _compare_rough_years(query, listed)
    apart = abs(query.year - listed.year)
    if apart == 0:
        return _compare_within_year(query, listed)
    same_day = _month_day(query) == _month_day(listed) != (None, None)
    years = "1 year" if apart == 1 else f"{apart} years"
    if apart <= 2:
        return NEAR_DATE if same_day else FAINT_DATE, f"{years} apart" + (", same day" if same_day else "")
    if same_day and query.day and _month_day(query) != (1, 1) and _one_digit_off(query.year, listed.year):
        return FAINT_DATE, f"same day, one digit of the year differs ({years} apart)"
    return OTHER_DATE, f"{years} apart"


def _compare_within_year(query: PartialDate, listed: PartialDate) -> tuple[Level, str]:
    if query == listed and query.day:
        return SAME_DAY, "the same"
    if (1, 1) in (_month_day(query), _month_day(listed)):
        return NEAR_DATE, "same year; 1 January often stands for an unknown day"
    if not query.month or not listed.month:
        return SAME_YEAR, "same year, no more is given"
    if query.month == listed.month:
        if not query.day or not listed.day:
            return SAME_MONTH, "same month, no more is given"
        return NEAR_DATE, "same month, another day"
    if query.day and (query.day, query.month) == (listed.month, listed.day):
        return NEAR_DATE, "day and month exchanged"
    if query.day and query.day == listed.day:
        return NEAR_DATE, "same year and day, another month"
    return FAINT_DATE, "same year, another day"


def _compare_rough_years(query: PartialDate, listed: PartialDate) -> tuple[Level, str]:
    first, last = query.year, query.year_to or query.year
    listed_first, listed_last = listed.year, listed.year_to or listed.year
    gap = max(first - listed_last, listed_first - last, 0)
    if gap == 0:
        return WITHIN_RANGE, "within what is given"
    tolerance = _CIRCA_YEARS if query.circa or listed.circa else 2
    years = "1 year" if gap == 1 else f"{gap} years"
    if gap <= tolerance:
        return (NEAR_DATE if gap <= 2 else FAINT_DATE), f"{years} from what is given"
    return OTHER_DATE, f"{years} outside what is given"


def _month_day(date: PartialDate) -> tuple[int | None, int | None]:
    return date.month, date.day


def _one_digit_off(query_year: int, listed_year: int) -> bool:
    digits = zip(f"{query_year:04}", f"{listed_year:04}", strict=True)
    return sum(first != second for first, second in digits) == 1
