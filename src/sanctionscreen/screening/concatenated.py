"""The listings of several editions as one sequence, and their names as another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import Any, overload

from numpy.typing import NDArray

from sanctionscreen.model import ListedName, Listing

_REMEMBERED = 50_000
"""Listings that stay in memory once they were put together: what is hit, is often hit again."""


class ConcatenatedListings(Sequence[Listing]):
    """Listings of several editions, one edition after the other."""

    def __init__(self, parts: Sequence[Sequence[Listing]]) -> None:
        """Put the parts side by side; none of their listings is looked at."""
        self._parts = parts
        self._starts = [0, *accumulate(map(len, parts))]
        self._known: dict[int, Listing] = {}

    def __len__(self) -> int:
        return self._starts[-1]

    def __iter__(self) -> Iterator[Listing]:
        """All of them, one after the other. None stays in memory that isn't there already."""
        return chain.from_iterable(self._parts)

    @overload
    def __getitem__(self, place: int) -> Listing: ...
    @overload
    def __getitem__(self, place: slice) -> list[Listing]: ...
    def __getitem__(self, place: int | slice) -> Listing | list[Listing]:
        """One listing, or those of a slice."""
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        found = self._known.get(place)
        if found is None:
            part = bisect_right(self._starts, place) - 1
            found = self._parts[part][place - self._starts[part]]
            if len(self._known) < _REMEMBERED:
                self._known[place] = found
        return found


class ConcatenatedNames(Sequence[ListedName]):
    """The names of listings, one listing after the other."""

    def __init__(self, listings: Sequence[Listing], first_name: NDArray[Any]) -> None:
        """Take the listings and where the names of each begin."""
        self._listings, self._first = listings, first_name

    def __len__(self) -> int:
        return int(self._first[-1])

    @overload
    def __getitem__(self, number: int) -> ListedName: ...
    @overload
    def __getitem__(self, number: slice) -> list[ListedName]: ...
    def __getitem__(self, number: int | slice) -> ListedName | list[ListedName]:
        """One name, or those of a slice."""
        if isinstance(number, slice):
            return [self[at] for at in range(*number.indices(len(self)))]
        number = range(len(self))[number]
        place = int(self._first.searchsorted(number, side="right")) - 1
        return self._listings[place].names[number - int(self._first[place])]
