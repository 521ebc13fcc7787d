"""The lists screened against: their listings side by side, and all their names compiled for matching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sanctionscreen.errors import UsageError
from sanctionscreen.garbage import collector_paused
from sanctionscreen.lists import Edition
from sanctionscreen.matching.matcher import Matcher, NameIndex
from sanctionscreen.model import ListedName, WeakPolicy
from sanctionscreen.screening.bands import default_weak_policy
from sanctionscreen.screening.facts import ListingFacts
from sanctionscreen.screening.identifier_index import IdentifierIndex


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


class Listed:
    """Everything known about the listed parties of one run."""

    def __init__(self, editions: Sequence[Edition], weak: WeakPolicy | None) -> None:
        """Put editions side by side and compile their names.

        Args:
            editions: at most one of each list.
            weak: what a weak alias may do; None for each list's own default.

        Raises:
            UsageError: if two editions of one list are given.
        """
        _refuse_two_of_one(editions)
        with collector_paused():
            self._compile(editions)
        self._weak = weak

    def _compile(self, editions: Sequence[Edition]) -> None:
        self.editions = tuple(
            EditionInfo(e.list_id, e.edition, e.sha256, len(e.listings), e.names, e.path) for e in editions
        )
        self.listings = [listing for edition in editions for listing in edition.listings]
        self._edition_of = {edition.list_id: edition.edition for edition in editions}
        self.names: list[ListedName] = [name for listing in self.listings for name in listing.names]
        counts = [len(listing.names) for listing in self.listings]
        self.owner = np.repeat(np.arange(len(self.listings)), counts)
        kinds = [listing.kind for listing in self.listings for _ in listing.names]
        self.matcher = Matcher(NameIndex([name.name for name in self.names], kinds))
        self.first_name = np.r_[0, np.cumsum(counts)]
        self.identifiers = IdentifierIndex(self.listings)
        self._facts: dict[int, ListingFacts] = {}

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
        return self._weak or default_weak_policy(self.listings[listing])


def _refuse_two_of_one(editions: Sequence[Edition]) -> None:
    seen: dict[str, Edition] = {}
    for edition in editions:
        other = seen.setdefault(edition.list_id, edition)
        if other is not edition:
            raise UsageError(
                f"two editions of {edition.list_id}: {other.path} and {edition.path}; screen against one at a time"
            )
