"""Rescreening: which alerts another edition adds, removes or changes, at a cost in proportion to the change.

Only listings that differ, and those of one party with them, can change a hit. So customers are matched against these
alone, under their names before and after. The few that match any of them are screened in full against both editions,
and their hits compared. All other customers have the same hits as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Literal

from sanctionscreen._gc import collector_paused
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.errors import UsageError
from sanctionscreen.matching.encode.encoded_names import encode_names
from sanctionscreen.matching.matcher import Matcher, compile_names
from sanctionscreen.model import Hit, Listing, Query, Screening
from sanctionscreen.rescreening.changed_listings import changed_listings, listing_key
from sanctionscreen.resolution.cannot_link import ListingKey
from sanctionscreen.screening.batching import batch_size
from sanctionscreen.screening.list_index import ListIndex
from sanctionscreen.screening.query_cache import query_names
from sanctionscreen.screening.screener import Screener

How = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class AlertChange:
    """What an update does to one alert.

    Attributes:
        how: `added`, `removed` or `changed`.
        before, after: the hit as it was and is; None where it was or is no alert.
    """

    how: How
    before: Hit | None
    after: Hit | None

    @property
    def hit(self) -> Hit:
        """The hit as it is, or as it was if it is no more."""
        hit = self.after or self.before
        assert hit is not None  # one of them is given
        return hit


@dataclass(frozen=True, slots=True)
class Rescreening:
    """A query whose alerts are others than before."""

    query_id: str
    name: str
    changes: tuple[AlertChange, ...]


class Rescreener:
    """Compares the answers of two screeners, without screening every customer with both.

    Attributes:
        changed: how many listings, before and after, may have other hits.
        screened: how many queries were screened in full so far.
        names_cached: of how many queries so far the names came from the cache.
    """

    def __init__(self, old: Screener, new: Screener, *, cache: CacheFolder | None = None) -> None:
        """Find the listings that differ.

        Args:
            old, new: screeners of the same lists in two editions, with the same settings.
            cache: folder in which the customers' names are cached, normalised, for the next time; None for no cache.

        Raises:
            UsageError: if their thresholds differ.
        """
        if old.threshold != new.threshold:
            raise UsageError("the two screeners have different thresholds; an update has one")
        self._old, self._new = old, new
        self._folder = cache
        self.screened = self.names_cached = 0
        self._screens_all = bool(
            old.ownership or new.ownership
        )  # links reach beyond the listings that differ
        with collector_paused():
            changed = changed_listings(old.index, new.index)
        self._changed = changed.keys()
        self.changed = len(changed)
        self._names = _compiled(chain.from_iterable(changed.values())) if changed else None

    def rescreen(self, queries: Iterable[Query]) -> Iterator[Rescreening]:
        """Yield the queries whose alerts differ, in their order.

        Args:
            queries: any number, read as the answers are taken.
        """
        stream, size = iter(queries), batch_size(self._new.threshold)
        while batch := list(islice(stream, size)):
            affected = self._affected(batch)
            self.screened += len(affected)
            before = self._old.screen_many(affected, workers=1, cache_names=False)
            after = self._new.screen_many(affected, workers=1, cache_names=False)
            for query, was, now in zip(affected, before, after, strict=True):
                if changes := _changes(was, now):
                    yield Rescreening(query.query_id, now.name, changes)

    def _affected(self, batch: list[Query]) -> list[Query]:
        """The queries of a batch that match a listing that differs."""
        if self._screens_all:
            return batch
        if self._names is None:
            return []  # nothing differs
        names = query_names(batch, self._folder)
        self.names_cached += names.from_cache * len(batch)
        matching = names.matching(self._names, self._new.threshold)
        return [
            query
            for number, query in enumerate(batch)
            if number in matching or ((query.identifiers or query.addresses) and self._differs_by_data(query))
        ]

    def _differs_by_data(self, query: Query) -> bool:
        """Whether identifiers or addresses of the query match other listings than before, or one that differs."""
        before, after = _data_matches(self._old.index, query), _data_matches(self._new.index, query)
        return before != after or any(key in self._changed for key, _ in after)


def _data_matches(index: ListIndex, query: Query) -> set[tuple[ListingKey, object]]:
    """What the identifiers and addresses of a query match."""
    matches: set[tuple[ListingKey, object]] = set()
    for identifier in index.identifiers.lookup(query.identifiers, near=True, countries=query.countries):
        matches.add((listing_key(index, identifier.listing), replace(identifier, listing=0)))
    for address in index.addresses.lookup(query.addresses):
        matches.add((listing_key(index, address.listing), replace(address, listing=0)))
    return matches


def _compiled(listings: Iterable[Listing]) -> Matcher:
    """The names of listings, each under each kind once."""
    names = dict.fromkeys((name.name, listing.kind) for listing in listings for name in listing.names)
    return compile_names(encode_names([name for name, _ in names], [kind for _, kind in names]))


def _changes(before: Screening, after: Screening) -> tuple[AlertChange, ...]:
    old = {(hit.list, hit.entity_id): hit for hit in before.alerts}
    new = {(hit.list, hit.entity_id): hit for hit in after.alerts}
    changes = [AlertChange("removed", hit, None) for key, hit in old.items() if key not in new]
    for key, hit in new.items():
        was = old.get(key)
        if was is None:
            changes.append(AlertChange("added", None, hit))
        elif was != hit and was.model_copy(update={"edition": hit.edition}) != hit:
            changes.append(AlertChange("changed", was, hit))
    return tuple(changes)
