"""Index of the blocking keys of one side's tokens, to be joined with the keys of the other side.

As a rule the listed side is indexed. `match_sorted` takes an index of the query side, too: then the smaller side is
looked up in the larger one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import F32, I32, NO_ROWS, U8, U64, Bools, TokenIds
from sanctionscreen.matching.encode.ragged import expand
from sanctionscreen.matching.encode.vocabulary import Vocabulary
from sanctionscreen.matching.tokens.blocking_keys import equal_keys, token_keys
from sanctionscreen.matching.tokens.match_cache import TokenMatchCache, chosen, one_after_other, rows_of
from sanctionscreen.matching.tokens.token_rules import TokenMatches, match_tokens

TokenPairs = tuple[TokenIds, TokenIds]
"""Query tokens, and the listed token that each is paired with."""


@dataclass(frozen=True, slots=True)
class FamilyKeys:
    """Blocking keys of one family.

    Attributes:
        keys: ascending; the upper halves alone for the families in `_HALF`.
        tokens: the token of each.
        filter: packed bits of a membership filter for keys; empty on the query side.
    """

    keys: NDArray[Any]
    tokens: TokenIds
    filter: U8


class TokenKeyIndex:
    """The blocking keys of one side's vocabulary, sorted, to be joined with those of the other side."""

    def __init__(
        self, vocabulary: Vocabulary, families: dict[str, FamilyKeys] | None = None, *, listed: bool = True
    ) -> None:
        """Compute and sort the keys of all tokens.

        Args:
            vocabulary: the tokens.
            families: their keys, where these were read from disk.
            listed: whether the tokens are of the listed side.
        """
        self.vocabulary = vocabulary
        self.families = _family_keys(vocabulary, listed=listed) if families is None else families
        self.memory = TokenMatchCache.nothing(len(vocabulary.texts))
        self._matches_of: dict[_Token, _Matches] = {}
        self._pairs = 0

    def match(self, queries: Vocabulary) -> TokenMatches:
        """Find the matches of every query token among the listed tokens."""
        return self._match_few(queries) if len(queries) <= _TOKENS_OF_ONE_QUERY else self._match_many(queries)

    def _match_many(self, queries: Vocabulary) -> TokenMatches:
        """The same for the tokens of a batch; matches of plain tokens are cached for the next batch."""
        memory, plain = self.memory, ~(queries.is_joined | queries.is_acronym)
        rows = rows_of(memory, queries.texts, plain)
        # Nothing but an equal token matches an acronym, and most have none.
        new = np.flatnonzero((rows < 0) & (~queries.is_acronym | self.may_have_equals(queries.texts)))
        texts = [queries.texts[token] for token in new.tolist()]
        computed = self.match_uncached(Vocabulary(texts, queries.is_joined[new], queries.is_acronym[new]))
        rows[new] = len(memory) + np.arange(len(new))
        matches = chosen(one_after_other(memory.matches, computed), rows)
        learned = np.flatnonzero(plain[new])
        numbers = {texts[token]: row for row, token in enumerate(learned.tolist())}
        self.learn(TokenMatchCache(numbers, chosen(computed, learned)))
        return matches

    def may_have_equals(self, texts: Sequence[str]) -> Bools:
        """Which texts may be listed tokens; never false for one that is."""
        return _may_hold(self.families["edit"].filter, equal_keys(texts))

    def learn(self, news: TokenMatchCache) -> None:
        """Add matches to the cache: what another process computed against the same lists."""
        self.memory = self.memory.with_others(news)

    def _match_few(self, queries: Vocabulary) -> TokenMatches:
        """The same for the tokens of one query or a few, with a cache of its own.

        A scalar twin of `_match_many`: without it the median of one query rises by 12 %.
        """
        tokens = list(
            zip(queries.texts, queries.is_joined.tolist(), queries.is_acronym.tolist(), strict=True)
        )
        matches_of = self._with_matches_of(tokens)
        parts = [matches_of[token] for token in tokens]
        listed, similarity, reason = (np.concatenate(column) for column in zip(*parts, _NOTHING, strict=True))
        starts = np.array([0, *accumulate(len(part[0]) for part in parts)])
        return TokenMatches(starts, listed, similarity, reason, len(self.vocabulary.texts))

    def _with_matches_of(self, tokens: list[_Token]) -> dict[_Token, _Matches]:
        """The matches of these tokens, and perhaps of others."""
        matches_of = self._matches_of
        new = [token for token in tokens if token not in matches_of]
        if not new:
            return matches_of
        texts, joined, acronym = zip(*new, strict=True)
        matches = self.match_uncached(Vocabulary(texts, np.array(joined), np.array(acronym)))
        self._pairs += len(matches.listed)
        if self._pairs > _MOST_CACHED or len(matches_of) > _MOST_CACHED // 8:
            # A new dictionary: another thread may be reading the old one.
            matches_of, self._pairs = {token: matches_of[token] for token in tokens if token in matches_of}, 0
        ends = matches.starts.tolist()
        for token, begin, end in zip(new, ends, ends[1:], strict=False):
            span = slice(begin, end)
            matches_of[token] = matches.listed[span], matches.similarity[span], matches.reason[span]
        self._matches_of = matches_of
        return matches_of

    @property
    def cached_tokens(self) -> int:
        """Number of tokens whose matches are cached for single queries."""
        return len(self._matches_of)

    def match_uncached(self, queries: Vocabulary) -> TokenMatches:
        """The same without a cache."""
        pairs = {
            family: self._join(family, *keys) for family, keys in token_keys(queries, listed=False).items()
        }
        return match_tokens(queries, self.vocabulary, pairs)

    def match_sorted(self, queries: TokenKeyIndex) -> TokenMatches:
        """The same for query tokens that are indexed, too."""
        pairs = {family: _joined(queries.families[family], keys) for family, keys in self.families.items()}
        return match_tokens(queries.vocabulary, self.vocabulary, pairs)

    def _join(self, family: str, hashes: U64, query_tokens: TokenIds) -> TokenPairs:
        listed = self.families[family]
        if not len(hashes) or not len(listed.keys):
            return NO_ROWS, NO_ROWS
        # Most keys of a query token are no key of a listed one.
        if len(hashes) <= _FEW_KEYS and family not in _HALF:
            some = np.flatnonzero(listed.keys.take(listed.keys.searchsorted(hashes), mode="clip") == hashes)
        else:
            some = np.flatnonzero(_may_hold(listed.filter, hashes))
        if not len(some):
            return NO_ROWS, NO_ROWS
        keys, query_tokens = _indexed_bits(family, hashes[some]), query_tokens[some]
        order = np.argsort(keys)
        return _looked_up(keys[order], query_tokens[order], listed)


