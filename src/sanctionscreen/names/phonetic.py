"""Phonetic keys of a token: what stays equal when romanisations differ.

Two keys are made of a folded token. The *sound* spells the token in one reduced alphabet (one letter for each of `kh`,
`sh`, `ou`…, no doubled letters), so that an edit distance between two sounds counts differences that can be heard. The
*skeleton* keeps only classes of consonants, which is what an unvocalised script (Arabic, Hebrew) writes at all and what
the competing romanisations of Korean, Russian or Arabic agree on: Tongbang and Dongbang, Kyong and Gyeong, Mohammed
and Muhamad share a skeleton. The classes follow the transliteration standards that compete in practice: ALA-LC,
BGN/PCGN and ISO 233 for Arabic and Persian, BGN/PCGN, ISO 9 and GOST for Cyrillic, McCune-Reischauer and the Revised
Romanisation for Korean, Wade-Giles and Pinyin for Chinese.

Each function also takes many tokens at once, a line each, which costs little more than one token.
"""

from __future__ import annotations

import re

import numpy as np

_SOUND_STEPS: tuple[tuple[str, str], ...] = (
    ("shch", "S"),
    ("sch", "S"),
    ("tch", "C"),
    ("sh", "S"),
    ("ch", "C"),
    ("dzh", "j"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ck", "k"),
    ("tz", "C"),
    ("ts", "C"),
    ("q", "k"),
    ("x", "ks"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("iy", "i"),
    ("yy", "i"),
    ("ij", "i"),
    ("eo", "o"),
    ("eu", "u"),
    ("nb", "mb"),  # an n before b is spoken m, and written so by ear: Janbalat, Jumblatt
)
_WADE_GILES = re.compile("^hs", re.M)  # Hsiao, in Pinyin Xiao
_SOUND_LETTERS = str.maketrans({"y": "i", "w": "v"})
_FINAL_H = re.compile(
    r"h(?:(?<=[aeiou]h)|(?<=\w\wh))$", re.M
)  # often silent; the vowel before it may be left out

_CONSONANT_CLASSES = str.maketrans(
    {
        "b": "p",
        "d": "t",
        "g": "k",
        "c": "k",
        "z": "s",
        "S": "s",
        "C": "j",
        "w": "v",
        **dict.fromkeys("aeiou", None),
    }
)
_NO_GLIDE = str.maketrans({"v": None})


def sound(token: str) -> str:
    """Spell a folded token in the reduced alphabet of sounds.

    Args:
        token: a folded token (`a` to `z`, digits).

    Returns:
        The same word with one letter a sound; capitals `S` and `C` stand for sh and ch. Digits stay.

    >>> sound("mohammad"), sound("yousef"), sound("khrushchev")
    ('mohamad', 'iusef', 'hruSev')
    """
    token = _WADE_GILES.sub("x", token) if "hs" in token else token
    for spelling, letter in _SOUND_STEPS:
        if spelling in token:
            token = token.replace(spelling, letter)
    token = _once(token.translate(_SOUND_LETTERS))
    return _FINAL_H.sub("", token)


def close_vowels(sounded: str) -> str:
    """Write one letter for the vowels that romanisations of Arabic, Persian and Turkic take for each other.

    >>> close_vowels(sound("hossein")), close_vowels(sound("husein"))
    ('husiin', 'husiin')
    """
    return sounded.translate(_CLOSE_VOWELS)


_CLOSE_VOWELS = str.maketrans({"o": "u", "e": "i"})


def hardened(lines: str) -> str:
    """Write tokens by one of several conventions, whichever they follow.

    Russian's `g` for a Belarusian, Ukrainian or Arabic `h`, and `v` for a last `u` after a vowel; English `sh` for a
    French `ch`, but not in syllables of Chinese; `z` for an Arabic `dh` or `th`; `s` for a soft `c`; `i` for a `j` that
    ends a syllable, as in Polish, German and Belarusian's own Latin letters.

    >>> hardened("serheenka"), hardened("herasimau"), hardened("khatami")
    ('sergeenka', 'gerasimav', 'khatami')
    >>> hardened("bachir"), hardened("cheng"), hardened("kathim"), hardened("calcimin"), hardened("andrej")
    ('bashir', 'cheng', 'kazim', 'calsimin', 'andrei')
    """
    lines = _FRENCH_SH.sub("sh", _LISPED.sub("z", _SOFT_C.sub("s", _LAST_J.sub("i", lines))))
    return _LAST_U.sub("v", _PLAIN_H.sub("g", lines))


_FRENCH_SH = re.compile(r"(?<![cst])ch(?![aeiou]+(?:ng?|h)?$)", re.M)
_LISPED = re.compile(r"(?<![td])[dt]h(?=[aeiou])|(?<=[aeiou])[dt]h")
_SOFT_C = re.compile(r"c(?=[eiy])")
_LAST_J = re.compile(r"(?<=[aeiou])j(?![aeiou])")


_PLAIN_H = re.compile(r"(?<![cdgkpstzw])h(?=[aeiouyrlmn])")
_LAST_U = re.compile(r"(?<=[aeo])u$", re.M)


def skeleton(sounded: str) -> str:
    """Reduce a sound to the classes of its consonants.

    Args:
        sounded: what `sound` made of a token.

    Returns:
        Consonant classes without vowels, doubled letters taken once; empty where the token has no consonant.

    >>> skeleton(sound("tongbang")) == skeleton(sound("dongbang"))
    True
    """
    return _once(sounded.translate(_CONSONANT_CLASSES))


def bare_skeleton(skeleton_key: str) -> str:
    """Drop `v` (and so `w`) from a skeleton: the letter that Arabic script writes for a long u and a v alike.

    >>> bare_skeleton(skeleton(sound("mousavi"))) == bare_skeleton(skeleton(sound("mwswy")))
    True
    """
    return _once(skeleton_key.translate(_NO_GLIDE))


def _once(text: str) -> str:
    """Take letters that stand doubled once."""
    letters = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    kept = np.ones(len(letters), dtype=bool)
    kept[1:] = (letters[1:] != letters[:-1]) | (letters[1:] == _LINE_END)
    return letters[kept].tobytes().decode("ascii")


_LINE_END = ord("\n")
