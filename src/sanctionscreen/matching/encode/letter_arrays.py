"""Letter arrays: letters of texts one row each, letter bit sets, OCR-folded forms, edit distances."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from sanctionscreen.matching.encode.arrays import I64, U8, U64, TokenIds
from sanctionscreen.matching.encode.hashing import FEW_TEXTS
from sanctionscreen.matching.encode.ragged import runs
from sanctionscreen.names import tables

WIDTH = 24
"""Letters of the longest token that is compared letter by letter."""


LEAST_SHORTHAND = 3
"""Letters that must be left of a token without its inner vowels."""


def ocr_form(lines: str) -> str:
    """Write groups of letters that look like one as that one.

    >>> ocr_form("martin"), ocr_form("marne"), ocr_form("rnartiri")
    ('martin', 'mame', 'martin')
    """
    for group, letter in tables.confused_groups():
        lines = lines.replace(group, letter)
    return lines


def ocr_folded(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """OCR-folded forms of texts: with groups of letters that look like one letter as that letter; then also with each
    family of letters that scanners confuse as one letter.

    >>> ocr_folded(["hannov", "hahn0u"])
    (['hamov', 'hahn0u'], ['aaaau', 'aaaaau'])
    """
    if not texts:
        return [], []
    lines = "\n".join(texts)
    for group, letter in tables.ocr_letter_groups():
        lines = lines.replace(group, letter)
    return lines.split("\n"), lines.translate(_families()).split("\n")


@lru_cache(maxsize=1)
def _families() -> dict[int, int]:
    return {ord(letter): ord(family[0]) for family in tables.ocr_letter_families() for letter in family}


def without_inner_vowels(lines: str) -> str:
    """Leave out the vowels between the first and the last letter of each word, as message shorthand does.

    >>> without_inner_vowels("salimani"), without_inner_vowels("azouz")
    ('slmni', 'azz')
    """
    return _INNER_VOWELS.sub("", lines)


_INNER_VOWELS = re.compile(r"(?<=\w)[aeiou]+(?=\w)")


def letter_table(texts: Sequence[str], width: int = WIDTH) -> U8:
    """Letters of texts, one text a row, 0 after the last; texts of more than `width` letters are blank."""
    if len(texts) <= FEW_TEXTS:
        blank = bytes(width)
        padded = [text.encode("ascii").ljust(width, b"\0") if len(text) <= width else blank for text in texts]
        return np.frombuffer(b"".join(padded), dtype=np.uint8).reshape(len(texts), width)
    letters, rows, columns = _letters(texts)
    table = np.zeros((len(texts), width), dtype=np.uint8)
    lengths = np.bincount(rows, minlength=len(texts))
    some = lengths[rows] <= width
    table[rows[some], columns[some]] = letters[some]
    return table


def differing(one: U8, other: U8) -> U8:
    """In how many places letters differ, for many rows of two `letter_table`s: eight places at once."""
    differ = one.view(np.uint64) ^ other.view(np.uint64)
    low = np.uint64(0x7F7F7F7F7F7F7F7F)
    filled = ((differ & low) + low | differ) & ~low  # the highest bit of each byte that isn't zero
    count: U8 = np.bitwise_count(filled).sum(axis=1, dtype=np.uint8)
    return count


def letter_bits(texts: Sequence[str]) -> U64:
    """For each token a bit for the first, the second… `a` in it, and so on for the letters that names are made of.

    An edit changes one letter for another at most, and swapped letters change none, so the bits that one of two tokens
    has and the other lacks are no more than the edits between them (`least_edits`). Letters that have no bits, and
    those beyond the last bit, only make that fewer.
    """
    if len(texts) <= FEW_TEXTS:
        return np.array([_bits_of(text) for text in texts], dtype=np.uint64)
    letters, rows, _ = _letters(texts)
    size = len(texts)
    kinds = len(_COUNTED) + 1  # the last one takes the letters that have no bits
    counts = np.bincount(_ROWS[letters] * size + rows, minlength=kinds * size).reshape(kinds, size)
    bits = np.zeros(size, dtype=np.uint64)
    shift = 0
    for count, most in zip(counts, _COUNTED.values(), strict=False):
        bits |= _RUNS[np.minimum(count, most)] << np.uint64(shift)
        shift += most
    return bits


_COUNTED = {
    **dict.fromkeys("aeiou", 4),
    **dict.fromkeys("bcdfghjklmnprstvz", 2),
    **dict.fromkeys("SCwyqx", 1),
}  # letters of tokens and of sounds: 60 bits


@lru_cache(maxsize=4096)
def _bits_of(text: str) -> int:
    """The `letter_bits` of one token."""
    bits = 0
    for letter in _PLACES.keys() & set(text):
        bits |= ((1 << min(text.count(letter), _COUNTED[letter])) - 1) << _PLACES[letter]
    return bits


VOWEL_BITS = np.uint64((1 << 20) - 1)
"""The bits of vowels in `letter_bits`."""
_PLACES = dict(zip(_COUNTED, accumulate(_COUNTED.values(), initial=0), strict=False))
_RUNS = np.array([0, 1, 3, 7, 15], dtype=np.uint64)
_ROWS = np.full(128, len(_COUNTED))
_ROWS[[ord(letter) for letter in _COUNTED]] = np.arange(len(_COUNTED))


def least_edits(one: U64, other: U64) -> U8:
    """At least how many edits lie between tokens with these `letter_bits`."""
    edits: U8 = np.maximum(np.bitwise_count(one & ~other), np.bitwise_count(other & ~one))
    return edits


def _letters(texts: Sequence[str]) -> tuple[U8, I64, I64]:
    """All letters of ASCII texts, with the text and the position in it of each."""
    letters = np.frombuffer("".join(texts).encode("ascii"), dtype=np.uint8)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    return letters, *runs(0, lengths)


def distances(
    query_texts: NDArray[np.object_],
    listed_texts: NDArray[np.object_],
    query_tokens: TokenIds,
    listed_tokens: TokenIds,
) -> U8:
    """OSA distances of pairs of texts."""
    if not len(query_tokens):
        return np.zeros(0, dtype=np.uint8)
    return cpdist(
        query_texts[query_tokens].tolist(),
        listed_texts[listed_tokens].tolist(),
        scorer=OSA.distance,
        dtype=np.uint8,
        score_cutoff=254,
        workers=1,
    )
