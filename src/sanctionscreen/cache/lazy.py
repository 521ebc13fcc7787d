"""Base class of sequences whose items are decoded on access."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")


class LazySequence(Sequence[T]):
    """Sequence that decodes an item when it is read. A subclass defines `__len__` and `_item`.

    An index may be an integer, a slice (which gives a list), or an array of positions (which gives an array of
    objects).

    >>> class Squares(LazySequence[int]):
    ...     def __len__(self) -> int:
    ...         return 4
    ...     def _item(self, position: int) -> int:
    ...         return position**2
    >>> Squares()[-1], Squares()[1:3], Squares()[np.array([2, 0])].tolist()
    (9, [1, 4], [4, 0])
    """

    @abstractmethod
    def _item(self, position: int) -> T:
        """The item at a position from 0 to `len(self) - 1`."""

    def _items(self, positions: NDArray[np.integer]) -> NDArray[np.object_]:
        """The items at some positions; to be overridden where several are decoded faster than one by one."""
        items = np.empty(len(positions), dtype=object)
        items[:] = [self._item(position) for position in positions.tolist()]
        return items

    def __iter__(self) -> Iterator[T]:
        """All items in order; none is stored."""
        return map(self._item, range(len(self)))

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    @overload
    def __getitem__(self, index: NDArray[np.integer]) -> NDArray[np.object_]: ...
    def __getitem__(self, index: int | slice | NDArray[np.integer]) -> T | list[T] | NDArray[np.object_]:
        """One item, a list of items, or an array of them."""
        if isinstance(index, slice):
            return [self._item(position) for position in range(*index.indices(len(self)))]
        if isinstance(index, np.ndarray):
            return self._items(index)
        return self._item(range(len(self))[index])
