"""Runs of an array, side by side with what each belongs to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.hashing import I32


def expand(owners: I32, starts: NDArray[np.int64], counts: NDArray[np.int64], values: I32) -> tuple[I32, I32]:
    """Repeat each owner for its run of `values[start : start + count]`; return owners and values side by side."""
    some = counts > 0
    owners, starts, counts = owners[some], starts[some], counts[some]
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    positions = np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - counts), counts)
    return np.repeat(owners, counts), values[positions]
