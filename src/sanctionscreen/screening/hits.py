"""One query and one listing to one `Hit`: which name counts, what speaks beside it, how it is flagged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sanctionscreen.identifiers.agreement import Strength
from sanctionscreen.identifiers.index import IdentifierMatch
from sanctionscreen.model import Band, Basis, Evidence, Flag, Hit, ListedName, WeakPolicy
from sanctionscreen.screening.bands import BANDS, band, is_conflict, lowered, support
from sanctionscreen.screening.biographic_evidence import (
    birth_date_evidence,
    country_evidence,
    gender_evidence,
    kind_evidence,
)
from sanctionscreen.screening.identifier_evidence import agreement_evidence, disagreement_evidence
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
        pooled: how the name came to the listing, where another listing of the same party gives it; else None.
    """

    query_name: str
    listed_name: ListedName
    score: float
    evidence: tuple[Evidence, ...] = ()
    via_cluster: Evidence | None = None


def hit_id(query: QueryProfile, listing: ListingProfile) -> str:
    """A hit's id: 16 hexadecimal digits, the same in every run for the same query content, listing and names.

    It depends on the query's names, kind, gender, dates, countries, addresses and identifiers (not on
    `query_id`), on the list and the entity's id, and on the listing's names: if one of these changes, a
    disposition of the old hit must not silence the new one. What links make of a hit (`basis` and `band`) is not part
    of it, and has to be kept with the disposition.
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
) -> Hit | None:
    """Judge one query against one listing.

    Args:
        query, listing: the two sides.
        edition: of the list.
        matches: the listed names that reached the threshold. Where an identifier agrees, a name below the
            threshold may be among them: it raises nothing, and is shown with its score.
        identifier_matches: of this listing (`IdentifierMatch.listing` is not looked at).
        weak: what a weak alias may do on this list.
        threshold: the name score from which a name raises a hit.
        links: what ownership and other links say.

    Returns:
        The hit, or None where neither a name that may raise one, nor an identifier, nor a link leads to the listing.
    """
    best, weak_match, shown, muted = _choose_names(matches, weak, threshold)
    if best is None and not identifier_matches:
        return _of_links(query, listing, edition, shown, links) if links and links.basis else None
    muted = muted and not identifier_matches and not (links and links.basis)
    own = [match for match in matches if match.score >= threshold and not match.via_cluster]
    renamed = any(not match.near for match in identifier_matches) and not own
    beside = _beside(query, listing, identifier_matches)
    score = shown.score if shown else 0.0
    strengths = [match.strength for match in identifier_matches]
    found = _band(best, matches, support(beside), strengths, weak=weak, threshold=threshold)
    of_name = (*_name_evidence(shown, listing), *_weak_evidence(weak_match, listing, muted=muted))
    agreed = agreement_evidence(identifier_matches, query, listing, renamed=renamed)
    first, second = (of_name, agreed) if own else (agreed, of_name)
    links = links or LinkFindings()
    flags = _flags(listing, renamed=renamed, conflict=best is not None and is_conflict(beside), muted=muted)
    judged = _Judged(
        score, max(lowered(found) if muted else found, links.band, key=BANDS.index),
        (*_basis(best, own, identifier_matches), *links.basis), flags, (*first, *second, *beside, *links.evidence),
    )  # fmt: skip
    return _hit(query, listing, edition, shown, judged)


@dataclass(frozen=True, slots=True)
class _Judged:
    score: float
    band: Band
    basis: tuple[Basis, ...]
    flags: tuple[Flag, ...]
    evidence: tuple[Evidence, ...]


def _of_links(
    query: QueryProfile,
    listing: ListingProfile,
    edition: str | None,
    shown: NameMatch | None,
    links: LinkFindings,
) -> Hit:
    """A hit on a listing that the query isn't, but is owned by or tied to: name, dates and countries say nothing."""
    flags = _flags(listing, renamed=False, conflict=False, muted=False)
    score = shown.score if shown else 0.0
    judged = _Judged(score, links.band, tuple(links.basis), flags, tuple(links.evidence))
    return _hit(query, listing, edition, shown, judged)


