"""Hebrew: known names in their usual spelling, the rest from consonants and vowel letters.

Source: Academy of the Hebrew Language, rules of transcription (2006), simplified; names in `data/hebrew.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

_POINTS: Final = re.compile("[\u0591-\u05c7]")
_FINALS: Final = str.maketrans("ךםןףץ", "כמנפצ")
_FOREIGN: Final = {
    "ג׳": "j",
    "ז׳": "zh",
    "צ׳": "ch",
    "ץ׳": "ch",
    "ת׳": "th",
    "ד׳": "dh",
    "ח׳": "kh",
    "ע׳": "gh",
    "ט׳": "z",
}
_CONSONANTS: Final = {
    **{
        "ב": "v",
        "ג": "g",
        "ד": "d",
        "ז": "z",
        "ח": "h",
        "ט": "t",
        "כ": "ch",
        "ל": "l",
        "מ": "m",
        "נ": "n",
        "ס": "s",
    },
    **{"פ": "f", "צ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t"},
}
_HARD: Final = {"ב": "b", "כ": "k", "פ": "p"}
_HARDENED: Final = str.maketrans({"ב": "b", "פ": "p"})
_SILENT: Final = "אע"
_VOWELS: Final = frozenset("aeiou")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    data = tomllib.loads(files("sanctionscreen.names").joinpath("data/hebrew.toml").read_text("utf-8"))
    pairs = (line.split(" ", 1) for line in data["names"]["words"].splitlines() if line)
    return {word.replace("'", "׳"): reading for word, reading in pairs}


def read(text: str, whole: str = "") -> str:
    """Romanise a Hebrew word.

    >>> read("משה"), read("כהן"), read("ברקוביץ"), read("שטרנליכט")
    ('moshe', 'cohen', 'barkovits', 'shatranlicht')
    """
    word = _POINTS.sub("", text).replace("״", "")
    known = _names().get(word)
    if known:
        return known
    if word[:1] in "הו" and word[1:] in _names() and len(word) > 3:
        return {"ה": "ha ", "ו": "ve "}[word[0]] + _names()[word[1:]]
    return _spelt(word)


def alternatives(text: str, whole: str = "") -> list[str]:
    """Give the spelling with ch for het and k for kaf, as in Chaim, then the one with hard b and p inside the word.

    >>> alternatives("חזן"), alternatives("חביבי")
    (['chazan'], ['chavivi', 'habibi'])
    """
    word = _POINTS.sub("", text).replace("״", "")
    if word in _names():
        return [_names()[word].replace("h", "ch", 1)] if "ח" in word and "ch" not in _names()[word] else []
    forms = [_spelt(word, het="ch", kaf="k")] if "ח" in word or "כ" in word else []
    if "ב" in word[1:] or "פ" in word[1:]:
        forms.append(_spelt(word[:1] + word[1:].translate(_HARDENED)))
    return forms


def _spelt(word: str, *, het: str = "h", kaf: str = "ch") -> str:
    for letters, sound in _FOREIGN.items():
        word = word.replace(letters, sound)
    sounds = [_sound(word.replace("׳", ""), place, het, kaf) for place in range(len(word.replace("׳", "")))]
    return _filled([sound for sound in sounds if sound])


def _sound(word: str, place: int, het: str, kaf: str) -> str:
    """What one letter says; vowel letters by what stands beside them."""
    letter, before, after = word[place], word[place - 1 : place], word[place + 1 : place + 2]
    plain = letter.translate(_FINALS)
    if plain in _CONSONANTS:
        if not before and plain in _HARD:
            return _HARD[plain]
        return {"ח": het, "כ": "ch" if letter == "ך" else kaf}.get(plain, _CONSONANTS[plain])
    if letter == "ו":
        glide = not before or after == "ו" or before in "וי" or (before in _SILENT and after in ("י", "ה"))
        return "v" if glide and before != "ו" else "" if before == "ו" and place > 1 else "o"
    if letter == "י":
        return "y" if not before or after in ("א", "ה", "ו") else "" if before == "י" else "i"
    if letter == "ה":
        return "a" if not after else "h"
    if letter in _SILENT:
        return "" if after in ("ו", "י") or (not after and before in ("ו", "י", "ה")) else "a"
    return letter


def _filled(sounds: list[str]) -> str:
    """Put an a between consonants: after the first of a word, then where three would meet."""
    read, run = "", 0
    for place, sound in enumerate(sounds):
        read += sound
        run = 0 if sound in _VOWELS else run + 1
        rest = sounds[place + 1 :]
        if sound in _VOWELS or not rest or rest[0] in _VOWELS:
            continue
        final_pair = len(rest) == 1
        if (
            place == 0
            or run >= 2
            or (final_pair and len(sounds) <= 4 and not sounds[place - 1].endswith("i"))
        ):
            read += "a"
            run = 0
    return read
