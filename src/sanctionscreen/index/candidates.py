"""Which listed names can reach a threshold at all, and the proof.

Write U for the weight of a query name's tokens, R for the part of it that an alignment leaves unmatched and M for the
matched weight, where a matched pair of tokens weighs the smaller of its two weights. The score is at most
`g(R / (M + R))` with g falling (see `matching.score`), so a score of T needs R / (M + R) <= x, x being the largest
share with g(x) >= T. Take any set H of the query's tokens that weighs more than x * U. A listed name that matches none
of H has R >= weight(H) and M <= U - weight(H), so R / (M + R) >= weight(H) / U > x, and it cannot reach T. So it is
enough to look up the listed names of one such H, and H is made of the tokens with the fewest names to look up.

Where the rest of the tokens weighs more than x * U too, a second set H' that has nothing in common with H can be made
of it, and a listed name must match a token of each. The names of H' are only marked, in a table of bits shared by many
pairs: a name of H that is not marked is dropped, and a name marked by another pair is merely kept in vain.

This is the prefix filter of set-similarity joins (Bayardo, Ma, Srikant 2007) with fuzzy tokens and weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.index.hashing import changes, sorted_unique
from sanctionscreen.index.joining import expand
from sanctionscreen.index.nametable import NameTable
from sanctionscreen.index.similar import TokenMatches

I32 = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Postings:
    """For each listed token, the listed names of one group that hold it (as a token or as joined neighbours)."""

    starts: NDArray[np.int64]
    names: I32

    def counts(self, tokens: I32) -> NDArray[np.int64]:
        """Number of names of each of these tokens."""
        counts: NDArray[np.int64] = self.starts[tokens + 1] - self.starts[tokens]
        return counts


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
        row_of_match, weights=postings.counts(matches.listed), minlength=len(queries.vocabulary)
    ).astype(np.float64)
    volume = _slot_volume(queries, token_volume)
    chosen, second = _chosen_slots(queries, group, volume, uncovered)
    # Only the slots of a name that are looked up together stay in one round, so that its pairs come out once.
    for some in _rounds(queries, chosen, volume):
        names, listed = _look_up(queries, some, matches, postings)
        marked_names, marked = _look_up(queries, second.of(some), matches, postings)
        bits = min(24, max(10, len(marked).bit_length() + 3))
        marks = np.zeros(1 << bits, dtype=bool)
        marks[_mark(marked_names, marked, bits)] = True
        keep = marks[_mark(names, listed, bits)] | ~second.exists[names]
        yield names[keep], listed[keep]


def _look_up(
    queries: NameTable, slots: NDArray[np.int64], matches: TokenMatches, postings: Postings
) -> tuple[I32, I32]:
    """Query name and listed name of every pair that slots, alone or joined with a neighbour, have in common."""
    owners = queries.owners[slots]
    names = np.concatenate([owners, owners, owners])
    tokens = np.concatenate([queries.tokens[slots], queries.joined[slots], queries.joined_before[slots]])
    names, tokens = names[tokens >= 0], tokens[tokens >= 0]
    names, listed_tokens = expand(names, matches.starts[tokens], matches.counts[tokens], matches.listed)
    return expand(names, postings.starts[listed_tokens], postings.counts(listed_tokens), postings.names)


def _mark(names: I32, listed: I32, bits: int) -> NDArray[np.int64]:
    """Where a pair is marked in a table of 2 ** `bits` places."""
    mixed = (names.astype(np.uint64) << np.uint64(32) | listed.astype(np.uint64)) * np.uint64(
        0x9E3779B97F4A7C15
    )
    return (mixed >> np.uint64(64 - bits)).astype(np.int64)


def _rounds(
    queries: NameTable, slots: NDArray[np.int64], volume: NDArray[np.float64]
) -> list[NDArray[np.int64]]:
    """Cut slots, sorted by name, into runs of whole names with about `_ROUND` look-ups each."""
    if not len(slots):
        return []
    owners = queries.owners[slots]
    first_of_name = changes(owners)
    rounds = np.cumsum(volume[slots]) // _ROUND
    rounds = rounds[np.maximum.accumulate(np.where(first_of_name, np.arange(len(slots)), 0))]
    return np.split(slots, np.flatnonzero(np.diff(rounds)) + 1)


_ROUND = 400_000
"""Look-ups of one round: what bounds the memory, whatever the names are."""


def _slot_volume(queries: NameTable, volume: NDArray[np.float64]) -> NDArray[np.float64]:
    padded = np.append(volume, 0.0)  # the last entry answers for "no joined neighbour", -1
    total: NDArray[np.float64] = (
        padded[queries.tokens] + padded[queries.joined] + padded[queries.joined_before]
    )
    return total


@dataclass(frozen=True, slots=True)
class _Second:
    """The second sets: their slots sorted by name, where each name's begin, and which names have one."""

    slots: NDArray[np.int64]
    starts: NDArray[np.int64]
    exists: NDArray[np.bool_]
    owners: I32

    def of(self, slots: NDArray[np.int64]) -> NDArray[np.int64]:
        """The second sets of the names that a run of first sets belongs to."""
        first, last = self.names_of(slots)
        return self.slots[self.starts[first] : self.starts[last + 1]]

    def names_of(self, slots: NDArray[np.int64]) -> tuple[int, int]:
        """First and last name of a run of slots."""
        return int(self.owners[slots[0]]), int(self.owners[slots[-1]])


def _chosen_slots(
    queries: NameTable, group: int, volume: NDArray[np.float64], uncovered: NDArray[np.float64]
) -> tuple[NDArray[np.int64], _Second]:
    """Slots of H for every name, sorted by name, and of H' where it exists and is worth its look-ups.

    Slots are taken with the cheapest look-ups per weight first, until they weigh more than `uncovered` of the name.
    """
    weights, owners = queries.weights[group], queries.owners
    order = np.lexsort(((volume + 1) / np.maximum(weights, 1e-6), owners))
    weight, name = weights[order].astype(np.float64), owners[order]
    needed = uncovered * queries.totals[group] * (1 + 1e-5) + 1e-5
    first = _until(weight, name, queries, needed)
    rest = ~first & (needed[name] > 0)
    second = rest & _until(np.where(rest, weight, 0.0), name, queries, needed)

    def total(chosen: NDArray[np.bool_], values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(name[chosen], weights=values[chosen], minlength=len(queries)).astype(np.float64)

    worth = total(second, volume[order]) < MARK_RATIO * total(first, volume[order]) + 50
    exists = (total(second, weight) > needed) & (total(first, weight) > needed) & worth
    chosen = order[first & (needed[name] > 0)]
    second &= exists[name]
    starts = np.zeros(len(queries) + 1, dtype=np.int64)
    np.cumsum(np.bincount(name[second], minlength=len(queries)), out=starts[1:])
    return chosen, _Second(order[second], starts, exists, owners)


MARK_RATIO = 8.0  # marking a pair costs about an eighth of judging it


def _until(
    weight: NDArray[np.float64], name: I32, queries: NameTable, needed: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Slots, in their order, of which those before weigh at most `needed` of their name."""
    before = np.cumsum(weight) - weight
    if not len(before):
        return np.zeros(0, dtype=bool)
    begins = before[np.minimum(queries.starts[:-1], len(before) - 1)]
    return before - begins[name] <= needed[name]
