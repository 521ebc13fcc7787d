"""Slips that turn one token into another: what a scanner takes for what, keys that touch, letters swapped.

A slip is likelier than any other edit, so two tokens that differ by slips alone resemble each other more. Letters are
compared place by place, so whole vocabularies at once are a few array operations. A *shape* is a token in which the
groups of letters that look like one (`rn`, `m`) are written as that one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import F32, I32, U8
from sanctionscreen.matching.encode.letter_arrays import LEAST_SHORTHAND, WIDTH, differing, distances
from sanctionscreen.matching.encode.vocabulary import Vocabulary
from sanctionscreen.names import tables

SCANNER_SLOPE, KEYBOARD_SLOPE, TRANSPOSED_SLOPE, HEARD_SLOPE = 0.8, 1.2, 1.0, 1.2
"""What a slip costs, as a share of the letters of the longer token; any other edit costs `similar._EDIT_SLOPE`."""

SHORTHAND_SLOPE = 0.8
"""What leaving out the inner vowels costs, as a share of the letters of the longer token."""

_FAR = 99


def slips_of(
    alike: Callable[[], NDArray[np.bool_]], slope: float
) -> Callable[[Vocabulary, Vocabulary, I32, I32], F32]:
    """A rule: less than 1 by `slope` for each slip, as a share of the letters; 0 for too many or other differences.

    Args:
        alike: gives the table of letters that are taken for each other.
        slope: what a slip costs.
    """

    def rule(queries: Vocabulary, listed: Vocabulary, q: I32, l: I32) -> F32:
        count = slips(queries.letters, listed.letters, q, l, alike())
        may = (count > 0) & (count <= _slips_allowed(queries, q))
        return _slipped(queries, listed, q, l, count, may, slope)

    return rule


def few_slips(queries: Vocabulary, listed: Vocabulary, q: I32, l: I32) -> NDArray[np.bool_]:
    """Whether tokens differ in some places, but in no more than slips are allowed."""
    count = differing(queries.letters[q], listed.letters[l])
    return np.asarray((count > 0) & (count <= _slips_allowed(queries, q)))


def shape_similarity(queries: Vocabulary, listed: Vocabulary, q: I32, l: I32) -> F32:
    """The same for shapes, of which one place may differ; each group of letters for one is a slip too."""
    count = slips(queries.shape_letters, listed.shape_letters, q, l, scanner_table())
    groups = np.maximum(1, np.abs(queries.lengths[q] - listed.lengths[l]))
    changed = (queries.shape_lengths[q] != queries.lengths[q]) | (
        listed.shape_lengths[l] != listed.lengths[l]
    )
    may = changed & (count <= 1) & (groups <= 2) & (queries.shape_lengths[q] >= 3)
    return _slipped(queries, listed, q, l, count + groups, may, SCANNER_SLOPE)


def anagram_similarity(queries: Vocabulary, listed: Vocabulary, q: I32, l: I32) -> F32:
    """The same for neighbouring letters in the other order."""
    count = distances(queries.text_array, listed.text_array, q, l)
    same_letters = (np.sort(queries.letters[q]) == np.sort(listed.letters[l])).all(axis=1)
    may = same_letters & (count > 0) & (count <= _slips_allowed(queries, q))
    return _slipped(queries, listed, q, l, count, may, TRANSPOSED_SLOPE)


def shorthand_similarity(queries: Vocabulary, listed: Vocabulary, q: I32, l: I32) -> F32:
    """Less than 1 for the vowels that one lacks; the more, the fewer letters are left."""
    shorter = np.minimum(queries.lengths[q], listed.lengths[l])
    may = (queries.is_shorthand[q] | listed.is_shorthand[l]) & (shorter >= LEAST_SHORTHAND)
    return _slipped(queries, listed, q, l, np.ones(len(q), dtype=np.int64), may, SHORTHAND_SLOPE)


def _slips_allowed(queries: Vocabulary, q: I32) -> NDArray[np.int64]:
    lengths = queries.lengths[q]
    return np.where(lengths < 3, 0, np.where(lengths < 5, 1, 2))


def _slipped(
    queries: Vocabulary, listed: Vocabulary, q: I32, l: I32, count: NDArray[np.integer], may: NDArray[np.bool_],
    slope: float,
) -> F32:  # fmt: skip
    lengths = np.maximum(queries.lengths[q], listed.lengths[l])
    may = may & queries.is_base[q] & listed.is_base[l] & (lengths <= WIDTH)
    return np.where(may, 1.0 - slope * count / np.maximum(lengths, 1), 0.0).astype(np.float32)


def slips(query: U8, listed: U8, q: I32, l: I32, alike: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Places in which two tokens of one length differ, `_FAR` where they differ in length or in letters not alike.

    Args:
        query, listed: letters of the two vocabularies.
        q, l: the pairs.
        alike: table of 128 by 128 letters that are taken for each other.
    """
    count = np.zeros(len(q), dtype=np.int64)
    for at in range(0, len(q), _BLOCK):
        one, other = query[q[at : at + _BLOCK]], listed[l[at : at + _BLOCK]]
        row, place = np.nonzero(one != other)
        pair_is_alike = alike[one[row, place], other[row, place]]
        count[at : at + _BLOCK] = np.bincount(
            row, weights=np.where(pair_is_alike, 1, _FAR), minlength=len(one)
        ).astype(np.int64)
    return np.minimum(count, _FAR)


_BLOCK = 65_536


@lru_cache(maxsize=1)
def scanner_table() -> NDArray[np.bool_]:
    """Letters that scanners confuse."""
    return _table(tables.confused_letters())


@lru_cache(maxsize=1)
def heard_table() -> NDArray[np.bool_]:
    """Letters that one sound is written with."""
    return _table(tables.letters_heard_alike())


@lru_cache(maxsize=1)
def keyboard_table() -> NDArray[np.bool_]:
    """Letters whose keys touch."""
    return _table(tables.touching_keys())


def _table(pairs: Sequence[tuple[str, str]]) -> NDArray[np.bool_]:
    table = np.zeros((128, 128), dtype=bool)
    for one, other in pairs:
        table[ord(one), ord(other)] = table[ord(other), ord(one)] = True
    return table
