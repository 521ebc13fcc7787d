"""Look-up of token matches: (query token, listed token) → row of `TokenMatches`, for many pairs at once."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import I32, I64, Bools, TokenIds
from sanctionscreen.matching.tokens.token_rules import Reason, TokenMatches


class MatchLookup:
    """Hash table over token matches, with a range of positions for each query token.

    Names are looked up query by query, so what one pair of names read is still in the processor's cache for the next.
    """

    def __init__(self, matches: TokenMatches) -> None:
        """Take the matches; the table is built when the first is looked up."""
        self.matches = matches
        self._is_built = False

    def _build(self) -> None:
        """Open addressing with linear probing within each range, which is at most half full."""
        matches, counts = self.matches, self.matches.counts
        bits = np.ceil(np.log2(np.maximum(counts, 1))).astype(np.int64) + 1
        sizes = np.where(counts > 0, np.int64(1) << bits, 0)
        self._starts = np.cumsum(sizes) - sizes
        self._lasts = sizes - 1
        self._shifts = (32 - bits).astype(np.uint32)
        self._tokens = np.full(int(sizes.sum()), -1, dtype=np.int32)
        self._rows = np.full(len(self._tokens), -1, dtype=np.int32)
        self._fill(matches.query, matches.listed)
        self._is_built = True

    @cached_property
    def query_has_match(self) -> Bools:
        """Which query tokens match any listed token; a last entry is for "no joined neighbour", -1."""
        return np.append(self.matches.counts > 0, False)

    @cached_property
    def listed_has_match(self) -> Bools:
        """Which listed tokens match any query token; the last entry again is for -1."""
        has_match = np.zeros(self.matches.listed_tokens + 1, dtype=bool)
        has_match[self.matches.listed] = True
        return has_match

    def _fill(self, query_tokens: I64, listed_tokens: TokenIds) -> None:
        rows = np.arange(len(listed_tokens), dtype=np.int32)
        starts, lasts = self._starts[query_tokens], self._lasts[query_tokens]
        offsets = _offsets(listed_tokens, self._shifts[query_tokens])
        while len(rows):
            positions = starts + offsets
            free = self._rows[positions] < 0
            self._rows[positions[free]] = rows[free]
            won = self._rows[positions] == rows
            self._tokens[positions[won]] = listed_tokens[won]
            lost = np.flatnonzero(~won)
            starts, lasts, rows = starts[lost], lasts[lost], rows[lost]
            listed_tokens, offsets = listed_tokens[lost], (offsets[lost] + 1) & lasts

    def find(self, query_tokens: TokenIds, listed_tokens: TokenIds) -> I32:
        """Row in `matches` of each pair of tokens, -1 where they don't match.

        Args:
            query_tokens: tokens that have a match (`query_has_match`).
            listed_tokens: one for each.
        """
        if not self._is_built:
            self._build()
        starts, lasts = self._starts[query_tokens], self._lasts[query_tokens]
        offsets = _offsets(listed_tokens, self._shifts[query_tokens])
        rows = np.full(len(listed_tokens), -1, dtype=np.int32)
        pair = np.arange(len(listed_tokens))
        while len(pair):
            positions = starts + offsets
            stored = self._tokens[positions]
            hit = stored == listed_tokens
            rows[pair[hit]] = self._rows[positions[hit]]
            going = np.flatnonzero(~hit & (stored >= 0))
            pair, listed_tokens = pair[going], listed_tokens[going]
            starts, lasts = starts[going], lasts[going]
            offsets = (offsets[going] + 1) & lasts
        return rows


def _offsets(tokens: TokenIds, shifts: NDArray[np.uint32]) -> I64:
    """Position in its range at which a listed token is looked for first."""
    return (tokens.view(np.uint32) * np.uint32(0x9E3779B9) >> shifts).astype(np.int64)


Lookups = tuple[MatchLookup, MatchLookup]
"""Token matches in names of persons, and in all others: an initial stands for a word in a person's name only, a legal
form for another in all others."""


def group_matches(matches: TokenMatches) -> tuple[TokenMatches, TokenMatches]:
    """Token matches that count in names of `PERSON`, and in those of `OTHER`."""
    return matches.without(Reason.LEGAL), matches.without(Reason.INITIAL)


def group_lookups(matches: TokenMatches) -> Lookups:
    """The `group_matches`, ready to be looked up."""
    person, other = group_matches(matches)
    return MatchLookup(person), MatchLookup(other)
