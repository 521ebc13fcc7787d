"""Clusters: listings of several lists that are one party, so that the names of one are names of all."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.model import Listing
from sanctionscreen.resolution.linkage_rules import Link, all_ties, are_alike

Key = tuple[str, str]
"""List and entity id: what names a listing."""


@dataclass(frozen=True, slots=True)
class CannotLink:
    """Two listings that a person has judged to be two parties.

    Attributes:
        one, other: the listings' keys.
        reason: in the person's words.
    """

    one: Key
    other: Key
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain by which a listing gives another its names."""

    here: int
    there: int
    reason: str


class PartyClusters:
    """Which listings are one party, and why.

    Args:
        listings: side by side, as their positions count.
        splits: pairs that must not be one party, whatever ties them.
        identifiers: their index, where there is one already.
        ties: as `all_ties` gave them for just these listings, where they are known already; None to look for them.

    Attributes:
        ties: those that hold, the surest first.
        doubted: those that were found and not believed, or would have joined what a split keeps apart.
    """

    def __init__(
        self,
        listings: Sequence[Listing],
        splits: Iterable[CannotLink] = (),
        *,
        identifiers: IdentifierIndex | None = None,
        ties: Iterable[Link] | None = None,
    ) -> None:
        self._pool_of: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._near: dict[int, list[tuple[int, str]]] = defaultdict(list)
        self.ties: list[Link] = []
        self.doubted: list[Link] = []
        apart = _apart(listings, splits)
        judged = ties is not None
        for tie in ties if ties is not None else all_ties(listings, identifiers or IdentifierIndex(listings)):
            self._add(tie, listings, apart, judged=judged)

    def _add(
        self, tie: Link, listings: Sequence[Listing], apart: dict[int, dict[int, str]], *, judged: bool
    ) -> None:
        ours, theirs = self.members(tie.one), self.members(tie.other)
        doubt = tie.doubt
        if not doubt and ours is not theirs:
            doubt = next(
                (apart[one][other] for one in ours for other in theirs if other in apart.get(one, ())), ""
            )
            doubt = doubt or ("" if judged else _two_of_one_list(listings, ours, theirs, tie))
        if doubt:
            self.doubted.append(replace(tie, doubt=doubt))
            return
        self.ties.append(tie)
        self._near[tie.one].append((tie.other, tie.reason))
        self._near[tie.other].append((tie.one, tie.reason))
        if ours is not theirs:
            pool = self._pool_of.get(tie.one, tie.one)
            self._members[pool] = joined = sorted((*ours, *theirs))
            for place in joined:
                self._pool_of[place] = pool

    def members(self, listing: int) -> list[int]:
        """The listings that are one party with this one, itself among them, by position."""
        pool = self._pool_of.get(listing)
        return [listing] if pool is None else self._members[pool]

    def all(self) -> list[list[int]]:
        """Every pool of two listings or more, by the position of its first."""
        return sorted(self._members[pool] for pool in set(self._pool_of.values()))

    def chain(self, here: int, there: int) -> tuple[Step, ...]:
        """The shortest way from one listing to another of its pool; empty if there is none."""
        before: dict[int, Step] = {}
        waiting = deque([here])
        while waiting and there not in before:
            place = waiting.popleft()
            for next_place, reason in self._near.get(place, ()):
                if next_place != here and next_place not in before:
                    before[next_place] = Step(place, next_place, reason)
                    waiting.append(next_place)
        steps: list[Step] = []
        while there in before:
            steps.append(before[there])
            there = steps[-1].here
        return tuple(reversed(steps))

    def as_data(self) -> list[dict[str, Any]]:
        """All ties as plain data, doubted ones too, to be kept; `from_data` reads them."""
        return [asdict(tie) for tie in (*self.ties, *self.doubted)]

    @classmethod
    def from_data(
        cls, listings: Sequence[Listing], data: Iterable[dict[str, Any]], splits: Iterable[CannotLink] = ()
    ) -> PartyClusters:
        """Pools of the same listings from what `as_data` gave for them without splits; no listing is looked at, unless
        there are splits."""
        return cls(listings, splits, ties=[Link(**item) for item in data])


def _apart(listings: Sequence[Listing], splits: Iterable[CannotLink]) -> dict[int, dict[int, str]]:
    splits = list(splits)
    if not splits:
        return {}
    places = {(listing.list, listing.entity_id): place for place, listing in enumerate(listings)}
    apart: dict[int, dict[int, str]] = defaultdict(dict)
    for split in splits:
        one, other = places.get(split.one), places.get(split.other)
        if one is not None and other is not None:
            reason = f"kept apart by hand{f': {split.reason}' if split.reason else ''}"
            apart[one][other] = apart[other][one] = reason
    return dict(apart)


def _two_of_one_list(listings: Sequence[Listing], ours: list[int], theirs: list[int], tie: Link) -> str:
    """Why two pools are two parties: a list that has a listing in each says so, unless an identifier and like names say
    that it lists one party twice."""
    for one in ours:
        for other in theirs:
            if listings[one].list != listings[other].list:
                continue
            if tie.rule != "identifier" or not are_alike(listings[one], listings[other]):
                names = f"{listings[one].name} and {listings[other].name}"
                return f"would join {names}, which are two parties on {listings[one].list}"
    return ""
