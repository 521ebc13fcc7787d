"""Reference tables: legal forms, titles, particles, descriptive words, abbreviations, groups of names, number words.

Each function reads one commented TOML file under `data/` at its first call and caches it. Keys are folded tokens,
several tokens joined by a space. The TOML holds words as people write them; they are folded here, so that tables and
names are always folded by the same rules.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

from sanctionscreen.names.fold import fold


class Group(NamedTuple):
    """A group of equivalent names: `id` is stable within a version; `kind` is `spelling`, `nickname` or `reading`."""

    id: int
    kind: str


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("sanctionscreen.names").joinpath(f"data/{name}.toml").read_text("utf-8"))


def _phrases(block: str) -> list[str]:
    """The phrases of a block, separated by commas or line ends."""
    return [folded for part in block.replace("\n", ",").split(",") if (folded := _folded(part))]


def _folded(text: str) -> str:
    """`fold`, faster for what is folded already: most of what a table holds."""
    words = text.split()
    joined = "".join(words)
    return " ".join(words) if joined.isascii() and joined.isalpha() and joined.islower() else fold(text)


@lru_cache(maxsize=1)
def legal_forms() -> dict[str, str]:
    """Folded legal form to its class: `ltd` to `llc`, `obshchestvo s ogranichennoy otvetstvennostyu` to
    `llc`; a long one also with a doubled letter written once (`aktiengeselschaft`).
    """
    found: dict[str, str] = {}
    for name, table in _load("legal_forms").items():
        for block in table.values():
            for form in _phrases(block):
                found.setdefault(
                    form, name
                )  # the first class that has a form wins: plc's `as` over partnership's
    for form, name in list(found.items()):
        if len(form) >= _LONG_FORM and " " not in form:
            for place, (letter, following) in enumerate(pairwise(form)):
                if letter == following:
                    found.setdefault(form[:place] + form[place + 1 :], name)
    return found


_LONG_FORM = 10  # letters of a form that no other word is near to


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Titles and honorifics that stand before or after a person's name."""
    return frozenset(form for table in _load("titles").values() for form in _phrases(table["forms"]))


@lru_cache(maxsize=1)
def particles() -> frozenset[str]:
    """Small words inside names of persons: `al`, `bin`, `van`, `de`."""
    return frozenset(form for table in _load("particles").values() for form in _phrases(table["forms"]))


@lru_cache(maxsize=1)
def descriptive() -> dict[str, int]:
    """Folded word that describes an organisation to the number of its group of translations."""
    lines = [line for table in _load("descriptive").values() for line in table["groups"].splitlines()]
    return {word: number for number, line in enumerate(lines) for word in _phrases(line)}


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Folded abbreviation to the folded words it stands for: `intl` to `international`."""
    pairs = (
        line.split("=", 1)
        for table in _load("abbreviations").values()
        for line in table["pairs"].splitlines()
        if "=" in line
    )
    return {short: fold(full) for shorts, full in pairs for short in _phrases(shorts)}


@lru_cache(maxsize=1)
def vessel_prefixes() -> frozenset[str]:
    """Prefixes of ships' names: `mv`, `mt`, `ss`, `uss`; as `fold` leaves them (`m v`) and joined."""
    return frozenset(_phrases(_load("vessels")["prefixes"]["forms"]))


@lru_cache(maxsize=1)
def name_groups() -> dict[str, tuple[Group, ...]]:
    """Folded token to the groups of names it belongs to; one token may be short for several names."""
    found: dict[str, list[Group]] = {}
    number = 0
    for table in _load("name_groups").values():
        for line in table["groups"].splitlines():
            members = _folded(line).split()
            if members:
                number += 1
                for member in dict.fromkeys(members):
                    found.setdefault(member, []).append(Group(number, table["kind"]))
    return {member: tuple(groups) for member, groups in found.items()}


@lru_cache(maxsize=1)
def number_words() -> dict[str, str]:
    """Number word or Roman numeral that is no other word, folded, to digits: `second`, `two` and `ii` to `2`."""
    found: dict[str, str] = {}
    for table in _load("numbers").values():
        for line in table["numbers"].splitlines():
            digits, _, words = line.partition("=")
            found.update(dict.fromkeys(_phrases(words), digits.strip()))
    return found


@lru_cache(maxsize=8)
def structure_words(section: str) -> frozenset[str]:
    """Words of a section of `data/structure.toml`: `servant`, `article`, `religion`, `descent`, `small`."""
    return frozenset(_load("structure")[section]["words"].split())


@lru_cache(maxsize=1)
def confused_groups() -> tuple[tuple[str, str], ...]:
    """Groups of letters with the one letter that scanners read instead: `rn` and `m`."""
    return tuple((group, letter) for group, letter in map(str.split, _typos("scanner", "groups")))


@lru_cache(maxsize=1)
def confused_letters() -> tuple[tuple[str, str], ...]:
    """Letters that scanners confuse, each pair once."""
    return tuple((one, other) for one, other in map(str.split, _typos("scanner", "letters")))


@lru_cache(maxsize=1)
def ocr_letter_groups() -> tuple[tuple[str, str], ...]:
    """Groups of letters that OCR folding writes as one letter, for the comparison of whole names."""
    return tuple((group, letter) for group, letter in map(str.split, _typos("outline", "groups")))


@lru_cache(maxsize=1)
def ocr_letter_families() -> tuple[str, ...]:
    """Letters and digits that scanners confuse, family by family; no letter is in two."""
    return tuple(line.replace(" ", "") for line in _typos("outline", "families"))


@lru_cache(maxsize=1)
def letters_heard_alike() -> tuple[tuple[str, str], ...]:
    """Letters that one sound is written with, each pair once."""
    return tuple((one, other) for one, other in map(str.split, _typos("heard", "letters")))


@lru_cache(maxsize=1)
def touching_keys() -> tuple[tuple[str, str], ...]:
    """Letters whose keys touch, each pair once; each row of keys lies half a key to the right of the one above."""
    rows = _typos("keyboard", "rows")
    beside = [pair for row in rows for pair in pairwise(row)]
    above = [pair for upper, lower in pairwise(rows) for pair in zip(upper, lower, strict=False)]
    slanted = [pair for upper, lower in pairwise(rows) for pair in zip(upper[1:], lower, strict=False)]
    return (*beside, *above, *slanted)


def _typos(kind: str, block: str) -> list[str]:
    return [line for line in _load("typos")[kind][block].splitlines() if line]
