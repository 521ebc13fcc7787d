"""What birth dates, countries, gender and kind say about a query and a listing, a pure function each.

Each returns None where either side is silent: what nobody said is evidence of nothing. Values run from 0
(contradicts) to 1 (agrees); below `NEUTRAL` a value speaks against the hit. No value ever removes one.
"""

from __future__ import annotations

from sanctionscreen.countries import are_related
from sanctionscreen.dates import PartialDate
from sanctionscreen.model import Evidence
from sanctionscreen.screening.profiles import ListingProfile, QueryProfile

AGREES = 1.0
SAME_MONTH = 0.95
SAME_YEAR = 0.85
NEAR = 0.75
"""Differs as one party's data do between lists: a year apart, day and month exchanged, one digit off."""
FAINT = 0.6
"""May be the same datum, badly known; says little."""
NEUTRAL = 0.5
DIFFERS = 0.3
"""Differs where one party may well have both: two countries, two kinds of record."""
CONTRADICTS = 0.0

_CIRCA_YEARS = 5
"""How far a year may lie from an "about"."""


def birth_date_evidence(query: QueryProfile, listing: ListingProfile) -> Evidence | None:
    """Compare dates of birth (of founding, of building): the pair of dates that agrees best counts.

    Returns:
        1 for the same day, a little less for the same month or year where no more is given; near agreement
        for the same day a year or two apart, day and month exchanged, 1 January of the year (which stands for
        "only the year is known"), or a year within a range or five years of a "circa"; 0 for anything else.
    """
    asked, listed = query.query.birth_dates, listing.listing.birth_dates
    if not asked or not listed:
        return None
    value, reason, one, other = max(
        ((*_compare_dates(one, other), one, other) for one in asked for other in listed),
        key=lambda found: found[0],
    )
    others = f" (and {len(listed) - 1} more)" if len(listed) > 1 else ""
    detail = f"date of birth {one} asked, {other}{others} on {listing.listing.list}: {reason}"
    return Evidence(feature="birth_date", value=value, detail=detail)


def country_evidence(query: QueryProfile, listing: ListingProfile) -> Evidence | None:
    """Compare nationality, residence, registration and flag: one country in common is enough.

    Returns:
        1 where a country of the query is one of the listing's; `FAINT` where it is a former state's successor
        or a territory of it; `DIFFERS` otherwise, since people move and firms register elsewhere.
    """
    asked, ties = query.countries, listing.countries
    if not asked or not ties:
        return None
    if common := asked & ties.keys():
        code = min(common)
        detail = f"country {code} asked, {ties[code]} {code} on {listing.listing.list}"
        return Evidence(feature="country", value=AGREES, detail=detail)
    shown, listed = ", ".join(sorted(asked)), ", ".join(ties)
    for code in sorted(asked):
        for other, tie in ties.items():
            if are_related(code, other):
                place = listing.listing.list
                detail = f"country {code} asked, {tie} {other} on {place}: one was part of the other"
                return Evidence(feature="country", value=FAINT, detail=detail)
    detail = f"country {shown} asked, {listed} on {listing.listing.list}"
    return Evidence(feature="country", value=DIFFERS, detail=detail)


def gender_evidence(query: QueryProfile, listing: ListingProfile) -> Evidence | None:
    """Compare gender, where both sides give one and it is male or female."""
    if not query.gender or not listing.gender:
        return None
    if query.gender == listing.gender:
        return Evidence(feature="gender", value=AGREES, detail=f"{query.gender} on both sides")
    detail = f"{query.gender} asked, {listing.gender} on {listing.listing.list}"
    return Evidence(feature="gender", value=CONTRADICTS, detail=detail)


def kind_evidence(query: QueryProfile, listing: ListingProfile) -> Evidence | None:
    """Report kinds that disagree (the EU files two ships as enterprises); equal kinds are no news."""
    asked, listed = query.query.kind, listing.listing.kind
    if asked is None or listed is None or asked == listed:
        return None
    return Evidence(
        feature="kind", value=DIFFERS, detail=f"{asked} asked, {listed} on {listing.listing.list}"
    )


def _compare_dates(query: PartialDate, listed: PartialDate) -> tuple[float, str]:
    if query.year_to or listed.year_to or query.circa or listed.circa:
        return _compare_rough_years(query, listed)
    apart = abs(query.year - listed.year)
    if apart == 0:
        return _compare_within_year(query, listed)
    same_day = _month_day(query) == _month_day(listed) != (None, None)
    years = "1 year" if apart == 1 else f"{apart} years"
    if apart <= 2:
        return NEAR if same_day else FAINT, f"{years} apart" + (", same day" if same_day else "")
    if same_day and query.day and _month_day(query) != (1, 1) and _one_digit_off(query.year, listed.year):
        return FAINT, f"same day, one digit of the year differs ({years} apart)"
    return CONTRADICTS, f"{years} apart"


def _compare_within_year(query: PartialDate, listed: PartialDate) -> tuple[float, str]:
    if query == listed and query.day:
        return AGREES, "the same"
    if (1, 1) in (_month_day(query), _month_day(listed)):
        return NEAR, "same year; 1 January often stands for an unknown day"
    if not query.month or not listed.month:
        return SAME_YEAR, "same year, no more is given"
    if query.month == listed.month:
        if not query.day or not listed.day:
            return SAME_MONTH, "same month, no more is given"
        return NEAR, "same month, another day"
    if query.day and (query.day, query.month) == (listed.month, listed.day):
        return NEAR, "day and month exchanged"
    if query.day and query.day == listed.day:
        return NEAR, "same year and day, another month"
    return FAINT, "same year, another day"


def _compare_rough_years(query: PartialDate, listed: PartialDate) -> tuple[float, str]:
    first, last = _span(query)
    listed_first, listed_last = _span(listed)
    gap = max(first - listed_last, listed_first - last, 0)
    if gap == 0:
        return 0.8, "within what is given"
    slack = _CIRCA_YEARS if query.circa or listed.circa else 2
    years = "1 year" if gap == 1 else f"{gap} years"
    if gap <= slack:
        return (NEAR if gap <= 2 else FAINT), f"{years} from what is given"
    return CONTRADICTS, f"{years} outside what is given"


def _span(date: PartialDate) -> tuple[int, int]:
    return date.year, date.year_to or date.year


def _month_day(date: PartialDate) -> tuple[int | None, int | None]:
    return date.month, date.day


def _one_digit_off(year: int, other: int) -> bool:
    return (
        sum(digit != other_digit for digit, other_digit in zip(f"{year:04}", f"{other:04}", strict=True)) == 1
    )
