"""Exact keys: pairs of names with equal hashes of the whole name, which bypass all bounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sanctionscreen.matching.encode.arrays import NO_ROWS, U64, Bools, ReadingRows
from sanctionscreen.matching.encode.ragged import expand

NAME_KEYS = ("keys", "letter_keys", "ocr_keys")
"""Hashes of whole names in a `NameArrays`; pairs with an equal hash are scored, whatever their tokens are."""


@dataclass(frozen=True, slots=True)
class SortedKeys:
    """Keys in ascending order, and the row that each belongs to."""

    keys: U64
    rows: ReadingRows


def sorted_keys(keys: U64, in_group: Bools) -> SortedKeys:
    """The keys of the rows of a group; a row without a key is left out."""
    rows = np.flatnonzero(in_group & (keys != 0)).astype(np.int32)
    rows = rows[np.argsort(keys[rows], kind="stable")]
    return SortedKeys(keys[rows], rows)


def equal_keys(queries: U64, listed: SortedKeys) -> tuple[ReadingRows, ReadingRows]:
    """Query rows and listed rows with equal keys; their score is high whatever their tokens are."""
    if not len(listed.keys):
        return NO_ROWS, NO_ROWS
    left = np.searchsorted(listed.keys, queries, side="left")
    some = np.flatnonzero(listed.keys.take(left, mode="clip") == queries)
    if not len(some):
        return NO_ROWS, NO_ROWS
    right = np.searchsorted(listed.keys, queries[some], side="right")
    return expand(some.astype(np.int32), left[some], right - left[some], listed.rows)
