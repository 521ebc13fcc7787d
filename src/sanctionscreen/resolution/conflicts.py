"""Conflicts: why two linked listings are two parties (kind, birth date, exclusive identifiers)."""

from __future__ import annotations

from sanctionscreen.dates import PartialDate
from sanctionscreen.identifiers.normalize import NormalisedIdentifier, normalise_identifier
from sanctionscreen.identifiers.registry import IDENTIFIER_TYPES, identifier_type
from sanctionscreen.identifiers.types import WORLD, IdentifierType
from sanctionscreen.model import Listing

_EXCLUSIVE = tuple(item for item in IDENTIFIER_TYPES if item.per_party == "one for life")
"""Types of identifiers of which a party has one."""


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
    for id_type in _EXCLUSIVE:
        ours, theirs = left_numbers.get(id_type.name), right_numbers.get(id_type.name)
        if ours and theirs and not ours & theirs:
            return f"{id_type.label} {min(ours)} and {min(theirs)}: two parties by these numbers"
    return ""


def _exclusive_numbers(listing: Listing) -> dict[str, set[str]]:
    """The listing's numbers of types of which a party has one, by type."""
    numbers: dict[str, set[str]] = {}
    for item in listing.identifiers:
        number = normalise_identifier(item.type, item.value, item.country)
        if number.placeholder:
            continue
        for id_type in _EXCLUSIVE:
            if _may_be(id_type, number) and id_type.checks[0](number.value):
                numbers.setdefault(id_type.name, set()).add(number.value)
    return numbers


def _may_be(id_type: IdentifierType, number: NormalisedIdentifier) -> bool:
    """Whether a number is of this type by its own, or filed under another in the same space of keys."""
    if number.type == id_type.name:
        return True
    filed = identifier_type(number.type)
    if filed.space != id_type.space or number.type not in id_type.misfiled_under:
        return False
    return id_type.unique_in in (WORLD, filed.unique_in) or number.country in ("", *id_type.unique_in[:1])
