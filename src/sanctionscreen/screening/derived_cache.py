"""Cache of what is derived from whole editions: identifier holders and party clusters.

Both are kept next to the compiled lists, under a hash of the rules and of all listings.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any

import numpy as np

from sanctionscreen.cache.array_file import Array, Contents
from sanctionscreen.cache.fingerprint import rules_hash
from sanctionscreen.cache.folder import CompiledFolder
from sanctionscreen.cache.strings import Texts, pack
from sanctionscreen.identifiers.index import Holder, IdentifierIndex, gathered
from sanctionscreen.identifiers.normalize import NormalisedIdentifier
from sanctionscreen.lists import Edition
from sanctionscreen.lists.edition_cache import listings_hash
from sanctionscreen.model import Identifier, Listing
from sanctionscreen.resolution.cannot_link import CannotLink
from sanctionscreen.resolution.clusters import PartyClusters

_IDENTIFIERS, _CLUSTERS = "identifiers", "pools"
_RULES = (
    "screening", "identifiers", "addresses", "resolution", "names", "countries.py", "data", "model.py", "dates.py",
)  # fmt: skip
"""The code and tables that the derived data depend on."""


def clusters_of(
    editions: Sequence[Edition],
    listings: Sequence[Listing],
    identifiers: IdentifierIndex,
    cannot_link: Sequence[CannotLink],
    folder: CompiledFolder | None,
) -> PartyClusters:
    """Clusters of listings, from the cache if it has those of the same listings.

    Args:
        editions, listings: the editions, and all their listings in one sequence.
        identifiers: of these listings.
        cannot_link: pairs that a person keeps apart; they are no part of what is cached.
        folder: the cache; None for no cache.
    """
    key = editions_key(editions) if folder else None
    if folder is None or key is None:
        return PartyClusters(listings, cannot_link, identifiers=identifiers)
    cached = folder.get(_CLUSTERS, key)
    if cached is not None:
        try:
            return PartyClusters.from_data(listings, cached.meta["links"], cannot_link)
        except (KeyError, TypeError):
            pass  # written by another program
    clusters = PartyClusters(listings, identifiers=identifiers)
    data = clusters.to_data()
    folder.put(_CLUSTERS, key, {"links": data}, {})
    return PartyClusters.from_data(listings, data, cannot_link) if cannot_link else clusters


def holders_of(
    editions: Sequence[Edition], listings: Sequence[Listing], folder: CompiledFolder | None
) -> Mapping[str, Sequence[Holder]]:
    """Holders of each identifier, by its key, as `gathered` gives them; from the cache if it has them.

    Args:
        editions, listings: the editions, and all their listings in one sequence.
        folder: the cache; None for no cache.
    """
    key = editions_key(editions) if folder else None
    if folder is None or key is None:
        return gathered(listings)
    cached = folder.get(_IDENTIFIERS, key)
    if cached is not None and (restored := _restored(cached)) is not None:
        return restored
    holders = gathered(listings)
    if not any("\n" in key for key in holders):  # no form of an identifier has line ends
        rows = [
            [(position, astuple(given), astuple(form)) for position, given, form in some]
            for some in holders.values()
        ]
        keys = np.frombuffer("\n".join(holders).encode("utf-8", "surrogatepass"), dtype=np.uint8)
        folder.put(_IDENTIFIERS, key, {}, {"keys": keys, **pack(json.dumps(some) for some in rows)})
    return holders


class CachedHolders(Mapping[str, Sequence[Holder]]):
    """Holders of each identifier, decoded when they are asked for."""

    def __init__(self, keys: Array, rows: Texts) -> None:
        """Take the keys, one a line, and the holders of each as JSON."""
        lines = keys.tobytes().decode("utf-8", "surrogatepass")
        self._row_of = {key: row for row, key in enumerate(lines.split("\n"))} if lines else {}
        self._rows = rows

    def __len__(self) -> int:
        return len(self._row_of)

    def __iter__(self) -> Iterator[str]:
        return iter(self._row_of)

    def __contains__(self, key: object) -> bool:
        return key in self._row_of

    def get(self, key: str, default: Any = None) -> Any:
        """The holders of an identifier; most identifiers of customers have none."""
        return self[key] if key in self._row_of else default

    def __getitem__(self, key: str) -> list[Holder]:
        """The holders of an identifier."""
        return [
            (position, Identifier(*given), NormalisedIdentifier(*form))
            for position, given, form in json.loads(self._rows[self._row_of[key]])
        ]


def _restored(cached: Contents) -> CachedHolders | None:
    try:
        return CachedHolders(cached.arrays["keys"], Texts(cached.arrays["text"], cached.arrays["ends"]))
    except (KeyError, ValueError):
        return None


def editions_key(editions: Sequence[Edition]) -> str | None:
    """Hash of the rules and of every listing with all it says; None where a text cannot be written in UTF-8."""
    digest = hashlib.sha256(rules_hash(*_RULES).encode())
    for edition in editions:
        content = listings_hash(edition)
        if content is None:
            return None
        digest.update(f"\x1c{content} {len(edition.listings)}".encode())
    return digest.hexdigest()
