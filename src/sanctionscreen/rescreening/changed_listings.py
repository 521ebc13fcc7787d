"""Changed listings: those whose hits may differ between two editions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.lists import Edition
from sanctionscreen.lists.edition_cache import content_digests
from sanctionscreen.model import Listing
from sanctionscreen.resolution.cannot_link import ListingKey
from sanctionscreen.screening.list_index import ListIndex

_Cluster = tuple[frozenset[ListingKey], frozenset[tuple[ListingKey, ListingKey, str]]]
"""The members of a cluster, and its links with their reasons."""


def listing_key(index: ListIndex, position: int) -> ListingKey:
    """List and entity id, which are the same in every edition."""
    listing = index.listings[position]
    return listing.list, listing.entity_id


def changed_listings(old: ListIndex, new: ListIndex) -> dict[ListingKey, list[Listing]]:
    """Listings that differ in anything a hit shows or rests on, and all members of their clusters.

    Listings whose content has the same hash on both sides are not compared.

    Args:
        old, new: the same lists in two editions.

    Returns:
        Each such listing as it was and is, in the order of the keys.
    """
    positions = _without_equal(old, new), _without_equal(new, old)
    before, after = (_by_key(index, some) for index, some in zip((old, new), positions, strict=True))
    changed = before.keys() ^ after.keys()
    changed |= {
        key for key in before.keys() & after.keys() if _shown(old, before[key]) != _shown(new, after[key])
    }
    old_clusters, new_clusters = _clusters_by_key(old), _clusters_by_key(new)
    for key in old_clusters.keys() | new_clusters.keys():
        was, now = old_clusters.get(key), new_clusters.get(key)
        members = (was[0] if was else frozenset({key})) | (now[0] if now else frozenset({key}))
        if was != now or members & changed:
            changed |= members
    listings: dict[ListingKey, list[Listing]] = {key: [] for key in sorted(changed)}
    for index, some in zip((old, new), positions, strict=True):
        in_clusters = (position for members in index.clusters.all() for position in members)
        for key, position in _by_key(index, sorted({*some, *in_clusters})).items():
            if key in listings:
                listings[key].append(index.listings[position])
    return listings


def _by_key(index: ListIndex, positions: Iterable[int]) -> dict[ListingKey, int]:
    return {listing_key(index, position): position for position in positions}


def _without_equal(index: ListIndex, other: ListIndex) -> Sequence[int]:
    """Positions of the listings whose content hash the other index lacks."""
    if index.weak != other.weak:
        return range(len(index.listings))
    shared = set(map(id, index.editions)) & set(map(id, other.editions))
    other_hashes = _content_hashes([edition for edition in other.editions if id(edition) not in shared])
    positions: list[int] = []
    first = 0
    for edition in index.editions:
        if id(edition) not in shared:
            is_new = ~np.isin(_content_hashes([edition]), other_hashes)
            positions += (first + np.flatnonzero(is_new)).tolist()
        first += len(edition.listings)
    return positions


def _content_hashes(editions: Sequence[Edition]) -> NDArray[np.bytes_]:
    digests = np.concatenate([np.zeros((0, 16), np.uint8), *map(content_digests, editions)])
    return np.ascontiguousarray(digests).view("S16").reshape(len(digests))


def _shown(index: ListIndex, position: int) -> tuple[object, ...]:
    return index.weak_policy(position), *_SHOWN(index.listings[position])


# Everything of a listing that a hit shows or rests on.
_SHOWN = attrgetter(
    "names", "kind", "genders", "birth_dates", "nationalities", "countries", "addresses", "identifiers", "programmes",
    "measures", "listed_on", "status",
)  # fmt: skip


def _clusters_by_key(index: ListIndex) -> dict[ListingKey, _Cluster]:
    """The cluster of each listing that is one party with others."""
    links: dict[int, set[tuple[ListingKey, ListingKey, str]]] = {}
    for link in index.clusters.links:
        first = index.clusters.members(link.left)[0]
        ends = listing_key(index, link.left), listing_key(index, link.right)
        links.setdefault(first, set()).add((*ends, link.reason))
    clusters: dict[ListingKey, _Cluster] = {}
    for members in index.clusters.all():
        keys = [listing_key(index, position) for position in members]
        clusters.update(dict.fromkeys(keys, (frozenset(keys), frozenset(links.get(members[0], ())))))
    return clusters
