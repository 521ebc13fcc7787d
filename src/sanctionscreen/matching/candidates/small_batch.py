"""Candidate generation for small batches: prefix filter and bound with few calls of NumPy, for one query or a few.

One query has a handful of tokens, so calls of NumPy cost most of its time: with this module switched off, the median of
one query rises by 49 %. The prefix is chosen in plain Python, and a table over all listed tokens, not one of hashes,
marks those that match any token of the query. The bounds are weaker forms of those that `prefix_filter` and
`upper_bound` prove. Where the tokens beyond the prefix weigh more than the name may leave unmatched, too, a listed name
must match one of these as well. And an alignment matches no more tokens of the query than of the listed name (twice as
many, where two neighbours of the query can stand for one listed word), so no more weight than that many of its heaviest
tokens have.
"""

from __future__ import annotations

import numpy as np

from sanctionscreen.matching.candidates.prefix_filter import (
    FREE_LOOKUPS,
    Postings,
    lookup_cost,
    slot_volume,
)
from sanctionscreen.matching.encode.arrays import F32, F64, I64, NO_ROWS, ReadingRows
from sanctionscreen.matching.encode.hashing import changes
from sanctionscreen.matching.encode.name_arrays import NameArrays
from sanctionscreen.matching.encode.ragged import expand, runs
from sanctionscreen.matching.tokens.token_rules import TokenMatches

MOST_ROWS, MOST_TOKENS = 16, 128
HEAVIEST = 8  # from so many tokens on, all of a name
MARK_RATIO = 8.0  # marking a listed name costs about an eighth of judging it


def is_small_batch(queries: NameArrays) -> bool:
    """Whether there are so few query names that a loop in Python is faster than arrays of them."""
    return len(queries) <= MOST_ROWS and len(queries.tokens) <= MOST_TOKENS


def small_batch_candidates(
    queries: NameArrays, listed: NameArrays, group: int, matches: TokenMatches, postings: Postings,
    most_unmatched: F64,
) -> tuple[ReadingRows, ReadingRows, tuple[F32, F32]]:  # fmt: skip
    """Every pair that shares enough weight to reach the threshold, and perhaps others.

    Args:
        queries, listed: the two sides.
        group: whose weights count.
        matches: matches of tokens in names of the group.
        postings: posting lists of the group.
        most_unmatched: as `prefix_filter.find_candidates` takes it.

    Returns:
        Query row and listed row of each pair, once each, and the most weight that can be matched on either side.
    """
    prefixes = _Prefixes(queries, group, matches, postings, len(listed))
    parts = [prefixes.listed_rows(row, most) for row, most in enumerate(most_unmatched.tolist())]
    query_rows = np.repeat(np.arange(len(parts), dtype=np.int32), [len(part) for part in parts])
    listed_rows = np.concatenate([NO_ROWS, *parts])
    if not len(query_rows):
        none = np.zeros(0, np.float32)
        return query_rows, listed_rows, (none, none)
    tokens, listed_matchable = _matchable(listed, listed_rows, group, matches)
    joins = np.append(matches.counts > 0, False)[queries.joined]
    has_joined = np.bincount(queries.row_of_slot[joins], minlength=len(queries)) > 0
    tokens = np.minimum(tokens * (1 + has_joined[query_rows]), HEAVIEST)
    return query_rows, listed_rows, (_heaviest(queries, group)[query_rows, tokens], listed_matchable)


def _matchable(
    listed: NameArrays, listed_rows: ReadingRows, group: int, matches: TokenMatches
) -> tuple[I64, F32]:
    """How many tokens of listed names match any of the queries' tokens, and what these weigh."""
    is_match = np.zeros(matches.listed_tokens + 1, dtype=bool)  # one more, for "no joined neighbour", -1
    is_match[matches.listed] = True
    pair, slots = runs(listed.starts[listed_rows], listed.widths(listed_rows))
    matchable = is_match[listed.tokens[slots]]
    joins = np.flatnonzero(is_match[listed.joined[slots]])
    matchable[joins] = True
    matchable[joins + 1] = True  # a slot with a joined neighbour is followed by it
    pair, weights = pair[matchable], listed.weights[group][slots[matchable]]
    count = len(listed_rows)
    return (
        np.bincount(pair, minlength=count),
        np.bincount(pair, weights=weights, minlength=count).astype(np.float32),
    )


