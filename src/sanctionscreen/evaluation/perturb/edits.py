"""Random edits of names, and the tables of replacements."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

SHORT_NAME = 10
"""Names with fewer letters than this take one edit, others two."""


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(
        files("sanctionscreen.evaluation.perturb").joinpath("data/perturb.toml").read_text("utf-8")
    )


@lru_cache(maxsize=16)
def pairs(section: str, key: str = "pairs") -> tuple[tuple[str, str], ...]:
    """The lines of a section of `data/perturb.toml`: letters, and their possible replacements."""
    lines = (line.rpartition(" ") for line in _data()[section][key].splitlines() if line)
    return tuple((letters, others) for letters, _, others in lines)


def letters_in(name: str) -> int:
    """The number of letters in a name."""
    return sum(map(str.isalpha, name))


def edits_for(name: str) -> int:
    """One edit for a name of fewer than ten letters, else two."""
    return 1 if letters_in(name) < SHORT_NAME else 2


def inner_places(name: str) -> list[int]:
    """Positions between two letters of one word, where something can be inserted."""
    return [place for place in range(1, len(name)) if name[place - 1].isalpha() and name[place].isalpha()]


def respell(
    name: str,
    replacements: tuple[tuple[str, str], ...],
    count: int,
    rng: random.Random,
    *,
    one_of: bool = False,
) -> str | None:
    """Replace up to `count` occurrences at random positions, keeping the case of the first letter.

    Args:
        name: the name.
        replacements: letters and their possible replacements.
        count: how many occurrences.
        rng: the source of chance.
        one_of: whether each character of a replacement is an alternative.

    Returns:
        The name respelt, None if none of the letters occurs.
    """
    done: list[tuple[int, int, str]] = []
    lower = name.lower()
    for _ in range(count):
        found = [
            (place, len(letters), others)
            for letters, others in replacements
            for place in _places(name if letters[0].isupper() or one_of else lower, letters)
            if not any(place < end and start < place + len(letters) for start, end, _ in done)
        ]
        if not found:
            break
        place, size, others = rng.choice(found)
        new = rng.choice(others) if one_of else others
        done.append((place, place + size, _cased(name, place, size, new)))
    for start, end, new in sorted(done, reverse=True):
        name = name[:start] + new + name[end:]
    return name if done else None


def _places(text: str, letters: str) -> list[int]:
    found, place = [], text.find(letters)
    while place >= 0:
        found.append(place)
        place = text.find(letters, place + 1)
    return found


def _cased(name: str, place: int, size: int, new: str) -> str:
    """The new letters in the case of those around them."""
    old = name[place : place + size]
    if old.isupper() and (size > 1 or name[max(0, place - 1) : place + 2].isupper()) and len(name) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def in_one_word(
    name: str, change: Callable[[str], str | None], rng: random.Random, *, shortest: int = 1
) -> str | None:
    """Change one word of a name, drawn at random among those that the change can alter."""
    words = name.split(" ")
    order = [place for place, word in enumerate(words) if len(word) >= shortest]
    rng.shuffle(order)
    for place in order:
        changed = change(words[place])
        if changed is not None and changed != words[place]:
            return " ".join([*words[:place], changed, *words[place + 1 :]])
    return None
