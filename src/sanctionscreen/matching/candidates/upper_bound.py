"""How much two names can have in common at most, for millions of pairs, without looking at any similarity.

Each query name has places of its own in a table, that say of any listed token which of the name's tokens may be similar
to it, as bits; a listed token has its place by its hash. Tokens may share a place, so the bits promise too much, never
too little. (What an initial in the query may stand for is known by its first letter alone, for it is similar to
thousands of tokens.) The listed tokens that have any bit weigh at least as much as those that any alignment covers; and
the query's tokens whose bit stands with any token of the listed name, as much as those that it covers of the query.

Eight neighbouring tokens of a listed name are looked at together: their bits are one number of 64 bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.candidates.prefix_filter import PairSet, Postings
from sanctionscreen.matching.encode.encoded_names import PERSON, NameArrays
from sanctionscreen.matching.encode.hash_ranges import Runs
from sanctionscreen.matching.encode.hashing import changes
from sanctionscreen.matching.encode.ragged import expand
from sanctionscreen.matching.tokens.token_rules import Reason, TokenMatches

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]
U64 = NDArray[np.uint64]

_BLOCK = 16_384  # pairs worked on together, so that their arrays stay in the processor's cache
_PLACES = 32  # bytes of the table for each pair of a name and a listed token, at least
_WIDTH = 8  # tokens looked at together; a query's tokens from this one on share the last bit


class CoverageBound:
    """Upper bounds on what the names of two tables can cover of each other, by the weights of one group."""

    def __init__(
        self, queries: NameArrays, listed: NameArrays, matches: TokenMatches, postings: Postings, group: int,
        most_open: NDArray[np.float64],
    ) -> None:  # fmt: skip
        """Prepare what all pairs need.

        Args:
            queries, listed: the two sides.
            matches: similar tokens in names of the group.
            postings: listed names by token.
            group: whose weights count.
            most_open: for each query name the most weight that may be left uncovered in it.
        """
        self.queries, self.listed, self.group = queries, listed, group
        self._matches = _without_initials(queries, matches)
        self._least = queries.totals[group] - most_open
        self._tokens, self._joined = _Windows(listed.tokens), _Windows(listed.joined)
        self._weights = _Windows(listed.weights[group])
        self._joined_matches, self._postings = _only_joined(matches, listed.vocabulary.is_joined), postings
        self._starts = listed.starts[:-1].astype(np.int32)
        self._lengths = np.minimum(listed.lengths, _LONGEST).astype(np.uint8)

    def covered(self, q: I32, l: I32) -> tuple[I32, I32, F32, F32]:
        """The pairs of which enough of the query can be covered.

        Args:
            q, l: the pairs, as positions in the two tables; by query name.

        Returns:
            The two positions of each, and the most weight that can be covered in the query and in the listed name.
        """
        if not len(q):
            return q, l, np.zeros(0, np.float32), np.zeros(0, np.float32)
        first, last = int(q[0]), int(q[-1]) + 1
        masks = _TokenMasks(self.queries, self.group, first, last, self._matches)
        joins = self._joins(first, last)
        blocks = [
            self._block(q[at : at + _BLOCK], l[at : at + _BLOCK], masks, joins)
            for at in range(0, len(q), _BLOCK)
        ]
        q, l, cover_query, cover_listed = (np.concatenate(column) for column in zip(*blocks, strict=True))
        return q, l, cover_query, cover_listed

    def _block(self, q: I32, l: I32, masks: _TokenMasks, joins: PairSet) -> tuple[I32, I32, F32, F32]:
        pair, slots, counts = self._rows(l)
        names = q[pair] - np.int32(masks.first)
        held = self._held(names, slots, counts, masks)
        some = np.flatnonzero(joins.may_hold(names[: len(q)], l)[pair])
        held[some] |= self._held_joined(names[some], slots[some], counts[some], masks)
        bits = _any_byte(held)
        np.bitwise_or.at(bits, pair[len(q) :], bits[len(q) :])
        cover_query = masks.weight(names[: len(q)], bits[: len(q)])
        enough: NDArray[np.bool_] = np.asarray(cover_query >= self._least[q])
        some = np.flatnonzero(enough[pair])
        weights = self._weights.at(slots[some]) * (_bytes(held[some]) != 0)
        cover_listed = np.bincount(pair[some], weights @ _ONES, len(q)).astype(np.float32)
        some = np.flatnonzero(enough)
        return q[some], l[some], cover_query[some], cover_listed[some]

    def _rows(self, l: I32) -> tuple[I64, I64, I64]:
        """Rows of eight tokens: of which pair each is, its first slot, and how many of the eight are the name's.

        The first row of each pair, then further ones of longer names. Rows overlap by one token, so that neighbours
        stand together in one of them.
        """
        pair, slots = np.arange(len(l)), self._starts.take(l).astype(np.int64)
        lengths = self._lengths.take(l).astype(np.int64)
        counts = np.minimum(lengths, _WIDTH)
        long = np.flatnonzero(lengths > _WIDTH)
        if not len(long):
            return pair, slots, counts
        further = (lengths[long] - 2) // (_WIDTH - 1)
        ends = np.cumsum(further)
        of = np.repeat(long, further)
        step = (1 + np.arange(len(of)) - np.repeat(ends - further, further)) * (_WIDTH - 1)
        return (
            np.concatenate([pair, of]),
            np.concatenate([slots, slots[of] + step]),
            np.concatenate([counts, np.minimum(lengths[of] - step, _WIDTH)]),
        )

    def _joins(self, first: int, last: int) -> PairSet:
        """Pairs of some query names and listed names with neighbours that are similar to a query token as one word."""
        slots = slice(int(self.queries.starts[first]), int(self.queries.starts[last]))
        tokens, matches, postings = self.queries.tokens[slots], self._joined_matches, self._postings
        owners, listed = expand(
            self.queries.owners[slots] - np.int32(first),
            matches.starts[tokens],
            matches.starts[tokens + 1] - matches.starts[tokens],
            matches.listed,
        )
        names, listed = expand(owners, postings.starts[listed], postings.counts(listed), postings.names)
        return PairSet(names, listed, last - first)

    def _held(self, names: I32, slots: I64, counts: I64, masks: _TokenMasks) -> U64:
        """For each row, which tokens of the query name may be similar to each of its eight: a byte each."""
        tokens = self._tokens.at(slots)
        held = masks.held(names, tokens)
        if masks.initials is not None:
            some = np.flatnonzero(masks.has_initials[names])
            firsts = _letter(self.listed.vocabulary.firsts[tokens[some]])
            held[some] |= _numbers(masks.initials[names[some, None], firsts])
        held &= self._tokens.valid(slots, counts)
        return held

    def _held_joined(self, names: I32, slots: I64, counts: I64, masks: _TokenMasks) -> U64:
        """The same for neighbours that are one word on the query's side: each has the bits of both."""
        both = masks.held(names, self._joined.at(slots))
        # The last token of a name is joined with none (-1), which no token is similar to but by chance.
        both &= self._joined.valid(slots, counts - 1)
        return both | both << _BYTE  # a slot with a joined neighbour is followed by it


