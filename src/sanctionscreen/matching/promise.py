"""How much two names can have in common at most, for millions of pairs, without looking at any similarity.

Each query name has a few bits that say which listed tokens may be similar to any of its tokens; a listed token has its
bit at a place that is its hash. Tokens may share a place, so the bits promise too much, never too little: the listed
tokens whose bit is set weigh at least as much as those that any alignment covers. (What an initial in the query may
stand for is known by its first letter alone, for it is similar to thousands of tokens.) Of the query, an alignment
covers no more tokens than of the listed name (twice as many, where two neighbours of the query can stand for one
listed word), so no more weight than that many of its heaviest tokens have.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.index.joining import expand
from sanctionscreen.index.nametable import PERSON, NameTable
from sanctionscreen.index.similar import Reason, TokenMatches

I32 = NDArray[np.int32]
F32 = NDArray[np.float32]

_BLOCK = 32_768  # pairs worked on together, so that their arrays stay in the processor's cache
_PLACES = 16  # bits of the table for each pair that sets one
HEAVIEST = 8  # from so many tokens on, all of a name


class Promise:
    """Upper bounds on what the names of two tables can cover of each other, by the weights of one group."""

    def __init__(
        self,
        queries: NameTable,
        listed: NameTable,
        matches: TokenMatches,
        group: int,
        some: NDArray[np.bool_],
    ) -> None:
        """Set the bits.

        Args:
            queries, listed: the two sides.
            matches: similar tokens in names of the group.
            group: whose weights count.
            some: the query names that will be asked about.
        """
        self.queries, self.listed, self.group = queries, listed, group
        initials = (queries.vocabulary.lengths == 1)[matches.owners] & (matches.reason == Reason.INITIAL)
        self._bits = _Bits(queries, matches.only(~initials), some)
        self._initials = _initials(queries) if group == PERSON else None
        self._found = np.zeros(
            matches.listed_tokens + 1, dtype=bool
        )  # one more, for "no joined neighbour", -1
        self._found[matches.listed] = True
        self._query_joins = _any_slot(queries, np.append(matches.counts > 0, False)[queries.joined])
        self._heaviest = _heaviest(queries, group)

    def cover(self, q: I32, l: I32) -> tuple[F32, F32]:
        """Most weight that can be covered in the query and in the listed name of each pair.

        Args:
            q, l: the pairs, as positions in the two tables.
        """
        blocks = [self._block(q[at : at + _BLOCK], l[at : at + _BLOCK]) for at in range(0, len(q), _BLOCK)]
        if not blocks:
            return np.zeros(0, np.float32), np.zeros(0, np.float32)
        cover_query, cover_listed = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
        return cover_query, cover_listed

    def _block(self, q: I32, l: I32) -> tuple[F32, F32]:
        starts = self.listed.starts[l]
        lengths = self.listed.starts[l + 1] - starts
        ends = np.cumsum(lengths)
        pairs = np.repeat(np.arange(len(q)), lengths)
        slots = np.arange(len(pairs)) + (starts - (ends - lengths))[pairs]
        tokens = self.listed.tokens[slots]
        owners = q[pairs]
        covered = self._bits.held(owners, tokens)
        if self._initials is not None:
            some = np.flatnonzero((self._initials[q] != 0)[pairs])
            first = _letter(self.listed.vocabulary.firsts[tokens[some]])
            covered[some] |= (self._initials[owners[some]] & first) != 0
        joined = self.listed.joined[slots]
        joins = np.flatnonzero(self._found[joined])
        joins = joins[self._bits.held(owners[joins], joined[joins])]
        covered[joins] = True
        covered[joins + 1] = True  # a slot with a joined neighbour is followed by it
        places = np.flatnonzero(covered)
        pairs, slots = pairs[places], slots[places]
        weights = self.listed.weights[self.group][slots]
        cover_listed = np.bincount(pairs, weights=weights, minlength=len(q)).astype(np.float32)
        count = np.bincount(pairs, minlength=len(q))
        count *= 1 + self._query_joins[q]
        return self._heaviest[q, np.minimum(count, HEAVIEST)], cover_listed


class _Bits:
    """For each query name, bits that say of any listed token whether it may be similar to one of the name's.

    Each name has a run of places of its own, so what is looked at for one listed name is still in the processor's cache
    for the next.
    """

    def __init__(self, queries: NameTable, matches: TokenMatches, some: NDArray[np.bool_]) -> None:
        tokens, owners = np.concatenate([queries.tokens, queries.joined]), np.tile(queries.owners, 2)
        used = (tokens >= 0) & some[owners]
        tokens, owners = tokens[used], owners[used]
        owners, listed = expand(owners, matches.starts[tokens], matches.counts[tokens], matches.listed)
        counts = np.maximum(np.bincount(owners, minlength=len(queries)), 1)
        bits = np.ceil(np.log2(_PLACES * counts)).astype(np.int64)
        self._shifts = (32 - bits).astype(np.uint32)
        sizes = np.int64(1) << bits
        self._starts = np.cumsum(sizes) - sizes
        self._table = np.zeros(int(sizes.sum()), dtype=bool)
        self._table[self._places(owners, listed)] = True

    def held(self, owners: I32, tokens: I32) -> NDArray[np.bool_]:
        """Whether these names may hold something similar to these listed tokens, one beside the other."""
        return self._table[self._places(owners, tokens)]

    def _places(self, owners: I32, tokens: I32) -> NDArray[np.int64]:
        offsets = tokens.view(np.uint32) * np.uint32(0x9E3779B9) >> self._shifts[owners]
        places: NDArray[np.int64] = self._starts[owners] + offsets
        return places


def _initials(queries: NameTable) -> NDArray[np.uint32]:
    """For each query name a bit for every letter (or digit) that stands alone in it."""
    found = np.zeros(len(queries), dtype=np.uint32)
    alone = queries.vocabulary.lengths[queries.tokens] == 1
    letters = _letter(queries.vocabulary.firsts[queries.tokens[alone]])
    np.bitwise_or.at(found, queries.owners[alone], letters)
    return found


def _letter(codes: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """A bit for each letter; digits share those of letters."""
    return np.asarray(np.uint32(1) << (codes & np.uint8(31)).astype(np.uint32), dtype=np.uint32)


def _any_slot(table: NameTable, slots: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which names have one of these slots."""
    names = np.zeros(len(table), dtype=bool)
    names[table.owners[slots]] = True
    return names


def _heaviest(queries: NameTable, group: int) -> F32:
    """Weight of the k heaviest tokens of each name, for k from 0 to `HEAVIEST`; there, of all it has."""
    weights = queries.weights[group]
    order = np.lexsort((-weights, queries.owners))
    owners = queries.owners[order]
    rank = np.arange(len(order)) - queries.starts[owners]
    some = rank < HEAVIEST
    sums = np.zeros((len(queries), HEAVIEST + 1), dtype=np.float32)
    sums[owners[some], rank[some] + 1] = weights[order][some]
    np.cumsum(sums, axis=1, out=sums)
    sums[:, HEAVIEST] = queries.totals[group]
    return sums