_Token = tuple[str, bool, bool]
"""Text of a token, and whether it is joined and an acronym."""

_Matches = tuple[I32, F32, U8]
"""Listed tokens that match a token, similarity and reason."""

_TOKENS_OF_ONE_QUERY = 64
"""Tokens up to which a vocabulary is taken for that of one query."""

_FEW_KEYS = 64
"""Keys up to which a search among the listed keys is faster than the membership filter."""

_MOST_CACHED = 1_000_000
"""Pairs of tokens, 9 bytes each, that are cached for single queries."""


def _joined(queries: FamilyKeys, listed: FamilyKeys) -> TokenPairs:
    """Query token and listed token of the pairs that share a key."""
    if len(queries.keys) < len(listed.keys):
        return _looked_up(queries.keys, queries.tokens, listed)
    listed_tokens, query_tokens = _looked_up(listed.keys, listed.tokens, queries)
    return query_tokens, listed_tokens


def _looked_up(keys: NDArray[Any], tokens: TokenIds, others: FamilyKeys) -> TokenPairs:
    """Tokens, given by their keys in ascending order, and the tokens of the other side that share the key."""
    left = np.searchsorted(others.keys, keys, side="left")
    right = np.searchsorted(others.keys, keys, side="right")
    return expand(tokens, left, right - left, others.tokens)


def _family_keys(vocabulary: Vocabulary, *, listed: bool) -> dict[str, FamilyKeys]:
    families = {}
    for family, (hashes, tokens) in token_keys(vocabulary, listed=listed).items():
        sort = _halves_in_order if family in _HALF else _in_order
        families[family] = FamilyKeys(*sort(hashes, tokens), _filter_of(hashes) if listed else _NO_BITS)
    return families


def _in_order(hashes: U64, tokens: TokenIds) -> tuple[NDArray[Any], TokenIds]:
    order = np.argsort(hashes)
    return hashes[order], tokens[order]


def _halves_in_order(hashes: U64, tokens: TokenIds) -> tuple[NDArray[Any], TokenIds]:
    """The same for half of each key, sorted with its token as one number, which takes a fraction of the time."""
    both = np.sort(hashes >> np.uint64(32) << np.uint64(32) | tokens.view(np.uint32))
    return (both >> np.uint64(32)).astype(np.uint32), both.astype(np.uint32).view(np.int32)


_HALF = frozenset({"edit", "open", "ocr"})
"""The largest families. Their pairs are compared letter by letter afterwards, so half of a key will do."""


def _indexed_bits(family: str, hashes: U64) -> NDArray[Any]:
    """The part of its keys that a family is indexed by; their order stays."""
    return (hashes >> np.uint64(32)).astype(np.uint32) if family in _HALF else hashes


def _filter_of(hashes: U64) -> U8:
    """Membership filter: at least eight bits for each key, packed; those of the keys are set."""
    size = max(10, int(8 * len(hashes)).bit_length())
    table = np.zeros(1 << size, dtype=bool)
    table[hashes >> np.uint64(64 - size)] = True
    return np.packbits(table, bitorder="little")


def _may_hold(key_filter: U8, hashes: U64) -> Bools:
    shift = np.uint64(64 - (len(key_filter).bit_length() + 2))
    positions = hashes >> shift
    bits = key_filter[positions >> np.uint64(3)] >> (positions & np.uint64(7)).astype(np.uint8)
    held: Bools = (bits & np.uint8(1)).view(np.bool_)
    return held


_NO_BITS = np.zeros(0, dtype=np.uint8)
_NOTHING = (NO_ROWS, np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.uint8))
