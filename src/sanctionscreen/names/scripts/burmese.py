"""Burmese by the BGN/PCGN 1970 system, one word a syllable, as names are written.

Source: BGN/PCGN 1970 Agreement, Burmese; Library of Congress usage for common names.
"""

from __future__ import annotations

import re
from typing import Final

_INITIALS: Final = dict(
    zip(
        "ကခဂဃငစဆဇဈညဉဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအဿ",
        [
            *(
                "k",
                "kh",
                "g",
                "g",
                "ng",
                "s",
                "s",
                "z",
                "z",
                "ny",
                "ny",
                "t",
                "ht",
                "d",
                "d",
                "n",
                "t",
                "ht",
                "d",
                "d",
            ),
            *("n", "p", "hp", "b", "b", "m", "y", "y", "l", "w", "th", "h", "l", "", "th"),
        ],
        strict=True,
    )
)
_INDEPENDENT: Final = {"ဣ": "i", "ဤ": "i", "ဥ": "u", "ဦ": "u", "ဧ": "e", "ဩ": "aw", "ဪ": "aw"}
_RIMES: Final = {  # vowel signs and final letter to sound; the longest key first
    **{"ောက": "auk", "ောင": "aung", "ိုက": "aik", "ိုင": "aing", "ိတ": "eik", "ိပ": "eik", "ိန": "ein", "ိမ": "ein"},
    **{
        "ုတ": "ok",
        "ုပ": "ok",
        "ုန": "on",
        "ုမ": "on",
        "က": "et",
        "င": "in",
        "စ": "it",
        "ည": "i",
        "ဉ": "in",
        "တ": "at",
    },
    **{
        "န": "an",
        "ပ": "at",
        "မ": "an",
        "ယ": "e",
        "ဏ": "an",
        "လ": "an",
        "သ": "at",
        "ိံ": "ein",
        "ုံ": "on",
        "ံ": "an",
    },
    **{
        "ော": "aw",
        "ို": "o",
        "ာ": "a",
        "ါ": "a",
        "ိ": "i",
        "ီ": "i",
        "ု": "u",
        "ူ": "u",
        "ေ": "e",
        "ဲ": "e",
        "": "a",
    },
}
_SYLLABLE: Final = re.compile(
    "(?P<initial>[က-အဿ])(?P<medial>[ျြွှ]*)(?P<vowel>[ာ-ဲံ]*)(?P<tone>[့း]*)"
    "(?:(?P<final>[က-အ])(?=[့း]*[်္])[့း]*(?:်|္)?[့း]*)?"
)


def read(text: str, whole: str = "") -> str:
    """Romanise Burmese words, one word a syllable.

    >>> read("မင်းအောင်လှိုင်"), read("အောင်ဆန်းစုကြည်")
    ('min aung hlaing', 'aung san su kyi')
    """
    text = text.replace("ါ", "ာ").replace("ော်", "ော")
    syllables: list[str] = []
    place = 0
    while place < len(text):
        match = _SYLLABLE.match(text, place)
        if match:
            syllables.append(_syllable(match))
            place = match.end()
            continue
        if text[place] in _INDEPENDENT:
            syllables.append(_INDEPENDENT[text[place]])
        place += 1
    return " ".join(syllables)


def _syllable(match: re.Match[str]) -> str:
    initial, medial = _INITIALS[match["initial"]], match["medial"]
    if "ျ" in medial or "ြ" in medial:
        initial = {"kh": "ch", "g": "gy", "k": "ky"}.get(initial, initial + "y")
    if "ှ" in medial:
        initial = {"y": "sh", "l": "hl", "m": "hm", "n": "hn"}.get(initial, initial)
    rime = _RIMES.get(match["vowel"] + (match["final"] or "")) or _RIMES.get(match["vowel"], "a")
    if rime.endswith("n") and match["final"] and "့" in match[0]:
        rime += "t"  # the creaky tone: Thant, Khant
    if "ွ" in medial:
        rime = {"at": "ut", "an": "un"}.get(rime, rime)
        initial = initial if rime in ("ut", "un") else initial + "w"
    return initial + rime
