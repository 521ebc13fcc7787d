"""Which alerts another edition adds, removes or changes, at a cost in proportion to the change. Reach for `Rescreener`.

Only listings that say something else, and those of one party with them, can change a hit. So customers are matched
against these alone, under what they were called before and after; the few that agree with any of them are screened in
full against both sides, and their hits compared. All others have the hits that they had.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Literal

from sanctionscreen._gc import collector_paused
from sanctionscreen.cache.folder import CompiledFolder
from sanctionscreen.errors import UsageError
from sanctionscreen.matching.matcher import EncodedNames, Matcher, compile_names
from sanctionscreen.model import Hit, Listing, Query, Screening
from sanctionscreen.rescreening.changed_listings import Key, key_of, touched_listings
from sanctionscreen.screening.batching import batch_size
from sanctionscreen.screening.list_index import ListIndex
from sanctionscreen.screening.query_cache import asked_names
from sanctionscreen.screening.screener import Screener

How = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class AlertChange:
    """What becomes of one alert.

    Attributes:
        how: `added`, `removed` or `changed`.
        before, after: the hit as it was and is; None where it was or is no alert.
    """

    how: How
    before: Hit | None
    after: Hit | None

    @property
    def hit(self) -> Hit:
        """As it is, or was where it is no more."""
        hit = self.after or self.before
        assert hit is not None  # one of them is there
        return hit


@dataclass(frozen=True, slots=True)
class Rescreening:
    """A query whose alerts are others than before."""

    query_id: str
    name: str
    changes: tuple[AlertChange, ...]


class Rescreener:
    """Compares what two screeners answer, without asking both about everyone.

    Attributes:
        touched: how many listings, before and after, can have other hits.
        screened: how many queries were screened in full so far.
        names_kept: of how many queries so far the names were kept, and not read anew.
    """

    def __init__(self, old: Screener, new: Screener, *, cache: CompiledFolder | None = None) -> None:
        """Find what differs.

        Args:
            old, new: screeners of the same lists in two editions, with the same settings.
            cache: folder in which the customers' names are kept, normalised, for the next time; None to keep nothing.

        Raises:
            UsageError: if their thresholds differ.
        """
        if old.threshold != new.threshold:
            raise UsageError("the two screeners have different thresholds; an update has one")
        self._old, self._new = old, new
        self._folder = cache
        self.screened = self.names_kept = 0
        self._asks_all = bool(
            old.linked or new.linked
        )  # owners and links reach beyond the listings that changed
        with collector_paused():
            found = touched_listings(old.listed, new.listed)
        self._touched = found.keys()
        self.touched = len(found)
        self._names = _compiled(chain.from_iterable(found.values())) if found else None

    def rescreen(self, queries: Iterable[Query]) -> Iterator[Rescreening]:
        """Give the queries whose alerts are others than before, in their order.

        Args:
            queries: any number, read as the answers are taken.
        """
        stream, size = iter(queries), batch_size(self._new.threshold)
        while batch := list(islice(stream, size)):
            concerned = self._concerned(batch)
            self.screened += len(concerned)
            before = self._old.screen_many(concerned, workers=1, keep_names=False)
            after = self._new.screen_many(concerned, workers=1, keep_names=False)
            for query, one, other in zip(concerned, before, after, strict=True):
                if changes := _changes(one, other):
                    yield Rescreening(query.query_id, other.name, changes)

    def _concerned(self, batch: list[Query]) -> list[Query]:
        if self._asks_all:
            return batch
        if self._names is None:
            return []  # nothing differs
        asked = asked_names(batch, self._folder)
        self.names_kept += asked.kept * len(batch)
        named = asked.agreeing(self._names, self._new.threshold)
        return [
            query
            for place, query in enumerate(batch)
            if place in named or ((query.identifiers or query.addresses) and self._differs_beside(query))
        ]

    def _differs_beside(self, query: Query) -> bool:
        """Whether numbers or addresses of the query agree with other listings than before, or with one that differs."""
        before, after = _beside(self._old.listed, query), _beside(self._new.listed, query)
        return before != after or any(item[0] in self._touched for item in after)


def _beside(listed: ListIndex, query: Query) -> set[tuple[Key, object]]:
    """What the numbers and addresses of a query agree with."""
    found: set[tuple[Key, object]] = set()
    for match in listed.identifiers.lookup(query.identifiers, near=True, countries=query.countries):
        found.add((key_of(listed, match.listing), replace(match, listing=0)))
    for near in listed.addresses.lookup(query.addresses):
        found.add((key_of(listed, near.listing), replace(near, listing=0)))
    return found


def _compiled(listings: Iterable[Listing]) -> Matcher:
    """The names of listings, each under each kind once."""
    names = dict.fromkeys((name.name, listing.kind) for listing in listings for name in listing.names)
    return compile_names(EncodedNames([name for name, _ in names], [kind for _, kind in names]))


def _changes(before: Screening, after: Screening) -> tuple[AlertChange, ...]:
    one = {(hit.list, hit.entity_id): hit for hit in before.alerts}
    other = {(hit.list, hit.entity_id): hit for hit in after.alerts}
    found = [AlertChange("removed", hit, None) for key, hit in one.items() if key not in other]
    for key, hit in other.items():
        known = one.get(key)
        if known is None:
            found.append(AlertChange("added", None, hit))
        elif known != hit and known.model_copy(update={"edition": hit.edition}) != hit:
            found.append(AlertChange("changed", known, hit))
    return tuple(found)
