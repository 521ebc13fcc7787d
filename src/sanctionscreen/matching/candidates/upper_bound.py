"""Upper bound on the matchable weight of a name pair, from token bit masks, for millions of pairs.

A table holds, for each query name and each listed token, bits that say which of the name's tokens match it; a listed
token has its position by its hash. Hash collisions can only loosen the bound (false positives, never false negatives).
(A query's initial matches thousands of tokens, so those are told by their first letter alone.) The listed tokens that
have any bit weigh at least as much as those that any alignment matches; the query's tokens whose bit is set by any
token of the listed name weigh at least as much as those that it matches in the query.

Eight neighbouring tokens of a listed name are one step: their bits, a byte each, are one number of 64 bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.candidates.prefix_filter import PairFilter, Postings
from sanctionscreen.matching.encode.arrays import (
    F32,
    F64,
    I32,
    I64,
    U8,
    U64,
    Bools,
    PairIds,
    ReadingRows,
    Slots,
    TokenIds,
)
from sanctionscreen.matching.encode.hash_ranges import HashRanges
from sanctionscreen.matching.encode.hashing import changes
from sanctionscreen.matching.encode.kinds import PERSON
from sanctionscreen.matching.encode.name_arrays import NameArrays
from sanctionscreen.matching.encode.ragged import expand, runs
from sanctionscreen.matching.tokens.token_rules import Reason, TokenMatches

_BLOCK = 16_384  # pairs worked on together, so that their arrays stay in the processor's cache
_BYTES_PER_PAIR = 32  # of the table for each pair of a query row and a listed token, at least
_WIDTH = 8  # tokens of a window; a query's tokens from this one on share the last bit


class CoverageBound:
    """Upper bounds on what the names of two tables can match in each other, by the weights of one group."""

    def __init__(
        self, queries: NameArrays, listed: NameArrays, matches: TokenMatches, postings: Postings, group: int,
        most_unmatched: F64,
    ) -> None:  # fmt: skip
        """Prepare what all pairs need.

        Args:
            queries, listed: the two sides.
            matches: matches of tokens in names of the group.
            postings: posting lists of the group.
            group: whose weights count.
            most_unmatched: for each query row the most weight that may stay unmatched in it.
        """
        self.queries, self.listed, self.group = queries, listed, group
        self._matches = _without_initials(queries, matches)
        self._least = queries.totals[group] - most_unmatched
        self._tokens, self._joined = _Windows(listed.tokens), _Windows(listed.joined)
        self._weights = _Windows(listed.weights[group])
        self._joined_matches, self._postings = _only_joined(matches, listed.vocabulary.is_joined), postings
        self._starts = listed.starts[:-1].astype(np.int32)
        self._lengths = np.minimum(listed.lengths, _LONGEST).astype(np.uint8)

    def matchable(
        self, query_rows: ReadingRows, listed_rows: ReadingRows
    ) -> tuple[ReadingRows, ReadingRows, F32, F32]:
        """The pairs of which enough of the query can be matched.

        Args:
            query_rows, listed_rows: the pairs, by query row.

        Returns:
            The two rows of each, and the most weight that can be matched in the query and in the listed name.
        """
        if not len(query_rows):
            return query_rows, listed_rows, np.zeros(0, np.float32), np.zeros(0, np.float32)
        first, last = int(query_rows[0]), int(query_rows[-1]) + 1
        masks = _TokenMasks(self.queries, self.group, first, last, self._matches)
        joins = self._joins(first, last)
        blocks = [
            self._block(query_rows[at : at + _BLOCK], listed_rows[at : at + _BLOCK], masks, joins)
            for at in range(0, len(query_rows), _BLOCK)
        ]
        query_rows, listed_rows, of_query, of_listed = (
            np.concatenate(column) for column in zip(*blocks, strict=True)
        )
        return query_rows, listed_rows, of_query, of_listed

    def _block(
        self, query_rows: ReadingRows, listed_rows: ReadingRows, masks: _TokenMasks, joins: PairFilter
    ) -> tuple[ReadingRows, ReadingRows, F32, F32]:
        count = len(query_rows)
        pair, slots, widths = self._windows(listed_rows)
        names = query_rows[pair] - np.int32(masks.first)
        bits = self._bits(names, slots, widths, masks)
        some = np.flatnonzero(joins.may_hold(names[:count], listed_rows)[pair])
        bits[some] |= self._joined_bits(names[some], slots[some], widths[some], masks)
        any_bits = _any_byte(bits)
        np.bitwise_or.at(any_bits, pair[count:], any_bits[count:])
        of_query = masks.weight(names[:count], any_bits[:count])
        enough: Bools = np.asarray(of_query >= self._least[query_rows])
        some = np.flatnonzero(enough[pair])
        weights = self._weights.at(slots[some]) * (_bytes(bits[some]) != 0)
        of_listed = np.bincount(pair[some], weights @ _ONES, count).astype(np.float32)
        some = np.flatnonzero(enough)
        return query_rows[some], listed_rows[some], of_query[some], of_listed[some]

    def _windows(self, listed_rows: ReadingRows) -> tuple[PairIds, Slots, I64]:
        """Windows of eight tokens: of which pair each is, its first slot, and how many of the eight are the name's.

        The first window of each pair, then further ones of longer names. Windows overlap by one token, so that
        neighbours are together in one of them.
        """
        pair, slots = np.arange(len(listed_rows)), self._starts.take(listed_rows).astype(np.int64)
        lengths = self._lengths.take(listed_rows).astype(np.int64)
        widths = np.minimum(lengths, _WIDTH)
        long = np.flatnonzero(lengths > _WIDTH)
        if not len(long):
            return pair, slots, widths
        of, number = runs(1, (lengths[long] - 2) // (_WIDTH - 1))
        of, step = long[of], number * (_WIDTH - 1)
        return (
            np.concatenate([pair, of]),
            np.concatenate([slots, slots[of] + step]),
            np.concatenate([widths, np.minimum(lengths[of] - step, _WIDTH)]),
        )

    def _joins(self, first: int, last: int) -> PairFilter:
        """Pairs of some query rows and listed rows with joined neighbours that match a query token."""
        slots = slice(int(self.queries.starts[first]), int(self.queries.starts[last]))
        tokens, matches, postings = self.queries.tokens[slots], self._joined_matches, self._postings
        rows, counts = self.queries.row_of_slot[slots] - np.int32(first), matches.counts[tokens]
        rows, listed_tokens = expand(rows, matches.starts[tokens], counts, matches.listed)
        starts, counts = postings.starts[listed_tokens], postings.counts(listed_tokens)
        return PairFilter(*expand(rows, starts, counts, postings.rows), last - first)

    def _bits(self, names: ReadingRows, slots: Slots, widths: I64, masks: _TokenMasks) -> U64:
        """For each window, which tokens of the query name may match each of its eight: a byte each."""
        tokens = self._tokens.at(slots)
        bits = masks.bits(names, tokens)
        if masks.initials is not None:
            some = np.flatnonzero(masks.has_initials[names])
            firsts = _letter(self.listed.vocabulary.firsts[tokens[some]])
            bits[some] |= _numbers(masks.initials[names[some, None], firsts])
        bits &= self._tokens.valid(slots, widths)
        return bits

    def _joined_bits(self, names: ReadingRows, slots: Slots, widths: I64, masks: _TokenMasks) -> U64:
        """The same for neighbours that are one word on the query's side: each has the bits of both."""
        both = masks.bits(names, self._joined.at(slots))
        # The last token of a name is joined with none (-1), which matches no token but by a collision.
        both &= self._joined.valid(slots, widths - 1)
        return both | both << _BYTE  # a slot with a joined neighbour is followed by it


