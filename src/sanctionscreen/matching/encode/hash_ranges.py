"""Tables in which each of many owners has a run of places of its own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.hashing import I32


class Runs:
    """Where in a table a value of an owner stands, by its hash; two values of one owner may share a place.

    Owners are asked about one after the other, and a run is small, so it is still in the processor's cache for the next
    value of its owner.

    Attributes:
        size: of the table.
    """

    def __init__(self, counts: NDArray[np.signedinteger | np.floating], places: int) -> None:
        """Lay the runs out.

        Args:
            counts: how many values each owner has.
            places: for each value, at least; 2 or more.
        """
        bits = np.ceil(np.log2(places * np.maximum(counts, 1))).astype(np.uint32)
        sizes = np.uint32(1) << bits
        self._shifts = np.uint32(32) - bits
        self._starts = np.cumsum(sizes, dtype=np.uint32) - sizes
        self.size = int(sizes.sum(dtype=np.int64))

    def places(self, owners: I32, values: I32) -> NDArray[np.int64]:
        """The place of each value of an owner, given as its number.

        Args:
            owners, values: of one shape, or of shapes that NumPy broadcasts.
        """
        found = values.view(np.uint32) * np.uint32(0x9E3779B9)
        found >>= self._shifts[owners]
        found += self._starts[owners]
        return found.astype(np.int64)
