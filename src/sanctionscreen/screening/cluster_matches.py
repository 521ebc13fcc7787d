"""The names and numbers that a listing has from others of its pool, as matches of a query.

Reach for `pooled_matches` and `pooled_numbers`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from sanctionscreen.identifiers.index import IdentifierMatch
from sanctionscreen.identifiers.types import type_label
from sanctionscreen.model import Evidence, Kind, ListedName, Listing, WeakPolicy
from sanctionscreen.resolution.clusters import PartyClusters
from sanctionscreen.screening.hits import NameMatch

_TAKEN = 0.9
"""The value of the evidence for a number that the pool gives, as of one that is fair."""


class Listings(Protocol):
    """What is needed of `ListIndex`."""

    @property
    def listings(self) -> Sequence[Listing]:
        """Side by side."""

    @property
    def pools(self) -> PartyClusters:
        """Which of them are one party."""

    def weak_policy(self, listing: int, /) -> WeakPolicy:
        """What a weak alias of this listing may do."""


def pooled_matches(
    listed: Listings, kind: Kind | None, matches: Mapping[int, Iterable[NameMatch]]
) -> dict[int, list[NameMatch]]:
    """Give the names that agree with a query to the other listings of the same party.

    A name is given on where it scores more than every name of the receiving listing. A weak alias stays a weak alias,
    and goes nowhere from a list whose policy lets it raise no alert to one that would let it.

    Args:
        listed: the listings.
        kind: of the query.
        matches: for each listing, its names that reached the threshold.

    Returns:
        The matches that other listings of the pools get, by listing.
    """
    given: dict[int, list[NameMatch]] = defaultdict(list)
    best: dict[int, float] = {}
    own = {place: list(found) for place, found in matches.items()}
    for place, found in own.items():
        for member in listed.pools.members(place):
            if member == place:
                continue
            if member not in best:
                best[member] = max((match.score for match in own.get(member, ())), default=0.0)
            name = _given(listed, place, member, found)
            if name and name.score > best[member]:
                given[member].append(_in_kind(name, kind, listed.listings[place], listed.listings[member]))
    return dict(given)


def pooled_numbers(
    listed: Listings, matches: Mapping[int, Sequence[IdentifierMatch]]
) -> dict[int, list[IdentifierMatch]]:
    """Give the strong numbers that agree with a query to the other listings of the same party that lack them.

    They count as fair there: that the number is theirs rests on the pool.

    Returns:
        The matches that other listings of the pools get, by listing; none for listings that hold a number of their own
        that agrees.
    """
    given: dict[int, list[IdentifierMatch]] = defaultdict(list)
    for place, found in matches.items():
        strong = [match for match in found if match.strength == "strong"]
        if not strong:
            continue
        for member in listed.pools.members(place):
            if member not in matches:
                given[member] += [
                    replace(
                        match,
                        listing=member,
                        strength="fair",
                        pooled=_number_chain(listed, place, member, match),
                    )
                    for match in strong
                ]
    return dict(given)


def _number_chain(listed: Listings, place: int, member: int, match: IdentifierMatch) -> Evidence:
    number = f"{type_label(match.listed.type)} {match.listed.value}"
    holder = listed.listings[place]
    detail = (
        f"{number} is a number on {holder.list} ({holder.entity_id}) of what is taken for the same party: "
    )
    return Evidence(feature="pool", value=_TAKEN, detail=detail + _way(listed, place, member))


def _given(listed: Listings, place: int, member: int, found: list[NameMatch]) -> NameMatch | None:
    """The best name that one listing gives another."""
    policy, other = listed.weak_policy(place), listed.weak_policy(member)
    usable = [
        match
        for match in found
        if not match.listed_name.weak or policy == "full" or policy == other == "confirm"
    ]
    match = max(usable, key=lambda match: (match.score, not match.listed_name.weak), default=None)
    if match is None:
        return None
    name = match.listed_name
    if name.weak and policy == "full":
        name = replace(name, weak=False)
    return replace(match, listed_name=name, pooled=_chain(listed, place, member, name))


def _chain(listed: Listings, place: int, member: int, name: ListedName) -> Evidence:
    """The sentence that shows how the name comes from one listing to the other."""
    giving = listed.listings[place]
    detail = (
        f"{name.name} is a name on {giving.list} ({giving.entity_id}) of what is taken for the same party: "
    )
    return Evidence(feature="pool", value=1.0, detail=detail + _way(listed, place, member))


def _way(listed: Listings, place: int, member: int) -> str:
    return "; ".join(
        f"{_shown(listed.listings[step.here])} and {_shown(listed.listings[step.there])}: {step.reason}"
        for step in listed.pools.chain(place, member)
    )


def _shown(listing: Listing) -> str:
    return f"{listing.name} ({listing.list} {listing.entity_id})"


def _in_kind(match: NameMatch, kind: Kind | None, giving: Listing, receiving: Listing) -> NameMatch:
    """The score is of two names and two kinds; where one party is listed as two, it is worked out again."""
    if giving.kind == receiving.kind:
        return match
    from sanctionscreen.matching.compare import compare  # late: seldom

    again = compare(match.query_name, match.listed_name.name, kind=kind, listed_kind=receiving.kind)
    return replace(match, score=again.score, evidence=again.evidence)
