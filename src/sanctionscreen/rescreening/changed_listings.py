"""Which listings can have other hits than before, when editions become other ones. Reach for `touched_listings`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.lists import Edition
from sanctionscreen.lists.edition_cache import content_digests
from sanctionscreen.model import Listing
from sanctionscreen.screening.list_index import ListIndex

Key = tuple[str, str]
"""List and entity id."""


def key_of(listed: ListIndex, place: int) -> Key:
    """What a listing is known by, whatever edition it is in."""
    listing = listed.listings[place]
    return listing.list, listing.entity_id


def touched_listings(old: ListIndex, new: ListIndex) -> dict[Key, list[Listing]]:
    """What says something else, and whoever is or was one party with such a one.

    Listings whose content has the same hash on both sides are not looked at.

    Args:
        old, new: the same lists in two editions.

    Returns:
        Each such listing as it was and is, in the order of the keys.
    """
    differing = _may_differ(old, new), _may_differ(new, old)
    before, after = (_by_key(side, places) for side, places in zip((old, new), differing, strict=True))
    touched = before.keys() ^ after.keys()
    touched |= {
        key for key in before.keys() & after.keys() if _shown(old, before[key]) != _shown(new, after[key])
    }
    one_pools, other_pools = _pools(old), _pools(new)
    for key in one_pools.keys() | other_pools.keys():
        one, other = one_pools.get(key), other_pools.get(key)
        members = (one[0] if one else frozenset({key})) | (other[0] if other else frozenset({key}))
        if one != other or members & touched:
            touched |= members
    found: dict[Key, list[Listing]] = {key: [] for key in sorted(touched)}
    for side, places in zip((old, new), differing, strict=True):
        pooled = (place for members in side.pools.all() for place in members)
        for key, place in _by_key(side, sorted({*places, *pooled})).items():
            if key in found:
                found[key].append(side.listings[place])
    return found


def _by_key(listed: ListIndex, places: Iterable[int]) -> dict[Key, int]:
    return {key_of(listed, place): place for place in places}


def _may_differ(one: ListIndex, other: ListIndex) -> Sequence[int]:
    """Places of the listings of one side whose content is on the other side not to be found."""
    if one.weak != other.weak:
        return range(len(one.listings))
    shared = set(map(id, one.parts)) & set(map(id, other.parts))
    known = _contents([edition for edition in other.parts if id(edition) not in shared])
    found: list[int] = []
    start = 0
    for edition in one.parts:
        if id(edition) not in shared:
            lacking = np.flatnonzero(~np.isin(_contents([edition]), known))
            found += (start + lacking).tolist()
        start += len(edition.listings)
    return found


def _contents(editions: Sequence[Edition]) -> NDArray[np.bytes_]:
    digests = np.concatenate([np.zeros((0, 16), np.uint8), *map(content_digests, editions)])
    return np.ascontiguousarray(digests).view("S16").reshape(len(digests))


def _shown(listed: ListIndex, place: int) -> tuple[object, ...]:
    return listed.weak_policy(place), *_SHOWN(listed.listings[place])


# Everything of a listing that a hit shows or rests on.
_SHOWN = attrgetter(
    "names", "kind", "genders", "birth_dates", "nationalities", "countries", "addresses", "identifiers", "programmes",
    "measures", "listed_on", "status",
)  # fmt: skip


_Pool = tuple[frozenset[Key], frozenset[tuple[Key, Key, str]]]


def _pools(listed: ListIndex) -> dict[Key, _Pool]:
    """For each listing that is one party with others: who they are, and what ties them."""
    found: dict[Key, _Pool] = {}
    ties: dict[int, set[tuple[Key, Key, str]]] = {}
    for tie in listed.pools.ties:
        root = listed.pools.members(tie.one)[0]
        ties.setdefault(root, set()).add((key_of(listed, tie.one), key_of(listed, tie.other), tie.reason))
    for members in listed.pools.all():
        keys = [key_of(listed, place) for place in members]
        found.update(dict.fromkeys(keys, (frozenset(keys), frozenset(ties.get(members[0], ())))))
    return found
