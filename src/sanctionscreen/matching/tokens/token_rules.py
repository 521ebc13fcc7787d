"""Token similarity rules: which tokens of two vocabularies match, how much, and why.

Similarity is defined on a pair of tokens by the rules below; a pair that no rule admits has similarity 0. Each rule
ships with the keys that find all pairs it admits, so that joining keys finds exactly what comparing all pairs would (a
property test holds the two together):

=========  ==============================================  ======================================================
rule       admits two tokens whose…                        blocking key
=========  ==============================================  ======================================================
edit       OSA distance is at most `edits_allowed` of the  symmetric deletions of both (see `hashing`)
           shorter one
typo       letters differ that scanners confuse or whose   those of edits; five or six letters: two positions
           keys touch: one in 3 or 4 letters, else two     left open
ocr        OCR forms (see `typos`) differ in one such      OCR forms with one position left open
           letter at most, and one isn't the token itself
anagram    neighbouring letters are swapped, as often      letters in alphabetical order
sound      sounds are equal, or skeletons of two or more   sound; skeleton; skeleton without `v`
           consonants are equal (with or without `v`)
canonical  skeletons are equal in the canonical            that skeleton
           transliteration, and one is written otherwise
shorthand  letters are the same without inner vowels, and  the token without inner vowels
           one has none
synonym    table names a common group of descriptive       group id
           words
legal      table names one class of legal forms            number of the class
variant    table names a common group of name variants     group id
initial    one is a single letter that begins the other    first letter
cut        shorter may be cut (`vocabulary.may_be_cut`)    prefixes of the one, the whole of the other
           and begins the longer
=========  ==============================================  ======================================================

A token that holds a digit is only ever similar to itself. A joined token (two neighbours of a name written as one)
takes part in the rules edit (with fewer edits) and sound alone, and never against another joined token. An acronym
(the first letters of a name's words) is similar to the same letters given as a word, and to nothing else: one letter
more or less is another acronym.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sanctionscreen.matching.encode.arrays import F32, I32, I64, U8, Bools
from sanctionscreen.matching.encode.hashing import MAX_LETTERS, changes, sorted_unique
from sanctionscreen.matching.encode.letter_arrays import distances, least_edits
from sanctionscreen.matching.encode.vocabulary import Vocabulary
from sanctionscreen.matching.tokens.blocking_keys import MOST_EDITS, edits_allowed
from sanctionscreen.matching.tokens.phonetic_similarity import (
    LEAST_SIMILARITY,
    SOUND_SIMILARITY,
    canonical_similarity,
    phonetic_prefilter,
    sound_similarity,
)
from sanctionscreen.matching.tokens.typos import (
    HEARD_SLOPE,
    KEYBOARD_SLOPE,
    SCANNER_SLOPE,
    anagram_similarity,
    heard_table,
    keyboard_table,
    may_be_typos,
    ocr_similarity,
    scanner_table,
    shorthand_similarity,
    typo_rule,
)


class Reason(IntEnum):
    """Why two tokens match, weakest claim first."""

    NONE = 0
    INITIAL = 1
    CUT = 2
    EDIT = 3
    KEYBOARD = 4
    TRANSPOSED = 5
    SCANNER = 6
    HEARD = 7
    SKELETON = 8
    CANONICAL = 9
    VARIANT = 10
    SHORTHAND = 11
    SOUND = 12
    SYNONYM = 13
    LEGAL = 14
    EQUAL = 15


INITIAL_SIMILARITY = 0.7
SYNONYM_SIMILARITY = 0.93
LEGAL_SIMILARITY = 1.0
VARIANT_SIMILARITY = 0.82
LEAST_TYPO_SIMILARITY = 0.5  # what is left after typos, which explain the difference
_TYPOS = frozenset({Reason.KEYBOARD, Reason.TRANSPOSED, Reason.SCANNER, Reason.HEARD})
_EDIT_SLOPE = 1.6  # what an edit costs, as a share of the longer token's letters
_CUT_SLOPE, _CUT_MOST = (
    0.5,
    0.8,
)  # the same for a letter that was cut off; a last letter less is rather another name


@dataclass(frozen=True, slots=True)
class TokenMatches:
    """All pairs of a query token and a listed token that match, sorted by (query token, listed token).

    Attributes:
        starts: where the pairs of each query token begin; one longer than the number of query tokens.
        listed: listed token of each pair.
        similarity: above 0, 1 for equal tokens.
        reason: `Reason` of each pair.
        listed_tokens: size of the listed vocabulary.
    """

    starts: I64
    listed: I32
    similarity: F32
    reason: U8
    listed_tokens: int

    @property
    def counts(self) -> I64:
        """Number of matches of each query token."""
        return np.diff(self.starts)

    @property
    def query(self) -> I64:
        """Query token of each pair."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def without(self, *reasons: Reason) -> TokenMatches:
        """The pairs that match for any other reason."""
        keep = np.logical_and.reduce([self.reason != reason for reason in reasons])
        return self if keep.all() else self.only(keep)

    def only(self, keep: Bools) -> TokenMatches:
        """Some of the pairs."""
        before = np.zeros(len(keep) + 1, dtype=np.int64)
        np.cumsum(keep, out=before[1:])
        starts = before[self.starts]
        return TokenMatches(
            starts, self.listed[keep], self.similarity[keep], self.reason[keep], self.listed_tokens
        )


