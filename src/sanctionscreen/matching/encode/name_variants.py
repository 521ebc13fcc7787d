"""Variants of a name: all readings under which it is matched, given the kind of its party."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, compress

from sanctionscreen.matching.encode.arrays import Bools
from sanctionscreen.model import Kind
from sanctionscreen.names.acronyms import first_letters
from sanctionscreen.names.name import Name
from sanctionscreen.names.tokens import as_acronym, normalise_all

_WITH_ACRONYMS: tuple[Kind | None, ...] = ("organization", None)

MayHold = Callable[[Sequence[str]], Bools]
"""Membership filter: which of some words a list may hold; no false negatives."""


def readings_of(text: str, kind: Kind | None) -> tuple[Name, ...]:
    """All readings of the name of a party of this kind, the commonest first, acronyms last."""
    return name_variants([text], [kind])[0]


def name_variants(
    names: Sequence[str], kinds: Sequence[Kind | None], may_hold: MayHold | None = None
) -> list[tuple[Name, ...]]:
    """All readings of each name, the commonest first, acronyms last: all of them, or those that a list may hold."""
    readings = [
        normalise_all(text, person=None if kind is None else kind == "person")
        for text, kind in zip(names, kinds, strict=True)
    ]
    acronyms = {
        number: first_letters(readings[number][0])
        for number, kind in enumerate(kinds)
        if kind in _WITH_ACRONYMS
    }
    distinct = list(dict.fromkeys(chain.from_iterable(acronyms.values())))
    held = set(compress(distinct, may_hold(distinct).tolist()) if may_hold and distinct else distinct)
    for number, letters_of_name in acronyms.items():
        first = readings[number][0]
        readings[number] += tuple(
            [as_acronym(first, letters) for letters in letters_of_name if letters in held]
        )
    return readings
