"""Names asked about against the compiled segments: what was found, numbered as if all were one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.lists.edition_cache import Digests
from sanctionscreen.matching.encode.serialize import decode
from sanctionscreen.matching.explain import explain
from sanctionscreen.matching.matcher import EncodedNames, Lookups, group_of, score_pairs
from sanctionscreen.matching.tokens.match_cache import TokenMatchCache
from sanctionscreen.model import Evidence
from sanctionscreen.screening.segments import Segment, places_of

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SegmentMatches:
    """Pairs of a name asked and a listed name that reached the threshold, sorted by the first, best first.

    Attributes:
        query: which of the names asked.
        listed: number of the listed name, see `ListIndex.names`.
        score: from the threshold to 1.
        segment: where the listed name is compiled.
        query_reading, listed_reading: the readings that gave the score, the second counted within the segment.
        lookups: similar tokens of the names asked and those of each segment.
    """

    query: I32
    listed: I64
    score: NDArray[np.float64]
    segment: I32
    query_reading: I32
    listed_reading: I32
    lookups: Sequence[Lookups]


class SegmentedMatcher:
    """Segments, with the names of the listings that are wanted numbered in the order of these.

    Attributes:
        segments: what the names are compiled in.
        first_name: number of the first name of each listing wanted, one longer than their number.
    """

    def __init__(self, segments: Sequence[Segment], digests: Digests) -> None:
        """Number the names.

        Args:
            segments: hold all listings wanted, and perhaps others.
            digests: of the listings wanted.
        """
        self.segments = tuple(segments)
        self._places, _ = places_of(self.segments, digests)
        counts = np.zeros(len(digests), dtype=np.int64)
        self._home = np.zeros((len(digests), 2), dtype=np.int64)  # segment and place there of each listing
        for number, (segment, places) in enumerate(zip(self.segments, self._places, strict=True)):
            wanted = places >= 0
            counts[places[wanted]] = np.diff(segment.first_name)[wanted]
            self._home[places[wanted], 0] = number
            self._home[places[wanted], 1] = np.flatnonzero(wanted)
        self.first_name = np.r_[0, np.cumsum(counts)]
        self._shifts = [
            np.where(
                places >= 0, self.first_name[places] - segment.first_name[:-1], -1 - segment.first_name[-1]
            )
            for segment, places in zip(self.segments, self._places, strict=True)
        ]

    def prepare(self) -> None:
        """Make ready for many queries in several processes: what each of them would do is done once."""
        for segment in self.segments:
            decode(segment.matcher.keys.vocabulary)

    def remembered(self) -> list[int]:
        """How many tokens each segment remembers, see `TokenKeyIndex.memory`."""
        return [len(segment.matcher.keys.memory) for segment in self.segments]

    def learned(self, since: Sequence[int]) -> list[TokenMatchCache]:
        """What each segment remembers beyond so many tokens."""
        return [
            segment.matcher.keys.memory.since(count)
            for segment, count in zip(self.segments, since, strict=True)
        ]

    def learn(self, news: Sequence[TokenMatchCache]) -> None:
        """Remember for each segment what another process learned."""
        for segment, some in zip(self.segments, news, strict=True):
            segment.matcher.keys.learn(some)

    def may_hold(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Which words may stand in a listed name; never false for one that does."""
        held = np.zeros(len(words), dtype=bool)
        for segment in self.segments:
            held |= segment.matcher.keys.may_have_equals(words)
        return held

    def match(self, index: EncodedNames, threshold: float) -> SegmentMatches:
        """Find every pair of names with a score of at least `threshold`, above 0 and at most 1."""
        parts = []
        lookups = []
        for number, (segment, shifts) in enumerate(zip(self.segments, self._shifts, strict=True)):
            found = segment.matcher.match(index, threshold)
            lookups.append(found.lookups)
            of_listing = np.searchsorted(segment.first_name, found.listed, side="right") - 1
            listed = found.listed + shifts[of_listing]
            kept = listed >= 0
            columns = (found.query, listed, found.score, found.query_reading, found.listed_reading)
            rows = [column[kept] for column in columns]
            parts.append([*rows, np.full(len(rows[0]), number, dtype=np.int32)])
        query, listed, score, query_reading, listed_reading, segment_of = (
            np.concatenate(column) for column in zip(*parts, strict=True)
        )
        order = np.lexsort((listed, -score, query))
        return SegmentMatches(
            query[order], listed[order], score[order], segment_of[order], query_reading[order],
            listed_reading[order], lookups,
        )  # fmt: skip

    def explain(
        self, index: EncodedNames, found: SegmentMatches, rows: Iterable[int]
    ) -> dict[int, tuple[Evidence, ...]]:
        """Evidence for some of the pairs found, by row."""
        wanted = np.fromiter(rows, dtype=np.int64)
        answers: dict[int, tuple[Evidence, ...]] = {}
        for number, segment in enumerate(self.segments):
            some = wanted[found.segment[wanted] == number]
            if not len(some):
                continue
            evidence = explain(
                index, found.query_reading[some], segment.matcher.listed, found.listed_reading[some],
                found.score[some], found.lookups[number],
            )  # fmt: skip
            answers |= zip(some.tolist(), evidence, strict=True)
        return answers

    def best_of(
        self, index: EncodedNames, found: SegmentMatches, names: Sequence[int], listing: int
    ) -> tuple[int, int, float, tuple[Evidence, ...]] | None:
        """The best pair of some names asked and the names of one listing, whatever its score.

        Args:
            index, found: what was asked, and what was found.
            names: which of the names asked.
            listing: its place.

        Returns:
            Name asked, number of the listed name, score and evidence; None where either side has no name.
        """
        number, place = self._home[listing].tolist()
        segment = self.segments[number]
        listed = segment.matcher.listed
        first, last = int(segment.first_name[place]), int(segment.first_name[place + 1])
        q = np.flatnonzero(np.isin(index.owners, names))
        l = np.arange(*np.searchsorted(listed.owners, (first, last)))
        if not len(q) or not len(l):
            return None
        rows_q, rows_l = (axis.ravel().astype(np.int32) for axis in np.meshgrid(q, l, indexing="ij"))
        group = int(group_of(index.kinds[rows_q[:1]], listed.kinds[rows_l[:1]])[0])
        scores = score_pairs(index, rows_q, listed, rows_l, found.lookups[number], group)
        best = int(scores.argmax())
        one = slice(best, best + 1)
        evidence = explain(index, rows_q[one], listed, rows_l[one], scores[one], found.lookups[number])[0]
        name = int(listed.owners[rows_l[best]]) - first + int(self.first_name[listing])
        return int(index.owners[rows_q[best]]), name, float(scores[best]), evidence
