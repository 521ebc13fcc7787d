"""Ragged gather: many runs of an array, given by start and length, as flat positions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import I32, I64


def run_positions(starts: NDArray[np.integer] | int, counts: NDArray[np.integer]) -> I64:
    """Positions of all runs, one run after the other.

    >>> run_positions(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(counts)
    positions: I64 = np.repeat(starts - (ends - counts), counts)
    positions += np.arange(len(positions))
    return positions


def runs(starts: NDArray[np.integer] | int, counts: NDArray[np.integer]) -> tuple[I64, I64]:
    """For every position of all runs: the number of its run, and the position."""
    return np.repeat(np.arange(len(counts)), counts), run_positions(starts, counts)


def expand(owners: I32, starts: I64, counts: I64, values: I32) -> tuple[I32, I32]:
    """Repeat each owner of a run for its `values[start : start + count]`; return owners and values side by side."""
    some = np.flatnonzero(counts)
    owners, starts, counts = owners[some], starts[some], counts[some]
    return np.repeat(owners, counts), values[run_positions(starts, counts)]
