"""Perturbations that hide a name: look-alikes, hidden characters, leetspeak, punctuation inside words."""

from __future__ import annotations

import random

from sanctionscreen.evaluation.perturb.edits import edits_for, inner_positions, letters_in, pairs, respell
from sanctionscreen.model import Kind

_INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u0336", "\u034f")
_MARKS = (".", "-", "_", "*", "'", "·", "/")


def homoglyphs(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Put a Cyrillic or Greek look-alike in the place of one letter in four, at least one."""
    return respell(name, pairs("homoglyphs"), max(1, letters_in(name) // 4), rng, one_of=True)


def invisible(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Put an invisible character or a combining stroke between two letters, one for every four letters."""
    return _inserted(name, _INVISIBLE, max(1, letters_in(name) // 4), rng)


def leet(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Write digits or signs for letters: one in names of fewer than ten letters, two in longer ones."""
    return respell(name, pairs("leet"), edits_for(name), rng, one_of=True)


def punctuation_inserted(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Put a mark inside words: one in names of fewer than ten letters, two in longer ones."""
    return _inserted(name, _MARKS, edits_for(name), rng)


def _inserted(name: str, characters: tuple[str, ...], count: int, rng: random.Random) -> str | None:
    positions = inner_positions(name)
    if not positions:
        return None
    for position in sorted(rng.sample(positions, min(count, len(positions))), reverse=True):
        name = name[:position] + rng.choice(characters) + name[position:]
    return name
