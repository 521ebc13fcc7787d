"""Perturbations of a name's structure: order, parts, titles, particles, spaces and case."""

from __future__ import annotations

import random
import re

from sanctionscreen.evaluation.perturb.edits import in_one_word, inner_positions
from sanctionscreen.model import Kind
from sanctionscreen.names import tables
from sanctionscreen.names.fold import fold

_PERSON_TITLES = ("Mr.", "Dr.", "Gen.", "Col.", "Haji", "Sheikh", "Eng.", "Prof.")
_PERSON_SUFFIXES = ("Jr.", "Sr.", "III", "PhD", "Esq.")
_ORGANIZATION_SUFFIXES = ("Ltd", "LLC", "Co.", "Inc.", "Group", "JSC", "GmbH")
_VESSEL_PREFIXES = ("M/V", "MV", "MT", "M/T")
_SMALL = frozenset(("of", "the", "and", "for"))


def order(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Put the parts in another order: the family name first or last, with or without comma; words elsewhere swapped."""
    family, comma, given = name.partition(",")
    if comma and given.strip():
        return f"{given.strip()} {family.strip()}"
    words = name.split()
    if len(words) < 2:
        return None
    if kind in (None, "person"):
        rest = " ".join(words[:-1])
        return f"{words[-1]}{rng.choice((', ', ' '))}{rest}"
    position = rng.randrange(len(words) - 1)
    words[position], words[position + 1] = words[position + 1], words[position]
    return " ".join(words)


def token_dropped(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Leave out one word of three or more; a word of at least three letters, so that something is lost."""
    words = name.split()
    positions = [position for position, word in enumerate(words) if sum(map(str.isalpha, word)) >= 3]
    if len(words) < 3 or len(positions) < 3:
        return None
    del words[rng.choice(positions)]
    return " ".join(words).strip(" ,")


def particle(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Leave out a particle, join it to the next word, or write it apart from it."""
    words = re.split(r"[ -]", name)
    small = tables.particles() | _SMALL
    positions = [
        position
        for position, word in enumerate(words[:-1])
        if fold(word) in small and words[position + 1] and len(word) > 1
    ]
    if not positions or len(words) < 3:
        return None
    position = rng.choice(positions)
    if rng.random() < 0.5 or words[position].lower() in _SMALL:
        return " ".join(words[:position] + words[position + 1 :])
    return " ".join(
        [*words[:position], _together(words[position], words[position + 1]), *words[position + 2 :]]
    )


def initials(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Cut a person's given names to their initials; the family name stays."""
    if kind not in (None, "person"):
        return None
    family, comma, given = name.partition(",")
    words = given.split() if comma else name.split()[:-1]
    last = family.strip() if comma else name.rsplit(maxsplit=1)[-1] if name.split() else ""
    small = tables.particles()
    shortened = [
        word if fold(word) in small else f"{word[0]}{rng.choice(('.', ''))}"
        for word in words
        if word[0].isalpha()
    ]
    if not shortened or " ".join(shortened) == " ".join(words):
        return None
    return f"{last}, {' '.join(shortened)}" if comma else f"{' '.join(shortened)} {last}"


def title(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Add what is not part of the name: a title or suffix, a legal form, a ship's prefix."""
    if kind == "vessel":
        return f"{rng.choice(_VESSEL_PREFIXES)} {name}"
    if kind == "organization":
        return f"{name} {rng.choice(_ORGANIZATION_SUFFIXES)}"
    if kind == "aircraft":
        return None
    if rng.random() < 0.5:
        return f"{rng.choice(_PERSON_TITLES)} {name}"
    return f"{name} {rng.choice(_PERSON_SUFFIXES)}"


def punctuation(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Change punctuation and spacing: hyphens, dots, commas, apostrophes, doubled spaces."""
    changes = [
        name.replace("-", " "),
        name.replace("-", ""),
        name.replace(".", ""),
        name.replace(",", ""),
        name.replace("'", ""),
        name.replace(" ", "-", 1),
        name.replace(" ", "  "),
        name.replace(" ", "."),
        name.replace(" ", "_"),
        f'"{name}"',
        f"{name}.",
        name.replace(" and ", " & "),
    ]
    different = [change for change in dict.fromkeys(changes) if change != name]
    return rng.choice(different)


def case(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Write the name in upper, lower, title or alternating case."""
    alternating = "".join(
        char.upper() if position % 2 else char.lower() for position, char in enumerate(name)
    )
    forms = [form for form in (name.upper(), name.lower(), name.title(), alternating) if form != name]
    return rng.choice(forms) if forms else None


def joined(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Write two neighbouring words as one."""
    words = name.split()
    positions = [
        position
        for position in range(len(words) - 1)
        if words[position][-1].isalpha() and words[position + 1][0].isalpha()
    ]
    if not positions:
        return None
    position = rng.choice(positions)
    return " ".join(
        [*words[:position], _together(words[position], words[position + 1]), *words[position + 2 :]]
    )


def _together(first: str, second: str) -> str:
    return first + (second if first.isupper() else second.lower())


def split(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Write one word of six letters or more as two, of two letters or more each."""

    def cut(word: str) -> str | None:
        positions = [position for position in inner_positions(word) if 2 <= position <= len(word) - 2]
        if not positions:
            return None
        position = rng.choice(positions)
        return f"{word[:position]} {word[position:]}"

    return in_one_word(name, cut, rng, shortest=6)


def truncated(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Cut the name to 70 % of its length, as a field that is too short does."""
    beginning = name[: -(-len(name) * 7 // 10)].strip(" ,-")
    return beginning if sum(map(str.isalpha, beginning)) >= 3 else None
