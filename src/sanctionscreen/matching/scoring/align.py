"""Align the tokens of many pairs of names at once.

A pair of tokens can be aligned where they are similar; its gain is its similarity times the smaller of the two weights.
The alignment takes the pair with the largest gain, then the largest among the tokens that are left, and so on: each
token is used once. Neighbours written as one word on the other side (`Abd al` and `Abdal`) use up both tokens.

Few tokens of two names are similar, so what is worked on are the similar ones (`_Edges`), not all tokens of one name
beside all of the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.encoded_names import NameArrays
from sanctionscreen.matching.encode.hashing import changes
from sanctionscreen.matching.tokens.match_lookup import MatchLookup
from sanctionscreen.matching.tokens.token_rules import TokenMatches

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Aligned tokens of many pairs of names, pair by pair, largest gain first.

    Attributes:
        pair: which pair of names each row belongs to, ascending.
        query_slot, listed_slot: aligned slots, counted from 0 within each name.
        query_span, listed_span: number of tokens on either side, 1 or 2.
        similarity, reason: of the aligned tokens.
        weight: the smaller of the two sides' weights.
        query_weight, listed_weight: weight of the tokens on either side.
    """

    pair: I32
    query_slot: I32
    listed_slot: I32
    query_span: I32
    listed_span: I32
    similarity: F32
    reason: NDArray[np.uint8]
    weight: F32
    query_weight: F32
    listed_weight: F32


@dataclass(frozen=True, slots=True)
class _Words:
    """Tokens of many names, and neighbours of them joined.

    Attributes:
        pair: which pair of names each is of.
        at: its slot in the table; the first of the two.
        span: number of tokens, 1 or 2.
        token: as the vocabulary numbers it.
    """

    pair: I64
    at: I64
    span: I64
    token: I32


@dataclass(frozen=True, slots=True)
class _Edges:
    """Similar words of the two names of many pairs.

    Attributes:
        pair: which pair of names each is of, ascending; within it in the order of the query's words, then the listed
            name's, those of two tokens last on either side.
        query_at, listed_at, query_span, listed_span: the words, as in `_Words`.
        row: of the two in the similar pairs.
    """

    pair: I64
    query_at: I64
    listed_at: I64
    query_span: I64
    listed_span: I64
    row: I32

    def only(self, some: I64) -> _Edges:
        """Some of them, in another order."""
        return _Edges(
            self.pair[some], self.query_at[some], self.listed_at[some], self.query_span[some],
            self.listed_span[some], self.row[some],
        )  # fmt: skip


