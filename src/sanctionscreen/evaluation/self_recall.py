"""Self-recall check: each listing must be found under its own name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.lists import Edition
from sanctionscreen.model import Listing, Query
from sanctionscreen.screening.screener import Screener


@dataclass(frozen=True, slots=True)
class SelfTest:
    """The result of a self-recall check.

    Attributes:
        tested: how many listings were searched for.
        failed: id and name of those that were not found.
    """

    tested: int
    failed: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The result as the store records it."""
        return {
            "tested": self.tested,
            "failed": [{"entity_id": key, "name": name} for key, name in self.failed],
        }


def self_test(
    edition: Edition, listings: Iterable[Listing], *, workers: int = 1, cache: CacheFolder | None = None
) -> SelfTest:
    """Screen listings of an edition against the edition; each must be found under its primary name.

    Args:
        edition: to be screened against.
        listings: of that edition.
        workers: processes.
        cache: folder in which the compiled edition is cached, for the next screener.
    """
    listings = list(listings)
    screener = Screener([edition], weak="full", cache=cache)
    queries = (Query(name=listing.name, kind=listing.kind) for listing in listings)
    failed = [
        (listing.entity_id, listing.name)
        for listing, screening in zip(listings, screener.screen_many(queries, workers=workers), strict=True)
        if not any(hit.list == listing.list and hit.entity_id == listing.entity_id for hit in screening.hits)
    ]
    return SelfTest(len(listings), tuple(failed))
