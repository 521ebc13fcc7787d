"""The lists screened against: their listings side by side, and all their names compiled for matching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sanctionscreen._gc import collector_paused
from sanctionscreen.cache.folder import CompiledFolder
from sanctionscreen.errors import UsageError
from sanctionscreen.identifiers.index import Holders, IdentifierIndex
from sanctionscreen.lists import Edition
from sanctionscreen.lists.edition_cache import name_digests
from sanctionscreen.lists.metadata import default_weak_policy
from sanctionscreen.model import ListedName, Listing, WeakPolicy
from sanctionscreen.resolution.clusters import CannotLink, PartyClusters
from sanctionscreen.screening.cluster_cache import pools_of
from sanctionscreen.screening.concatenated import Listings, Names
from sanctionscreen.screening.profiles import ListingFacts
from sanctionscreen.screening.segment_search import SegmentedMatcher
from sanctionscreen.screening.segments import segments_for

if TYPE_CHECKING:
    from sanctionscreen.addresses.index import AddressIndex


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """An edition that is screened against, as a manifest names it.

    Attributes:
        list: the list's id.
        edition: its date, or None where neither content nor caller gives one.
        sha256: of the file, or of the folder's sorted hashes.
        listings, names: how many it holds.
        path: where it was read from.
    """

    list: str
    edition: str | None
    sha256: str
    listings: int
    names: int
    path: str


class ListIndex:
    """Everything known about the listed parties of one run.

    Attributes:
        listings: of all editions, in order; a place is a position in it. May be put together when asked for.
        first_name: number of the first name of each listing, one longer than the number of listings.
        owner: place of the listing of each name.
        names: every name of every listing, by number.
        compiled: the names, ready to be matched.
        parts: the editions, as they were given.
        weak: what a weak alias may do; None for each list's own default.
        identifiers: who holds which.
    """

    def __init__(
        self,
        editions: Sequence[Edition],
        weak: WeakPolicy | None,
        folder: CompiledFolder | None = None,
        old: ListIndex | None = None,
        splits: Sequence[CannotLink] = (),
    ) -> None:
        """Put editions side by side and compile their names.

        Args:
            editions: at most one of each list.
            weak: what a weak alias may do; None for each list's own default.
            folder: where compiled lists are kept; None to keep none.
            old: what was compiled before, of which the same names are used again.
            splits: listings that are not one party, whatever ties them.

        Raises:
            UsageError: if two editions of one list are given.
        """
        _refuse_two_of_one(editions)
        self.weak, self._splits, self._folder = weak, tuple(splits), folder
        self.parts = tuple(editions)
        self.compiled: SegmentedMatcher
        self._edition_of = {edition.list_id: edition.edition for edition in editions}
        self.listings: Sequence[Listing] = Listings([edition.listings for edition in editions])
        with collector_paused():
            digests = np.concatenate([np.zeros((0, 16), np.uint8), *map(name_digests, editions)])
            segments = segments_for(
                digests, self.listings.__getitem__, folder, old.compiled.segments if old else ()
            )
            self.compiled = SegmentedMatcher(segments, digests)
        self.first_name = self.compiled.first_name
        self.owner = np.repeat(np.arange(len(self.listings)), np.diff(self.first_name))
        self.names: Sequence[ListedName] = Names(self.listings, self.first_name)
        self.identifiers = IdentifierIndex(self.listings, self._holders)
        self._facts: dict[int, ListingFacts] = {}

    @cached_property
    def editions(self) -> tuple[EditionInfo, ...]:
        """What was put side by side; its names are counted when first asked for."""
        return tuple(
            EditionInfo(e.list_id, e.edition, e.sha256, len(e.listings), e.names, e.path) for e in self.parts
        )

    @cached_property
    def pools(self) -> PartyClusters:
        """Which listings are one party; worked out when first asked for."""
        with collector_paused():
            return pools_of(self.parts, self.listings, self.identifiers, self._splits, self._folder)

    def _holders(self) -> Holders:
        from sanctionscreen.screening.identifier_cache import (
            holders_of,  # late: many queries have no identifier
        )

        return holders_of(self.parts, self.listings, self._folder)

    @cached_property
    def addresses(self) -> AddressIndex:
        """Who has which address; made when first asked for."""
        from sanctionscreen.addresses.index import AddressIndex  # late: many queries have no address

        return AddressIndex(self.listings)

    def facts(self, listing: int) -> ListingFacts:
        """What is compared beside the names of one listing, worked out once."""
        found = self._facts.get(listing)
        if found is None:
            found = self._facts[listing] = ListingFacts(self.listings[listing])
        return found

    def edition(self, listing: int) -> str | None:
        """The edition that a listing comes from."""
        return self._edition_of.get(self.listings[listing].list)

    def weak_policy(self, listing: int) -> WeakPolicy:
        """What a weak alias of this listing may do."""
        return self.weak or default_weak_policy(self.listings[listing])


def _refuse_two_of_one(editions: Sequence[Edition]) -> None:
    seen: dict[str, Edition] = {}
    for edition in editions:
        other = seen.setdefault(edition.list_id, edition)
        if other is not edition:
            raise UsageError(
                f"two editions of {edition.list_id}: {other.path} and {edition.path}; screen against one at a time"
            )
