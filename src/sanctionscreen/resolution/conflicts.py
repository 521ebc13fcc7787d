"""Why two listings that something ties are two parties. Reach for `contradiction` and `two_numbers`."""

from __future__ import annotations

from sanctionscreen.dates import PartialDate
from sanctionscreen.identifiers.checksums import is_imo_ship, is_inn, is_lei, is_ogrn
from sanctionscreen.identifiers.normalize import normalise_identifier
from sanctionscreen.model import Listing

_ONE_FOR_LIFE = (("IMO", is_imo_ship), ("LEI", is_lei), ("INN", is_inn), ("OGRN", is_ogrn))
"""Sorts of numbers of which a party has one, told by their check digits."""

_RUSSIAN = frozenset({"INN", "OGRN"})
_IMO_TYPE = "imo_number"
_FILED_UNDER = frozenset(
    {_IMO_TYPE, "lei_code", "inn_code", "ogrn_code", "tax_number", "registration_number", "id_number"}
)
"""Types under which lists file them."""


def contradiction(one: Listing, other: Listing) -> str:
    """Why two listings cannot be one party, in words; empty where nothing says so."""
    if one.kind and other.kind and one.kind != other.kind:
        return f"{one.kind} and {other.kind}"
    return dates_apart(one, other)


def dates_apart(one: Listing, other: Listing) -> str:
    """How many years apart two persons were born or two ships built, in words, where that is too many for one; else
    empty."""
    if "organization" in (one.kind, other.kind):
        return ""  # founded, registered, reorganised: firms have several dates
    ours, theirs = one.birth_dates, other.birth_dates
    if ours and theirs:
        slack = 5 if any(date.circa or date.year_to for date in (*ours, *theirs)) else 2
        apart = min(_years_apart(a, b) for a in ours for b in theirs)
        if apart > slack:
            return f"born or built {apart} years apart"
    return ""


def _years_apart(one: PartialDate, other: PartialDate) -> int:
    first, last = one.year, one.year_to or one.year
    low, high = other.year, other.year_to or other.year
    return max(first - high, low - last, 0)


def two_numbers(one: Listing, other: Listing) -> str:
    """The number of which a party has one and these two have two, in words; empty where there is none.

    Two firms to which a list gives one registration number by mistake have their own tax numbers.
    """
    ours, theirs = _numbers(one), _numbers(other)
    for sort, _ in _ONE_FOR_LIFE:
        if ours.get(sort) and theirs.get(sort) and not ours[sort] & theirs[sort]:
            return f"{sort} {min(ours[sort])} and {min(theirs[sort])}: two parties by these numbers"
    return ""


def _numbers(listing: Listing) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for item in listing.identifiers:
        number = normalise_identifier(item.type, item.value, item.country)
        if number.type not in _FILED_UNDER or number.placeholder:
            continue
        russian = number.country in ("", "RU") or number.type in ("inn_code", "ogrn_code")
        for sort, check in _ONE_FOR_LIFE:
            may_be = (sort == "IMO") is (number.type == _IMO_TYPE) and (russian or sort not in _RUSSIAN)
            if may_be and check(number.value):
                found.setdefault(sort, set()).add(number.value)
    return found