Rule = Callable[[Vocabulary, Vocabulary, I32, I32], F32]
"""The similarity of pairs of tokens, given as ids in two vocabularies."""


_Pairs = tuple[I64, I32, I32]
"""Pairs of a query token and a listed token, as one number and apart, in ascending order."""


def _always(similarity: float) -> Rule:
    """The rule by which all pairs that share a key are similar to one degree."""
    return lambda queries, listed, query_tokens, listed_tokens: np.full(
        len(query_tokens), similarity, dtype=np.float32
    )


def match_tokens(
    queries: Vocabulary, listed: Vocabulary, sharing: dict[str, tuple[I32, I32]]
) -> TokenMatches:
    """Verify the pairs that share a key, and keep the best rule for each.

    Args:
        queries: the query tokens.
        listed: the listed tokens.
        sharing: for each family of keys, query and listed token of the pairs that share a key of it.
    """
    queries.describe()
    listed.describe()
    width = np.int64(len(listed.texts) + 1)
    parts: list[tuple[I64, F32, U8]] = []

    def add(some: _Pairs, rule: Rule, reason: Reason) -> None:
        pairs, query_tokens, listed_tokens = some
        if len(pairs):
            similarity = rule(queries, listed, query_tokens, listed_tokens)
            keep = similarity >= (LEAST_TYPO_SIMILARITY if reason in _TYPOS else LEAST_SIMILARITY)
            pairs, similarity = pairs[keep], similarity[keep]
            parts.append((pairs, similarity, np.full(len(pairs), reason, dtype=np.uint8)))

    def distinct(*families: str, among: dict[str, tuple[I32, I32]] = sharing) -> _Pairs:
        some = [among[family] for family in families if len(among[family][0])]
        return _distinct(queries, listed, some, width) if some else _NO_PAIRS

    near = {family: _near(queries, listed, *sharing[family]) for family in ("edit", "open")}
    edited = distinct("edit", among=near)
    add(_only(edited, _edits_may_do(queries, listed, *edited[1:])), edit_similarity, Reason.EDIT)
    _, query_tokens, listed_tokens = edited
    may = np.flatnonzero(queries.lengths[query_tokens] == listed.lengths[listed_tokens])
    near_typos = distinct(
        "edit", "open", among={"edit": (query_tokens[may], listed_tokens[may]), "open": near["open"]}
    )
    near_typos = _only(near_typos, may_be_typos(queries, listed, *near_typos[1:]))
    add(near_typos, typo_rule(keyboard_table, KEYBOARD_SLOPE), Reason.KEYBOARD)
    add(near_typos, typo_rule(scanner_table, SCANNER_SLOPE), Reason.SCANNER)
    add(near_typos, typo_rule(heard_table, HEARD_SLOPE), Reason.HEARD)
    add(distinct("ocr"), ocr_similarity, Reason.SCANNER)
    add(distinct("anagram"), anagram_similarity, Reason.TRANSPOSED)
    heard = {
        family: phonetic_prefilter(queries, listed, *sharing[family])
        for family in ("sound", "skeleton", "bare")
    }
    add(distinct(*heard, among=heard), sound_similarity, Reason.SKELETON)
    add(distinct("canonical"), canonical_similarity, Reason.CANONICAL)
    add(distinct("shorthand"), shorthand_similarity, Reason.SHORTHAND)
    add(distinct("synonym"), _always(SYNONYM_SIMILARITY), Reason.SYNONYM)
    add(distinct("legal"), _always(LEGAL_SIMILARITY), Reason.LEGAL)
    add(distinct("variant"), _always(VARIANT_SIMILARITY), Reason.VARIANT)
    add(distinct("initial"), _always(INITIAL_SIMILARITY), Reason.INITIAL)
    add(distinct("cut"), cut_similarity, Reason.CUT)
    return _best_of(parts, len(queries.texts), width)


