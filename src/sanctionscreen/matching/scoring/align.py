"""Alignment of the tokens of name pairs, for many pairs at once.

Two tokens can be aligned if they match; the gain is their similarity times the smaller of the two weights. The
alignment is greedy: it takes the pair of tokens with the largest gain, then the largest among the tokens that are left,
and so on; each token is used once. Neighbours written as one word on the other side (`Abd al` and `Abdal`) use up both
tokens.

Few tokens of two names match, so the matches (`_Edges`) are what is worked on, not all tokens of one name beside all of
the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import (
    F32,
    I32,
    I64,
    U8,
    U64,
    Bools,
    PairIds,
    ReadingRows,
    Slots,
    SlotsInName,
    TokenIds,
)
from sanctionscreen.matching.encode.hashing import changes
from sanctionscreen.matching.encode.name_arrays import NameArrays
from sanctionscreen.matching.encode.ragged import runs
from sanctionscreen.matching.tokens.match_lookup import MatchLookup
from sanctionscreen.matching.tokens.token_rules import TokenMatches


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
    query_slot: SlotsInName
    listed_slot: SlotsInName
    query_span: I32
    listed_span: I32
    similarity: F32
    reason: U8
    weight: F32
    query_weight: F32
    listed_weight: F32


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of one side of many pairs of names: tokens, and joined neighbours.

    Attributes:
        pair: which pair of names each is of.
        slot: the slot of the word; the first of its two.
        span: number of tokens, 1 or 2.
        token: as the vocabulary numbers it.
    """

    pair: PairIds
    slot: Slots
    span: I64
    token: TokenIds


@dataclass(frozen=True, slots=True)
class _Edges:
    """Matching words of the two names of many pairs.

    Attributes:
        pair: which pair of names each is of, ascending; within it in the order of the query's words, then the listed
            name's, those of two tokens last on either side.
        query_slot, listed_slot, query_span, listed_span: the words, as in `_Words`.
        match: row of the two words in the token matches.
    """

    pair: PairIds
    query_slot: Slots
    listed_slot: Slots
    query_span: I64
    listed_span: I64
    match: I32

    def only(self, some: I64) -> _Edges:
        """Some of them, in another order."""
        return _Edges(
            self.pair[some], self.query_slot[some], self.listed_slot[some], self.query_span[some],
            self.listed_span[some], self.match[some],
        )  # fmt: skip


