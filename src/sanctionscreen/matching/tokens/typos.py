"""Similarity of tokens that differ by typos: OCR confusions, neighbouring keys, letters swapped.

Such a typo is likelier than any other edit, so two tokens that differ by typos alone are more similar. Letters are
compared position by position, so whole vocabularies take a few array operations. An *OCR form* is a token in which
groups of letters that look like one (`rn`, `m`) are written as that one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import F32, I32, I64, U8, Bools
from sanctionscreen.matching.encode.letter_arrays import LEAST_SHORTHAND, WIDTH, differing, distances
from sanctionscreen.matching.encode.vocabulary import Vocabulary
from sanctionscreen.names import tables

SCANNER_SLOPE, KEYBOARD_SLOPE, TRANSPOSED_SLOPE, HEARD_SLOPE = 0.8, 1.2, 1.0, 1.2
"""What a typo costs, as a share of the letters of the longer token; any other edit costs `token_rules._EDIT_SLOPE`."""

SHORTHAND_SLOPE = 0.8
"""What leaving out the inner vowels costs, as a share of the letters of the longer token."""

_FAR = 99


def typo_rule(alike: Callable[[], Bools], slope: float) -> Callable[[Vocabulary, Vocabulary, I32, I32], F32]:
    """A rule: less than 1 by `slope` for each typo, as a share of the letters; 0 for too many or other differences.

    Args:
        alike: gives the table of letters that are taken for each other.
        slope: what a typo costs.
    """

    def rule(queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32) -> F32:
        count = count_typos(queries.letters, listed.letters, query_tokens, listed_tokens, alike())
        may = (count > 0) & (count <= _typos_allowed(queries, query_tokens))
        return _less_by_typos(queries, listed, query_tokens, listed_tokens, count, may, slope)

    return rule


def may_be_typos(queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32) -> Bools:
    """Whether tokens differ, but in no more letters than the typos that are allowed."""
    count = differing(queries.letters[query_tokens], listed.letters[listed_tokens])
    return np.asarray((count > 0) & (count <= _typos_allowed(queries, query_tokens)))


def ocr_similarity(queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32) -> F32:
    """The same for OCR forms, of which one letter may differ; each group of letters for one is a typo too."""
    count = count_typos(queries.ocr_letters, listed.ocr_letters, query_tokens, listed_tokens, scanner_table())
    groups = np.maximum(1, np.abs(queries.lengths[query_tokens] - listed.lengths[listed_tokens]))
    changed = (queries.ocr_lengths[query_tokens] != queries.lengths[query_tokens]) | (
        listed.ocr_lengths[listed_tokens] != listed.lengths[listed_tokens]
    )
    may = changed & (count <= 1) & (groups <= 2) & (queries.ocr_lengths[query_tokens] >= 3)
    return _less_by_typos(queries, listed, query_tokens, listed_tokens, count + groups, may, SCANNER_SLOPE)


def anagram_similarity(queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32) -> F32:
    """The same for neighbouring letters in the other order."""
    count = distances(queries.text_array, listed.text_array, query_tokens, listed_tokens)
    same_letters = (np.sort(queries.letters[query_tokens]) == np.sort(listed.letters[listed_tokens])).all(
        axis=1
    )
    may = same_letters & (count > 0) & (count <= _typos_allowed(queries, query_tokens))
    return _less_by_typos(queries, listed, query_tokens, listed_tokens, count, may, TRANSPOSED_SLOPE)


def shorthand_similarity(
    queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32
) -> F32:
    """Less than 1 for the vowels that one lacks; the more, the fewer letters are left."""
    shorter = np.minimum(queries.lengths[query_tokens], listed.lengths[listed_tokens])
    may = (queries.is_shorthand[query_tokens] | listed.is_shorthand[listed_tokens]) & (
        shorter >= LEAST_SHORTHAND
    )
    return _less_by_typos(
        queries,
        listed,
        query_tokens,
        listed_tokens,
        np.ones(len(query_tokens), dtype=np.int64),
        may,
        SHORTHAND_SLOPE,
    )


def _typos_allowed(queries: Vocabulary, query_tokens: I32) -> I64:
    lengths = queries.lengths[query_tokens]
    return np.where(lengths < 3, 0, np.where(lengths < 5, 1, 2))


def _less_by_typos(
    queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32, count: NDArray[np.integer],
    may: Bools, slope: float,
) -> F32:  # fmt: skip
    lengths = np.maximum(queries.lengths[query_tokens], listed.lengths[listed_tokens])
    may = may & queries.is_base[query_tokens] & listed.is_base[listed_tokens] & (lengths <= WIDTH)
    return np.where(may, 1.0 - slope * count / np.maximum(lengths, 1), 0.0).astype(np.float32)


def count_typos(query: U8, listed: U8, query_tokens: I32, listed_tokens: I32, alike: Bools) -> I64:
    """Positions in which two tokens of one length differ, `_FAR` where they differ in length or in letters not alike.

    Args:
        query, listed: letters of the two vocabularies.
        query_tokens, listed_tokens: the pairs.
        alike: table of 128 by 128 letters that are taken for each other.
    """
    count = np.zeros(len(query_tokens), dtype=np.int64)
    for at in range(0, len(query_tokens), _BLOCK):
        some = slice(at, at + _BLOCK)
        query_letters, listed_letters = query[query_tokens[some]], listed[listed_tokens[some]]
        row, column = np.nonzero(query_letters != listed_letters)
        pair_is_alike = alike[query_letters[row, column], listed_letters[row, column]]
        count[some] = np.bincount(
            row, weights=np.where(pair_is_alike, 1, _FAR), minlength=len(query_letters)
        ).astype(np.int64)
    return np.minimum(count, _FAR)


_BLOCK = 65_536


@lru_cache(maxsize=1)
def scanner_table() -> Bools:
    """Letters that scanners confuse."""
    return _table(tables.confused_letters())


@lru_cache(maxsize=1)
def heard_table() -> Bools:
    """Letters that one sound is written with."""
    return _table(tables.letters_heard_alike())


@lru_cache(maxsize=1)
def keyboard_table() -> Bools:
    """Letters whose keys touch."""
    return _table(tables.touching_keys())


def _table(pairs: Sequence[tuple[str, str]]) -> Bools:
    table = np.zeros((128, 128), dtype=bool)
    for one, other in pairs:
        table[ord(one), ord(other)] = table[ord(other), ord(one)] = True
    return table
