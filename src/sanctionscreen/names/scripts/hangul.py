"""Hangul by the Revised Romanisation, a name as surname and syllables; other readings: North Korean usage,
McCune-Reischauer.

A word of up to four syllables that begins with a surname is read as a person's name, syllable by syllable
(`gim jeong eun` is what Latin spellings of every kind align with); anything longer as words, with the sound
changes of the standard.

Sources: Ministry of Culture and Tourism, notification 2000-8 (Revised Romanisation); McCune and Reischauer
1939; usage of the Korean Central News Agency.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Final


def _row(spellings: str) -> tuple[str, ...]:
    """Spellings in the order of Unicode's letters; `-` for none."""
    return tuple("" if spelling == "-" else spelling for spelling in spellings.split())


_BASE: Final = 0xAC00
_RR_INITIALS: Final = _row("g kk n d tt r m b pp s ss - j jj ch k t p h")
_RR_VOWELS: Final = _row("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_FINALS: Final = _row("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
# What a final becomes before a vowel.
_LIAISON: Final = _row("- g kk ks n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p -")
_MR_INITIALS: Final = _row("k kk n t tt r m p pp s ss - ch tch ch k t p h")
_MR_VOWELS: Final = _row("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i")
_NORTHERN_INITIALS: Final = ("k", *_RR_INITIALS[1:3], "t", *_RR_INITIALS[4:7], "p", *_RR_INITIALS[8:])
_MR_VOICED: Final = {"k": "g", "t": "d", "p": "b", "ch": "j"}
_VOICEABLE: Final = frozenset((0, 3, 7, 12))  # ㄱ ㄷ ㅂ ㅈ
_NASAL: Final = {"k": "ng", "t": "n", "p": "m"}
_SURNAMES: Final = frozenset(
    "김이리박최정강조윤장임림한오서신권황안송류유전홍고문양량손배백허남심노로하곽성차주우구민진지엄채원천방공현함변염여려추도소석"
    "선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형계피두감음빈동온호범좌팽승간견당"
)
_SURNAMES_OF_TWO: Final = frozenset(("남궁", "황보", "제갈", "선우", "사공", "독고", "서문", "동방"))
_EVERYDAY_SURNAMES: Final = {
    "김": "kim",
    "이": "lee",
    "리": "ri",
    "박": "park",
    "최": "choi",
    "우": "woo",
    "구": "koo",
}
_NORTHERN_SURNAMES: Final = {"박": "pak", "최": "choe", "이": "ri", "유": "ryu", "임": "rim", "노": "ro"}


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    data = tomllib.loads(files("sanctionscreen.names").joinpath("data/hangul.toml").read_text("utf-8"))
    return frozenset(word for block in data["words"].values() for word in block.split())


def read(text: str, whole: str = "") -> str:
    """Romanise a run of Hangul words.

    >>> read("김정은"), read("동방은행"), read("신라"), read("현준 민서 김")
    ('kim jeong eun', 'dongbang eunhaeng', 'silla', 'hyeon jun min seo kim')
    """
    words = unicodedata.normalize("NFKC", text).split()
    if _is_person(words):
        return " ".join(_syllables(word, _RR_INITIALS, _RR_VOWELS, _EVERYDAY_SURNAMES) for word in words)
    return " ".join(_joined(part) for word in words for part in _parts(word))


def alternatives(text: str, whole: str = "") -> list[str]:
    """Give the North Korean and the McCune-Reischauer reading.

    >>> alternatives("김정은"), alternatives("동방은행")
    (['kim jong un', 'kim chong un'], ['tongbang unhaeng'])
    """
    words = unicodedata.normalize("NFKC", text).split()
    if not _is_person(words):
        return [" ".join(_mccune(part) for word in words for part in _parts(word))]
    return [
        " ".join(_syllables(word, initials, _MR_VOWELS, _NORTHERN_SURNAMES) for word in words)
        for initials in (_NORTHERN_INITIALS, _MR_INITIALS)
    ]


def _is_person(words: list[str]) -> bool:
    """Whether all words are short and none is a word of organisations; a lone word needs a surname first."""
    if any(len(word) > 4 or _holds_known(word) for word in words):
        return False
    if len(words) > 1:
        return True
    return all(len(word) >= 2 and (word[0] in _SURNAMES or word[:2] in _SURNAMES_OF_TWO) for word in words)


def _holds_known(word: str) -> bool:
    known = _known()
    if word in known and len(word) > 1:
        return True
    return len(word) > 3 and any(word.endswith(ending) for ending in known if len(ending) > 1)


def _parts(word: str) -> list[str]:
    """Split a word where known words begin and end, longest first."""
    known = _known()
    parts: list[str] = []
    rest = ""
    place = 0
    while place < len(word):
        length = next(
            (n for n in range(8, 1, -1) if word[place : place + n] in known and place + n <= len(word)), 0
        )
        if length:
            parts += [rest] if rest else []
            parts.append(word[place : place + length])
            rest, place = "", place + length
        else:
            rest, place = rest + word[place], place + 1
    return [*parts, rest] if rest else parts


def _split(syllable: str) -> tuple[int, int, int] | None:
    code = ord(syllable) - _BASE
    if not 0 <= code < 11172:
        return None
    return code // 588, code % 588 // 28, code % 28


def _syllables(
    word: str, initials: tuple[str, ...], vowels: tuple[str, ...], surnames: dict[str, str]
) -> str:
    """A person's name syllable by syllable; a surname in its usual spelling."""
    read = []
    for place, syllable in enumerate(word):
        parts = _split(syllable)
        spelt = syllable if parts is None else initials[parts[0]] + vowels[parts[1]] + _FINALS[parts[2]]
        read.append(surnames.get(syllable, spelt) if place == 0 and len(word) != 2 else spelt)
    return " ".join(read)


def _joined(word: str) -> str:
    """The Revised Romanisation of one word, with liaison, nasalisation and the changes of ㄹ."""
    read = ""
    ending = 0
    for syllable in word:
        parts = _split(syllable)
        if parts is None:
            read, ending = read + _FINALS[ending] + syllable, 0
            continue
        initial, vowel, final = parts
        read += _met(ending, initial) + _RR_VOWELS[vowel]
        ending = final
    return read + _FINALS[ending]


def _met(final: int, initial: int) -> str:
    """What a final and the next initial become when they meet."""
    first, second = _FINALS[final], _RR_INITIALS[initial]
    if not final:
        return second
    if initial == 11:
        return _LIAISON[final]
    if second in ("n", "m") and first in _NASAL:
        return _NASAL[first] + second
    if second == "r":
        return "ll" if first in ("n", "l") else _NASAL.get(first, first) + "n"
    if first == "l" and second == "n":
        return "ll"
    return first + second


def _mccune(word: str) -> str:
    """McCune-Reischauer of one word: stops are voiced between voiced sounds."""
    read = ""
    for syllable in word:
        parts = _split(syllable)
        if parts is None:
            read += syllable
            continue
        initial, vowel, final = parts
        spelt = _MR_INITIALS[initial]
        if initial in _VOICEABLE and read and read[-1] in "aeiounmlg":
            spelt = _MR_VOICED[spelt]
        read += spelt + _MR_VOWELS[vowel] + _FINALS[final]
    return read
