"""Perturbations of letters: OCR errors, typing errors, phonetic spellings, doubled and dropped letters."""

from __future__ import annotations

import random
import re

from sanctionscreen.evaluation.perturb.edits import edits_for, inner_places, pairs, respell
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
    touched: set[int] = set()
    for _ in range(edits_for(name)):
        places = [
            place
            for place in inner_places(name)
            if letters[place].lower() != letters[place - 1].lower() and not touched & {place - 1, place}
        ]
        if not places:
            break
        place = rng.choice(places)
        touched |= {place - 1, place}
        letters[place - 1], letters[place] = _swapped(letters[place - 1], letters[place])
    return "".join(letters) if touched else None


def _swapped(first: str, second: str) -> tuple[str, str]:
    """Two letters in the other order; a capital stays where it was."""
    if first.isupper() and second.islower():
        return second.upper(), first.lower()
    return second, first


def doubled(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Write doubled letters once, or letters twice: one place in names under ten letters, two in longer ones."""
    doubles = [match.start() for match in _DOUBLE.finditer(name)]
    if doubles and rng.random() < 0.5:
        for place in sorted(rng.sample(doubles, min(edits_for(name), len(doubles))), reverse=True):
            name = name[:place] + name[place + 1 :]
        return name
    places = inner_places(name)
    if not places:
        return None
    for place in sorted(rng.sample(places, min(edits_for(name), len(places))), reverse=True):
        name = name[:place] + name[place] + name[place:]
    return name


def vowels_dropped(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Leave out all inner vowels of one word of at least five letters, as in message shorthand."""
    words = name.split(" ")
    places = [
        place
        for place, word in enumerate(words)
        if len(word) >= 5 and len(_INNER_VOWELS.sub("", word)) >= 3 and _INNER_VOWELS.search(word)
    ]
    if not places:
        return None
    place = rng.choice(places)
    words[place] = _INNER_VOWELS.sub("", words[place])
    return " ".join(words)


def phonetic(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Spell sounds in another way: one place in names of fewer than ten letters, two in longer ones."""
    return respell(name, pairs("phonetic"), edits_for(name), rng)
