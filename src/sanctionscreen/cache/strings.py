"""Many texts as two arrays, decoded when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache.array_file import Array


def pack(texts: Iterable[str]) -> dict[str, Array]:
    """Two arrays: the texts one after the other in UTF-8, and where each ends.

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


class Texts(Sequence[str]):
    """The texts that `pack` packed. An array of positions gives an array of texts."""

    def __init__(self, text: Array, ends: Array) -> None:
        """Take the two arrays; nothing is decoded yet."""
        self._bytes: memoryview = text.data
        self._ends = ends
        self._all: NDArray[np.object_] | None = None
        self._decoded = 0

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    @overload
    def __getitem__(self, place: NDArray[np.integer]) -> NDArray[np.object_]: ...
    def __getitem__(self, place: int | slice | NDArray[np.integer]) -> str | list[str] | NDArray[np.object_]:
        """One text; those of a slice; or those of an array of positions, as an array of objects."""
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        if not isinstance(place, np.ndarray):
            return self._one(range(len(self))[place])
        if self._all is None:
            self._decoded += len(place)
            if self._decoded < len(self):
                found = np.empty(len(place), dtype=object)
                starts, ends = np.where(place > 0, self._ends[place - 1], 0), self._ends[place]
                texts = self._bytes
                found[:] = [
                    str(texts[start:end], "utf-8")
                    for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
                ]
                return found
        chosen: NDArray[np.object_] = self.decoded()[place]
        return chosen

    def decoded(self) -> NDArray[np.object_]:
        """All texts, decoded once; processes that are forked afterwards share them."""
        if self._all is None:
            whole = str(self._bytes, "utf-8")
            self._all = np.empty(len(self), dtype=object)
            if len(whole) == len(self._bytes):  # a letter a byte, so texts are parts of the whole
                places = [0, *self._ends.tolist()]
                self._all[:] = [whole[start:end] for start, end in pairwise(places)]
            else:
                self._all[:] = [self._one(number) for number in range(len(self))]
        return self._all

    def _one(self, place: int) -> str:
        start = int(self._ends[place - 1]) if place else 0
        return str(self._bytes[start : int(self._ends[place])], "utf-8")
