"""How much two names can have in common at most, for millions of pairs, without looking at any similarity.

For each query name a row of bits says which listed tokens may be similar to any of its tokens, a listed token being
known by its number modulo `BUCKETS`. Different listed tokens may share a bucket, so the bits promise too much, never
too little: the listed tokens whose bit is set weigh at least as much as those that any alignment covers. Of the query,
an alignment covers no more tokens than of the listed name (twice as many, where two neighbours of the query can stand
for one listed word), so no more weight than that many of its heaviest tokens have.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.index.joining import expand
from sanctionscreen.index.nametable import OTHER, PERSON, NameTable
from sanctionscreen.index.similar import TokenMatches

I32 = NDArray[np.int32]
F32 = NDArray[np.float32]

BUCKETS = 1024
_BLOCK = 65_536  # pairs worked on together, so that their arrays stay in the processor's cache
_HEAVIEST = 8  # from so many tokens on, all of a name


class Promise:
    """Upper bounds on what the names of two tables can cover of each other."""

    def __init__(self, queries: NameTable, listed: NameTable, matches: TokenMatches) -> None:
        """Fill the bits of every query name.

        Args:
            queries, listed: the two sides.
            matches: all similar tokens; more of them than a group admits is no harm.
        """
        self.queries, self.listed = queries, listed
        self._bits = _bits(queries, matches)
        self._buckets = listed.tokens % BUCKETS
        self._joined_buckets = listed.joined % BUCKETS
        found = np.zeros(matches.listed_tokens + 1, dtype=bool)  # one more, for "no joined neighbour", -1
        found[matches.listed] = True
        self._listed_joins = _any_slot(listed, found[listed.joined])
        self._query_joins = _any_slot(queries, np.r_[matches.counts > 0, False][queries.joined])
        self._heaviest = {group: _heaviest(queries, group) for group in (PERSON, OTHER)}

    def cover(self, q: I32, l: I32, group: int) -> tuple[F32, F32]:
        """Most weight that can be covered in the query and in the listed name of each pair.

        Args:
            q, l: the pairs, as positions in the two tables.
            group: whose weights count.
        """
        blocks = [
            self._block(q[at : at + _BLOCK], l[at : at + _BLOCK], group) for at in range(0, len(q), _BLOCK)
        ]
        if not blocks:
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        cover_query, cover_listed = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
        return cover_query, cover_listed

    def _block(self, q: I32, l: I32, group: int) -> tuple[F32, F32]:
        lengths = self.listed.lengths[l]
        ends = np.cumsum(lengths)
        slots = np.arange(int(ends[-1])) + np.repeat(self.listed.starts[l] - (ends - lengths), lengths)
        rows = np.repeat(q.astype(np.int64) * BUCKETS, lengths)
        covered = self._bits[rows + self._buckets[slots]]
        joins = np.flatnonzero(np.repeat(self._listed_joins[l], lengths))
        joined = self.listed.joined[slots[joins]] >= 0
        joins = joins[joined & self._bits[rows[joins] + self._joined_buckets[slots[joins]]]]
        covered[joins] = True
        covered[joins + 1] = True  # a slot with a joined neighbour is followed by it
        weights = np.where(covered, self.listed.weights[group][slots], np.float32(0))
        pairs = np.repeat(np.arange(len(q)), lengths)
        cover_listed = np.bincount(pairs, weights=weights, minlength=len(q)).astype(np.float32)
        tokens = np.bincount(pairs, weights=covered, minlength=len(q)).astype(np.int64)
        tokens *= 1 + self._query_joins[q]
        return self._heaviest[group][q, np.minimum(tokens, _HEAVIEST)], cover_listed


def _bits(queries: NameTable, matches: TokenMatches) -> NDArray[np.bool_]:
    """A row of `BUCKETS` bits for each query name, one after the other."""
    tokens, owners = np.concatenate([queries.tokens, queries.joined]), np.tile(queries.owners, 2)
    tokens, owners = tokens[tokens >= 0], owners[tokens >= 0]
    owners, listed = expand(owners, matches.starts[tokens], matches.counts[tokens], matches.listed)
    bits = np.zeros(len(queries) * BUCKETS, dtype=bool)
    bits[owners.astype(np.int64) * BUCKETS + listed % BUCKETS] = True
    return bits


def _any_slot(table: NameTable, slots: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which names have one of these slots."""
    names = np.zeros(len(table), dtype=bool)
    names[table.owners[slots]] = True
    return names


def _heaviest(queries: NameTable, group: int) -> F32:
    """Weight of the k heaviest tokens of each name, for k from 0 to `_HEAVIEST`; there, of all it has."""
    weights = queries.weights[group]
    order = np.lexsort((-weights, queries.owners))
    owners = queries.owners[order]
    rank = np.arange(len(order)) - queries.starts[owners]
    some = rank < _HEAVIEST
    sums = np.zeros((len(queries), _HEAVIEST + 1), dtype=np.float32)
    sums[owners[some], rank[some] + 1] = weights[order][some]
    np.cumsum(sums, axis=1, out=sums)
    sums[:, _HEAVIEST] = queries.totals[group]
    return sums