class _Windows:
    """Eight neighbouring entries of an array from any slot on, without a copy of it."""

    def __init__(self, values: NDArray[Any]) -> None:
        if len(values) < _WIDTH:
            values = np.concatenate([values, np.zeros(_WIDTH - len(values), values.dtype)])
        values = np.ascontiguousarray(values)
        self._last = len(values) - _WIDTH
        self._type, size = values.dtype, values.itemsize
        shape, strides = (self._last + 1,), (size,)
        self._windows = np.ndarray(shape, f"V{size * _WIDTH}", values.view(np.uint8).data, 0, strides)

    def at(self, slots: Slots) -> NDArray[Any]:
        """The eight entries from each slot on; near the end of the array, the last eight of it."""
        windows = self._windows[np.minimum(slots, self._last)]
        return windows.view(self._type).reshape(-1, _WIDTH)

    def valid(self, slots: Slots, counts: I64) -> U64:
        """The bytes, in what `at` gives, of the first so many entries from each slot on."""
        before = np.maximum(slots - self._last, 0).astype(np.uint64)
        return _FIRST[counts] << (before * _BYTE)


class _TokenMasks:
    """For each of a run of query rows, bits that say which of its tokens may match a listed token.

    Attributes:
        first: the first of the rows.
        initials: bits by row and letter, of the tokens that are that letter alone; None where no row has one.
        has_initials: which rows have.
    """

    def __init__(self, queries: NameArrays, group: int, first: int, last: int, matches: TokenMatches) -> None:
        self.first = first
        slots = slice(int(queries.starts[first]), int(queries.starts[last]))
        rows = queries.row_of_slot[slots] - np.int32(first)
        rank = np.arange(slots.start, slots.stop) - queries.starts[first:last][rows]
        rank = np.minimum(rank, _WIDTH - 1)
        bits = (1 << rank).astype(np.uint8)
        both = bits | (1 << np.minimum(rank + 1, _WIDTH - 1)).astype(np.uint8)
        self._set(
            np.concatenate([rows, rows]),
            np.concatenate([queries.tokens[slots], queries.joined[slots]]),
            np.concatenate([bits, both]),
            last - first,
            matches,
        )
        weights = np.bincount(rows * _WIDTH + rank, queries.weights[group][slots], (last - first) * _WIDTH)
        self._weights = _subset_sums(weights.reshape(-1, _WIDTH).astype(np.float32))
        self.initials: U8 | None = None
        self.has_initials: Bools = np.zeros(0, dtype=bool)
        if group == PERSON:
            self._set_initials(queries, slots, rows, bits, last - first)

    def _set(self, rows: I32, tokens: TokenIds, bits: U8, count: int, matches: TokenMatches) -> None:
        """Set the bits of tokens, sorted by these: no assignment then meets a position twice with different bits."""
        some = np.flatnonzero(tokens >= 0)
        some = some[np.argsort(bits[some], kind="stable")]
        rows, tokens, bits = rows[some], tokens[some], bits[some]
        counts = matches.counts[tokens]
        before = np.concatenate([[0], np.cumsum(counts)])
        self._ranges = HashRanges(np.bincount(rows, counts, count), _BYTES_PER_PAIR)
        self._table = np.zeros(self._ranges.size, dtype=np.uint8)
        positions = self._ranges.positions(*expand(rows, matches.starts[tokens], counts, matches.listed))
        kinds = np.flatnonzero(changes(bits)).tolist()
        for begin, end in zip(kinds, [*kinds[1:], len(bits)], strict=True):
            self._table[positions[before[begin] : before[end]]] |= bits[begin]

    def _set_initials(self, queries: NameArrays, slots: slice, rows: I32, bits: U8, count: int) -> None:
        tokens = queries.tokens[slots]
        alone = np.flatnonzero(queries.vocabulary.lengths[tokens] == 1)
        if len(alone):
            self.initials = np.zeros((count, 32), dtype=np.uint8)
            letters = _letter(queries.vocabulary.firsts[tokens[alone]])
            np.bitwise_or.at(self.initials, (rows[alone], letters), bits[alone])
            self.has_initials = np.bincount(rows[alone], minlength=count) > 0

    def bits(self, rows: I32, tokens: TokenIds) -> U64:
        """Which tokens of each row may match each of eight listed tokens: a byte each."""
        return _numbers(self._table.take(self._ranges.positions(rows[:, None], tokens)))

    def weight(self, rows: I32, bits: U8) -> F32:
        """What the tokens of these bits weigh."""
        return self._weights[rows, bits]


_LONGEST = 255  # tokens of a name at most; `MAX_TOKENS` are 64
_BYTE = np.uint64(8)
_ONES = np.ones(_WIDTH, dtype=np.float32)
_FIRST = np.array([(1 << 8 * count) - 1 for count in range(_WIDTH + 1)], dtype=np.uint64)
"""The first bytes of a number."""


def _numbers(rows: U8) -> U64:
    """Eight bytes each as a number, the first in the lowest bits."""
    numbers: U64 = np.ascontiguousarray(rows).view("<u8").reshape(-1)
    return numbers


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
    """The matches without those of a query's initial and the words that it may stand for."""
    keep = np.ones(len(matches.listed), dtype=bool)
    for token in np.flatnonzero(queries.vocabulary.lengths == 1).tolist():
        run = slice(int(matches.starts[token]), int(matches.starts[token + 1]))
        keep[run] = matches.reason[run] != Reason.INITIAL
    return matches if keep.all() else matches.only(keep)


def _only_joined(matches: TokenMatches, is_joined: Bools) -> TokenMatches:
    """The matches whose listed token is two neighbours written as one."""
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