class _Windows:
    """Eight neighbouring entries of an array from any place on, without a copy of it."""

    def __init__(self, values: NDArray[Any]) -> None:
        if len(values) < _WIDTH:
            values = np.concatenate([values, np.zeros(_WIDTH - len(values), values.dtype)])
        values = np.ascontiguousarray(values)
        self._last = len(values) - _WIDTH
        self._type, size = values.dtype, values.itemsize
        shape, strides = (self._last + 1,), (size,)
        self._windows = np.ndarray(shape, f"V{size * _WIDTH}", values.view(np.uint8).data, 0, strides)

    def at(self, places: I64) -> NDArray[Any]:
        """A row of eight from each place on; those beyond the end of the array stand before."""
        found = self._windows[np.minimum(places, self._last)]
        return found.view(self._type).reshape(-1, _WIDTH)

    def valid(self, places: I64, counts: I64) -> U64:
        """The bytes of the first so many entries from each place on."""
        before = np.maximum(places - self._last, 0).astype(np.uint64)
        return _FIRST[counts] << (before * _BYTE)


class _TokenMasks:
    """For each of a run of query names, bits that say which of its tokens a listed token may be similar to.

    Attributes:
        first: the first of the names.
        initials: bits by name and letter, of the tokens that are that letter alone; None where no name has one.
        has_initials: which names have.
    """

    def __init__(self, queries: NameArrays, group: int, first: int, last: int, matches: TokenMatches) -> None:
        self.first = first
        slots = slice(int(queries.starts[first]), int(queries.starts[last]))
        owners = queries.owners[slots] - np.int32(first)
        rank = np.arange(slots.start, slots.stop) - queries.starts[first:last][owners]
        rank = np.minimum(rank, _WIDTH - 1)
        bits = (1 << rank).astype(np.uint8)
        both = bits | (1 << np.minimum(rank + 1, _WIDTH - 1)).astype(np.uint8)
        self._set(
            np.concatenate([owners, owners]),
            np.concatenate([queries.tokens[slots], queries.joined[slots]]),
            np.concatenate([bits, both]),
            last - first,
            matches,
        )
        weights = np.bincount(owners * _WIDTH + rank, queries.weights[group][slots], (last - first) * _WIDTH)
        self._weights = _subset_sums(weights.reshape(-1, _WIDTH).astype(np.float32))
        self.initials: U8 | None = None
        self.has_initials: NDArray[np.bool_] = np.zeros(0, dtype=bool)
        if group == PERSON:
            self._set_initials(queries, slots, owners, bits, last - first)

    def _set(self, owners: I32, tokens: I32, bits: U8, names: int, matches: TokenMatches) -> None:
        """Set the bits of tokens, sorted by these: then no place is met twice in one assignment with other bits."""
        some = np.flatnonzero(tokens >= 0)
        some = some[np.argsort(bits[some], kind="stable")]
        owners, tokens, bits = owners[some], tokens[some], bits[some]
        counts = matches.starts[tokens + 1] - matches.starts[tokens]
        before = np.concatenate([[0], np.cumsum(counts)])
        self._runs = Runs(np.bincount(owners, counts, names), _PLACES)
        self._table = np.zeros(self._runs.size, dtype=np.uint8)
        places = self._runs.places(*expand(owners, matches.starts[tokens], counts, matches.listed))
        kinds = np.flatnonzero(changes(bits)).tolist()
        for begin, end in zip(kinds, [*kinds[1:], len(bits)], strict=True):
            self._table[places[before[begin] : before[end]]] |= bits[begin]

    def _set_initials(self, queries: NameArrays, slots: slice, owners: I32, bits: U8, names: int) -> None:
        tokens = queries.tokens[slots]
        alone = np.flatnonzero(queries.vocabulary.lengths[tokens] == 1)
        if len(alone):
            self.initials = np.zeros((names, 32), dtype=np.uint8)
            letters = _letter(queries.vocabulary.firsts[tokens[alone]])
            np.bitwise_or.at(self.initials, (owners[alone], letters), bits[alone])
            self.has_initials = np.bincount(owners[alone], minlength=names) > 0

    def held(self, names: I32, tokens: I32) -> U64:
        """Which tokens of each name may be similar to each of eight listed tokens: a byte each."""
        return _numbers(self._table.take(self._runs.places(names[:, None], tokens)))

    def weight(self, names: I32, bits: U8) -> F32:
        """What the tokens of these bits weigh."""
        return self._weights[names, bits]


