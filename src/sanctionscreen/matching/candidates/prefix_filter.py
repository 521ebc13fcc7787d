"""Candidate generation: weighted prefix filter on token matches, with a proof that no match is lost.

Write U for the weight of a query name's tokens, R for the part of it that an alignment leaves unmatched, and M for the
matched weight, where a matched pair of tokens weighs the smaller of its two weights. The score is at most
`g(R / (M + R))` with g falling (`scoring.weights`), so a score of T needs R / (M + R) <= x, x being the largest share
with g(x) >= T. As M <= U - R, it needs R <= x * U, the name's `most_unmatched`.

Take any set S of the query's tokens. What a listed name matches none of is unmatched: R >= weight(S) - weight(of the
tokens of S that it matches). So the tokens of S that it matches must weigh weight(S) - x * U or more. Two sets are
taken of each name. The prefix, H, weighs more than x * U by itself, so that a listed name must match some token of it:
only names in the posting lists of these tokens are candidates, and H consists of the tokens whose posting lists are
shortest per weight. The second set, S, is H and further tokens with short posting lists. Each entry of a posting list
of S adds its token's weight to a sum for its pair of names, kept in a table at a hash of the pair. Other pairs may add
to the same sum, and a name may be in a token's lists twice, so a sum is sometimes too large and never too small: a
candidate whose sum falls short of weight(S) - x * U is dropped.

This is the prefix filter of set-similarity joins (Bayardo, Ma, Srikant 2007), then their count of what is shared, with
fuzzy tokens and weights. Reading the lists of common words only as far as they tell candidates apart is the idea of
Turtle and Flood (1995).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sanctionscreen.matching.encode.arrays import F32, F64, I64, Bools, ReadingRows, Slots, TokenIds
from sanctionscreen.matching.encode.hash_ranges import HashRanges
from sanctionscreen.matching.encode.hashing import changes, sorted_unique
from sanctionscreen.matching.encode.name_arrays import NameArrays
from sanctionscreen.matching.encode.ragged import expand
from sanctionscreen.matching.tokens.token_rules import TokenMatches


@dataclass(frozen=True, slots=True)
class Postings:
    """Posting lists: for each listed token, the rows of one group that hold it as a token or as joined neighbours."""

    starts: I64
    rows: ReadingRows

    def counts(self, tokens: TokenIds) -> I64:
        """Length of the posting list of each of these tokens."""
        counts: I64 = self.starts[tokens + 1] - self.starts[tokens]
        return counts


def build_postings(table: NameArrays, in_group: Bools) -> Postings:
    """Posting lists of the rows of one group."""
    has_joined = table.joined >= 0
    tokens = np.r_[table.tokens, table.joined[has_joined]]
    rows = np.r_[table.row_of_slot, table.row_of_slot[has_joined]]
    keep = in_group[rows]
    count = max(len(table), 1)
    entries = sorted_unique(tokens[keep].astype(np.int64) * count + rows[keep])
    tokens, rows = entries // count, (entries % count).astype(np.int32)
    return Postings(np.searchsorted(tokens, np.arange(len(table.vocabulary) + 1)), rows)


def lookup_cost(volume: F64, weights: F32) -> F64:
    """What a slot costs to look up, per weight: `volume` is the length of its posting lists. The prefix of a query is
    made of the slots that cost least."""
    return (volume + 1) / np.maximum(weights, 1e-6)


def find_candidates(
    queries: NameArrays, group: int, matches: TokenMatches, postings: Postings, most_unmatched: F64
) -> Iterator[tuple[ReadingRows, ReadingRows]]:
    """Pairs of a query name and a listed name that can reach the threshold, a bounded number at a time.

    Args:
        queries: the query names.
        group: `PERSON` or `OTHER`, whose weights count.
        matches: matches of the tokens of the two sides.
        postings: posting lists of that group.
        most_unmatched: for each query name the most weight that may stay unmatched; below 0 where nothing can reach the
            threshold.

    Yields:
        Query row and listed row of each pair, by query row; a pair may come out more than once, but only in one part.
    """
    volume = slot_volume(queries, matches, postings)
    chosen = _chosen_slots(queries, group, volume, most_unmatched)
    # Only the slots of a name that are looked up together stay in one round, so that its pairs come out once.
    for some in _rounds(queries, chosen.slots, volume):
        slots, in_prefix = chosen.slots[some], chosen.in_prefix[some]
        first_row = np.int32(queries.row_of_slot[slots[0]])
        sums = _SharedWeightSums(queries.row_of_slot[slots] - first_row, volume[slots])
        query_rows, listed_rows, weights = _look_up(queries, slots[~in_prefix], group, matches, postings)
        sums.add(query_rows - first_row, listed_rows, weights)
        query_rows, listed_rows, weights = _look_up(queries, slots[in_prefix], group, matches, postings)
        shared = sums.add(query_rows - first_row, listed_rows, weights)
        keep = np.flatnonzero(shared >= chosen.least[query_rows])
        yield query_rows[keep], listed_rows[keep]


class _SharedWeightSums:
    """For each pair of a query row and a listed row a sum of weights, or more than it."""

    def __init__(self, query_rows: ReadingRows, counts: F64) -> None:
        """Make room for so many additions to pairs of each of these query rows, counted from 0."""
        self._ranges = HashRanges(np.bincount(query_rows, counts), _ROOM)
        self._sums = np.zeros(self._ranges.size, dtype=np.float32)

    def add(self, query_rows: ReadingRows, listed_rows: ReadingRows, weights: F32) -> F32:
        """Add a weight to each pair; return their sums."""
        positions = self._ranges.positions(query_rows, listed_rows)
        np.add.at(self._sums, positions, weights)
        return self._sums[positions]


_ROOM = 2  # of the table of sums, for each that is added; at least


def _look_up(
    queries: NameArrays, slots: Slots, group: int, matches: TokenMatches, postings: Postings
) -> tuple[ReadingRows, ReadingRows, F32]:
    """Query row, listed row and weight of the slot for each entry of the posting lists of these slots, alone or joined
    with a neighbour; slot by slot."""
    tokens = np.stack([queries.tokens[slots], queries.joined[slots], queries.joined_before[slots]], axis=1)
    entry, tokens = np.repeat(np.arange(len(slots), dtype=np.int32), 3), tokens.ravel()
    some = np.flatnonzero(tokens >= 0)
    entry, tokens = entry[some], tokens[some]
    entry, listed_tokens = expand(entry, matches.starts[tokens], matches.counts[tokens], matches.listed)
    starts, counts = postings.starts[listed_tokens], postings.counts(listed_tokens)
    entry, listed_rows = expand(entry, starts, counts, postings.rows)
    return queries.row_of_slot[slots][entry], listed_rows, queries.weights[group][slots][entry]


class PairFilter:
    """Membership filter for pairs of a query row and a listed row; it has no false negatives."""

    def __init__(self, query_rows: ReadingRows, listed_rows: ReadingRows, count: int) -> None:
        """Take the pairs, of query rows below `count`."""
        self._ranges = HashRanges(np.bincount(query_rows, minlength=count), _SPREAD)
        self._is_set = np.zeros(self._ranges.size, dtype=bool)
        self._is_set[self._ranges.positions(query_rows, listed_rows)] = True

    def may_hold(self, query_rows: ReadingRows, listed_rows: ReadingRows) -> Bools:
        """Whether each pair may be one of them; never false for one that is."""
        return self._is_set[self._ranges.positions(query_rows, listed_rows)]


_SPREAD = 16  # bytes for each pair, at least


def _rounds(queries: NameArrays, slots: Slots, volume: F64) -> Iterator[slice]:
    """Cut slots, sorted by row, into runs of whole names with about `_ROUND` look-ups each."""
    if not len(slots):
        return
    begins = np.flatnonzero(changes(queries.row_of_slot[slots]))
    before = np.cumsum(volume[slots])[begins] - volume[slots][begins]
    cuts = begins[changes(before // _ROUND)].tolist()
    for first, last in zip(cuts, [*cuts[1:], len(slots)], strict=True):
        yield slice(first, last)


_ROUND = 400_000
"""Look-ups of one round: what bounds the memory, whatever the names are."""


def slot_volume(queries: NameArrays, matches: TokenMatches, postings: Postings) -> F64:
    """Length of the posting lists that each slot leads to, alone or joined with a neighbour."""
    before = np.zeros(len(matches.listed) + 1)
    np.cumsum(postings.counts(matches.listed), out=before[1:])
    of_token = np.diff(before[matches.starts])
    padded = np.append(of_token, 0.0)  # the last entry is for "no joined neighbour", -1
    total: F64 = padded[queries.tokens] + padded[queries.joined] + padded[queries.joined_before]
    return total


@dataclass(frozen=True, slots=True)
class _ChosenSlots:
    """The slots that are looked up.

    Attributes:
        slots: those of S for every name, sorted by row.
        in_prefix: whether each is one of H.
        least: for each row, the least weight of the slots that a listed name has to match.
    """

    slots: Slots
    in_prefix: Bools
    least: F32


def _chosen_slots(queries: NameArrays, group: int, volume: F64, most_unmatched: F64) -> _ChosenSlots:
    """Slots are taken in the order of `lookup_cost`: H until they weigh more than `most_unmatched`, then what adds
    `_MORE` times as many look-ups at most."""
    row_of_slot = queries.row_of_slot
    order = np.lexsort((lookup_cost(volume, queries.weights[group]), row_of_slot))
    weight, row = queries.weights[group][order].astype(np.float64), row_of_slot[order]
    begins = queries.starts[:-1][row]
    first = _before(weight, begins) <= most_unmatched[row]

    def total(chosen: Bools, values: F64) -> F64:
        return np.bincount(row[chosen], weights=values[chosen], minlength=len(queries)).astype(np.float64)

    looked_up = volume[order]
    afford = (1 + _MORE) * total(first, looked_up) + FREE_LOOKUPS
    chosen = first | (_before(looked_up, begins) + looked_up <= afford[row])
    least = total(chosen, weight) - most_unmatched
    # Where the lightest token of H is enough by itself, further ones would tell nothing apart.
    lightest = np.full(len(queries), np.inf)
    np.minimum.at(lightest, row[first], weight[first])
    chosen = (chosen & (least > lightest)[row]) | first
    least = total(chosen, weight) - most_unmatched - _ROUNDING
    return _ChosenSlots(order[chosen], first[chosen], least.astype(np.float32))


_MORE = 2.0
FREE_LOOKUPS = 50.0
"""Look-ups beyond the prefix that are made whatever the prefix costs."""
_ROUNDING = 1e-3  # sums of 32-bit weights differ in the last digits


def _before(values: F64, begins: Slots) -> F64:
    """Sum of the values before each one, from the first of its name on."""
    before = np.cumsum(values) - values
    return before - before[begins]
