"""Names whose hashes are equal: found whatever their tokens are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.ragged import expand

I32 = NDArray[np.int32]

NAME_KEYS = ("keys", "letter_keys", "outline_keys")
"""Hashes of whole names in a `NameArrays`; names that have one in common are scored, whatever their tokens are."""


@dataclass(frozen=True, slots=True)
class SortedKeys:
    """Keys in order, and the reading that each belongs to."""

    keys: NDArray[np.uint64]
    rows: I32


def sorted_keys(keys: NDArray[np.uint64], in_group: NDArray[np.bool_]) -> SortedKeys:
    """The keys of the names of a group; a name without a key is left out."""
    rows = np.flatnonzero(in_group & (keys != 0)).astype(np.int32)
    rows = rows[np.argsort(keys[rows], kind="stable")]
    return SortedKeys(keys[rows], rows)


def equal_keys(queries: NDArray[np.uint64], listed: SortedKeys) -> tuple[I32, I32]:
    """Names with equal keys: they score high whatever lies beyond the tokens that are aligned."""
    if not len(listed.keys):
        return _NONE, _NONE
    left = np.searchsorted(listed.keys, queries, side="left")
    some = np.flatnonzero(listed.keys.take(left, mode="clip") == queries)
    if not len(some):
        return _NONE, _NONE
    right = np.searchsorted(listed.keys, queries[some], side="right")
    return expand(some.astype(np.int32), left[some], right - left[some], listed.rows)


_NONE = np.zeros(0, dtype=np.int32)
