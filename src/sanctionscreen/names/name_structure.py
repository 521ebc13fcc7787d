"""Family names and patronymics inside a person's name: roles by position and ending, besides those of the tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sanctionscreen.names import tables
from sanctionscreen.names.roles import FIRST_SURNAME, LATER_SURNAME, PARTICLE, PATRONYMIC

_ENDING = r"[a-z]{3,}(?:[aeoiy]vi?ch|[aeo]vych|[aeoi][vw]na|[iy]chna|inichna)"
_PERHAPS = re.compile(rf"\b{_ENDING}\b")
_PARTS = 3
"""Words that a name has where one of them is the father's."""


def mark_family(roles: Sequence[int], family: int) -> Sequence[int]:
    """Give the words of a family name of several words their roles, particles aside.

    Args:
        roles: of all words of a name.
        family: how many of the last ones are the family name, for they stood before the comma.

    >>> mark_family([0, 0, 0], 2)
    [0, 64, 128]
    """
    places = [place for place in range(len(roles) - family, len(roles)) if not roles[place] & PARTICLE]
    if len(places) < 2:
        return roles
    marked = list(roles)
    for place in places:
        marked[place] |= FIRST_SURNAME if place == places[0] else LATER_SURNAME
    return marked


def may_be_patronymic(word: str) -> bool:
    """Whether a word ends like an East Slavic father's name.

    >>> may_be_patronymic("kuzhugetovich"), may_be_patronymic("smith")
    (True, False)
    """
    return bool(_PERHAPS.search(word))


def father_of(word: str) -> tuple[tuple[str, ...], bool]:
    """What the father may be called whose name a word is made of, likeliest first, and whether it is a daughter's.

    >>> father_of("vladimirovich")[0][:2], father_of("nikolaevna")[1], father_of("smith")
    (('vladimir', 'vladimiri'), True, ((), False))
    """
    found = _FATHER.fullmatch(word)
    if not found:
        return (), False
    return tuple(found["stem"] + ending for ending in _FATHERS_END), word.endswith("a")


_FATHER = re.compile(r"(?P<stem>[a-z]{3,}?)(?:[aeoiy]{0,2}(?:[vw](?:i?ch|ych|icz)|[vwu]na)|[iy]chna|inichna)")
_FATHERS_END = ("", "i", "y", "iy", "ii", "ij", "j", "ei", "ey", "ej", "ai", "ay", "aj", "a", "o")
"""What the ending of a father's name takes the place of: Nikolay, Nikolaevich; Ilya, Ilyich; Dmytro, Dmytrovych."""


def mark_patronymic(tokens: Sequence[str], roles: Sequence[int]) -> Sequence[int]:
    """Give the word that ends like an East Slavic father's name its role, in a name of three words or more.

    Of several the last one within the name is meant, for a family name may end so too; the first word never is.

    >>> mark_patronymic(["sergei", "kuzhugetovich", "ivanov"], [0, 0, 0])
    [0, 32, 0]
    """
    if len(tokens) < _PARTS or not _PERHAPS.search(" ".join(tokens)):
        return roles
    places = [
        place for place in range(1, len(tokens)) if not roles[place] and _PERHAPS.fullmatch(tokens[place])
    ]
    inner = [place for place in places if place + 1 < len(tokens)] or places
    if not inner:
        return roles
    return [role | PATRONYMIC if place == inner[-1] else role for place, role in enumerate(roles)]


def is_initial(tokens: Sequence[str], place: int) -> bool:
    """Whether a single letter of a person's name is an initial; a particle (`y`, `a/l`) stands between two words.

    >>> is_initial(["s", "a", "karimi"], 1), is_initial(["ortega", "y", "soto"], 1)
    (True, False)
    """
    first, last = place, place + 1
    while first and len(tokens[first - 1]) == 1:
        first -= 1
    while last < len(tokens) and len(tokens[last]) == 1:
        last += 1
    is_particle = first > 0 and last < len(tokens) and " ".join(tokens[first:last]) in tables.particles()
    return tokens[place].isalpha() and not is_particle
