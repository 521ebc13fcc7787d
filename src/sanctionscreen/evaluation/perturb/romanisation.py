"""Perturbations between scripts and alphabets: competing romanisations, marks taken off, written out or put on."""

from __future__ import annotations

import random
import unicodedata
from functools import lru_cache

from sanctionscreen.evaluation.perturb.edits import in_one_word, pairs, respell
from sanctionscreen.model import Kind
from sanctionscreen.names import tables
from sanctionscreen.names.fold import fold, variants

_FAMILY_SHARE = 0.5
_FUNCTION_WORDS = frozenset(("and", "for", "from", "the", "with"))


def romanisation(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Spell the name by another romanisation: one word by its family of spellings, or up to two words by letters.

    A name in another script is romanised, by any of its readings.
    """
    if not unicodedata.normalize("NFKD", name).encode("ascii", "ignore").strip():
        return rng.choice((fold(name), *variants(name))) or None
    if kind in (None, "person") and rng.random() < _FAMILY_SHARE:
        family = in_one_word(name, lambda word: _of_its_family(word, rng), rng, shortest=2)
        if family:
            return family
    changed = name
    for _ in range(2):
        changed = in_one_word(changed, lambda word: _by_letters(word, rng), rng, shortest=2) or changed
    return changed


def _by_letters(word: str, rng: random.Random) -> str | None:
    """Another spelling of a word that is a name: translatable words and legal forms have no romanisation."""
    folded = fold(word)
    if folded in tables.descriptive() or folded in tables.legal_forms() or folded in _FUNCTION_WORDS:
        return None
    whole = [other for one, other in pairs("romanisation", "words") if one == folded]
    if whole:
        return _in_case_of(word, rng.choice(whole))
    return respell(word, pairs("romanisation"), 1, rng)


def _in_case_of(word: str, other: str) -> str:
    if len(word) > 1 and word.isupper():
        return other.upper()
    return other.capitalize() if word[:1].isupper() else other


def _of_its_family(word: str, rng: random.Random) -> str | None:
    groups = [group for group in tables.name_groups().get(fold(word), ()) if group.kind == "spelling"]
    if not groups:
        return None
    others = [other for other in _members(groups[0].id) if other != fold(word)]
    return _in_case_of(word, rng.choice(others))


@lru_cache(maxsize=1024)
def _members(group: int) -> list[str]:
    return [
        word for word, groups in tables.name_groups().items() if any(found.id == group for found in groups)
    ]


def diacritics(name: str, kind: Kind | None, rng: random.Random) -> str | None:
    """Take marks off (`Muller`) or write them out (`Mueller`); put two on where the name has none (`Pérez`)."""
    stripped = "".join(
        char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)
    )
    expanded = name
    for letter, letters in pairs("marks", "expansions"):
        expanded = expanded.replace(letter, letters)
    forms = [form for form in dict.fromkeys((stripped, expanded)) if form != name]
    if forms:
        return rng.choice(forms)
    return respell(name, pairs("marks", "added"), 2, rng, one_of=True)