def _distinct(
    queries: Vocabulary, listed: Vocabulary, families: list[tuple[I32, I32]], width: np.int64
) -> _Pairs:
    """The pairs of some families, once each and in order, but for those of two joined tokens or two acronyms."""
    query_of, listed_of = (
        families[0] if len(families) == 1 else map(np.concatenate, zip(*families, strict=True))
    )
    never = (
        queries.is_joined[query_of] & listed.is_joined[listed_of]
        | queries.is_acronym[query_of] & listed.is_acronym[listed_of]
    )
    pairs = sorted_unique((query_of * width + listed_of)[~never])
    query_tokens, listed_tokens = np.divmod(pairs, width)
    return pairs, query_tokens.astype(np.int32), listed_tokens.astype(np.int32)


_NO_PAIRS = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32))
_NOTHING = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.uint8))


def _only(some: _Pairs, keep: Bools) -> _Pairs:
    pairs, query_tokens, listed_tokens = some
    return pairs[keep], query_tokens[keep], listed_tokens[keep]


def _best_of(parts: list[tuple[I64, F32, U8]], queries: int, width: np.int64) -> TokenMatches:
    pairs, similarity, reason = (np.concatenate(column) for column in zip(*parts, _NOTHING, strict=True))
    order = np.lexsort((reason, -similarity, pairs))  # where two say 1, letters do before a legal form
    pairs, similarity, reason = pairs[order], similarity[order], reason[order]
    first = changes(pairs)
    pairs, similarity, reason = pairs[first], similarity[first], reason[first]
    reason[(similarity == 1.0) & (reason != Reason.LEGAL)] = Reason.EQUAL
    reason[(reason == Reason.SKELETON) & (similarity == np.float32(SOUND_SIMILARITY))] = Reason.SOUND
    starts = np.searchsorted(pairs // width, np.arange(queries + 1))
    return TokenMatches(starts, (pairs % width).astype(np.int32), similarity, reason, int(width) - 1)


def _near(queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32) -> tuple[I32, I32]:
    """The pairs that may be within `MOST_EDITS` of each other."""
    if not len(query_tokens):
        return query_tokens, listed_tokens
    may = np.flatnonzero(
        least_edits(queries.text_bits[query_tokens], listed.text_bits[listed_tokens]) <= MOST_EDITS
    )
    return query_tokens[may], listed_tokens[may]


def _edits_may_do(queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32) -> Bools:
    """Whether tokens can be similar enough by edits, by the letters that they have."""
    at_least = least_edits(queries.text_bits[query_tokens], listed.text_bits[listed_tokens])
    longer = np.maximum(queries.lengths[query_tokens], listed.lengths[listed_tokens])
    return np.asarray(_EDIT_SLOPE * at_least <= (1 - LEAST_SIMILARITY + 1e-6) * longer)


def edit_similarity(queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32) -> F32:
    """1 for equal texts, less by `_EDIT_SLOPE` for each edit as a share of the longer token; 0 where not admitted."""
    lengths_q, lengths_l = queries.lengths[query_tokens], listed.lengths[listed_tokens]
    joined = queries.is_joined[query_tokens] | listed.is_joined[listed_tokens]
    shorter = np.minimum(lengths_q, lengths_l)
    allowed = np.where(joined, _ALLOWED_JOINED[np.minimum(shorter, 99)], _ALLOWED[np.minimum(shorter, 99)])
    distance = distances(queries.text_array, listed.text_array, query_tokens, listed_tokens)
    short = np.maximum(lengths_q, lengths_l) <= MAX_LETTERS  # longer tokens have no keys but their own
    allowed = np.where(queries.is_fuzzy[query_tokens] & listed.is_fuzzy[listed_tokens] & short, allowed, 0)
    similarity = 1.0 - _EDIT_SLOPE * distance / np.maximum(np.maximum(lengths_q, lengths_l), 1)
    return np.where(distance <= allowed, similarity, 0.0).astype(np.float32)


def cut_similarity(queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32) -> F32:
    """From `LEAST_SIMILARITY` up towards 1, by the share of the longer token that is left."""
    lengths_q, lengths_l = queries.lengths[query_tokens], listed.lengths[listed_tokens]
    share = np.minimum(lengths_q, lengths_l) / np.maximum(lengths_q, lengths_l)
    return np.clip(1.0 - _CUT_SLOPE * (1.0 - share), LEAST_SIMILARITY, _CUT_MOST).astype(np.float32)


_ALLOWED = np.array([edits_allowed(n, joined=False) for n in range(100)])
_ALLOWED_JOINED = np.array([edits_allowed(n, joined=True) for n in range(100)])
