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


def inner_positions(name: str) -> list[int]:
    """Positions between two letters of one word, where something can be inserted."""
    return [
        position
        for position in range(1, len(name))
        if name[position - 1].isalpha() and name[position].isalpha()
    ]


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
        occurrences = [
            (position, len(letters), others)
            for letters, others in replacements
            for position in _positions(name if letters[0].isupper() or one_of else lower, letters)
            if not any(position < end and start < position + len(letters) for start, end, _ in done)
        ]
        if not occurrences:
            break
        position, size, others = rng.choice(occurrences)
        new = rng.choice(others) if one_of else others
        done.append((position, position + size, _cased(name, position, size, new)))
    for start, end, new in sorted(done, reverse=True):
        name = name[:start] + new + name[end:]
    return name if done else None


def _positions(text: str, letters: str) -> list[int]:
    occurrences, position = [], text.find(letters)
    while position >= 0:
        occurrences.append(position)
        position = text.find(letters, position + 1)
    return occurrences


def _cased(name: str, position: int, size: int, new: str) -> str:
    """The new letters in the case of those around them."""
    old = name[position : position + size]
    if old.isupper() and (size > 1 or name[max(0, position - 1) : position + 2].isupper()) and len(name) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def in_one_word(
    name: str, change: Callable[[str], str | None], rng: random.Random, *, shortest: int = 1
) -> str | None:
    """Change one word of a name, drawn at random among those that the change can alter."""
    words = name.split(" ")
    order = [position for position, word in enumerate(words) if len(word) >= shortest]
    rng.shuffle(order)
    for position in order:
        changed = change(words[position])
        if changed is not None and changed != words[position]:
            return " ".join([*words[:position], changed, *words[position + 1 :]])
    return None