def align(
    queries: NameArrays,
    query_names: I32,
    listed: NameArrays,
    listed_names: I32,
    lookup: MatchLookup,
    group: int,
) -> Alignment:
    """Align pairs of names, given as positions in the two tables, with the weights of one group."""
    volume = np.cumsum(queries.widths(query_names) * listed.widths(listed_names))
    parts: list[tuple[NDArray[Any], ...]] = []
    first = 0
    while first < len(volume) or not parts:
        before = int(volume[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(volume, before + _BLOCK, side="right")))
        q, l = query_names[first:last], listed_names[first:last]
        edges = _edges(queries, q, listed, l, lookup)
        parts.append(_greedy(edges, queries, q, listed, l, lookup.matches, group, first))
        first = last
    return Alignment(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


_BLOCK = 100_000
"""Tokens beside tokens that are looked up together, so that their arrays stay in the processor's cache."""


def _edges(
    queries: NameArrays, query_names: I32, listed: NameArrays, listed_names: I32, lookup: MatchLookup
) -> _Edges:
    asked = _words(queries, query_names, lookup.some_listed)
    word, at = _beside(asked, listed, listed_names)
    row = lookup.find(asked.token[word], listed.tokens[at])
    some = np.flatnonzero(row >= 0)
    word, at, row = word[some], at[some], row[some]
    edges = _Edges(asked.pair[word], asked.at[word], at, asked.span[word], np.ones_like(at), row)
    joined = _joined(listed, listed_names, lookup.some_query)
    if not len(joined.pair) and not (len(asked.span) and asked.span[-1] == 2):
        return edges
    word, at = _beside(joined, queries, query_names)
    some = np.flatnonzero(lookup.some_listed[queries.tokens[at]])
    word, at = word[some], at[some]
    row = lookup.find(queries.tokens[at], joined.token[word])
    some = np.flatnonzero(row >= 0)
    word, at, row = word[some], at[some], row[some]
    edges = _Edges(
        np.concatenate([edges.pair, joined.pair[word]]),
        np.concatenate([edges.query_at, at]),
        np.concatenate([edges.listed_at, joined.at[word]]),
        np.concatenate([edges.query_span, np.ones_like(at)]),
        np.concatenate([edges.listed_span, joined.span[word]]),
        np.concatenate([edges.row, row]),
    )
    return edges.only(
        np.lexsort((edges.listed_at, edges.listed_span, edges.query_at, edges.query_span, edges.pair))
    )


def _words(table: NameArrays, names: I32, some: NDArray[np.bool_]) -> _Words:
    """The words of names that are similar to any: tokens, then joined neighbours."""
    pair, at = _slots(table, names)
    kept = np.flatnonzero(some[table.tokens[at]])
    joined = _joined(table, names, some)
    return _Words(
        np.concatenate([pair[kept], joined.pair]),
        np.concatenate([at[kept], joined.at]),
        np.concatenate([np.ones_like(kept), joined.span]),
        np.concatenate([table.tokens[at[kept]], joined.token]),
    )


def _joined(table: NameArrays, names: I32, some: NDArray[np.bool_]) -> _Words:
    pair, at = _slots(table, names)
    kept = np.flatnonzero(some[table.joined[at]])
    return _Words(pair[kept], at[kept], np.full_like(kept, 2), table.joined[at[kept]])


def _slots(table: NameArrays, names: I32) -> tuple[I64, I64]:
    """Every slot of names, and which of the names it is in."""
    return _runs(table.starts[names], table.widths(names))


def _beside(words: _Words, table: NameArrays, names: I32) -> tuple[I64, I64]:
    """Every word beside every slot of the other name."""
    others = names[words.pair]
    return _runs(table.starts[others], table.widths(others))


def _runs(starts: I64, counts: I64) -> tuple[I64, I64]:
    """Which run each place of some runs is of, and the place."""
    ends = np.cumsum(counts)
    run = np.repeat(np.arange(len(counts)), counts)
    return run, np.arange(len(run)) + (starts - (ends - counts))[run]


def _greedy(
    edges: _Edges, queries: NameArrays, query_names: I32, listed: NameArrays, listed_names: I32,
    matches: TokenMatches, group: int, first_pair: int,
) -> tuple[NDArray[Any], ...]:  # fmt: skip
    """The columns of an `Alignment`; pairs are numbered from `first_pair`."""
    query_weight = _weight(queries.weights[group], edges.query_at, edges.query_span)
    listed_weight = _weight(listed.weights[group], edges.listed_at, edges.listed_span)
    weight = np.minimum(query_weight, listed_weight)
    gain = matches.similarity[edges.row] * weight
    # Largest gain first, and of equal ones the first: of floats above 0, larger ones have larger bits.
    ranked = np.argsort(edges.pair << 32 | (_MOST - gain.view(np.int32)), kind="stable")
    ranked = ranked[gain[ranked] > 0]
    pair = edges.pair[ranked]
    query_slot = edges.query_at - queries.starts[query_names][edges.pair]
    listed_slot = edges.listed_at - listed.starts[listed_names][edges.pair]
    query_uses, listed_uses = _uses(query_slot, edges.query_span), _uses(listed_slot, edges.listed_span)
    taken = []
    while len(ranked):
        best = changes(pair)
        winners = ranked[best]
        taken.append(winners)
        winner = winners[np.cumsum(best) - 1]
        clash = (query_uses[ranked] & query_uses[winner]) | (listed_uses[ranked] & listed_uses[winner])
        left = clash == 0
        ranked, pair = ranked[left], pair[left]
    chosen = np.concatenate([*taken, np.zeros(0, dtype=np.int64)])
    chosen = chosen[np.argsort(edges.pair[chosen], kind="stable")]
    row = edges.row[chosen]
    return (
        (edges.pair[chosen] + first_pair).astype(np.int32), query_slot[chosen].astype(np.int32),
        listed_slot[chosen].astype(np.int32), edges.query_span[chosen].astype(np.int32),
        edges.listed_span[chosen].astype(np.int32), matches.similarity[row], matches.reason[row],
        weight[chosen], query_weight[chosen], listed_weight[chosen],
    )  # fmt: skip


_MOST = np.int64(0x7FFFFFFF)


def _weight(weights: F32, at: I64, span: I64) -> F32:
    """Weight of words: of one token, or of two together."""
    found: F32 = weights[at]
    two = np.flatnonzero(span == 2)
    found[two] += weights[at[two] + 1]
    return found


def _uses(slot: I64, span: I64) -> NDArray[np.uint64]:
    """A bit for each token that a word uses up."""
    return np.where(span == 2, 3, 1).astype(np.uint64) << slot.astype(np.uint64)
