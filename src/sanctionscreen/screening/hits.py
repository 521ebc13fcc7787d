"""Hit assessment: one query and one listing become one `Hit` with name, band, basis, flags and evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sanctionscreen.identifiers.index import IdentifierMatch
from sanctionscreen.identifiers.types import Strength
from sanctionscreen.model import Band, Basis, Evidence, Flag, Hit, ListedName, WeakPolicy
from sanctionscreen.screening.bands import BANDS, AttributeComparison, band, lowered
from sanctionscreen.screening.biographic_evidence import (
    compare_birth_dates,
    compare_countries,
    compare_genders,
    compare_kinds,
)
from sanctionscreen.screening.identifier_evidence import agreement_evidence, compare_identifiers
from sanctionscreen.screening.link_findings import LinkFindings
from sanctionscreen.screening.profiles import ListingProfile, QueryProfile

ACRONYM_FEATURES = frozenset({"acronym"})
"""Name evidence that links a short form to a full name; it doesn't lift a weak alias that says the same."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name of the query and a name of the listing, with their score.

    Attributes:
        query_name: the name of the query.
        listed_name: the listing's name.
        score: of the two given the two kinds, 0 to 1.
        evidence: what the score rests on.
        via_cluster: how the name came to the listing, if it is another listing's of the same party; else None.
    """

    query_name: str
    listed_name: ListedName
    score: float
    evidence: tuple[Evidence, ...] = ()
    via_cluster: Evidence | None = None


@dataclass(frozen=True, slots=True)
class AssessedHit:
    """A hit, with what decides between several hits of one name.

    Attributes:
        hit: the hit.
        biographic_points: of birth date, country, gender and kind, see `bands.Level`.
        has_identifier_conflict: whether query and listing have two numbers of a sort of which a party has one.
    """

    hit: Hit
    biographic_points: int = 0
    has_identifier_conflict: bool = False


def hit_id(query: QueryProfile, listing: ListingProfile) -> str:
    """A hit's id: 16 hexadecimal digits, the same in every run for the same query content, listing and names.

    It depends on the query's names, kind, gender, dates, countries, addresses and identifiers (not on
    `query_id`), on the list and the entity's id, and on the listing's names: if one of these changes, a
    disposition of the old hit must not silence the new one. What links make of a hit (`basis` and `band`) is not part
    of it, and has to be stored with the disposition.
    """
    return hashlib.blake2b(query.digest + listing.digest, digest_size=8).hexdigest()


def assess(
    query: QueryProfile,
    listing: ListingProfile,
    edition: str | None,
    matches: Sequence[NameMatch],
    identifier_matches: Sequence[IdentifierMatch] = (),
    *,
    weak: WeakPolicy,
    threshold: float,
    links: LinkFindings | None = None,
) -> AssessedHit | None:
    """Assess one query against one listing.

    Args:
        query, listing: the two sides.
        edition: of the list.
        matches: the listed names that reached the threshold. If an identifier agrees, a name below the threshold may
            be among them: it raises no hit, and is shown with its score.
        identifier_matches: of this listing (`IdentifierMatch.listing` is not used).
        weak: what a weak alias may do on this list.
        threshold: the name score from which a name raises a hit.
        links: what ownership and other links say.

    Returns:
        The hit, or None if neither a name that may raise one, nor an identifier, nor a link leads to the listing.
    """
    links = links or LinkFindings()
    chosen = _choose_names(matches, weak, threshold)
    best, shown = chosen.best, chosen.shown
    if best is None and not identifier_matches:
        if not links.basis:
            return None
        # The query is not the listing, but owned by or linked to it: name, dates and countries say nothing.
        flags = _flags(listing, renamed=False, conflict=False, muted=False)
        return AssessedHit(_hit(query, listing, edition, shown, links.band, (), flags, (), links))
    muted = chosen.muted and not identifier_matches and not links.basis
    own = [match for match in matches if match.score >= threshold and not match.via_cluster]
    renamed = any(not match.near for match in identifier_matches) and not own
    identifiers = compare_identifiers(query, listing, identifier_matches)
    biographic = _compare_biographic(query, listing)
    comparisons = [*identifiers, *biographic]
    strengths = [match.strength for match in identifier_matches]
    points = sum(comparison.level.points for comparison in comparisons)
    own_band = _band(best, matches, points, strengths, weak=weak, threshold=threshold)
    by_name = (*_name_evidence(shown, listing), *_weak_evidence(chosen.weak, listing, muted=muted))
    by_identifier = agreement_evidence(identifier_matches, query, listing, renamed=renamed)
    first, second = (by_name, by_identifier) if own else (by_identifier, by_name)
    conflict = best is not None and any(comparison.level.is_conflict for comparison in comparisons)
    hit = _hit(
        query, listing, edition, shown,
        max(lowered(own_band) if muted else own_band, links.band, key=BANDS.index),
        _basis(best, own, identifier_matches),
        _flags(listing, renamed=renamed, conflict=conflict, muted=muted),
        (*first, *second, *(comparison.evidence for comparison in comparisons)),
        links,
    )  # fmt: skip
    return AssessedHit(
        hit,
        sum(comparison.level.points for comparison in biographic),
        any(comparison.level.is_conflict for comparison in identifiers),
    )


def _hit(  # noqa: PLR0913  # the parts of a hit
    query: QueryProfile,
    listing: ListingProfile,
    edition: str | None,
    shown: NameMatch | None,
    band: Band,
    basis: tuple[Basis, ...],
    flags: tuple[Flag, ...],
    evidence: tuple[Evidence, ...],
    links: LinkFindings,
) -> Hit:
    item = listing.listing
    return Hit(
        hit_id=hit_id(query, listing),
        list=item.list,
        edition=edition,
        entity_id=item.entity_id,
        kind=item.kind,
        listed_name=item.name,
        matched_name=shown.listed_name.name if shown else item.name,
        score=shown.score if shown else 0.0,
        band=band,
        basis=(*basis, *links.basis),
        flags=flags,
        programmes=item.programmes,
        measures=item.measures,
        listed_on=item.listed_on,
        status=item.status,
        birth_dates=listing.shown_birth_dates,
        countries=listing.shown_countries,
        identifiers=listing.shown_identifiers,
        evidence=(*evidence, *links.evidence),
    )


@dataclass(frozen=True, slots=True)
class _ChosenNames:
    """The name that raises the hit, the weak alias besides it, the name to show, and whether the hit is muted."""

    best: NameMatch | None
    weak: NameMatch | None
    shown: NameMatch | None
    muted: bool = False


def _choose_names(matches: Sequence[NameMatch], weak: WeakPolicy, threshold: float) -> _ChosenNames:
    usable = [match for match in matches if weak != "off" or not match.listed_name.weak]
    reached = [match for match in usable if match.score >= threshold]
    if weak != "confirm":
        best = max(reached, key=_rank, default=None)
        return _ChosenNames(best, None, best or max(usable, key=_rank, default=None))
    weak_match = max((match for match in reached if match.listed_name.weak), key=_rank, default=None)
    strong = [match for match in reached if not match.listed_name.weak]
    if weak_match:
        strong = [match for match in strong if not _is_acronym_of_no_more(match, weak_match)]
    if strong:
        best = max(strong, key=_rank)
        return _ChosenNames(best, weak_match, best)
    if weak_match:
        return _ChosenNames(weak_match, weak_match, weak_match, muted=True)
    return _ChosenNames(None, None, max(usable, key=_rank, default=None))


def _is_acronym_of_no_more(match: NameMatch, weak_match: NameMatch) -> bool:
    """Whether a strong name matched only by its acronym, which the list itself calls a weak alias."""
    if match.score > weak_match.score:
        return False
    return any(item.feature in ACRONYM_FEATURES for item in match.evidence)


def _rank(match: NameMatch) -> tuple[float, bool, bool, int]:
    name = match.listed_name
    return match.score, not match.via_cluster, not name.until, _TYPE_RANK[name.type]


_TYPE_RANK = {"name": 2, "alias": 1, "previous_name": 0}


def _basis(
    best: NameMatch | None, own: Sequence[NameMatch], identifier_matches: Sequence[IdentifierMatch]
) -> tuple[Basis, ...]:
    basis: list[Basis] = []
    if best and best.via_cluster:
        basis.append("pooled-name")
        best = max(own, key=_rank, default=None)
    if best:
        name = best.listed_name
        basis.append("former-name" if name.until or name.type == "previous_name" else "name")
    if identifier_matches:
        basis.append("identifier")
    return tuple(basis)


def _band(
    best: NameMatch | None, matches: Sequence[NameMatch], points: int, strengths: Sequence[Strength],
    *, weak: WeakPolicy, threshold: float,
) -> Band:  # fmt: skip
    """The band of a hit.

    A name that the list has dropped gives `review` at most, since it may have been a correction. It doesn't lower what
    identifiers, or a name that is still on the list, give by themselves.
    """
    if best is None or not best.listed_name.until:
        return band(best.score if best else 0.0, points, strengths, named=best is not None)
    current = [
        match.score
        for match in matches
        if match.score >= threshold
        and not match.listed_name.until
        and (weak == "full" or not match.listed_name.weak)
    ]
    return max(
        min(band(best.score, points), "review", key=BANDS.index),
        band(max(current, default=0.0), points, strengths, named=bool(current)),
        key=BANDS.index,
    )


def _flags(listing: ListingProfile, *, renamed: bool, conflict: bool, muted: bool) -> tuple[Flag, ...]:
    flags: tuple[tuple[Flag, bool], ...] = (
        ("renamed", renamed),
        ("conflict", conflict),
        ("delisted", listing.listing.status == "delisted"),
        ("muted", muted),
    )
    return tuple(flag for flag, holds in flags if holds)


def _compare_biographic(query: QueryProfile, listing: ListingProfile) -> list[AttributeComparison]:
    comparisons = (
        compare_birth_dates(query, listing),
        compare_countries(query, listing),
        compare_genders(query, listing),
        compare_kinds(query, listing),
    )
    return [comparison for comparison in comparisons if comparison]


def _name_evidence(shown: NameMatch | None, listing: ListingProfile) -> tuple[Evidence, ...]:
    if shown is None:
        return ()
    origin = [shown.via_cluster] if shown.via_cluster else []
    if until := shown.listed_name.until:
        dropped = "it has been dropped since"
        if not shown.via_cluster:
            dropped = f"{listing.listing.list} has dropped it since"
        detail = f"name until {until}: {dropped}"
        origin.append(Evidence(feature="former_name", value=round(shown.score, 4), detail=detail))
    return (*shown.evidence, *origin)


def _weak_evidence(
    weak_match: NameMatch | None, listing: ListingProfile, *, muted: bool
) -> tuple[Evidence, ...]:
    if weak_match is None:
        return ()
    name, list_id = weak_match.listed_name.name, listing.listing.list
    if muted:
        detail = (
            f"{name} is a weak alias on {list_id}: under the policy `confirm` it raises no alert by itself"
        )
    else:
        detail = f"the weak alias {name} on {list_id} agrees too"
    return (Evidence(feature="weak_alias", value=round(weak_match.score, 4), detail=detail),)
