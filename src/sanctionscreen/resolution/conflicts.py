"""Conflicts: why two linked listings are two parties (kind, birth date, exclusive identifiers)."""

from __future__ import annotations

from sanctionscreen.dates import PartialDate
from sanctionscreen.identifiers.checksums import is_imo_ship, is_inn, is_lei, is_ogrn
from sanctionscreen.identifiers.normalize import normalise_identifier
from sanctionscreen.model import Listing

_ONE_PER_PARTY = (("IMO", is_imo_ship), ("LEI", is_lei), ("INN", is_inn), ("OGRN", is_ogrn))
"""Sorts of numbers of which a party has one, recognised by their check digits."""

_RUSSIAN = frozenset({"INN", "OGRN"})
_IMO_TYPE = "imo_number"
_FILED_UNDER = frozenset(
    {_IMO_TYPE, "lei_code", "inn_code", "ogrn_code", "tax_number", "registration_number", "id_number"}
)
"""Identifier types under which lists file them."""


def kind_or_date_conflict(left: Listing, right: Listing) -> str:
    """Why kind or birth date exclude that two listings are one party, in words; empty if they don't."""
    return kind_conflict(left, right) or birth_date_conflict(left, right)


def kind_conflict(left: Listing, right: Listing) -> str:
    """The two kinds in words, if both are known and differ; else empty."""
    return f"{left.kind} and {right.kind}" if left.kind and right.kind and left.kind != right.kind else ""


def birth_date_conflict(left: Listing, right: Listing) -> str:
    """How many years apart two persons were born or two ships built, in words, if that is too many for one party."""
    if "organization" in (left.kind, right.kind):
        return ""  # founded, registered, reorganised: firms have several dates
    dates = (*left.birth_dates, *right.birth_dates)
    if left.birth_dates and right.birth_dates:
        tolerance = 5 if any(date.circa or date.year_to for date in dates) else 2
        apart = min(_years_apart(a, b) for a in left.birth_dates for b in right.birth_dates)
        if apart > tolerance:
            return f"born or built {apart} years apart"
    return ""


def _years_apart(left: PartialDate, right: PartialDate) -> int:
    first, last = left.year, left.year_to or left.year
    right_first, right_last = right.year, right.year_to or right.year
    return max(first - right_last, right_first - last, 0)


def identifier_conflict(left: Listing, right: Listing) -> str:
    """Two different numbers of a sort of which a party has one, in words; empty if there are none.

    Two firms to which a list gives one registration number by mistake have their own tax numbers.
    """
    left_numbers, right_numbers = _exclusive_numbers(left), _exclusive_numbers(right)
    for sort, _ in _ONE_PER_PARTY:
        ours, theirs = left_numbers.get(sort), right_numbers.get(sort)
        if ours and theirs and not ours & theirs:
            return f"{sort} {min(ours)} and {min(theirs)}: two parties by these numbers"
    return ""


def _exclusive_numbers(listing: Listing) -> dict[str, set[str]]:
    """The listing's numbers of the sorts of which a party has one, by sort."""
    numbers: dict[str, set[str]] = {}
    for item in listing.identifiers:
        number = normalise_identifier(item.type, item.value, item.country)
        if number.type not in _FILED_UNDER or number.placeholder:
            continue
        russian = number.country in ("", "RU") or number.type in ("inn_code", "ogrn_code")
        for sort, check in _ONE_PER_PARTY:
            may_be = (sort == "IMO") is (number.type == _IMO_TYPE) and (russian or sort not in _RUSSIAN)
            if may_be and check(number.value):
                numbers.setdefault(sort, set()).add(number.value)
    return numbers