def _heaviest(queries: NameArrays, group: int) -> F32:
    """Weight of the k heaviest tokens of each name, for k up to `HEAVIEST`; there, of all it has."""
    sums = np.zeros((len(queries), HEAVIEST + 1), dtype=np.float32)
    starts: list[int] = queries.starts.tolist()
    weights: list[float] = queries.weights[group].tolist()
    for row, total in enumerate(queries.totals[group].tolist()):
        heaviest = sorted(weights[starts[row] : starts[row + 1]], reverse=True)[:HEAVIEST]
        sums[row, 1 : len(heaviest) + 1] = heaviest
        np.cumsum(sums[row], out=sums[row])
        sums[row, HEAVIEST] = total
    return sums


class _Prefixes:
    """Prefixes of query names, and the listed names that their posting lists hold."""

    def __init__(
        self, queries: NameArrays, group: int, matches: TokenMatches, postings: Postings, listed: int
    ) -> None:
        self._matches, self._postings, self._listed = matches, postings, listed
        self._starts: list[int] = queries.starts.tolist()
        self._weights: list[float] = queries.weights[group].tolist()
        tokens = queries.tokens.tolist(), queries.joined.tolist(), queries.joined_before.tolist()
        self._tokens = [[token for token in slot if token >= 0] for slot in zip(*tokens, strict=True)]
        volume = slot_volume(queries, matches, postings)
        self._volume: list[float] = volume.tolist()
        self._cost: list[float] = lookup_cost(volume, queries.weights[group]).tolist()

    def listed_rows(self, row: int, most_unmatched: float) -> ReadingRows:
        """The listed rows that a query row can reach with at most this weight unmatched; ascending."""
        if most_unmatched <= 0:
            return NO_ROWS
        slots = sorted(range(self._starts[row], self._starts[row + 1]), key=self._cost.__getitem__)
        first = self._heavier_than(most_unmatched, slots)
        second = self._heavier_than(most_unmatched, slots[len(first) :])
        rows = self._look_up(first)
        both = self._weigh(second) > most_unmatched < self._weigh(first)
        if len(rows) and both and self._is_worth_marking(first, second):
            marks = np.zeros(self._listed, dtype=bool)
            marks[self._look_up(second)] = True
            rows = rows[marks[rows]]
        rows = np.sort(rows)
        return rows[changes(rows)]

    def _heavier_than(self, weight: float, slots: list[int]) -> list[int]:
        """The first of some slots that together weigh more than this; all slots where they don't."""
        total = 0.0
        for count, slot in enumerate(slots):
            if total > weight:
                return slots[:count]
            total += self._weights[slot]
        return slots

    def _weigh(self, slots: list[int]) -> float:
        return sum(self._weights[slot] for slot in slots)

    def _is_worth_marking(self, first: list[int], second: list[int]) -> bool:
        looked_up, marked = (sum(self._volume[slot] for slot in slots) for slots in (first, second))
        return marked < MARK_RATIO * looked_up + FREE_LOOKUPS

    def _look_up(self, slots: list[int]) -> ReadingRows:
        """Rows in the posting lists of some slots, alone or joined with a neighbour; some more than once."""
        matches, postings = self._matches, self._postings
        parts = [
            matches.listed[matches.starts[token] : matches.starts[token + 1]]
            for slot in slots
            for token in self._tokens[slot]
        ]
        tokens = np.concatenate([NO_ROWS, *parts])
        return expand(tokens, postings.starts[tokens], postings.counts(tokens), postings.rows)[1]