def align(
    queries: NameArrays,
    query_rows: ReadingRows,
    listed: NameArrays,
    listed_rows: ReadingRows,
    lookup: MatchLookup,
    group: int,
) -> Alignment:
    """Align pairs of names, given as rows of the two tables, with the weights of one group."""
    volume = np.cumsum(queries.widths(query_rows) * listed.widths(listed_rows))
    parts: list[tuple[NDArray[Any], ...]] = []
    first = 0
    while first < len(volume) or not parts:
        before = int(volume[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(volume, before + _BLOCK, side="right")))
        block = queries, query_rows[first:last], listed, listed_rows[first:last]
        parts.append(_greedy(_edges(*block, lookup), *block, lookup.matches, group, first))
        first = last
    return Alignment(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


_BLOCK = 100_000
"""Tokens beside tokens that are looked up together, so that their arrays stay in the processor's cache."""


def _edges(
    queries: NameArrays,
    query_rows: ReadingRows,
    listed: NameArrays,
    listed_rows: ReadingRows,
    lookup: MatchLookup,
) -> _Edges:
    words = _words(queries, query_rows, lookup.query_has_match)
    word, slot = _beside(words, listed, listed_rows)
    match = lookup.find(words.token[word], listed.tokens[slot])
    some = np.flatnonzero(match >= 0)
    word, slot, match = word[some], slot[some], match[some]
    edges = _Edges(words.pair[word], words.slot[word], slot, words.span[word], np.ones_like(slot), match)
    joined = _joined(listed, listed_rows, lookup.listed_has_match)
    if not len(joined.pair) and not (len(words.span) and words.span[-1] == 2):
        return edges
    word, slot = _beside(joined, queries, query_rows)
    some = np.flatnonzero(lookup.query_has_match[queries.tokens[slot]])
    word, slot = word[some], slot[some]
    match = lookup.find(queries.tokens[slot], joined.token[word])
    some = np.flatnonzero(match >= 0)
    word, slot, match = word[some], slot[some], match[some]
    edges = _Edges(
        np.concatenate([edges.pair, joined.pair[word]]),
        np.concatenate([edges.query_slot, slot]),
        np.concatenate([edges.listed_slot, joined.slot[word]]),
        np.concatenate([edges.query_span, np.ones_like(slot)]),
        np.concatenate([edges.listed_span, joined.span[word]]),
        np.concatenate([edges.match, match]),
    )
    return edges.only(
        np.lexsort((edges.listed_slot, edges.listed_span, edges.query_slot, edges.query_span, edges.pair))
    )


def _words(table: NameArrays, rows: ReadingRows, has_match: Bools) -> _Words:
    """The words of names that match any on the other side: tokens, then joined neighbours."""
    pair, slot = runs(table.starts[rows], table.widths(rows))
    some = np.flatnonzero(has_match[table.tokens[slot]])
    joined = _joined(table, rows, has_match)
    return _Words(
        np.concatenate([pair[some], joined.pair]),
        np.concatenate([slot[some], joined.slot]),
        np.concatenate([np.ones_like(some), joined.span]),
        np.concatenate([table.tokens[slot[some]], joined.token]),
    )


def _joined(table: NameArrays, rows: ReadingRows, has_match: Bools) -> _Words:
    pair, slot = runs(table.starts[rows], table.widths(rows))
    some = np.flatnonzero(has_match[table.joined[slot]])
    return _Words(pair[some], slot[some], np.full_like(some, 2), table.joined[slot[some]])


def _beside(words: _Words, table: NameArrays, rows: ReadingRows) -> tuple[I64, Slots]:
    """Every word beside every slot of the other name."""
    others = rows[words.pair]
    return runs(table.starts[others], table.widths(others))


def _greedy(
    edges: _Edges, queries: NameArrays, query_rows: ReadingRows, listed: NameArrays, listed_rows: ReadingRows,
    matches: TokenMatches, group: int, first_pair: int,
) -> tuple[NDArray[Any], ...]:  # fmt: skip
    """The columns of an `Alignment`; pairs are numbered from `first_pair`."""
    query_weight = _weight(queries.weights[group], edges.query_slot, edges.query_span)
    listed_weight = _weight(listed.weights[group], edges.listed_slot, edges.listed_span)
    weight = np.minimum(query_weight, listed_weight)
    gain = matches.similarity[edges.match] * weight
    # Largest gain first, and of equal ones the first: of floats above 0, larger ones have larger bits.
    ranked = np.argsort(edges.pair << 32 | (_MOST - gain.view(np.int32)), kind="stable")
    ranked = ranked[gain[ranked] > 0]
    pair = edges.pair[ranked]
    query_slot = edges.query_slot - queries.starts[query_rows][edges.pair]
    listed_slot = edges.listed_slot - listed.starts[listed_rows][edges.pair]
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
    match = edges.match[chosen]
    return (
        (edges.pair[chosen] + first_pair).astype(np.int32), query_slot[chosen].astype(np.int32),
        listed_slot[chosen].astype(np.int32), edges.query_span[chosen].astype(np.int32),
        edges.listed_span[chosen].astype(np.int32), matches.similarity[match], matches.reason[match],
        weight[chosen], query_weight[chosen], listed_weight[chosen],
    )  # fmt: skip


_MOST = np.int64(0x7FFFFFFF)


def _weight(weights: F32, slots: Slots, spans: I64) -> F32:
    """Weight of words: of one token, or of two together."""
    sums: F32 = weights[slots]
    two = np.flatnonzero(spans == 2)
    sums[two] += weights[slots[two] + 1]
    return sums


def _uses(slots: I64, spans: I64) -> U64:
    """A bit for each token that a word uses up; slots are counted within the name."""
    return np.where(spans == 2, 3, 1).astype(np.uint64) << slots.astype(np.uint64)
