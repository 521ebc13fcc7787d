"""Which listed names can reach a threshold at all, and the proof.

Write U for the weight of a query name's tokens, R for the part of it that an alignment leaves unmatched and M for the
matched weight, where a matched pair of tokens weighs the smaller of its two weights. The score is at most
`g(R / (M + R))` with g falling (see `matching.score`), so a score of T needs R / (M + R) <= x, x being the largest share
with g(x) >= T. Take any set H of the query's tokens that weighs more than x * U. A listed name that matches none of H
has R >= weight(H) and M <= U - weight(H), so R / (M + R) >= weight(H) / U > x, and it cannot reach T. So it is enough to
look up the listed names of one such H, and H is made of the tokens with the fewest names to look up.

This is the prefix filter of set-similarity joins (Bayardo, Ma, Srikant 2007) with fuzzy tokens and weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.index.hashing import sorted_unique
from sanctionscreen.index.nametable import NameTable
from sanctionscreen.index.similar import TokenMatches, expand

I32 = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Postings:
    """For each listed token, the listed names of one group that hold it (as a token or as joined neighbours)."""

    starts: NDArray[np.int64]
    names: I32

    @property
    def counts(self) -> NDArray[np.int64]:
        """Number of names of each token."""
        return np.diff(self.starts)


def build_postings(table: NameTable, in_group: NDArray[np.bool_]) -> Postings:
    """List the names of one group under each of their tokens."""
    owners = np.repeat(np.arange(len(table), dtype=np.int32), table.lengths)
    has_joined = table.joined >= 0
    tokens = np.r_[table.tokens, table.joined[has_joined]]
    names = np.r_[owners, owners[has_joined]]
    keep = in_group[names]
    pairs = sorted_unique(tokens[keep].astype(np.int64) * max(len(table), 1) + names[keep])
    tokens, names = pairs // max(len(table), 1), (pairs % max(len(table), 1)).astype(np.int32)
    return Postings(np.searchsorted(tokens, np.arange(len(table.vocabulary) + 1)), names)


def find_candidates(
    queries: NameTable, group: int, matches: TokenMatches, postings: Postings, uncovered: NDArray[np.float64]
) -> Iterator[tuple[I32, I32]]:
    """Pairs of a query name and a listed name that can reach the threshold, a bounded number at a time.

    Args:
        queries: the query names.
        group: whose weights count, `PERSON` or `OTHER`: the group of the listed names in `postings`.
        matches: similar tokens of the two vocabularies.
        postings: listed names by token.
        uncovered: for each query name the largest share x of unmatched weight with which it can reach its threshold;
            below 0 where nothing can.

    Yields:
        Query name and listed name of each pair; a pair may come out more than once, but only in one round.
    """
    row_of_match = np.repeat(np.arange(len(matches.starts) - 1), np.diff(matches.starts))
    token_volume = np.bincount(
        row_of_match, weights=postings.counts[matches.listed], minlength=len(queries.vocabulary)
    )
    volume = _slot_volume(queries, token_volume)
    slots = _chosen_slots(queries, group, volume, uncovered)
    owners = np.repeat(np.arange(len(queries), dtype=np.int32), queries.lengths)
    before = np.r_[np.int32(-1), queries.joined[:-1]] if len(queries.joined) else queries.joined
    rounds = (np.cumsum(volume[slots]) // _ROUND).astype(np.int64) if len(slots) else slots
    # A name's slots stay in one round, so that its pairs come out once.
    rounds = np.maximum.accumulate(rounds)
    first_of_name = np.r_[True, owners[slots][1:] != owners[slots][:-1]][: len(slots)]
    rounds = rounds[np.maximum.accumulate(np.where(first_of_name, np.arange(len(slots)), 0))]
    for some in np.split(slots, np.flatnonzero(np.diff(rounds)) + 1):
        names = np.r_[owners[some], owners[some], owners[some]]
        tokens = np.r_[queries.tokens[some], queries.joined[some], before[some]]
        names, tokens = names[tokens >= 0], tokens[tokens >= 0]
        names, listed_tokens = expand(names, matches.starts[tokens], np.diff(matches.starts)[tokens], matches.listed)
        names, listed = expand(names, postings.starts[listed_tokens], postings.counts[listed_tokens], postings.names)
        yield names, listed


_ROUND = 2_000_000
"""Look-ups of one round: what bounds the memory, whatever the names are."""


def _slot_volume(queries: NameTable, volume: NDArray[np.float64]) -> NDArray[np.float64]:
    padded = np.r_[volume, 0.0]  # the last entry answers for "no joined neighbour", -1
    joined = padded[queries.joined]
    before = np.r_[0.0, joined[:-1]] if len(joined) else joined
    return padded[queries.tokens] + joined + before


def _chosen_slots(
    queries: NameTable, group: int, volume: NDArray[np.float64], uncovered: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Slots of H for every name: cheapest look-ups per weight first, until they weigh more than `uncovered` of the name."""
    weights = queries.weights[group]
    owners = np.repeat(np.arange(len(queries)), queries.lengths)
    order = np.lexsort(((volume + 1) / np.maximum(weights, 1e-6), owners))
    before = np.cumsum(weights[order], dtype=np.float64) - weights[order]
    first = before[np.minimum(queries.starts[:-1], max(len(order) - 1, 0))] if len(order) else before
    needed = uncovered * queries.totals[group] * (1 + 1e-5) + 1e-5
    reached = before - np.repeat(first, queries.lengths) > np.repeat(needed, queries.lengths)
    return order[~reached]
