"""Which listed names can reach a threshold at all, and the proof.

Write U for the weight of a query name's tokens, R for the part of it that an alignment leaves unmatched and M for the
matched weight, where a matched pair of tokens weighs the smaller of its two weights. The score is at most
`g(R / (M + R))` with g falling (see `matching.score`), so a score of T needs R / (M + R) <= x, x being the largest
share with g(x) >= T. Now M <= U - R, so it needs R <= x * U.

Take any set S of the query's tokens. What a listed name matches none of is left over: R >= weight(S) - weight(of the
tokens of S that it matches). So the tokens of S that it matches must weigh weight(S) - x * U or more. Two sets are
taken of each name. The first, H, weighs more than x * U by itself, so that a listed name must match some token of it:
only what is found under these tokens is a candidate, and H is made of the tokens with the fewest names to look up. The
second, S, is H and further tokens that cost little beside it. What is found under any of them adds its weight to a sum
for its pair of names, kept in a table at a place that is a hash of the pair. Other pairs may add to the same sum, and
a name may be found twice under a token, so a sum is too large at times and never too small: a candidate whose sum
falls short of weight(S) - x * U is dropped.

This is the prefix filter of set-similarity joins (Bayardo, Ma, Srikant 2007), then their count of what is shared, with
fuzzy tokens and weights; that common words are looked up only in so far as they can tell candidates apart is the idea
of Turtle and Flood (1995).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.encoded_names import NameArrays
from sanctionscreen.matching.encode.hash_ranges import Runs
from sanctionscreen.matching.encode.hashing import changes, sorted_unique
from sanctionscreen.matching.encode.ragged import expand
from sanctionscreen.matching.tokens.token_rules import TokenMatches

F32 = NDArray[np.float32]
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


def build_postings(table: NameArrays, in_group: NDArray[np.bool_]) -> Postings:
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
    queries: NameArrays, group: int, matches: TokenMatches, postings: Postings, most_open: NDArray[np.float64]
) -> Iterator[tuple[I32, I32]]:
    """Pairs of a query name and a listed name that can reach the threshold, a bounded number at a time.

    Args:
        queries: the query names.
        group: whose weights count, `PERSON` or `OTHER`: the group of the listed names in `postings`.
        matches: similar tokens of the two vocabularies.
        postings: listed names by token.
        most_open: for each query name the most weight that may be left unmatched; below 0 where nothing can reach the
            threshold.

    Yields:
        Query name and listed name of each pair, by query name; a pair may come out more than once, but only in one
        round.
    """
    row_of_match = np.repeat(np.arange(len(matches.starts) - 1), np.diff(matches.starts))
    token_volume = np.bincount(
        row_of_match, weights=postings.counts(matches.listed), minlength=len(queries.vocabulary)
    ).astype(np.float64)
    volume = _slot_volume(queries, token_volume)
    chosen = _chosen_slots(queries, group, volume, most_open)
    # Only the slots of a name that are looked up together stay in one round, so that its pairs come out once.
    for some in _rounds(queries, chosen.slots, volume):
        slots, is_first = chosen.slots[some], chosen.is_first[some]
        begin = int(queries.owners[slots[0]])
        sums = _SharedWeightSums(queries.owners[slots] - np.int32(begin), volume[slots])
        further = slots[~is_first]
        names, listed, weights = _look_up(queries, further, group, matches, postings)
        sums.add(names - np.int32(begin), listed, weights)
        names, listed, weights = _look_up(queries, slots[is_first], group, matches, postings)
        keep = np.flatnonzero(sums.add(names - np.int32(begin), listed, weights) >= chosen.least[names])
        yield names[keep], listed[keep]


class _SharedWeightSums:
    """For each pair of a query name and a listed name a sum, or more than it."""

    def __init__(self, names: I32, counts: NDArray[np.float64]) -> None:
        """Make room for as many additions to pairs of each of these names, counted from 0."""
        self._runs = Runs(np.bincount(names, counts), _ROOM)
        self._sums = np.zeros(self._runs.size, dtype=np.float32)

    def add(self, names: I32, listed: I32, weights: F32) -> F32:
        """Add a weight to each pair; return their sums."""
        places = self._runs.places(names, listed)
        np.add.at(self._sums, places, weights)
        return self._sums[places]


_ROOM = 2  # of the table of sums, for each that is added; at least


def _look_up(
    queries: NameArrays, slots: NDArray[np.int64], group: int, matches: TokenMatches, postings: Postings
) -> tuple[I32, I32, F32]:
    """Query name, listed name and weight of the query's token, wherever slots, alone or joined with a neighbour, meet
    listed names; slot by slot."""
    tokens = np.stack([queries.tokens[slots], queries.joined[slots], queries.joined_before[slots]], axis=1)
    entry, tokens = np.repeat(np.arange(len(slots), dtype=np.int32), 3), tokens.ravel()
    some = np.flatnonzero(tokens >= 0)
    entry, tokens = entry[some], tokens[some]
    entry, listed_tokens = expand(entry, matches.starts[tokens], matches.counts[tokens], matches.listed)
    entry, listed = expand(
        entry, postings.starts[listed_tokens], postings.counts(listed_tokens), postings.names
    )
    return queries.owners[slots][entry], listed, queries.weights[group][slots][entry]


class PairSet:
    """Pairs of a query name and a listed name, of which is told fast whether they may be among some."""

    def __init__(self, names: I32, listed: I32, count: int) -> None:
        """Take the pairs, of names below `count`."""
        self._runs = Runs(np.bincount(names, minlength=count), _SPREAD)
        self._held = np.zeros(self._runs.size, dtype=bool)
        self._held[self._runs.places(names, listed)] = True

    def may_hold(self, names: I32, listed: I32) -> NDArray[np.bool_]:
        """Whether each pair may be one of them; never "no" for one that is."""
        return self._held[self._runs.places(names, listed)]


_SPREAD = 16  # places for each pair, at least


def _rounds(queries: NameArrays, slots: NDArray[np.int64], volume: NDArray[np.float64]) -> Iterator[slice]:
    """Cut slots, sorted by name, into runs of whole names with about `_ROUND` look-ups each."""
    if not len(slots):
        return
    begins = np.flatnonzero(changes(queries.owners[slots]))
    before = np.cumsum(volume[slots])[begins] - volume[slots][begins]
    cuts = begins[changes(before // _ROUND)].tolist()
    for first, last in zip(cuts, [*cuts[1:], len(slots)], strict=True):
        yield slice(first, last)


_ROUND = 400_000
"""Look-ups of one round: what bounds the memory, whatever the names are."""


def _slot_volume(queries: NameArrays, volume: NDArray[np.float64]) -> NDArray[np.float64]:
    padded = np.append(volume, 0.0)  # the last entry answers for "no joined neighbour", -1
    total: NDArray[np.float64] = (
        padded[queries.tokens] + padded[queries.joined] + padded[queries.joined_before]
    )
    return total


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is looked up.

    Attributes:
        slots: those of S for every name, sorted by name.
        is_first: whether each is one of H.
        least: for each name, what the slots that a listed name matches must weigh.
    """

    slots: NDArray[np.int64]
    is_first: NDArray[np.bool_]
    least: NDArray[np.float32]


