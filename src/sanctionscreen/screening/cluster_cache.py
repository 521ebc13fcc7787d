"""Pools that were worked out before, kept beside the compiled lists. Reach for `pools_of`."""

from __future__ import annotations

from collections.abc import Sequence

from sanctionscreen.cache.folder import CompiledFolder
from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.lists import Edition
from sanctionscreen.model import Listing
from sanctionscreen.resolution.clusters import CannotLink, PartyClusters
from sanctionscreen.screening.identifier_cache import key_of

_KIND = "pools"


def pools_of(
    editions: Sequence[Edition],
    listings: Sequence[Listing],
    identifiers: IdentifierIndex,
    splits: Sequence[CannotLink],
    folder: CompiledFolder | None,
) -> PartyClusters:
    """Work out which listings are one party, or take what was worked out for the same listings before.

    Args:
        editions, listings: what is side by side, and the same as one sequence.
        identifiers: of these listings.
        splits: what is kept apart by hand; it is not part of what is kept.
        folder: where it is kept; None to keep nothing.
    """
    key = key_of(editions) if folder else None
    if folder is None or key is None:
        return PartyClusters(listings, splits, identifiers=identifiers)
    kept = folder.get(_KIND, key)
    if kept is not None:
        try:
            return PartyClusters.from_data(listings, kept.meta["ties"], splits)
        except (KeyError, TypeError):
            pass  # kept by another program: worked out anew
    found = PartyClusters(listings, identifiers=identifiers)
    data = found.as_data()
    folder.put(_KIND, key, {"ties": data}, {})
    return PartyClusters.from_data(listings, data, splits) if splits else found