_LONGEST = 255  # tokens of a name at most; `MAX_TOKENS` are 64
_BYTE = np.uint64(8)
_ONES = np.ones(_WIDTH, dtype=np.float32)
_FIRST = np.array([(1 << 8 * count) - 1 for count in range(_WIDTH + 1)], dtype=np.uint64)
"""The first bytes of a number."""


def _numbers(rows: U8) -> U64:
    """Eight bytes each as a number, the first in the lowest bits."""
    found: U64 = np.ascontiguousarray(rows).view("<u8").reshape(-1)
    return found


def _bytes(numbers: U64) -> U8:
    return numbers.astype("<u8", copy=False).view(np.uint8).reshape(-1, _WIDTH)


def _any_byte(numbers: U64) -> U8:
    """The bits that any byte of each number has."""
    for shift in (32, 16, 8):
        numbers = numbers | numbers >> np.uint64(shift)
    return numbers.astype(np.uint8)


def _letter(codes: U8) -> U8:
    """A number below 32 for each letter; digits share those of letters."""
    return codes & np.uint8(31)


def _without_initials(queries: NameArrays, matches: TokenMatches) -> TokenMatches:
    """Without the pairs of a query's initial and the words that it may stand for."""
    keep = np.ones(len(matches.listed), dtype=bool)
    for token in np.flatnonzero(queries.vocabulary.lengths == 1).tolist():
        run = slice(int(matches.starts[token]), int(matches.starts[token + 1]))
        keep[run] = matches.reason[run] != Reason.INITIAL
    return matches if keep.all() else matches.only(keep)


def _only_joined(matches: TokenMatches, is_joined: NDArray[np.bool_]) -> TokenMatches:
    """Only the pairs whose listed token is two neighbours written as one."""
    some = np.flatnonzero(is_joined[matches.listed])
    starts = np.searchsorted(some, matches.starts)
    return TokenMatches(
        starts, matches.listed[some], matches.similarity[some], matches.reason[some], matches.listed_tokens
    )


def _subset_sums(weights: F32) -> F32:
    """For each row the sum of every choice of its columns, numbered by bits."""
    sums = np.zeros((len(weights), 1 << weights.shape[1]), dtype=np.float32)
    for bit in range(weights.shape[1]):
        np.add(sums[:, : 1 << bit], weights[:, bit : bit + 1], out=sums[:, 1 << bit : 2 << bit])
    return sums
