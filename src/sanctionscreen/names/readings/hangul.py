"""Hangul by the Revised Romanisation, a name as surname and syllables; other readings: North Korean usage, McCune-Reischauer.

A run of up to four syllables that begins with a surname is read as a person's name, syllable by syllable (`gim jeong eun`
is what Latin spellings of every kind align with); anything longer as words, with the sound changes of the standard.

Sources: Ministry of Culture and Tourism, notification 2000-8 (Revised Romanisation); McCune and Reischauer 1939; usage of
the Korean Central News Agency.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_BASE: Final = 0xAC00
_RR_INITIALS: Final = (
    "g",
    "kk",
    "n",
    "d",
    "tt",
    "r",
    "m",
    "b",
    "pp",
    "s",
    "ss",
    "",
    "j",
    "jj",
    "ch",
    "k",
    "t",
    "p",
    "h",
)
_RR_VOWELS: Final = (
    *(
        "a",
        "ae",
        "ya",
        "yae",
        "eo",
        "e",
        "yeo",
        "ye",
        "o",
        "wa",
        "wae",
        "oe",
        "yo",
        "u",
        "wo",
        "we",
        "wi",
        "yu",
        "eu",
    ),
    *("ui", "i"),
)
_FINALS: Final = (
    *(
        "",
        "k",
        "k",
        "k",
        "n",
        "n",
        "n",
        "t",
        "l",
        "k",
        "m",
        "l",
        "l",
        "l",
        "p",
        "l",
        "m",
        "p",
        "p",
        "t",
        "t",
        "ng",
        "t",
    ),
    *("t", "k", "t", "p", "t"),
)
_LIAISON: Final = (  # what a final becomes before a vowel
    *(
        "",
        "g",
        "kk",
        "ks",
        "n",
        "nj",
        "n",
        "d",
        "r",
        "lg",
        "lm",
        "lb",
        "ls",
        "lt",
        "lp",
        "r",
        "m",
        "b",
        "ps",
        "s",
        "ss",
    ),
    *("ng", "j", "ch", "k", "t", "p", ""),
)
_MR_INITIALS: Final = (
    "k",
    "kk",
    "n",
    "t",
    "tt",
    "r",
    "m",
    "p",
    "pp",
    "s",
    "ss",
    "",
    "ch",
    "tch",
    "ch",
    "k",
    "t",
    "p",
    "h",
)
_MR_VOWELS: Final = (
    *(
        "a",
        "ae",
        "ya",
        "yae",
        "o",
        "e",
        "yo",
        "ye",
        "o",
        "wa",
        "wae",
        "oe",
        "yo",
        "u",
        "wo",
        "we",
        "wi",
        "yu",
        "u",
    ),
    *("ui", "i"),
)
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


def read(text: str) -> str:
    """Romanise a run of Hangul words.

    >>> read("김정은"), read("동방은행"), read("신라"), read("현준 민서 김")
    ('kim jeong eun', 'dongbang eunhaeng', 'silla', 'hyeon jun min seo kim')
    """
    return " ".join(_word(word, _RR_INITIALS, _RR_VOWELS, _EVERYDAY_SURNAMES) for word in _words(text))


def alternatives(text: str) -> list[str]:
    """Give the North Korean and the McCune-Reischauer reading.

    >>> alternatives("김정은"), alternatives("동방은행")
    (['kim jong un', 'kim chong un'], ['tongbang unhaeng'])
    """
    words = _words(text)
    if not any(map(_is_person, words)):
        return [" ".join(_mccune(word) for word in words)]
    northern = []
    for word in words:
        initials = ("k", *_RR_INITIALS[1:3], "t", *_RR_INITIALS[4:7], "p", *_RR_INITIALS[8:])
        northern.append(_word(word, initials, _MR_VOWELS, _NORTHERN_SURNAMES))
    return [
        " ".join(northern),
        " ".join(_word(word, _MR_INITIALS, _MR_VOWELS, _NORTHERN_SURNAMES) for word in words),
    ]


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFKC", text).split()


def _is_person(word: str) -> bool:
    return 1 <= len(word) <= 4 and (word[0] in _SURNAMES or word[:2] in _SURNAMES_OF_TWO or len(word) <= 2)


def _split(syllable: str) -> tuple[int, int, int] | None:
    code = ord(syllable) - _BASE
    if not 0 <= code < 11172:
        return None
    return code // 588, code % 588 // 28, code % 28


def _word(word: str, initials: tuple[str, ...], vowels: tuple[str, ...], surnames: dict[str, str]) -> str:
    """A person's name syllable by syllable, anything else as one word with the sound changes of the standard."""
    if not _is_person(word):
        return _joined(word)
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
        if initial in _VOICEABLE and read and read[-1] in "aeiounml":
            spelt = _MR_VOICED[spelt]
        if spelt == "r" and not read:
            spelt = "r"
        read += spelt + _MR_VOWELS[vowel] + _FINALS[final]
    return read
