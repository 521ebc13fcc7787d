"""64-bit hashes of many short strings at once, whole and with letters left out.

The hash of a string of letters c0 c1 … is the sum of c_k * B**k modulo 2**64, with B odd, so that the hash of the
string without some letters follows from sums of its parts and powers of the inverse of B. That makes the keys of
symmetric deletion (two strings within k edits, transposition counted as one, share a string that both become by leaving
out at most k letters; W. Garbe, SymSpell, 2012) a handful of array operations for all tokens of one length.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import I32, I64, U64, Bools

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = np.uint64(0xD6E8FEB86659FD93)
MAX_LETTERS = 64
"""Letters of a token whose keys may leave letters out; longer tokens are joined by the rules for equal keys alone."""


def _powers(length: int) -> U64:
    powers = np.full(length, _BASE, dtype=np.uint64)
    powers[:1] = 1
    return np.multiply.accumulate(powers)


_POWERS = _powers(MAX_LETTERS)
_INVERSE_1 = np.uint64(_INVERSE)
_INVERSE_2 = np.uint64(pow(_INVERSE, 2, 1 << 64))


def letter_matrix(texts: Sequence[str], length: int) -> U64:
    """Letters of texts that all have `length` characters, as an array of shape (len(texts), length)."""
    joined = "".join(texts).encode("utf-32-le")
    return np.frombuffer(joined, dtype=np.uint32).reshape(len(texts), length).astype(np.uint64)


def group_by_length(texts: Sequence[str]) -> list[tuple[int, I32]]:
    """Positions of the texts of each length, shortest first; empty texts are left out."""
    if len(texts) <= FEW_TEXTS:
        members: dict[int, list[int]] = {}
        for position, text in enumerate(texts):
            if text:
                members.setdefault(len(text), []).append(position)
        return [(length, np.array(members[length], dtype=np.int32)) for length in sorted(members)]
    lengths = np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))
    order = np.argsort(lengths, kind="stable").astype(np.int32)
    ordered = lengths[order]
    starts = np.flatnonzero(changes(ordered))
    groups = np.split(order, starts[1:])
    return [
        (int(ordered[start]), group) for start, group in zip(starts, groups, strict=True) if ordered[start]
    ]


def salted(hashes: U64, salt: int) -> U64:
    """Spread hashes over all 64 bits, differently for each salt, so that families of keys never meet."""
    mixed = (hashes ^ np.uint64(salt * 0x9E3779B97F4A7C15 % (1 << 64))) * _MIX
    return mixed ^ (mixed >> np.uint64(32))


def hash_texts(texts: Sequence[str], salt: int) -> U64:
    """Hash each text; equal texts under one salt have equal hashes. The empty text hashes like any other."""
    if len(texts) <= FEW_TEXTS:
        return salted(np.array([_hash_of(text) for text in texts], dtype=np.uint64), salt)
    hashes = np.zeros(len(texts), dtype=np.uint64)
    for length, members in group_by_length(texts):
        letters = letter_matrix([texts[i] for i in members.tolist()], length)
        powers = _POWERS[:length] if length <= MAX_LETTERS else _powers(length)
        hashes[members] = (letters * powers).sum(axis=1, dtype=np.uint64)
    return salted(hashes, salt)


FEW_TEXTS = 48
"""Texts up to which a loop in Python is faster than arrays of letters: those of a single query. Without the loops the
median of one query rises by 18 % (hashes) and 6 % (letter arrays)."""


@lru_cache(maxsize=4096)
def _hash_of(text: str) -> int:
    total, power = 0, 1
    for letter in text:
        total += ord(letter) * power
        power = power * _BASE % (1 << 64)
    return total % (1 << 64)


def deletion_hashes(letters: U64, deletions: int) -> U64:
    """Hash texts with exactly `deletions` letters left out, for every choice of letters.

    Args:
        letters: array of shape (texts, length).
        deletions: 0, 1 or 2; at most `length`.

    Returns:
        Array of shape (texts, number of choices), not salted.
    """
    length = letters.shape[1]
    terms = letters * _POWERS[:length]
    prefix = np.zeros((len(letters), length + 1), dtype=np.uint64)
    np.cumsum(terms, axis=1, dtype=np.uint64, out=prefix[:, 1:])
    total = prefix[:, length]
    if deletions == 0:
        return total[:, None]
    if deletions == 1:
        return prefix[:, :length] + (total[:, None] - prefix[:, 1:]) * _INVERSE_1
    first, second = _two_of(length)
    middle = prefix[:, second] - prefix[:, first + 1]
    tail = total[:, None] - prefix[:, second + 1]
    return np.asarray(prefix[:, first] + middle * _INVERSE_1 + tail * _INVERSE_2, dtype=np.uint64)


def edit_hashes(letters: U64, edits: int) -> U64:
    """The `deletion_hashes` of no letter up to `edits` letters, side by side."""
    length = letters.shape[1]
    if len(letters) <= FEW_TEXTS and length <= _SHORT:  # one call in place of dozens: 3 % of a single query
        return np.asarray(letters @ _deleting(length, edits), dtype=np.uint64)
    return np.concatenate([deletion_hashes(letters, count) for count in range(edits + 1)], axis=1)


_SHORT = 32
"""Letters up to which a table says what each letter counts in each choice of letters."""


@lru_cache(maxsize=2 * _SHORT)
def _deleting(length: int, edits: int) -> U64:
    """What each letter counts in each of `edit_hashes`."""
    left = [chosen for count in range(edits + 1) for chosen in combinations(range(length), length - count)]
    factors = np.zeros((length, len(left)), dtype=np.uint64)
    for choice, positions in enumerate(left):
        factors[list(positions), choice] = _POWERS[: len(positions)]
    return factors


@lru_cache(maxsize=MAX_LETTERS)
def _two_of(length: int) -> tuple[I64, I64]:
    """All choices of two places, the first before the second."""
    return np.triu_indices(length, k=1)


def open_hashes(letters: U64, places: int) -> U64:
    """Hash texts with `places` letters left open, for every choice of places; the place counts, unlike in a deletion.

    Args:
        letters: array of shape (texts, length).
        places: 1 or 2; at most `length`.

    Returns:
        Array of shape (texts, number of choices), not salted.
    """
    length = letters.shape[1]
    blank = (letters - np.uint64(1)) * _POWERS[:length]  # as if letter number 1 stood there
    total = (letters * _POWERS[:length]).sum(axis=1, dtype=np.uint64)
    if places == 1:
        return np.asarray(total[:, None] - blank, dtype=np.uint64)
    first, second = _two_of(length)
    return np.asarray(total[:, None] - blank[:, first] - blank[:, second], dtype=np.uint64)


def prefix_hashes(letters: U64) -> U64:
    """Hash every prefix: column k is the hash of the first k + 1 letters, not salted."""
    length = letters.shape[1]
    powers = _POWERS[:length] if length <= MAX_LETTERS else _powers(length)
    hashes: U64 = np.cumsum(letters * powers, axis=1, dtype=np.uint64)
    return hashes


def sorted_unique(values: I64) -> I64:
    """Distinct values, ascending; by sorting, which for integers is several times faster than `np.unique`."""
    values = np.sort(values)
    distinct: I64 = values[changes(values)]
    return distinct


def changes(values: NDArray[Any]) -> Bools:
    """Where a value differs from the one before; the first does."""
    differs = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs
