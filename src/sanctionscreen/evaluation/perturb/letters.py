"""Perturbations of letters: OCR errors, typing errors, phonetic spellings, doubled and dropped letters."""

from __future__ import annotations

import random
import re

from sanctionscreen.evaluation.perturb.edits import edits_for, inner_positions, pairs, respell
from sanctionscreen.model import Kind

_DOUBLE = re.compile(r"([^\W\d_])\1", re.I)
_INNER_VOWELS = re.compile(r"(?<=\w)[aeiou](?=\w)", re.I)


def scanner(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Replace letters by what a scanner takes them for: one in names of fewer than ten letters, two in longer ones."""
    return respell(name, pairs("scanner"), edits_for(name), rng)


def keyboard(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Strike a neighbouring key instead: one letter in names of fewer than ten letters, two in longer ones."""
    keys = pairs("keyboard")
    upper = tuple((letter.upper(), others.upper()) for letter, others in keys)
    return respell(name, keys + upper, edits_for(name), rng, one_of=True)


def transposition(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Swap neighbouring letters: once in names of fewer than ten letters, twice in longer ones."""
    letters = list(name)
    swapped: set[int] = set()
    for _ in range(edits_for(name)):
        positions = [
            position
            for position in inner_positions(name)
            if letters[position].lower() != letters[position - 1].lower()
            and not swapped & {position - 1, position}
        ]
        if not positions:
            break
        position = rng.choice(positions)
        swapped |= {position - 1, position}
        letters[position - 1], letters[position] = _swapped(letters[position - 1], letters[position])
    return "".join(letters) if swapped else None


def _swapped(first: str, second: str) -> tuple[str, str]:
    """Two letters in the other order; a capital stays where it was."""
    if first.isupper() and second.islower():
        return second.upper(), first.lower()
    return second, first


def doubled(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Write doubled letters once, or letters twice: one place in names under ten letters, two in longer ones."""
    doubles = [match.start() for match in _DOUBLE.finditer(name)]
    if doubles and rng.random() < 0.5:
        for position in sorted(rng.sample(doubles, min(edits_for(name), len(doubles))), reverse=True):
            name = name[:position] + name[position + 1 :]
        return name
    positions = inner_positions(name)
    if not positions:
        return None
    for position in sorted(rng.sample(positions, min(edits_for(name), len(positions))), reverse=True):
        name = name[:position] + name[position] + name[position:]
    return name


def vowels_dropped(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Leave out all inner vowels of one word of at least five letters, as in message shorthand."""
    words = name.split(" ")
    positions = [
        position
        for position, word in enumerate(words)
        if len(word) >= 5 and len(_INNER_VOWELS.sub("", word)) >= 3 and _INNER_VOWELS.search(word)
    ]
    if not positions:
        return None
    position = rng.choice(positions)
    words[position] = _INNER_VOWELS.sub("", words[position])
    return " ".join(words)


def phonetic(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Spell sounds in another way: one place in names of fewer than ten letters, two in longer ones."""
    return respell(name, pairs("phonetic"), edits_for(name), rng)
