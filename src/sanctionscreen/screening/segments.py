"""The names of listings, compiled and kept: one large segment, and a small one of what was added since.

A segment holds the names of some listings, found by the hash of each one's kind and names, whatever list it is on.
For a set of editions the folder is asked for the segments that were made of the same hashes. Where there are none, a
segment that shares most with them is used again, what it lacks becomes a second, small segment, and what is no longer
listed is left out of the answers. So a change costs in proportion to what changed, and the answers are those of a full
compile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache.array_file import Contents
from sanctionscreen.cache.fingerprint import rules_hash
from sanctionscreen.cache.folder import CompiledFolder
from sanctionscreen.lists.edition_cache import Digests
from sanctionscreen.matching.matcher import EncodedNames, Matcher, compile_names
from sanctionscreen.matching.serialize import matcher_arrays, matcher_from
from sanctionscreen.model import Listing

_KIND = "names"
_SET = "set"
MOST_ADDED = 0.1
"""Share of the listings by which a set may differ from one that is compiled; beyond it all are compiled together."""
_LOOKED_AT = 8  # segments of other sets, the newest first, that may serve for a new one


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
        """What the segment is kept under."""
        return _key_of(self.digests)


def compile_segment(listings: Sequence[Listing], digests: Digests) -> Segment:
    """Compile the names of some listings."""
    counts = [len(listing.names) for listing in listings]
    names = [name.name for listing in listings for name in listing.names]
    kinds = [listing.kind for listing in listings for _ in listing.names]
    return Segment(
        digests, np.r_[0, np.cumsum(counts)].astype(np.int64), compile_names(EncodedNames(names, kinds))
    )


def segments_for(
    digests: Digests,
    listing: Callable[[int], Listing],
    folder: CompiledFolder | None = None,
    old: Sequence[Segment] = (),
) -> tuple[Segment, ...]:
    """Segments that together hold the names of these listings, and perhaps of others.

    Args:
        digests: of the listings.
        listing: gives the listing at a place; asked only for what has to be compiled.
        folder: where segments are kept; None to keep none.
        old: segments at hand, to be added to where that is worth it.
    """
    whole = _key_of(digests)
    if folder and (found := _kept(folder, whole)):
        return found
    segments = _best_base(digests, folder, old)
    _, lacking = places_of(segments, digests)
    if lacking or not segments:
        added = compile_segment([listing(place) for place in lacking], digests[lacking])
        segments = (*segments, added)
        if folder:
            _keep_segment(folder, added)
    if folder:
        folder.put(_SET, whole, {"segments": [segment.key for segment in segments]}, {})
    return segments


def places_of(segments: Sequence[Segment], digests: Digests) -> tuple[list[NDArray[np.int64]], list[int]]:
    """Where the listings of segments stand among those wanted.

    Args:
        segments: each listing wanted is taken from the first of these that holds it.
        digests: of the listings wanted.

    Returns:
        For each segment the place of each of its listings, -1 for one that isn't wanted; and the places that no segment
        holds.
    """
    if segments and np.array_equal(segments[0].digests, digests):
        others = [np.full(len(segment.digests), -1, dtype=np.int64) for segment in segments[1:]]
        return [np.arange(len(digests)), *others], []
    wanted, free = _as_keys(digests), np.arange(len(digests))
    found = []
    for segment in segments:
        held, some = _pairs(_as_keys(segment.digests), wanted[free])
        places = np.full(len(segment.digests), -1, dtype=np.int64)
        places[held] = free[some]
        found.append(places)
        free = np.delete(free, some)
    return found, free.tolist()


def _as_keys(digests: Digests) -> NDArray[np.bytes_]:
    return np.ascontiguousarray(digests).view("S16").reshape(len(digests))


def _pairs(one: NDArray[np.bytes_], other: NDArray[np.bytes_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of equal keys: the first of them with the first, the second with the second."""
    order, other_order = np.argsort(one, kind="stable"), np.argsort(other, kind="stable")
    one, other = one[order], other[other_order]
    place = np.searchsorted(one, other) + np.arange(len(other)) - np.searchsorted(other, other)
    within = np.flatnonzero(place < len(one))
    equal = within[one[place[within]] == other[within]]
    return order[place[equal]], other_order[equal]


def _best_base(
    digests: Digests, folder: CompiledFolder | None, old: Sequence[Segment]
) -> tuple[Segment, ...]:
    """The large segment at hand or kept of which most can be used again; none where that isn't worth it.

    Never more than one: what stood beside it in a small segment is compiled again, so that queries meet two at most.
    """
    wanted = _as_keys(digests)
    most = MOST_ADDED * len(digests)
    for offer in _offers(folder, old):
        common = len(_pairs(_as_keys(offer.digests), wanted)[0])
        if len(wanted) - common <= most and len(offer.digests) - common <= most:
            return (offer,)
    return ()


def _offers(folder: CompiledFolder | None, old: Sequence[Segment]) -> Iterator[Segment]:
    yield from old[:1]
    if folder:
        for key in folder.keys(_SET)[:_LOOKED_AT]:
            yield from (_kept(folder, key) or ())[:1]


def _kept(folder: CompiledFolder, key: str) -> tuple[Segment, ...] | None:
    """The segments of a set; None unless all of them are there."""
    entry = folder.get(_SET, key)
    if entry is None:
        return None
    try:
        found = [_segment_of(folder.get(_KIND, name), name) for name in entry.meta["segments"]]
    except (KeyError, TypeError):
        return None
    return tuple(segment for segment in found if segment) if all(found) else None


def _segment_of(contents: Contents | None, key: str) -> Segment | None:
    if contents is None:
        return None
    arrays = contents.arrays
    try:
        segment = Segment(arrays["digests"], arrays["first_name"], matcher_from(arrays))
    except KeyError:
        return None
    return segment if segment.key == key else None


def _keep_segment(folder: CompiledFolder, segment: Segment) -> None:
    try:
        arrays = matcher_arrays(segment.matcher)
    except UnicodeEncodeError:  # a name that UTF-8 cannot hold: compile each time
        return
    folder.put(
        _KIND, segment.key, {}, {**arrays, "digests": segment.digests, "first_name": segment.first_name}
    )


def _key_of(digests: Digests) -> str:
    rules = rules_hash("names", "matching", "model.py")
    return hashlib.sha256(rules.encode() + digests.tobytes()).hexdigest()