def _hit(
    query: QueryProfile,
    listing: ListingProfile,
    edition: str | None,
    shown: NameMatch | None,
    judged: _Judged,
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
        score=judged.score,
        band=judged.band,
        basis=judged.basis,
        flags=judged.flags,
        programmes=item.programmes,
        measures=item.measures,
        listed_on=item.listed_on,
        status=item.status,
        birth_dates=listing.shown_birth_dates,
        countries=listing.shown_countries,
        identifiers=listing.shown_identifiers,
        evidence=judged.evidence,
    )


_Chosen = tuple[NameMatch | None, NameMatch | None, NameMatch | None, bool]


def _choose_names(matches: Sequence[NameMatch], weak: WeakPolicy, threshold: float) -> _Chosen:
    """The name that raises the hit, the weak alias beside it, the name shown, whether the hit is muted."""
    usable = [match for match in matches if weak != "off" or not match.listed_name.weak]
    reached = [match for match in usable if match.score >= threshold]
    if weak != "confirm":
        best = max(reached, key=_rank, default=None)
        return best, None, best or max(usable, key=_rank, default=None), False
    weak_match = max((match for match in reached if match.listed_name.weak), key=_rank, default=None)
    strong = [match for match in reached if not match.listed_name.weak]
    if weak_match:
        strong = [match for match in strong if not _is_acronym_of_no_more(match, weak_match)]
    if strong:
        best = max(strong, key=_rank)
        return best, weak_match, best, False
    if weak_match:
        return weak_match, weak_match, weak_match, True
    return None, None, max(usable, key=_rank, default=None), False


def _is_acronym_of_no_more(match: NameMatch, weak_match: NameMatch) -> bool:
    """Whether a strong name was reached by its acronym only, which the list itself calls a weak alias."""
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
    """The band of a hit. A name that the list has dropped is for review at most, since it may have been a correction;
    what identifiers, or a name that still stands there, make by themselves is not lowered by it."""
    if best is None or not best.listed_name.until:
        return band(best.score if best else 0.0, points, strengths, named=best is not None)
    standing = [
        match.score
        for match in matches
        if match.score >= threshold
        and not match.listed_name.until
        and (weak == "full" or not match.listed_name.weak)
    ]
    return max(
        min(band(best.score, points), "review", key=BANDS.index),
        band(max(standing, default=0.0), points, strengths, named=bool(standing)),
        key=BANDS.index,
    )


def _flags(listing: ListingProfile, *, renamed: bool, conflict: bool, muted: bool) -> tuple[Flag, ...]:
    said: tuple[tuple[Flag, bool], ...] = (
        ("renamed", renamed),
        ("conflict", conflict),
        ("delisted", listing.listing.status == "delisted"),
        ("muted", muted),
    )
    return tuple(flag for flag, holds in said if holds)


def _beside(
    query: QueryProfile, listing: ListingProfile, agreeing: Sequence[IdentifierMatch]
) -> list[Evidence]:
    compared = (
        birth_date_evidence(query, listing),
        country_evidence(query, listing),
        gender_evidence(query, listing),
        kind_evidence(query, listing),
    )
    return [*disagreement_evidence(query, listing, agreeing), *(item for item in compared if item)]


def _name_evidence(shown: NameMatch | None, listing: ListingProfile) -> tuple[Evidence, ...]:
    if shown is None:
        return ()
    told = [shown.via_cluster] if shown.via_cluster else []
    if until := shown.listed_name.until:
        dropped = (
            "it has been dropped since"
            if shown.via_cluster
            else f"{listing.listing.list} has dropped it since"
        )
        detail = f"name until {until}: {dropped}"
        told.append(Evidence(feature="former_name", value=round(shown.score, 4), detail=detail))
    return (*shown.evidence, *told)


def _weak_evidence(
    weak_match: NameMatch | None, listing: ListingProfile, *, muted: bool
) -> tuple[Evidence, ...]:
    if weak_match is None:
        return ()
    name, place = weak_match.listed_name.name, listing.listing.list
    if muted:
        detail = f"{name} is a weak alias on {place}: under the policy `confirm` it raises no alert by itself"
    else:
        detail = f"the weak alias {name} on {place} agrees too"
    return (Evidence(feature="weak_alias", value=round(weak_match.score, 4), detail=detail),)
