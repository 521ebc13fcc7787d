"""String arrays: many texts in two NumPy arrays, decoded on access."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache.array_file import Array
from sanctionscreen.cache.lazy import LazySequence


def pack(texts: Iterable[str]) -> dict[str, Array]:
    """Encode texts as two arrays: their UTF-8 bytes joined, and the end of each.

    Raises:
        UnicodeEncodeError: for a lone surrogate.
    """
    texts = list(texts)
    joined = "".join(texts)
    if joined.isascii():  # as tokens are
        encoded, lengths = joined.encode(), map(len, texts)
    else:
        parts = [text.encode() for text in texts]
        encoded, lengths = b"".join(parts), map(len, parts)
    ends = np.cumsum(np.fromiter(lengths, dtype=np.int64, count=len(texts)))
    return {"text": np.frombuffer(encoded, dtype=np.uint8), "ends": ends}


class Texts(LazySequence[str]):
    """The texts that `pack` encoded.

    Args:
        text: their bytes.
        ends: the end of each text in `text`.
    """

    def __init__(self, text: Array, ends: Array) -> None:
        self.text, self.ends = text, ends
        self._bytes: memoryview = text.data
        self._all: NDArray[np.object_] | None = None
        self._decoded = 0

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Encode texts.

        Raises:
            UnicodeEncodeError: for a lone surrogate.
        """
        return cls(**pack(texts))

    def __len__(self) -> int:
        return len(self.ends)

    def _item(self, position: int) -> str:
        start = int(self.ends[position - 1]) if position else 0
        return str(self._bytes[start : int(self.ends[position])], "utf-8")

    def _items(self, positions: NDArray[np.integer]) -> NDArray[np.object_]:
        """The texts at some positions. Once as many were decoded as there are, all are decoded at once."""
        if self._all is None:
            self._decoded += len(positions)
            if self._decoded < len(self):
                items = np.empty(len(positions), dtype=object)
                starts = np.where(positions > 0, self.ends[positions - 1], 0)
                items[:] = [
                    str(self._bytes[start:end], "utf-8")
                    for start, end in zip(starts.tolist(), self.ends[positions].tolist(), strict=True)
                ]
                return items
        chosen: NDArray[np.object_] = self.decoded()[positions]
        return chosen

    def decoded(self) -> NDArray[np.object_]:
        """All texts, decoded once; processes that are forked afterwards share them."""
        if self._all is None:
            whole = str(self._bytes, "utf-8")
            self._all = np.empty(len(self), dtype=object)
            if len(whole) == len(self._bytes):  # ASCII only: a text is a slice of the whole
                self._all[:] = [whole[start:end] for start, end in pairwise([0, *self.ends.tolist()])]
            else:
                self._all[:] = list(self)
        return self._all
