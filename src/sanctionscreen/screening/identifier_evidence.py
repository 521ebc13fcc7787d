"""Identifier evidence: equal numbers, numbers one typo apart, and two numbers of a sort of which a party has one."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from sanctionscreen.identifiers.agreement import agreement
from sanctionscreen.identifiers.index import IdentifierMatch
from sanctionscreen.identifiers.normalize import NormalisedIdentifier, normalise_identifier
from sanctionscreen.identifiers.registry import identifier_type
from sanctionscreen.identifiers.types import Strength
from sanctionscreen.model import Evidence
from sanctionscreen.screening.bands import (
    AGREES,
    FAINT,
    FAINT_IDENTIFIER,
    INVALID_IDENTIFIER,
    NEAR,
    NEAR_IDENTIFIER,
    OTHER_IDENTIFIER,
    AttributeComparison,
    compared,
)
from sanctionscreen.screening.profiles import ListingProfile, QueryProfile

STRENGTH_VALUES: dict[Strength, float] = {"strong": AGREES, "fair": 0.9, "weak": FAINT}
"""The value of the evidence for equal identifiers."""

_SHORTEST_NEAR = 6
"""Shorter values are one typo apart by chance."""


def agreement_evidence(
    matches: Sequence[IdentifierMatch], query: QueryProfile, listed: ListingProfile, *, renamed: bool
) -> list[Evidence]:
    """Say which identifiers agree, in the sentence an analyst checks.

    Args:
        matches: of this listing.
        query, listed: the two sides.
        renamed: whether the names do not agree: then the sentence says under which name the number is listed.
    """
    return [match.via_cluster or _agreement(match, query, listed, renamed=renamed) for match in matches]


def _agreement(
    match: IdentifierMatch, query: QueryProfile, listed: ListingProfile, *, renamed: bool
) -> Evidence:
    identifier = normalise_identifier(match.listed.type, match.listed.value, match.listed.country)
    number = f"{identifier_type(match.listed.type).label} {match.listed.value}"
    name, list_id = next(iter(query.query.all_names()), ""), listed.listing.list
    holder = f"{listed.listing.name} on {list_id}; asked as {name}"
    if match.near:
        detail = f"{match.query.value} breaks the rule of its type, and is one slip from {number}, which is {holder}"
        return Evidence(feature=identifier.type, value=NEAR, detail=detail)
    detail = f"{number} is {holder}" if renamed else f"{number} on {list_id}, asked with the same"
    if identifier.valid is False:
        detail += "; the number breaks the rule of its type, so this is not certain"
    elif match.strength == "weak":
        detail += "; such a number may be shared"
    return Evidence(feature=identifier.type, value=STRENGTH_VALUES[match.strength], detail=detail)


def compare_identifiers(
    query: QueryProfile, listed: ListingProfile, agreeing: Sequence[IdentifierMatch]
) -> list[AttributeComparison]:
    """Compare the identifiers of the same type that do not agree.

    Returns:
        Per type of which no identifier agrees: near if two differ by one typo (a digit, or two neighbours
        exchanged); a conflict if both sides have a valid number of a type of which a party has only one; neutral if
        such a number breaks its rule and therefore can't contradict.
    """
    if not query.identifiers or not listed.identifiers:
        return []
    own = [match.query for match in agreeing if not match.via_cluster]
    settled = {normalise_identifier(item.type, item.value).type for item in own}
    best: dict[str, AttributeComparison] = {}
    for number in query.identifiers:
        if number.placeholder or number.type in settled:
            continue
        for listed_number in listed.identifiers:
            if listed_number.type == number.type:
                comparison = _compare(number, listed_number, listed.listing.list)
                known = best.get(number.type)
                if comparison and (known is None or comparison.level.value > known.level.value):
                    best[number.type] = comparison
    return list(best.values())


def _compare(
    query: NormalisedIdentifier, listed: NormalisedIdentifier, list_id: str
) -> AttributeComparison | None:
    id_type, type = identifier_type(query.type), query.type
    detail = f"{id_type.label} {query.value} asked, {listed.value} on {list_id}"
    if query.key == listed.key:
        if agreement(query, listed) is None and query.country != listed.country:
            detail = (
                f"{id_type.label} {query.value} of {query.country} asked, of {listed.country} on {list_id}"
            )
            return compared(type, FAINT_IDENTIFIER, f"{detail}: two countries use the number")
        return None
    both_valid = query.valid and listed.valid
    # a ship's IMO number and its owner's don't contradict
    two_sorts = both_valid and not any(check(query.value) and check(listed.value) for check in id_type.checks)
    if _one_typo_apart(query.value, listed.value):
        if two_sorts:
            return compared(type, NEAR_IDENTIFIER, f"{detail}: one slip apart")
        if query.valid is False or listed.valid is False:
            side = "asked" if query.valid is False else "listed"
            detail = f"{detail}: one slip apart, and the {side} one breaks its rule"
            return compared(type, NEAR_IDENTIFIER, detail)
        if query.valid is None:
            return compared(type, FAINT_IDENTIFIER, f"{detail}: one slip apart")
    if id_type.per_party == "several" or two_sorts:
        return None
    if both_valid:
        return compared(type, OTHER_IDENTIFIER, f"{detail}: two parties by this number")
    return compared(type, INVALID_IDENTIFIER, f"{detail}: not compared, a number breaks its rule")


def _one_typo_apart(query: str, listed: str) -> bool:
    if min(len(query), len(listed)) < _SHORTEST_NEAR or abs(len(query) - len(listed)) > 1:
        return False
    return OSA.distance(query, listed, score_cutoff=1) == 1
