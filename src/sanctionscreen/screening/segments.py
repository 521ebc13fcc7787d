"""Index segments: the compiled names of listings, cached as a large base segment and a small delta.

A segment holds the names of some listings, identified by the hash of each one's kind and names, whatever list it is on.
The cache is asked for the segments that were made of the hashes of a set of editions. If there are none, the segment
that shares most with them is the base, the names it lacks become a second, small segment, and matches of listings that
are no longer listed are left out. So a change costs in proportion to its size, and the answers are those of a full
compile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache import records
from sanctionscreen.cache.fingerprint import rules_hash
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.lists.edition_cache import Digests
from sanctionscreen.matching.encode.encoded_names import encode_names
from sanctionscreen.matching.matcher import Matcher, compile_names
from sanctionscreen.matching.serialize import MatcherRecord, matcher_from, matcher_record
from sanctionscreen.model import Listing

_KIND = "names"
_SET = "set"
MOST_ADDED = 0.1
"""Share of the listings by which a set may differ from a compiled one; beyond it all are compiled together."""
_MOST_OFFERS = 8  # base segments of other sets to try, the newest first


@dataclass(frozen=True, slots=True)
class Segment:
    """Compiled names of some listings.

    Attributes:
        digests: hash of each listing's kind and names, see `name_digests`.
        first_name: where the names of each listing begin, one longer than the number of listings.
        matcher: the names, in the order of the listings.
    """

    digests: Digests
    first_name: NDArray[np.int64]
    matcher: Matcher

    @property
    def key(self) -> str:
        """The segment's key in the cache."""
        return _segments_key(self.digests)


def compile_segment(listings: Sequence[Listing], digests: Digests) -> Segment:
    """Compile the names of some listings."""
    counts = [len(listing.names) for listing in listings]
    names = [name.name for listing in listings for name in listing.names]
    kinds = [listing.kind for listing in listings for _ in listing.names]
    return Segment(
        digests, np.r_[0, np.cumsum(counts)].astype(np.int64), compile_names(encode_names(names, kinds))
    )


def segments_for(
    digests: Digests,
    listing: Callable[[int], Listing],
    folder: CacheFolder | None = None,
    at_hand: Sequence[Segment] = (),
) -> tuple[Segment, ...]:
    """Segments that together hold the names of these listings, and perhaps of others.

    Args:
        digests: of the listings.
        listing: gives the listing at a position; called only for what has to be compiled.
        folder: the cache; None for no cache.
        at_hand: segments in memory; the first may become the base.
    """
    key = _segments_key(digests)
    if folder and (cached := _cached_set(folder, key)):
        return cached
    segments = _best_base(digests, folder, at_hand)
    _, missing = positions_of(segments, digests)
    if missing or not segments:
        delta = compile_segment([listing(position) for position in missing], digests[missing])
        segments = (*segments, delta)
        if folder:
            _store(folder, delta)
    if folder:
        folder.put(_SET, key, {"segments": [segment.key for segment in segments]}, {})
    return segments


def positions_of(segments: Sequence[Segment], digests: Digests) -> tuple[list[NDArray[np.int64]], list[int]]:
    """Positions of the listings of segments among those wanted.

    Args:
        segments: each listing wanted is taken from the first of these that holds it.
        digests: of the listings wanted.

    Returns:
        For each segment the position of each of its listings, -1 for one that isn't wanted; and the positions that no
        segment holds.
    """
    if segments and np.array_equal(segments[0].digests, digests):
        others = [np.full(len(segment.digests), -1, dtype=np.int64) for segment in segments[1:]]
        return [np.arange(len(digests)), *others], []
    wanted, missing = _as_keys(digests), np.arange(len(digests))
    by_segment = []
    for segment in segments:
        held, some = _equal_keys(_as_keys(segment.digests), wanted[missing])
        positions = np.full(len(segment.digests), -1, dtype=np.int64)
        positions[held] = missing[some]
        by_segment.append(positions)
        missing = np.delete(missing, some)
    return by_segment, missing.tolist()


def _as_keys(digests: Digests) -> NDArray[np.bytes_]:
    return np.ascontiguousarray(digests).view("S16").reshape(len(digests))


def _equal_keys(
    left: NDArray[np.bytes_], right: NDArray[np.bytes_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of equal keys in both arrays: of a repeated key the first with the first, and so on."""
    left_order, right_order = np.argsort(left, kind="stable"), np.argsort(right, kind="stable")
    left, right = left[left_order], right[right_order]
    target = np.searchsorted(left, right) + np.arange(len(right)) - np.searchsorted(right, right)
    within = np.flatnonzero(target < len(left))
    equal = within[left[target[within]] == right[within]]
    return left_order[target[equal]], right_order[equal]


def _best_base(
    digests: Digests, folder: CacheFolder | None, at_hand: Sequence[Segment]
) -> tuple[Segment, ...]:
    """A large segment, in memory or cached, that shares enough listings; none if there is none.

    Never more than one: the delta of the earlier set is compiled again, so that queries meet two segments at most.
    """
    wanted = _as_keys(digests)
    most = MOST_ADDED * len(digests)
    for offer in _offers(folder, at_hand):
        common = len(_equal_keys(_as_keys(offer.digests), wanted)[0])
        if len(wanted) - common <= most and len(offer.digests) - common <= most:
            return (offer,)
    return ()


def _offers(folder: CacheFolder | None, at_hand: Sequence[Segment]) -> Iterator[Segment]:
    yield from at_hand[:1]
    if folder:
        for key in folder.keys(_SET)[:_MOST_OFFERS]:
            yield from (_cached_set(folder, key) or ())[:1]


def _cached_set(folder: CacheFolder, key: str) -> tuple[Segment, ...] | None:
    """The cached segments of a set; None unless all of them are there."""
    entry = folder.get(_SET, key)
    if entry is None:
        return None
    try:
        segments = [_restored(folder, name) for name in entry.meta["segments"]]
    except (KeyError, TypeError):
        return None
    return tuple(segment for segment in segments if segment) if all(segments) else None


@dataclass(frozen=True, slots=True)
class _Record:
    """A segment on disk."""

    digests: Digests
    first_name: NDArray[np.int64]
    matcher: MatcherRecord


def _restored(folder: CacheFolder, key: str) -> Segment | None:
    record = records.load(folder, _KIND, key, _Record)
    if record is None:
        return None
    segment = Segment(record.digests, record.first_name, matcher_from(record.matcher))
    return segment if segment.key == key else None


def _store(folder: CacheFolder, segment: Segment) -> None:
    record = _Record(segment.digests, segment.first_name, matcher_record(segment.matcher))
    records.save(folder, _KIND, segment.key, record)


def _segments_key(digests: Digests) -> str:
    rules = rules_hash("names", "matching", "model.py")
    return hashlib.sha256(rules.encode() + digests.tobytes()).hexdigest()
