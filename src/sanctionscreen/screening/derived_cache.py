"""Cache of what is derived from whole editions: identifier holders and party clusters.

Both are stored next to the compiled lists, under a hash of the rules and of all listings.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from sanctionscreen.cache import records
from sanctionscreen.cache.fingerprint import rules_hash
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.cache.strings import Texts
from sanctionscreen.identifiers.index import Holder, IdentifierIndex, holders_by_key
from sanctionscreen.identifiers.normalize import NormalisedIdentifier
from sanctionscreen.lists import Edition
from sanctionscreen.lists.edition_cache import listings_hash
from sanctionscreen.model import Identifier, Listing
from sanctionscreen.resolution.cannot_link import CannotLink
from sanctionscreen.resolution.clusters import PartyClusters
from sanctionscreen.resolution.linkage_rules import ClusterLink

_IDENTIFIERS, _CLUSTERS = "identifiers", "clusters"
_RULES = (
    "screening", "identifiers", "addresses", "resolution", "names", "countries.py", "data", "model.py", "dates.py",
)  # fmt: skip
"""The code and tables that the derived data depend on."""


@dataclass(frozen=True, slots=True)
class _ClusterRecord:
    """All links between the listings, rejected ones included."""

    links: list[ClusterLink]


@dataclass(frozen=True, slots=True)
class _HolderRecord:
    """The keys of identifiers, and the holders of each as JSON."""

    keys: Texts
    holders: Texts


def clusters_of(
    editions: Sequence[Edition],
    listings: Sequence[Listing],
    identifiers: IdentifierIndex,
    cannot_link: Sequence[CannotLink],
    folder: CacheFolder | None,
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
    cached = records.load(folder, _CLUSTERS, key, _ClusterRecord)
    if cached is None:
        clusters = PartyClusters(listings, identifiers=identifiers)
        cached = _ClusterRecord([*clusters.links, *clusters.rejected])
        records.save(folder, _CLUSTERS, key, cached)
        if not cannot_link:
            return clusters
    return PartyClusters(listings, cannot_link, links=cached.links)


def holders_of(
    editions: Sequence[Edition], listings: Sequence[Listing], folder: CacheFolder | None
) -> Mapping[str, Sequence[Holder]]:
    """Holders of each identifier, by its key, as `holders_by_key` gives them; from the cache if it has them.

    Args:
        editions, listings: the editions, and all their listings in one sequence.
        folder: the cache; None for no cache.
    """
    key = editions_key(editions) if folder else None
    if folder is None or key is None:
        return holders_by_key(listings)
    cached = records.load(folder, _IDENTIFIERS, key, _HolderRecord)
    if cached is not None:
        return CachedHolders(cached.keys, cached.holders)
    holders = holders_by_key(listings)
    rows = (
        json.dumps([(position, astuple(given), astuple(form)) for position, given, form in some])
        for some in holders.values()
    )
    records.save(folder, _IDENTIFIERS, key, _HolderRecord(Texts.of(holders), Texts.of(rows)))
    return holders


class CachedHolders(Mapping[str, Sequence[Holder]]):
    """Holders of each identifier, decoded on access."""

    def __init__(self, keys: Texts, holders: Texts) -> None:
        """Take the keys, and the holders of each as JSON."""
        self._row_of = {key: row for row, key in enumerate(keys.decoded().tolist())}
        self._holders = holders

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
            for position, given, form in json.loads(self._holders[self._row_of[key]])
        ]


def editions_key(editions: Sequence[Edition]) -> str | None:
    """Hash of the rules and of every listing with all it says; None if a text cannot be written in UTF-8."""
    digest = hashlib.sha256(rules_hash(*_RULES).encode())
    for edition in editions:
        content = listings_hash(edition)
        if content is None:
            return None
        digest.update(f"\x1c{content} {len(edition.listings)}".encode())
    return digest.hexdigest()
