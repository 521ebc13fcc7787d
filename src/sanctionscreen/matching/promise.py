"""How much two names can have in common at most, for millions of pairs, without looking at any similarity.

For each token of the queries a row of bits says which listed tokens may be similar to it, a listed token being known by
its number modulo `BUCKETS`. Different listed tokens may share a bucket, so the bits promise too much, never too little:
what they cover is an upper bound of what any alignment covers.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.index.nametable import NameTable
from sanctionscreen.index.similar import TokenMatches

I32 = NDArray[np.int32]
F32 = NDArray[np.float32]

BUCKETS = 1024
_BLOCK = 16_384  # pairs worked on together, so that their arrays stay in the processor's cache


class Promise:
    """Upper bounds on what the names of two tables can cover of each other."""

    def __init__(self, queries: NameTable, listed: NameTable, matches: TokenMatches) -> None:
        """Fill the bits of every query token."""
        self.queries, self.listed = queries, listed
        owners = np.repeat(np.arange(len(matches.starts) - 1, dtype=np.int64), np.diff(matches.starts))
        # One more row, without bits: where "no joined neighbour", -1, points to.
        self._bits = np.zeros((len(matches.starts), BUCKETS), dtype=bool)
        self._bits.reshape(-1)[owners * BUCKETS + matches.listed % BUCKETS] = True
        self._flat = self._bits.reshape(-1)
        self._query_rows = _rows(queries.tokens, len(matches.starts) - 1)
        self._query_joined = _rows(queries.joined, len(matches.starts) - 1)
        self._listed_buckets = listed.tokens % BUCKETS
        self._listed_joined = listed.joined % BUCKETS
        matched = np.r_[np.diff(matches.starts) > 0, False]
        self._query_joins = _any_slot(queries, matched[queries.joined])
        matched = np.zeros(matches.listed_tokens + 1, dtype=bool)
        matched[matches.listed] = True
        self._listed_joins = _any_slot(listed, matched[listed.joined])

    def cover(self, q: I32, l: I32, group: int) -> tuple[F32, F32]:
        """Most weight that can be covered in the query and in the listed name of each pair.

        Args:
            q, l: the pairs, as positions in the two tables.
            group: whose weights count.
        """
        cover_q, cover_l = np.zeros(len(q), np.float32), np.zeros(len(q), np.float32)
        widths = self.queries.lengths[q] * 512 + self.listed.lengths[l] * 4
        widths += self._query_joins[q] * 2 + self._listed_joins[l]
        order = np.argsort(widths.astype(np.uint16), kind="stable")
        edges = [0, *(np.flatnonzero(np.diff(widths[order])) + 1).tolist(), len(order)]
        for start, end in pairwise(edges if len(order) else []):
            shape = int(widths[order[start]])
            for at in range(start, end, _BLOCK):
                rows = order[at : min(at + _BLOCK, end)]
                cover_q[rows], cover_l[rows] = self._block(q[rows], l[rows], shape, group)
        return cover_q, cover_l

    def _block(self, q: I32, l: I32, shape: int, group: int) -> tuple[F32, F32]:
        """Cover pairs of one shape: numbers of tokens, and whether joined neighbours match anything on either side."""
        width_q, width_l, query_joins, listed_joins = shape >> 9, (shape >> 2) & 127, shape & 2, shape & 1
        first_q, first_l = self.queries.starts[q], self.listed.starts[l]
        rows = [self._query_rows[first_q + i] for i in range(width_q)]
        buckets = [self._listed_buckets[first_l + j] for j in range(width_l)]
        in_q = [np.zeros(len(q), dtype=bool) for _ in rows]
        in_l = [np.zeros(len(q), dtype=bool) for _ in buckets]
        for i, row in enumerate(rows):
            for j, bucket in enumerate(buckets):
                bits = self._flat.take(row + bucket)
                in_q[i] |= bits
                in_l[j] |= bits
            for j in range(width_l - 1 if listed_joins else 0):
                bits = self._flat.take(row + self._listed_joined[first_l + j])
                in_q[i] |= bits
                in_l[j] |= bits
                in_l[j + 1] |= bits
        for i in range(width_q - 1 if query_joins else 0):
            row = self._query_joined[first_q + i]
            for j, bucket in enumerate(buckets):
                bits = self._flat.take(row + bucket)
                in_q[i] |= bits
                in_q[i + 1] |= bits
                in_l[j] |= bits
        return _sum(in_q, self.queries.weights[group], first_q), _sum(
            in_l, self.listed.weights[group], first_l
        )


def _any_slot(table: NameTable, slots: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which names have one of these slots."""
    names = np.zeros(len(table), dtype=bool)
    names[np.repeat(np.arange(len(table)), table.lengths)[slots]] = True
    return names


def _rows(tokens: I32, blank: int) -> NDArray[np.int64]:
    return np.where(tokens < 0, blank, tokens).astype(np.int64) * BUCKETS


def _sum(covered: list[NDArray[np.bool_]], weights: F32, first: NDArray[np.int64]) -> F32:
    total = np.zeros(len(first), dtype=np.float32)
    for slot, here in enumerate(covered):
        total += weights[first + slot] * here
    return total
