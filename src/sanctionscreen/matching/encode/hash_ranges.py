"""Hash ranges: one table in which each of many owners has a range of positions of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import I32, I64


class HashRanges:
    """Positions in a table for values of owners, by hash; two values of one owner may share a position.

    Look-ups come owner by owner, and a range is small, so it is still in the processor's cache for the next value of
    its owner.

    Attributes:
        size: of the table.
    """

    def __init__(self, counts: NDArray[np.signedinteger | np.floating], room: int) -> None:
        """Lay the ranges out.

        Args:
            counts: how many values each owner has.
            room: positions for each value, at least; 2 or more.
        """
        bits = np.ceil(np.log2(room * np.maximum(counts, 1))).astype(np.uint32)
        sizes = np.uint32(1) << bits
        self._shifts = np.uint32(32) - bits
        self._starts = np.cumsum(sizes, dtype=np.uint32) - sizes
        self.size = int(sizes.sum(dtype=np.int64))

    def positions(self, owners: I32, values: I32) -> I64:
        """The position of each value of an owner, given as its number.

        Args:
            owners, values: of one shape, or of shapes that NumPy broadcasts.
        """
        positions = values.view(np.uint32) * np.uint32(0x9E3779B9)
        positions >>= self._shifts[owners]
        positions += self._starts[owners]
        return positions.astype(np.int64)
