"""The lists screened against: their listings in one sequence, and indexes of their names, identifiers and addresses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sanctionscreen._gc import collector_paused
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.cache.lazy import LazySequence
from sanctionscreen.errors import UsageError
from sanctionscreen.identifiers.index import Holders, IdentifierIndex
from sanctionscreen.lists import Edition
from sanctionscreen.lists.edition_cache import name_digests
from sanctionscreen.lists.metadata import default_weak_policy
from sanctionscreen.lists.staleness import EditionAge, edition_age
from sanctionscreen.model import ListedName, Listing, WeakPolicy
from sanctionscreen.resolution.cannot_link import CannotLink
from sanctionscreen.resolution.clusters import PartyClusters
from sanctionscreen.screening.derived_cache import clusters_of, holders_of
from sanctionscreen.screening.profiles import ListingProfile
from sanctionscreen.screening.segment_search import SegmentedMatcher
from sanctionscreen.screening.segments import segments_for

if TYPE_CHECKING:
    from sanctionscreen.addresses.index import AddressIndex

_MOST_DECODED = 50_000
"""Listings that stay in memory once decoded: a listing with a hit often has another."""


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """An edition that is screened against, as a manifest names it.

    Attributes:
        list: the list's id.
        edition: its date, or None where neither content nor caller gives one.
        sha256: of the file, or of the folder's sorted hashes.
        listings, names: how many it holds.
        path: where it was read from.
        current_on: of an edition from the store, the last day on which it was known to be the newest.
    """

    list: str
    edition: str | None
    sha256: str
    listings: int
    names: int
    path: str
    current_on: str | None = None

    def age(self, today: date | None = None, *, max_age: int | None = None) -> EditionAge:
        """How old it is, and whether it is stale.

        Args:
            today: another day than today.
            max_age: days after which it is stale, instead of the limit of the list.

        Returns:
            `days`, the `limit` in days, why it is `stale`, and why its age is `unknown`. A reason may be empty.
        """
        return edition_age(self.list, self.edition, self.current_on, today=today, max_age=max_age)


class ListIndex:
    """The listed parties of one run.

    Attributes:
        editions: as they were given.
        listings: of all editions, in order; a listing is numbered by its position. Each may be built when asked for.
        names: every name of every listing; a name is numbered by its position.
        first_name: number of the first name of each listing, one longer than the number of listings.
        owner: position of the listing of each name.
        matcher: the names, ready to be matched.
        weak: what a weak alias may do; None for each list's own default.
        identifiers: which listings hold which identifier.
    """

    def __init__(
        self,
        editions: Sequence[Edition],
        weak: WeakPolicy | None,
        folder: CacheFolder | None = None,
        previous: ListIndex | None = None,
        cannot_link: Sequence[CannotLink] = (),
    ) -> None:
        """Concatenate editions and compile their names.

        Args:
            editions: at most one of each list.
            weak: what a weak alias may do; None for each list's own default.
            folder: where compiled lists are cached; None for no cache.
            previous: an index compiled before, whose names are used again as far as they are the same.
            cannot_link: pairs of listings that are two parties, whatever links them.

        Raises:
            UsageError: if two editions of one list are given.
        """
        _refuse_two_editions(editions)
        self.editions = tuple(editions)
        self.weak, self._cannot_link, self._folder = weak, tuple(cannot_link), folder
        self._edition_of = {edition.list_id: edition.edition for edition in editions}
        self.listings: Sequence[Listing] = _ConcatenatedListings([edition.listings for edition in editions])
        with collector_paused():
            digests = np.concatenate([np.zeros((0, 16), np.uint8), *map(name_digests, editions)])
            at_hand = previous.matcher.segments if previous else ()
            segments = segments_for(digests, self.listings.__getitem__, folder, at_hand)
            self.matcher: SegmentedMatcher = SegmentedMatcher(segments, digests)
        self.first_name = self.matcher.first_name
        self.owner = np.repeat(np.arange(len(self.listings)), np.diff(self.first_name))
        self.names: Sequence[ListedName] = _ConcatenatedNames(self.listings, self.first_name)
        self.identifiers = IdentifierIndex(self.listings, self._holders)
        self._profiles: dict[int, ListingProfile] = {}

    @cached_property
    def edition_infos(self) -> tuple[EditionInfo, ...]:
        """About each edition; their names are counted when first asked for."""
        return tuple(
            EditionInfo(e.list_id, e.edition, e.sha256, len(e.listings), e.names, e.path, e.current_on)
            for e in self.editions
        )

    @cached_property
    def clusters(self) -> PartyClusters:
        """Which listings are one party; worked out when first asked for."""
        with collector_paused():
            return clusters_of(
                self.editions, self.listings, self.identifiers, self._cannot_link, self._folder
            )

    def _holders(self) -> Holders:
        return holders_of(self.editions, self.listings, self._folder)

    @cached_property
    def addresses(self) -> AddressIndex:
        """The listings' addresses; indexed when first asked for."""
        from sanctionscreen.addresses.index import AddressIndex  # late: many queries have no address

        return AddressIndex(self.listings)

    def profile(self, listing: int) -> ListingProfile:
        """What is compared of one listing besides its names, worked out once."""
        profile = self._profiles.get(listing)
        if profile is None:
            profile = self._profiles[listing] = ListingProfile(self.listings[listing])
        return profile

    def edition(self, listing: int) -> str | None:
        """The edition that a listing comes from."""
        return self._edition_of.get(self.listings[listing].list)

    def weak_policy(self, listing: int) -> WeakPolicy:
        """What a weak alias of this listing may do."""
        return self.weak or default_weak_policy(self.listings[listing])


class _ConcatenatedListings(LazySequence[Listing]):
    """Listings of several editions, one edition after the other."""

    def __init__(self, parts: Sequence[Sequence[Listing]]) -> None:
        self._parts = parts
        self._starts = [0, *accumulate(map(len, parts))]
        self._decoded: dict[int, Listing] = {}

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[Listing]:
        """All of them in order. None is stored in memory that isn't already."""
        return chain.from_iterable(self._parts)

    def _item(self, position: int) -> Listing:
        listing = self._decoded.get(position)
        if listing is None:
            part = bisect_right(self._starts, position) - 1
            listing = self._parts[part][position - self._starts[part]]
            if len(self._decoded) < _MOST_DECODED:
                self._decoded[position] = listing
        return listing


class _ConcatenatedNames(LazySequence[ListedName]):
    """The names of listings, one listing after the other."""

    def __init__(self, listings: Sequence[Listing], first_name: NDArray[Any]) -> None:
        """Take the listings and where the names of each begin."""
        self._listings, self._first_name = listings, first_name

    def __len__(self) -> int:
        return int(self._first_name[-1])

    def _item(self, position: int) -> ListedName:
        listing = int(self._first_name.searchsorted(position, side="right")) - 1
        return self._listings[listing].names[position - int(self._first_name[listing])]


def _refuse_two_editions(editions: Sequence[Edition]) -> None:
    first_of: dict[str, Edition] = {}
    for edition in editions:
        first = first_of.setdefault(edition.list_id, edition)
        if first is not edition:
            raise UsageError(
                f"two editions of {edition.list_id}: {first.path} and {edition.path}; screen against one at a time"
            )