def _chosen_slots(
    queries: NameArrays, group: int, volume: NDArray[np.float64], most_open: NDArray[np.float64]
) -> _Chosen:
    """Slots are taken with the cheapest look-ups per weight first: H until they weigh more than `most_open`, then what
    adds `_MORE` times as many look-ups at most."""
    weights, owners = queries.weights[group], queries.owners
    order = np.lexsort(((volume + 1) / np.maximum(weights, 1e-6), owners))
    weight, name = weights[order].astype(np.float64), owners[order]
    begins = queries.starts[:-1][name]
    first = _before(weight, begins) <= most_open[name]

    def total(chosen: NDArray[np.bool_], values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(name[chosen], weights=values[chosen], minlength=len(queries)).astype(np.float64)

    looked_up = volume[order]
    afford = (1 + _MORE) * total(first, looked_up) + _FEW
    chosen = first | (_before(looked_up, begins) + looked_up <= afford[name])
    least = total(chosen, weight) - most_open
    # Where the lightest token of H is enough by itself, further ones would tell nothing apart.
    lightest = np.full(len(queries), np.inf)
    np.minimum.at(lightest, name[first], weight[first])
    chosen = (chosen & (least > lightest)[name]) | first
    least = total(chosen, weight) - most_open - _ROUNDING
    return _Chosen(order[chosen], first[chosen], least.astype(np.float32))


_MORE, _FEW = 2.0, 50.0
_ROUNDING = 1e-3  # sums of 32-bit weights differ in the last digits


def _before(values: NDArray[np.float64], begins: NDArray[np.int64]) -> NDArray[np.float64]:
    """Sum of the values before each one, from the first of its name on."""
    before = np.cumsum(values) - values
    return before - before[begins]
