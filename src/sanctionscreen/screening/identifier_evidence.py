"""What the identifiers of a query and a listing say: equal, one slip apart, or two where a party has one."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from sanctionscreen.identifiers.agreement import Strength, agreement
from sanctionscreen.identifiers.checksums import is_imo_company, is_imo_ship
from sanctionscreen.identifiers.index import IdentifierMatch
from sanctionscreen.identifiers.normalize import NormalisedIdentifier, normalise_identifier
from sanctionscreen.identifiers.types import type_label
from sanctionscreen.model import Evidence
from sanctionscreen.screening.biographic_evidence import AGREES, CONTRADICTS, FAINT, NEAR, NEUTRAL
from sanctionscreen.screening.profiles import ListingProfile, QueryProfile

STRENGTH_VALUES: dict[Strength, float] = {"strong": AGREES, "fair": 0.9, "weak": FAINT}
"""The value of the evidence for equal identifiers."""

EXCLUSIVE = frozenset({"imo_number", "imo_company_number", "lei_code", "inn_code", "ogrn_code"})
"""Types of which a party has one for life: two valid numbers that differ are two parties. A person has
several passports, a bank several BICs, a ship several call signs; those never contradict."""

_NEAR_LENGTH = 6
"""Shorter values are one slip apart by chance."""


def agreement_evidence(
    matches: Sequence[IdentifierMatch], query: QueryProfile, listing: ListingProfile, *, renamed: bool
) -> list[Evidence]:
    """Say which identifiers agree, in the sentence an analyst checks.

    Args:
        matches: of this listing.
        renamed: whether the names do not agree: then the sentence says under which name the number is listed.
    """
    return [_agreement(match, query, listing, renamed=renamed) for match in matches]


def _agreement(
    match: IdentifierMatch, query: QueryProfile, listing: ListingProfile, *, renamed: bool
) -> Evidence:
    if match.via_cluster:
        return match.via_cluster
    listed = normalise_identifier(match.listed.type, match.listed.value, match.listed.country)
    number = f"{type_label(match.listed.type)} {match.listed.value}"
    place = f"on {listing.listing.list}"
    if match.near:
        asked = next(iter(query.query.all_names()), "")
        detail = (
            f"{match.query.value} breaks the rule of its type, and is one slip from {number}, which is "
            f"{listing.listing.name} {place}; asked as {asked}"
        )
        return Evidence(feature=listed.type, value=NEAR, detail=detail)
    if renamed:
        asked = next(iter(query.query.all_names()), "")
        detail = f"{number} is {listing.listing.name} {place}; asked as {asked}"
    else:
        detail = f"{number} {place}, asked with the same"
    if listed.valid is False:
        detail += "; the number breaks the rule of its type, so this is not certain"
    elif match.strength == "weak":
        detail += "; such a number may be shared"
    return Evidence(feature=listed.type, value=STRENGTH_VALUES[match.strength], detail=detail)


def disagreement_evidence(
    query: QueryProfile, listing: ListingProfile, agreeing: Sequence[IdentifierMatch]
) -> list[Evidence]:
    """Compare the identifiers of the same type that do not agree.

    Returns:
        Per type, where no identifier of that type agrees: near agreement where two differ by one slip (a
        digit, or two neighbours exchanged); 0 where both sides have a valid number of a type of which a party
        has only one; `NEUTRAL` with a sentence where such a number breaks its rule and therefore can't
        contradict.
    """
    if not query.identifiers or not listing.identifiers:
        return []
    own = [match.query for match in agreeing if not match.via_cluster]
    settled = {normalise_identifier(item.type, item.value).type for item in own}
    found: dict[str, Evidence] = {}
    for asked in query.identifiers:
        if asked.placeholder or asked.type in settled:
            continue
        for listed in listing.identifiers:
            if listed.type != asked.type:
                continue
            evidence = _compare(asked, listed, listing.listing.list)
            if evidence and (asked.type not in found or evidence.value > found[asked.type].value):
                found[asked.type] = evidence
    return list(found.values())


def _compare(asked: NormalisedIdentifier, listed: NormalisedIdentifier, list_id: str) -> Evidence | None:
    label = type_label(asked.type)
    detail = f"{label} {asked.value} asked, {listed.value} on {list_id}"
    if asked.key != listed.key and _one_slip(asked.value, listed.value):
        if asked.valid and listed.valid and not _same_rule(asked, listed):
            return Evidence(feature=asked.type, value=NEAR, detail=f"{detail}: one slip apart")
        if asked.valid is False or listed.valid is False:
            side = "asked" if asked.valid is False else "listed"
            return Evidence(
                feature=asked.type,
                value=NEAR,
                detail=f"{detail}: one slip apart, and the {side} one breaks its rule",
            )
        if asked.valid is None:
            return Evidence(feature=asked.type, value=FAINT, detail=f"{detail}: one slip apart")
    if asked.key == listed.key:
        if agreement(asked, listed) is None and asked.country != listed.country:
            detail = f"{label} {asked.value} of {asked.country} asked, of {listed.country} on {list_id}"
            return Evidence(feature=asked.type, value=FAINT, detail=f"{detail}: two countries use the number")
        return None
    if asked.type not in EXCLUSIVE or (asked.valid and listed.valid and not _same_rule(asked, listed)):
        return None
    if asked.valid and listed.valid:
        return Evidence(feature=asked.type, value=CONTRADICTS, detail=f"{detail}: two parties by this number")
    return Evidence(
        feature=asked.type, value=NEUTRAL, detail=f"{detail}: not compared, a number breaks its rule"
    )


def _same_rule(asked: NormalisedIdentifier, listed: NormalisedIdentifier) -> bool:
    """Whether two valid numbers are of one sort: a ship's IMO number and its owner's don't contradict."""
    if not asked.key.startswith("imo:"):
        return True
    return any(rule(asked.value) and rule(listed.value) for rule in (is_imo_ship, is_imo_company))


def _one_slip(query: str, listed: str) -> bool:
    if min(len(query), len(listed)) < _NEAR_LENGTH or abs(len(query) - len(listed)) > 1:
        return False
    return OSA.distance(query, listed, score_cutoff=1) == 1
