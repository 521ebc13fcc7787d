"""The keys of listed tokens, to be joined with those of the tokens that are asked about; see `similar`.

A table is made of the listed side, as a rule. `match_sorted` takes one of the other side, too: then a few tokens are
looked up among many, whichever side they are on.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.hashing import I32, U64
from sanctionscreen.matching.encode.ragged import expand
from sanctionscreen.matching.encode.vocabulary import Vocabulary
from sanctionscreen.matching.tokens.blocking_keys import equal_keys, token_keys
from sanctionscreen.matching.tokens.match_cache import TokenMatchCache, chosen, one_after_other, rows_of
from sanctionscreen.matching.tokens.token_rules import TokenMatches, score_pairs

F32 = NDArray[np.float32]


class TokenKeyIndex:
    """The keys of one side's vocabulary, sorted, to be joined with those of the other."""

    def __init__(
        self, vocabulary: Vocabulary, families: dict[str, SortedKeys] | None = None, *, listed: bool = True
    ) -> None:
        """Compute and sort the keys of all tokens.

        Args:
            vocabulary: the tokens.
            families: their keys, where they were kept.
            listed: whether the tokens are listed, or asked about.
        """
        self.vocabulary = vocabulary
        self.families = _sorted_keys(vocabulary, listed=listed) if families is None else families
        self.memory = TokenMatchCache.nothing(len(vocabulary.texts))
        self._known: dict[_Token, _Similar] = {}
        self._pairs = 0

    def match(self, queries: Vocabulary) -> TokenMatches:
        """Find every listed token similar to each query token."""
        return self._match_few(queries) if len(queries) <= _FEW else self._match_many(queries)

    def _match_many(self, queries: Vocabulary) -> TokenMatches:
        """The same for the tokens of a batch; what is similar to plain ones is remembered for the next."""
        memory, plain = self.memory, ~(queries.is_joined | queries.is_acronym)
        rows = rows_of(memory, queries.texts, plain)
        # Nothing but an equal token is similar to an acronym, and most have none.
        new = np.flatnonzero((rows < 0) & (~queries.is_acronym | self.may_have_equals(queries.texts)))
        texts = [queries.texts[place] for place in new.tolist()]
        anew = self.match_anew(Vocabulary(texts, queries.is_joined[new], queries.is_acronym[new]))
        rows[new] = len(memory) + np.arange(len(new))
        found = chosen(one_after_other(memory.matches, anew), rows)
        learned = np.flatnonzero(plain[new])
        numbers = {texts[place]: row for row, place in enumerate(learned.tolist())}
        self.learn(TokenMatchCache(numbers, chosen(anew, learned)))
        return found

    def may_have_equals(self, texts: Sequence[str]) -> NDArray[np.bool_]:
        """Which texts may be listed tokens; never false for one that is."""
        return _may_hold(self.families["edit"][2], equal_keys(texts))

    def learn(self, news: TokenMatchCache) -> None:
        """Remember what is similar to some tokens: what another process found, with the same lists."""
        self.memory = self.memory.with_others(news)

    def _match_few(self, queries: Vocabulary) -> TokenMatches:
        """The same for the tokens of one query or a few; what is similar to a token is remembered for the next."""
        tokens = list(
            zip(queries.texts, queries.is_joined.tolist(), queries.is_acronym.tolist(), strict=True)
        )
        known = self._remember(tokens)
        rows = [known[token] for token in tokens]
        listed, similarity, reason = (np.concatenate(column) for column in zip(*rows, _NOTHING, strict=True))
        starts = np.array([0, *accumulate(len(row[0]) for row in rows)])
        return TokenMatches(starts, listed, similarity, reason, len(self.vocabulary.texts))

    def _remember(self, tokens: list[_Token]) -> dict[_Token, _Similar]:
        """What is similar to these tokens, and perhaps to others."""
        known = self._known
        new = [token for token in tokens if token not in known]
        if not new:
            return known
        texts, joined, acronym = zip(*new, strict=True)
        found = self.match_anew(Vocabulary(texts, np.array(joined), np.array(acronym)))
        self._pairs += len(found.listed)
        if self._pairs > _MOST_REMEMBERED or len(known) > _MOST_REMEMBERED // 8:
            # Another dictionary, so that who looks something up in this one meanwhile finds it.
            known, self._pairs = {token: known[token] for token in tokens if token in known}, 0
        ends = found.starts.tolist()
        for token, begin, end in zip(new, ends, ends[1:], strict=False):
            known[token] = found.listed[begin:end], found.similarity[begin:end], found.reason[begin:end]
        self._known = known
        return known

    @property
    def remembered(self) -> int:
        """Number of tokens whose similar ones are remembered."""
        return len(self._known)

    def match_anew(self, queries: Vocabulary) -> TokenMatches:
        """The same whatever was asked for before."""
        found = {
            family: self._join(family, *keys) for family, keys in token_keys(queries, listed=False).items()
        }
        return score_pairs(queries, self.vocabulary, found)

    def match_sorted(self, queries: TokenKeyIndex) -> TokenMatches:
        """The same for tokens whose keys are sorted, too."""
        found = {family: _met(queries.families[family], keys) for family, keys in self.families.items()}
        return score_pairs(queries.vocabulary, self.vocabulary, found)

    def _join(self, family: str, hashes: U64, owners: I32) -> tuple[I32, I32]:
        listed_hashes, listed_owners, present = self.families[family]
        if not len(hashes) or not len(listed_hashes):
            return _NONE, _NONE
        # Most keys of a query token are no key of a listed one.
        if len(hashes) <= _FEW and family not in _HALF:
            some = np.flatnonzero(
                listed_hashes.take(listed_hashes.searchsorted(hashes), mode="clip") == hashes
            )
        else:
            some = np.flatnonzero(_may_hold(present, hashes))
        if not len(some):
            return _NONE, _NONE
        keys, owners = _kept_bits(family, hashes[some]), owners[some]
        order = np.argsort(keys)
        keys, owners = keys[order], owners[order]
        left = np.searchsorted(listed_hashes, keys, side="left")
        right = np.searchsorted(listed_hashes, keys, side="right")
        return expand(owners, left, right - left, listed_owners)


