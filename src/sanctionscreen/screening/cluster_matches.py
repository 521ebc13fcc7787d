"""Matches through clusters: names and identifiers that a listing gets from other listings of its party."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sanctionscreen.identifiers.index import IdentifierMatch
from sanctionscreen.identifiers.registry import identifier_type
from sanctionscreen.model import Evidence, Kind, Listing
from sanctionscreen.screening.hits import NameMatch
from sanctionscreen.screening.list_index import ListIndex

_IDENTIFIER_VALUE = 0.9
"""The value of the evidence for an identifier that comes from the cluster, as for one of strength `fair`."""


def names_from_clusters(
    index: ListIndex, kind: Kind | None, matches: Mapping[int, Iterable[NameMatch]]
) -> dict[int, list[NameMatch]]:
    """Pass the names that match a query on to the other listings of the same party.

    A name is passed on where it scores more than every name of the receiving listing. A weak alias stays a weak alias,
    and is not passed from a list whose policy lets it raise no alert to one that would let it.

    Args:
        index: the listings.
        kind: of the query.
        matches: for each listing, its names that reached the threshold.

    Returns:
        The matches that other listings of the clusters get, by listing.
    """
    received: dict[int, list[NameMatch]] = defaultdict(list)
    best: dict[int, float] = {}
    own = {listing: list(some) for listing, some in matches.items()}
    for source, some in own.items():
        for target in index.clusters.members(source):
            if target == source:
                continue
            if target not in best:
                best[target] = max((match.score for match in own.get(target, ())), default=0.0)
            match = _best_for(index, source, target, some)
            if match and match.score > best[target]:
                received[target].append(
                    _for_kind(match, kind, index.listings[source], index.listings[target])
                )
    return dict(received)


def identifiers_from_clusters(
    index: ListIndex, matches: Mapping[int, Sequence[IdentifierMatch]]
) -> dict[int, list[IdentifierMatch]]:
    """Pass the strong identifiers that match a query on to the other listings of the same party that lack them.

    They count as fair there, since they rest on the cluster.

    Returns:
        The matches that other listings of the clusters get, by listing; none for listings with an identifier of their
        own that matches.
    """
    received: dict[int, list[IdentifierMatch]] = defaultdict(list)
    for source, some in matches.items():
        strong = [match for match in some if match.strength == "strong"]
        if not strong:
            continue
        for target in index.clusters.members(source):
            if target not in matches:
                received[target] += [
                    replace(
                        match,
                        listing=target,
                        strength="fair",
                        via_cluster=_identifier_evidence(index, source, target, match),
                    )
                    for match in strong
                ]
    return dict(received)


def _identifier_evidence(index: ListIndex, source: int, target: int, match: IdentifierMatch) -> Evidence:
    number, holder = (
        f"{identifier_type(match.listed.type).label} {match.listed.value}",
        index.listings[source],
    )
    detail = (
        f"{number} is a number on {holder.list} ({holder.entity_id}) of what is taken for the same party: "
    )
    return Evidence(feature="pool", value=_IDENTIFIER_VALUE, detail=detail + _path(index, source, target))


def _best_for(index: ListIndex, source: int, target: int, matches: list[NameMatch]) -> NameMatch | None:
    """The best name that one listing passes on to another."""
    policy, target_policy = index.weak_policy(source), index.weak_policy(target)
    usable = [
        match
        for match in matches
        if not match.listed_name.weak or policy == "full" or policy == target_policy == "confirm"
    ]
    best = max(usable, key=lambda match: (match.score, not match.listed_name.weak), default=None)
    if best is None:
        return None
    name, giver = best.listed_name, index.listings[source]
    if name.weak and policy == "full":
        name = replace(name, weak=False)
    detail = (
        f"{name.name} is a name on {giver.list} ({giver.entity_id}) of what is taken for the same party: "
    )
    evidence = Evidence(feature="pool", value=1.0, detail=detail + _path(index, source, target))
    return replace(best, listed_name=name, via_cluster=evidence)


def _path(index: ListIndex, source: int, target: int) -> str:
    return "; ".join(
        f"{_title(index.listings[step.source])} and {_title(index.listings[step.target])}: {step.reason}"
        for step in index.clusters.path(source, target)
    )


def _title(listing: Listing) -> str:
    return f"{listing.name} ({listing.list} {listing.entity_id})"


def _for_kind(match: NameMatch, kind: Kind | None, source: Listing, target: Listing) -> NameMatch:
    """The match with the score for the target's kind: a party may be listed under two kinds."""
    if source.kind == target.kind:
        return match
    from sanctionscreen.matching.compare import compare  # late: seldom

    again = compare(match.query_name, match.listed_name.name, kind=kind, listed_kind=target.kind)
    return replace(match, score=again.score, evidence=again.evidence)
