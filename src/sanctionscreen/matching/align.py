"""Align the tokens of many pairs of names at once.

A pair of tokens can be aligned where they are similar; its gain is its similarity times the smaller of the two weights.
The alignment takes the pair with the largest gain, then the largest among the tokens that are left, and so on: each
token is used once. Neighbours written as one word on the other side (`Abd al` and `Abdal`) are a slot of their own that
uses up both tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.index.nametable import NameTable
from sanctionscreen.index.similar import TokenMatches

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]


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


_ALL = slice(None)
_EMPTY = np.int64(-2)  # -1 is what padding looks up


class MatchLookup:
    """Similarity of any query token and listed token: a hash table over the similar pairs, answered in bulk."""

    def __init__(self, matches: TokenMatches) -> None:
        """Build the table: open addressing with linear probing, at most half full."""
        owners = np.repeat(np.arange(len(matches.starts) - 1, dtype=np.int64), np.diff(matches.starts))
        keys = (owners << 32) | matches.listed
        size = 1 << max(10, int(4 * len(keys)).bit_length())
        self._mask = np.int64(size - 1)
        self._slots = np.full(size, _EMPTY, dtype=np.int64)
        self._values = np.zeros(size, dtype=np.int32)
        self.matches = matches
        # One more than there are tokens: the last entry answers for "no joined neighbour", -1.
        self.some_listed = np.append(matches.counts > 0, False)
        self.some_query = np.zeros(matches.listed_tokens + 1, dtype=bool)
        self.some_query[matches.listed] = True
        places, rows = self._place(keys), np.arange(len(keys), dtype=np.int32)
        while len(keys):
            free = self._slots[places] == _EMPTY
            self._slots[places[free]] = keys[free]
            won = free & (self._slots[places] == keys)
            self._values[places[won]] = rows[won]
            keys, places, rows = keys[~won], (places[~won] + 1) & self._mask, rows[~won]

    def _place(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        mixed = keys.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        return (mixed >> np.uint64(24)).view(np.int64) & self._mask

    def find(self, query_tokens: I32, listed_tokens: I32) -> I32:
        """Row in `matches` of each pair of tokens (arrays of one shape), -1 where they are not similar."""
        keys = (query_tokens.astype(np.int64) << 32) | listed_tokens
        places = self._place(keys)
        held = self._slots[places]
        rows = np.where(held == keys, self._values[places], -1).astype(np.int32)
        open_ = np.flatnonzero((held != keys) & (held != _EMPTY))
        flat, keys, places = rows.reshape(-1), keys.reshape(-1)[open_], places.reshape(-1)[open_]
        while len(open_):
            places = (places + 1) & self._mask
            held = self._slots[places]
            hit = held == keys
            flat[open_[hit]] = self._values[places[hit]]
            going = ~hit & (held != _EMPTY)
            open_, keys, places = open_[going], keys[going], places[going]
        return rows


@dataclass(frozen=True, slots=True)
class _Slots:
    """Slots of many names of one padded width: tokens (-1 in padding), weights, bits of the tokens they use."""

    tokens: I32
    weights: F32
    uses: NDArray[np.uint64]


def align(
    queries: NameTable,
    query_names: I32,
    listed: NameTable,
    listed_names: I32,
    lookup: MatchLookup,
    group: int,
) -> Alignment:
    """Align pairs of names, given as positions in the two tables, with the weights of one group."""
    widths_q, widths_l = queries.widths(query_names), listed.widths(listed_names)
    bucket = _rounded(widths_q) * 100 + _rounded(widths_l)
    order = np.argsort(bucket, kind="stable")
    order = order[(widths_q > 0)[order] & (widths_l > 0)[order]]
    parts: list[list[NDArray[np.generic]]] = []
    for rows in np.split(order, np.flatnonzero(np.diff(bucket[order])) + 1) if len(order) else []:
        width_q, width_l = divmod(int(bucket[rows[0]]), 100)
        step = max(1, 500_000 // (width_q * width_l))
        for at in range(0, len(rows), step):
            some = rows[at : at + step]
            parts += _align_block(
                _Block(queries, query_names[some], width_q),
                _Block(listed, listed_names[some], width_l),
                some,
                lookup,
                group,
            )
    return _collect(parts)


def _rounded(widths: NDArray[np.int64]) -> NDArray[np.int64]:
    return _WIDTHS[np.searchsorted(_WIDTHS, widths)]


_WIDTHS = np.array([1, 2, 3, 4, 5, 6, 8, 12, 20, 40, 64])


class _Block:
    """Names of one table, padded to one width."""

    def __init__(self, table: NameTable, names: I32, width: int) -> None:
        self.table, self.width = table, width
        slots = np.arange(width)
        self.inside = slots < table.widths(names)[:, None]
        self.positions = np.where(self.inside, table.starts[names][:, None] + slots, 0)

    def base(self, group: int) -> _Slots:
        tokens = np.where(self.inside, self.table.tokens[self.positions], -1)
        weights = np.where(self.inside, self.table.weights[group][self.positions], 0).astype(np.float32)
        uses = np.broadcast_to(np.uint64(1) << np.arange(self.width, dtype=np.uint64), tokens.shape)
        return _Slots(tokens.astype(np.int32), weights, uses)

    def joined(self, group: int) -> _Slots:
        tokens = np.where(self.inside, self.table.joined[self.positions], -1)
        base = self.base(group)
        weights = base.weights.copy()
        weights[:, :-1] += base.weights[:, 1:]
        both = np.uint64(3) << np.arange(self.width, dtype=np.uint64)
        return _Slots(tokens.astype(np.int32), weights, np.broadcast_to(both, tokens.shape))


def _align_block(
    query: _Block, listed: _Block, rows: NDArray[np.int64], lookup: MatchLookup, group: int
) -> list[list[NDArray[np.generic]]]:
    q, l = query.base(group), listed.base(group)
    found = lookup.find(*_crossed(q, l))
    joined_q, joined_l = query.joined(group), listed.joined(group)
    wide = lookup.some_listed[joined_q.tokens].any(axis=1) | lookup.some_query[joined_l.tokens].any(axis=1)
    narrow, some = np.flatnonzero(~wide), np.flatnonzero(wide)
    parts = [_greedy(q, l, found[narrow], narrow, rows, lookup.matches)]
    if len(some):
        with_q = lookup.find(*_crossed(joined_q, l, some))
        with_l = lookup.find(*_crossed(q, joined_l, some))
        blank = np.full_like(with_q, -1)
        both = np.concatenate(
            [np.concatenate([found[some], with_l], axis=2), np.concatenate([with_q, blank], axis=2)], axis=1
        )
        parts.append(_greedy(_beside(q, joined_q), _beside(l, joined_l), both, some, rows, lookup.matches))
    return [part for part in parts if part]


def _crossed(q: _Slots, l: _Slots, some: NDArray[np.int64] | slice = _ALL) -> tuple[I32, I32]:
    query_tokens, listed_tokens = np.broadcast_arrays(q.tokens[some][:, :, None], l.tokens[some][:, None, :])
    # Padding is token -1 on either side; no key of the table has a negative half.
    return query_tokens, np.where(query_tokens < 0, -1, listed_tokens).astype(np.int32)


def _beside(base: _Slots, joined: _Slots) -> _Slots:
    return _Slots(
        np.concatenate([base.tokens, joined.tokens], axis=1),
        np.concatenate([base.weights, joined.weights], axis=1),
        np.concatenate([base.uses, joined.uses], axis=1),
    )


def _greedy(
    q: _Slots, l: _Slots, found: I32, some: NDArray[np.int64], rows: NDArray[np.int64], matches: TokenMatches
) -> list[NDArray[np.generic]]:
    q_weights, l_weights = q.weights[some], l.weights[some]
    width_l = found.shape[2]
    similar = found >= 0
    weight = np.minimum(q_weights[:, :, None], l_weights[:, None, :])
    gain = np.where(similar, np.append(matches.similarity, np.float32(0))[found] * weight, 0).astype(
        np.float32
    )
    gain = gain.reshape(len(some), found.shape[1] * width_l)
    q_uses, l_uses = q.uses[some], l.uses[some]
    active = np.arange(len(some))
    collected: list[list[NDArray[np.generic]]] = []
    while len(active):
        best = gain.argmax(axis=1)
        alive = gain[np.arange(len(active)), best] > 0
        active, gain, best = active[alive], gain[alive], best[alive]
        if not len(active):
            break
        i, j = best // width_l, best % width_l
        row = found[active, i, j]
        collected.append([
            rows[some[active]], i, j, matches.similarity[row], matches.reason[row],
            np.minimum(q_weights[active, i], l_weights[active, j]), q_weights[active, i], l_weights[active, j],
            q_uses[active, i], l_uses[active, j],
        ])  # fmt: skip
        blocked_q = (q_uses[active] & q_uses[active, i][:, None]) != 0
        blocked_l = (l_uses[active] & l_uses[active, j][:, None]) != 0
        gain = np.where(
            (blocked_q[:, :, None] | blocked_l[:, None, :]).reshape(gain.shape), np.float32(0), gain
        )
    return [np.concatenate(columns) for columns in zip(*collected, strict=True)] if collected else []


def _collect(parts: list[list[NDArray[np.generic]]]) -> Alignment:
    if not parts:
        empty = np.zeros(0, dtype=np.int32)
        none = empty.astype(np.float32)
        return Alignment(empty, empty, empty, empty, empty, none, empty.astype(np.uint8), none, none, none)
    pair, _, _, similarity, reason, weight, query_weight, listed_weight, uses_q, uses_l = (
        np.concatenate(columns) for columns in zip(*parts, strict=True)
    )
    order = np.argsort(pair, kind="stable")
    slot_q, span_q = _slot_and_span(uses_q[order])
    slot_l, span_l = _slot_and_span(uses_l[order])
    return Alignment(
        pair[order].astype(np.int32), slot_q, slot_l, span_q, span_l, similarity[order], reason[order],
        weight[order], query_weight[order], listed_weight[order],
    )  # fmt: skip


def _slot_and_span(uses: NDArray[np.uint64]) -> tuple[I32, I32]:
    lowest = uses & (~uses + np.uint64(1))
    span = np.where(uses == lowest, 1, 2).astype(np.int32)
    return np.log2(lowest.astype(np.float64)).astype(np.int32), span