_Token = tuple[str, bool, bool]
"""Text of a token, and whether it is joined and an acronym."""

_Similar = tuple[I32, F32, NDArray[np.uint8]]
"""Listed tokens that are similar to a token, how much, and why."""

_FEW = 64
"""Tokens up to which those that were asked for before are looked up: those of a single query."""

_MOST_REMEMBERED = 1_000_000
"""Pairs of tokens, 9 bytes each, that are remembered."""

SortedKeys = tuple[U64 | NDArray[np.uint32], I32, NDArray[np.uint8]]
"""Keys of one family in order, their tokens, and bits that say of any key whether it may be among these."""


def _met(queries: SortedKeys, listed: SortedKeys) -> tuple[I32, I32]:
    """Query token and listed token of the pairs that share a key."""
    if len(queries[0]) < len(listed[0]):
        return _looked_up(queries, listed)
    l, q = _looked_up(listed, queries)
    return q, l


def _looked_up(few: SortedKeys, many: SortedKeys) -> tuple[I32, I32]:
    left = np.searchsorted(many[0], few[0], side="left")
    right = np.searchsorted(many[0], few[0], side="right")
    return expand(few[1], left, right - left, many[1])


def _sorted_keys(vocabulary: Vocabulary, *, listed: bool) -> dict[str, SortedKeys]:
    found = {}
    for family, (hashes, owners) in token_keys(vocabulary, listed=listed).items():
        keys, ordered = _halves_in_order(hashes, owners) if family in _HALF else _in_order(hashes, owners)
        found[family] = keys, ordered, _present(hashes) if listed else _NO_BITS
    return found


def _in_order(hashes: U64, owners: I32) -> tuple[U64, I32]:
    order = np.argsort(hashes)
    return hashes[order], owners[order]


def _halves_in_order(hashes: U64, owners: I32) -> tuple[NDArray[np.uint32], I32]:
    """The same for half of each key, sorted with its token as one number, which takes a fraction of the time."""
    both = np.sort(hashes >> np.uint64(32) << np.uint64(32) | owners.view(np.uint32))
    return (both >> np.uint64(32)).astype(np.uint32), both.astype(np.uint32).view(np.int32)


_HALF = frozenset({"edit", "open", "shape"})
"""The largest families. Whatever meets in them is compared letter by letter, so half of a key will do."""


def _kept_bits(family: str, hashes: U64) -> U64 | NDArray[np.uint32]:
    """What of its keys a family keeps; their order stays."""
    return (hashes >> np.uint64(32)).astype(np.uint32) if family in _HALF else hashes


def _present(hashes: U64) -> NDArray[np.uint8]:
    """At least eight bits for each key, packed; those of the keys are set."""
    size = max(10, int(8 * len(hashes)).bit_length())
    table = np.zeros(1 << size, dtype=bool)
    table[hashes >> np.uint64(64 - size)] = True
    return np.packbits(table, bitorder="little")


def _may_hold(present: NDArray[np.uint8], hashes: U64) -> NDArray[np.bool_]:
    shift = np.uint64(64 - (len(present).bit_length() + 2))
    places = hashes >> shift
    bits = present[places >> np.uint64(3)] >> (places & np.uint64(7)).astype(np.uint8)
    held: NDArray[np.bool_] = (bits & np.uint8(1)).view(np.bool_)
    return held


_NO_BITS = np.zeros(0, dtype=np.uint8)  # only `_join` asks for them
_NONE = np.zeros(0, dtype=np.int32)
_NOTHING = (_NONE, np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.uint8))
