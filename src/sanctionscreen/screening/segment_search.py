"""Search over several index segments, with matches numbered as if the segments were one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.lists.edition_cache import Digests
from sanctionscreen.matching.encode.encoded_names import EncodedNames
from sanctionscreen.matching.encode.kinds import group_of
from sanctionscreen.matching.explain import explain
from sanctionscreen.matching.scoring.score import score_pairs
from sanctionscreen.matching.tokens.match_cache import TokenMatchCache
from sanctionscreen.matching.tokens.match_lookup import Lookups
from sanctionscreen.model import Evidence
from sanctionscreen.screening.segments import Segment, positions_of

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SegmentMatches:
    """Pairs of a query name and a listed name that reached the threshold, sorted by the first, best first.

    Attributes:
        query: number of the query name.
        listed: number of the listed name, see `ListIndex.names`.
        score: from the threshold to 1.
        segment: the segment of the listed name.
        query_reading, listed_reading: the readings that gave the score, the second numbered within the segment.
        lookups: similar tokens of the query names and those of each segment.
    """

    query: I32
    listed: I64
    score: NDArray[np.float64]
    segment: I32
    query_reading: I32
    listed_reading: I32
    lookups: Sequence[Lookups]


class SegmentedMatcher:
    """Segments, with the names of the wanted listings numbered in the order of these.

    Attributes:
        segments: the compiled names.
        first_name: number of the first name of each listing wanted, one longer than their number.
    """

    def __init__(self, segments: Sequence[Segment], digests: Digests) -> None:
        """Number the names.

        Args:
            segments: hold all listings wanted, and perhaps others.
            digests: of the listings wanted.
        """
        self.segments = tuple(segments)
        positions, _ = positions_of(self.segments, digests)
        counts = np.zeros(len(digests), dtype=np.int64)
        self._home = np.zeros(
            (len(digests), 2), dtype=np.int64
        )  # segment of each listing, and position in it
        for number, (segment, wanted_as) in enumerate(zip(self.segments, positions, strict=True)):
            wanted = wanted_as >= 0
            counts[wanted_as[wanted]] = np.diff(segment.first_name)[wanted]
            self._home[wanted_as[wanted], 0] = number
            self._home[wanted_as[wanted], 1] = np.flatnonzero(wanted)
        self.first_name = np.r_[0, np.cumsum(counts)]
        # What to add to a name's number in a segment to get its number here; below 0 if its listing isn't wanted.
        self._shifts = [
            np.where(
                wanted_as >= 0,
                self.first_name[wanted_as] - segment.first_name[:-1],
                -1 - segment.first_name[-1],
            )
            for segment, wanted_as in zip(self.segments, positions, strict=True)
        ]

    def prepare(self) -> None:
        """Prepare for many queries in several processes: do once what each process would do."""
        for segment in self.segments:
            segment.matcher.keys.vocabulary.decode()

    def tokens_cached(self) -> list[int]:
        """How many tokens each segment's match cache holds, see `TokenKeyIndex.memory`."""
        return [len(segment.matcher.keys.memory) for segment in self.segments]

    def learned(self, since: Sequence[int]) -> list[TokenMatchCache]:
        """What each segment's match cache holds beyond so many tokens."""
        return [
            segment.matcher.keys.memory.since(count)
            for segment, count in zip(self.segments, since, strict=True)
        ]

    def learn(self, news: Sequence[TokenMatchCache]) -> None:
        """Add to each segment's match cache what another process learned."""
        for segment, some in zip(self.segments, news, strict=True):
            segment.matcher.keys.learn(some)

    def may_hold(self, words: Sequence[str]) -> NDArray[np.bool_]:
        """Which words may be in a listed name; never false for one that is."""
        held = np.zeros(len(words), dtype=bool)
        for segment in self.segments:
            held |= segment.matcher.keys.may_have_equals(words)
        return held

    def match(self, queries: EncodedNames, threshold: float) -> SegmentMatches:
        """Find every pair of names with a score of at least `threshold`, above 0 and at most 1."""
        parts = []
        lookups = []
        for number, (segment, shifts) in enumerate(zip(self.segments, self._shifts, strict=True)):
            matches = segment.matcher.match(queries, threshold)
            lookups.append(matches.lookups)
            of_listing = np.searchsorted(segment.first_name, matches.listed, side="right") - 1
            listed = matches.listed + shifts[of_listing]
            wanted = listed >= 0
            columns = (matches.query, listed, matches.score, matches.query_reading, matches.listed_reading)
            rows = [column[wanted] for column in columns]
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
        self, queries: EncodedNames, matches: SegmentMatches, rows: Iterable[int]
    ) -> dict[int, tuple[Evidence, ...]]:
        """Evidence for some rows of the matches, by row."""
        wanted = np.fromiter(rows, dtype=np.int64)
        evidence_of: dict[int, tuple[Evidence, ...]] = {}
        for number, segment in enumerate(self.segments):
            some = wanted[matches.segment[wanted] == number]
            if not len(some):
                continue
            evidence = explain(
                queries, matches.query_reading[some], segment.matcher.listed, matches.listed_reading[some],
                matches.score[some], matches.lookups[number],
            )  # fmt: skip
            evidence_of |= zip(some.tolist(), evidence, strict=True)
        return evidence_of

    def best_of(
        self, queries: EncodedNames, matches: SegmentMatches, names: Sequence[int], listing: int
    ) -> tuple[int, int, float, tuple[Evidence, ...]] | None:
        """The best pair of some query names and the names of one listing, whatever its score.

        Args:
            queries, matches: all query names, and their matches.
            names: numbers of some query names.
            listing: its position.

        Returns:
            Query name, number of the listed name, score and evidence; None if either side has no name.
        """
        number, position = self._home[listing].tolist()
        segment = self.segments[number]
        listed = segment.matcher.listed
        first, last = int(segment.first_name[position]), int(segment.first_name[position + 1])
        query_rows = np.flatnonzero(np.isin(queries.name_of_row, names))
        listed_rows = np.arange(*np.searchsorted(listed.name_of_row, (first, last)))
        if not len(query_rows) or not len(listed_rows):
            return None
        pair_query, pair_listed = (
            axis.ravel().astype(np.int32) for axis in np.meshgrid(query_rows, listed_rows, indexing="ij")
        )
        group = int(group_of(queries.kinds[pair_query[:1]], listed.kinds[pair_listed[:1]])[0])
        scores = score_pairs(queries, pair_query, listed, pair_listed, matches.lookups[number], group)
        best = int(scores.argmax())
        row = slice(best, best + 1)
        evidence = explain(
            queries, pair_query[row], listed, pair_listed[row], scores[row], matches.lookups[number]
        )[0]
        listed_name = int(listed.name_of_row[pair_listed[best]]) - first + int(self.first_name[listing])
        return int(queries.name_of_row[pair_query[best]]), listed_name, float(scores[best]), evidence
