"""All readings under which a party's name is looked for, given what kind of party it is."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.model import Kind
from sanctionscreen.names.acronyms import first_letters
from sanctionscreen.names.name import Name
from sanctionscreen.names.tokens import as_acronym, normalise_all

_WITH_ACRONYMS: tuple[Kind | None, ...] = ("organization", None)

Held = Callable[[Sequence[str]], NDArray[np.bool_]]
"""Which of some words a list may hold; never false for one that it does."""


def readings_of(text: str, kind: Kind | None) -> tuple[Name, ...]:
    """All readings of the name of a party of this kind, the commonest first, acronyms last."""
    return name_variants([text], [kind])[0]


def name_variants(
    names: Sequence[str], kinds: Sequence[Kind | None], held: Held | None = None
) -> list[tuple[Name, ...]]:
    """All readings of each name, the commonest first, acronyms last: all of them, or those that are held."""
    found = [
        normalise_all(text, person=None if kind is None else kind == "person")
        for text, kind in zip(names, kinds, strict=True)
    ]
    short = {
        place: first_letters(found[place][0]) for place, kind in enumerate(kinds) if kind in _WITH_ACRONYMS
    }
    every = list(dict.fromkeys(chain.from_iterable(short.values())))
    known = set(compress(every, held(every).tolist()) if held and every else every)
    for place, some in short.items():
        first = found[place][0]
        found[place] += tuple([as_acronym(first, letters) for letters in some if letters in known])
    return found


class KeptReadings(Sequence[Name]):
    """Readings that are put together when they are asked for, several at once for less."""

    @abstractmethod
    def many(self, rows: NDArray[np.int32]) -> list[Name]:
        """The readings at some rows."""
