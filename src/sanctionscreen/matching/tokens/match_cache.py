"""Cache of token matches across batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import I32, Bools
from sanctionscreen.matching.encode.ragged import run_positions
from sanctionscreen.matching.tokens.token_rules import TokenMatches

MOST_TOKENS, MOST_PAIRS = 250_000, 4_000_000
"""Beyond either nothing more is cached: some 60 MB. The commonest tokens of a file are among its first."""


@dataclass(frozen=True, slots=True)
class TokenMatchCache:
    """Query tokens and their matches. Immutable: `with_others` makes another.

    Attributes:
        rows: position of each token in `matches`; joined tokens and acronyms are not cached.
        matches: the matches of each of them.
    """

    rows: dict[str, int]
    matches: TokenMatches

    @classmethod
    def nothing(cls, listed_tokens: int) -> TokenMatchCache:
        """An empty cache."""
        none = np.zeros(0, dtype=np.int32)
        starts = np.zeros(1, dtype=np.int64)
        return cls(
            {},
            TokenMatches(starts, none, none.astype(np.float32), none.astype(np.uint8), listed_tokens),
        )

    def __len__(self) -> int:
        return len(self.rows)

    def since(self, count: int) -> TokenMatchCache:
        """All but the first `count` tokens."""
        texts = islice(self.rows, count, None)
        rows = np.arange(count, len(self))
        return TokenMatchCache({text: row for row, text in enumerate(texts)}, chosen(self.matches, rows))

    def with_others(self, other: TokenMatchCache) -> TokenMatchCache:
        """These and those of others that are new, unless that would be too much."""
        texts = [text for text in other.rows if text not in self.rows]
        news = other.matches
        if len(texts) < len(other):
            news = chosen(news, np.array([other.rows[text] for text in texts], dtype=np.int64))
        if (
            not texts
            or len(self) + len(texts) > MOST_TOKENS
            or len(self.matches.listed) + len(news.listed) > MOST_PAIRS
        ):
            return self
        rows = self.rows | {text: row for row, text in enumerate(texts, len(self))}
        return TokenMatchCache(rows, one_after_other(self.matches, news))


def chosen(matches: TokenMatches, tokens: NDArray[np.signedinteger]) -> TokenMatches:
    """The similar pairs of some query tokens, in their order; of -1 there are none."""
    counts = np.where(tokens < 0, 0, matches.counts[tokens]) if len(matches.counts) else np.zeros_like(tokens)
    pairs = run_positions(matches.starts[tokens], counts)
    return TokenMatches(
        np.concatenate([_ZERO, np.cumsum(counts)]),
        matches.listed[pairs],
        matches.similarity[pairs],
        matches.reason[pairs],
        matches.listed_tokens,
    )


def one_after_other(first: TokenMatches, second: TokenMatches) -> TokenMatches:
    """The query tokens of the first, then those of the second."""
    return TokenMatches(
        np.concatenate([first.starts, second.starts[1:] + first.starts[-1]]),
        np.concatenate([first.listed, second.listed]),
        np.concatenate([first.similarity, second.similarity]),
        np.concatenate([first.reason, second.reason]),
        first.listed_tokens,
    )


def rows_of(known: TokenMatchCache, texts: Sequence[str], may_be: Bools) -> I32:
    """Row of each token, -1 where it isn't known or must not be looked up."""
    rows = known.rows
    positions = [rows.get(text, -1) if may else -1 for text, may in zip(texts, may_be.tolist(), strict=True)]
    return np.array(positions, dtype=np.int32)


_ZERO = np.zeros(1, dtype=np.int64)
