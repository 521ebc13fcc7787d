"""Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada and Malayalam, from one table.

The nine blocks of Unicode keep the order of ISCII, so that one table by place in the block serves all. Northern
languages drop the inherent a at the end of a word and between two syllables (`arvind`), Dravidian ones keep it.

Source: ISO 15919 without marks, Hunterian spelling (Survey of India) for the vowels and for ch, sh; M. Ohala, Aspects
of Hindi Phonology, on the dropped a.
"""

from __future__ import annotations

import re
from typing import Final

_VOWELS: Final = dict(enumerate("a a i i u u ri li e e e ai o o o au".split(), 0x05))
_CONSONANTS: Final = dict(
    enumerate(
        "k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l zh v sh sh s h".split(),
        0x15,
    )
) | dict(enumerate("q kh gh z r rh f y".split(), 0x58))
_SIGNS: Final = dict(enumerate("a i i u u ri ri e e e ai o o o au".split(), 0x3E))
_NUKTA: Final = {"k": "q", "g": "gh", "j": "z", "d": "r", "dh": "rh", "ph": "f", "b": "b"}
_CHILLU: Final = {0x0D7A: "n", 0x0D7B: "n", 0x0D7C: "r", 0x0D7D: "l", 0x0D7E: "l", 0x0D7F: "k", 0x09CE: "t"}
_VIRAMA, _NUKTA_SIGN, _ADDAK = 0x4D, 0x3C, 0x71
_NASALS: Final = (0x01, 0x02, 0x70)
_INHERENT: Final = "ə"
_FINAL: Final = re.compile(
    f"(?<=[aeiou{_INHERENT}])([nm]?(?:kh|gh|chh|ch|jh|th|dh|ph|bh|sh|zh|rh|[b-df-hj-np-tv-z])){_INHERENT}$"
)
_MEDIAL: Final = re.compile(
    f"(?<=[aeiou{_INHERENT}])((?:kh|gh|chh|ch|jh|th|dh|ph|bh|sh|zh|rh|[b-df-hj-np-tv-z])){_INHERENT}"
    "(?=(?:kh|gh|chh|ch|jh|th|dh|ph|bh|sh|zh|rh|[b-df-hj-np-tv-z])[aeiou])"
)
_LABIAL: Final = re.compile("ṃ(?=[pbm])")
_WORDS: Final = {"सिंह": "singh", "ਸਿੰਘ": "singh", "সিংহ": "singh", "મોહમ્મદ": "mohammad", "मोहम्मद": "mohammad"}


def read(text: str, whole: str = "") -> str:
    """Romanise a word.

    >>> [read(word) for word in ("नरेंद्र", "मोदी", "अरविंद", "शर्मा", "সেলিম", "ராஜன்", "సత్యం")]
    ['narendra', 'modi', 'arvind', 'sharma', 'selim', 'rajan', 'satyam']
    """
    if text in _WORDS:
        return _WORDS[text]
    read = _spelt(text)
    northern = ord(text[0]) < 0x0B80
    if not northern and text[-1] in "ంം":
        read = read[:-1] + "m"
    if northern:
        read = _MEDIAL.sub(r"\1", _FINAL.sub(r"\1", read))
    return read.replace(_INHERENT, "a").replace("jny", "gy").replace("jn", "gy" if northern else "gn")


def _spelt(text: str) -> str:
    parts: list[str] = []
    bare = False  # whether the last part is a consonant that still waits for its vowel
    doubled = False
    for char in text:
        code = ord(char)
        place = code & 0x7F
        consonant = _CHILLU.get(code) or (None if code >= 0x0D80 else _CONSONANTS.get(place))
        if code in _CHILLU:
            parts += [_INHERENT, consonant or ""] if bare else [consonant or ""]
            bare = False
        elif consonant:
            parts += [_INHERENT] if bare else []
            parts.append(consonant[0] + consonant if doubled else consonant)
            bare, doubled = True, False
        elif place in _SIGNS:
            parts.append(_SIGNS[place])
            bare = False
        elif place == _NUKTA_SIGN and parts:
            parts[-1] = _NUKTA.get(parts[-1], parts[-1])
        elif place == _VIRAMA:
            bare = False
        else:
            parts += [_INHERENT] if bare else []
            bare = False
            doubled = place == _ADDAK
            parts.append(_other(place, char))
    return _assimilated("".join([*parts, _INHERENT] if bare else parts))


def _other(place: int, char: str) -> str:
    if place in _VOWELS:
        return _VOWELS[place]
    if place in _NASALS:
        return "ṃ"
    return "h" if place == 0x03 and char != "ஃ" else ""


def _assimilated(text: str) -> str:
    """A nasal sign is m before labials, else n."""
    return _LABIAL.sub("m", text).replace("ṃ", "n")
