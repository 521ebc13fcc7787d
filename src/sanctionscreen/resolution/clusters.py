"""Clusters: listings of several lists that are one party, so that the names of one are names of all."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.model import Listing
from sanctionscreen.resolution.cannot_link import CannotLink
from sanctionscreen.resolution.linkage_rules import ClusterLink, find_links, have_similar_names


@dataclass(frozen=True, slots=True)
class PathStep:
    """One link on the path by which a listing gives another its names; both ends as positions of listings."""

    source: int
    target: int
    reason: str


class PartyClusters:
    """Which listings are one party, and why.

    Args:
        listings: of all lists.
        cannot_link: pairs that must not be one party, whatever links them.
        identifiers: index of the listings' identifiers, if there is one already.
        links: `links` and `rejected` of the clusters of the same listings without cannot-link pairs, if they are known;
            None to look for links. Listings are then read only if there are cannot-link pairs.

    Attributes:
        links: the links that hold, the surest first.
        rejected: links in conflict with something, and those that would join a cannot-link pair.
    """

    def __init__(
        self,
        listings: Sequence[Listing],
        cannot_link: Iterable[CannotLink] = (),
        *,
        identifiers: IdentifierIndex | None = None,
        links: Iterable[ClusterLink] | None = None,
    ) -> None:
        self._cluster_of: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._neighbours: dict[int, list[tuple[int, str]]] = defaultdict(list)
        self.links: list[ClusterLink] = []
        self.rejected: list[ClusterLink] = []
        reasons_against = _reasons_by_position(listings, cannot_link)
        judged = links is not None
        if links is None:
            links = find_links(listings, identifiers or IdentifierIndex(listings))
        for link in links:
            self._add(link, listings, reasons_against, judged=judged)

    def _add(
        self,
        link: ClusterLink,
        listings: Sequence[Listing],
        reasons_against: dict[int, dict[int, str]],
        *,
        judged: bool,
    ) -> None:
        left, right = self.members(link.left), self.members(link.right)
        conflict = link.conflict
        if not conflict and left is not right:
            pairs = ((i, j) for i in left for j in right)
            conflict = next((reasons_against[i][j] for i, j in pairs if j in reasons_against.get(i, ())), "")
            conflict = conflict or ("" if judged else _conflict_within_list(listings, left, right, link))
        if conflict:
            self.rejected.append(replace(link, conflict=conflict))
            return
        self.links.append(link)
        self._neighbours[link.left].append((link.right, link.reason))
        self._neighbours[link.right].append((link.left, link.reason))
        if left is not right:
            cluster = self._cluster_of.get(link.left, link.left)
            self._members[cluster] = joined = sorted((*left, *right))
            for position in joined:
                self._cluster_of[position] = cluster

    def members(self, listing: int) -> list[int]:
        """Positions of the listings that are one party with this one, itself included."""
        cluster = self._cluster_of.get(listing)
        return [listing] if cluster is None else self._members[cluster]

    def all(self) -> list[list[int]]:
        """Every cluster of two listings or more, by the position of its first."""
        return sorted(self._members[cluster] for cluster in set(self._cluster_of.values()))

    def path(self, source: int, target: int) -> tuple[PathStep, ...]:
        """The shortest path of links from one listing to another of its cluster; empty if there is none."""
        step_to: dict[int, PathStep] = {}
        waiting = deque([source])
        while waiting and target not in step_to:
            position = waiting.popleft()
            for neighbour, reason in self._neighbours.get(position, ()):
                if neighbour != source and neighbour not in step_to:
                    step_to[neighbour] = PathStep(position, neighbour, reason)
                    waiting.append(neighbour)
        steps: list[PathStep] = []
        while target in step_to:
            steps.append(step_to[target])
            target = steps[-1].source
        return tuple(reversed(steps))


def _reasons_by_position(
    listings: Sequence[Listing], cannot_link: Iterable[CannotLink]
) -> dict[int, dict[int, str]]:
    """For the positions of two listings that must not be linked, the reason, in both directions."""
    cannot_link = list(cannot_link)
    if not cannot_link:
        return {}
    positions = {(listing.list, listing.entity_id): position for position, listing in enumerate(listings)}
    reasons: dict[int, dict[int, str]] = defaultdict(dict)
    for pair in cannot_link:
        left, right = positions.get(pair.left), positions.get(pair.right)
        if left is not None and right is not None:
            reason = f"kept apart by hand{f': {pair.reason}' if pair.reason else ''}"
            reasons[left][right] = reasons[right][left] = reason
    return dict(reasons)


def _conflict_within_list(
    listings: Sequence[Listing], left: list[int], right: list[int], link: ClusterLink
) -> str:
    """Why two clusters are two parties: one list has a listing in each of them.

    No conflict where an identifier and similar names show that the list has one party twice.
    """
    for first in (listings[position] for position in left):
        for second in (listings[position] for position in right):
            if first.list == second.list and not (
                link.rule == "identifier" and have_similar_names(first, second)
            ):
                return f"would join {first.name} and {second.name}, which are two parties on {first.list}"
    return ""
