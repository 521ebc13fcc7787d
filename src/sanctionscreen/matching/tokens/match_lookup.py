"""Which tokens of two names are similar: looked up for many pairs of tokens at once."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.tokens.token_rules import TokenMatches

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


class MatchLookup:
    """Which row of the similar pairs holds a query token and a listed token, answered in bulk.

    For many query tokens that is a hash table, made when the first is looked for. Each query token has a run of places
    of its own. Names are asked about one after the other, so what was looked at for one pair of names is still in the
    processor's cache for the next.
    """

    def __init__(self, matches: TokenMatches) -> None:
        """Take the similar pairs."""
        self.matches = matches

    @cached_property
    def some_listed(self) -> NDArray[np.bool_]:
        """Which query tokens are similar to any; a last entry answers for "no joined neighbour", -1."""
        return np.append(self.matches.counts > 0, False)

    @cached_property
    def some_query(self) -> NDArray[np.bool_]:
        """Which listed tokens are similar to any of the query's; the last entry again answers for -1."""
        found = np.zeros(self.matches.listed_tokens + 1, dtype=bool)
        found[self.matches.listed] = True
        return found

    @cached_property
    def _sorted(self) -> I64:
        return self.matches.owners << 32 | self.matches.listed

    def _build(self) -> None:
        """Open addressing with linear probing within each run, which is at most half full."""
        counts = self.matches.counts
        bits = np.ceil(np.log2(np.maximum(counts, 1))).astype(np.int64) + 1
        sizes = np.where(counts > 0, np.int64(1) << bits, 0)
        self._starts = np.cumsum(sizes) - sizes
        self._lasts = sizes - 1
        self._shifts = (32 - bits).astype(np.uint32)
        self._tokens = np.full(int(sizes.sum()), -1, dtype=np.int32)
        self._rows = np.full(len(self._tokens), -1, dtype=np.int32)
        self._fill(self.matches.owners, self.matches.listed)

    def _fill(self, owners: I64, tokens: I32) -> None:
        rows = np.arange(len(tokens), dtype=np.int32)
        starts, lasts = self._starts[owners], self._lasts[owners]
        offsets = _offsets(tokens, self._shifts[owners])
        while len(rows):
            places = starts + offsets
            free = self._rows[places] < 0
            self._rows[places[free]] = rows[free]
            won = self._rows[places] == rows
            self._tokens[places[won]] = tokens[won]
            lost = np.flatnonzero(~won)
            starts, lasts, tokens, rows = starts[lost], lasts[lost], tokens[lost], rows[lost]
            offsets = (offsets[lost] + 1) & lasts

    def find(self, query_tokens: I32, listed_tokens: I32) -> I32:
        """Row in `matches` of each pair of tokens, -1 where they are not similar.

        Args:
            query_tokens: tokens that are similar to any (`some_listed`).
            listed_tokens: one for each.
        """
        if len(self.matches.starts) <= _FEW:
            return self._search(query_tokens, listed_tokens)
        if not hasattr(self, "_starts"):
            self._build()
        starts, lasts = self._starts[query_tokens], self._lasts[query_tokens]
        offsets = _offsets(listed_tokens, self._shifts[query_tokens])
        rows = np.full(len(listed_tokens), -1, dtype=np.int32)
        asked = np.arange(len(listed_tokens))
        while len(asked):
            places = starts + offsets
            held = self._tokens[places]
            hit = held == listed_tokens
            rows[asked[hit]] = self._rows[places[hit]]
            going = np.flatnonzero(~hit & (held >= 0))
            asked, listed_tokens, starts, lasts = (
                asked[going],
                listed_tokens[going],
                starts[going],
                lasts[going],
            )
            offsets = (offsets[going] + 1) & lasts
        return rows

    def _search(self, query_tokens: I32, listed_tokens: I32) -> I32:
        """The same by binary search: for one query a table isn't worth making."""
        if not len(self._sorted):
            return np.full(len(query_tokens), -1, dtype=np.int32)
        wanted = query_tokens.astype(np.int64) << 32 | listed_tokens
        places = np.minimum(np.searchsorted(self._sorted, wanted), len(self._sorted) - 1)
        return np.where(self._sorted[places] == wanted, places, -1).astype(np.int32)


_FEW = 64
"""Tokens up to which similar pairs are searched without a hash table."""


def _offsets(tokens: I32, shifts: NDArray[np.uint32]) -> I64:
    """Where in its run a listed token is looked for first."""
    return (tokens.view(np.uint32) * np.uint32(0x9E3779B9) >> shifts).astype(np.int64)
