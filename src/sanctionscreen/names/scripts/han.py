"""Chinese characters one by one: Mandarin (Pinyin, Wade-Giles), Cantonese, Korean readings.

`romanise` calls `read`. Mandarin comes from anyascii, which holds the commonest reading of every character
of Unicode; `data/han.toml` corrects surnames (`單` as Shan) and words (`銀行` as yin hang).

Sources: Hanyu Pinyin (ISO 7098, tones not marked); Wade-Giles as in the Library of Congress's conversion table; tables
named in `data/han.toml`.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

_LONGEST_WORD: Final = 3


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """The tables of readings, as the TOML file holds them."""
    text = files("sanctionscreen.names").joinpath("data/han.toml").read_text("utf-8")
    return tomllib.loads(text)


def by_word(block: str) -> dict[str, str]:
    """Lines of a reading and the words read so, to word and reading; the first line that has a word wins.

    >>> by_word("yin hang 银行 銀行")
    {'银行': 'yin hang', '銀行': 'yin hang'}
    """
    found: dict[str, str] = {}
    for line in block.splitlines():
        parts = line.split()
        reading = " ".join(part for part in parts if part.isascii())
        for part in parts:
            if not part.isascii():
                found.setdefault(part, reading)
    return found


def _by_letter(block: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, reading in by_word(block).items():
        for char in word:
            found.setdefault(char, reading)
    return found


@lru_cache(maxsize=1)
def _pinyin() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    table = data()["pinyin"]
    return _by_letter(table["surnames"]), _by_letter(table["chars"]), by_word(table["words"])


@lru_cache(maxsize=8192)
def _letter(char: str) -> str:
    from anyascii import anyascii  # late: most names never need it

    return _pinyin()[1].get(char) or anyascii(char).lower().strip() or char


def read(text: str) -> str:
    """Give the Mandarin reading, one syllable a character; a first character counts as a surname in names of 2 to 4.

    >>> read("习近平"), read("單小明"), read("中国银行"), read("欧阳修")
    ('xi jin ping', 'shan xiao ming', 'zhong guo yin hang', 'ou yang xiu')
    """
    return " ".join(_word(word) for word in text.split())


@lru_cache(maxsize=65536)
def _word(word: str) -> str:
    surnames, _, words = _pinyin()
    read: list[str] = []
    place, size = 0, len(word)
    while place < size:
        for length in range(min(_LONGEST_WORD, size - place), 1, -1):
            known = words.get(word[place : place + length])
            if known:
                read.append(known)
                place += length
                break
        else:
            char = word[place]
            surname = surnames.get(char) if place == 0 and 2 <= size <= 4 else None
            read.append(surname or _letter(char))
            place += 1
    return " ".join(read)


def cantonese(text: str) -> str:
    """Give the Hong Kong spelling, empty where the table lacks a character.

    >>> cantonese("陳志強"), cantonese("龘")
    ('chan chi keung', '')
    """
    return _by_table(text, "cantonese")


def korean(text: str) -> str:
    """Give the Korean reading, empty where the table lacks a character.

    >>> korean("金正恩")
    'kim jeong eun'
    """
    return _by_table(text, "korean")


@lru_cache(maxsize=2)
def _letters(name: str) -> dict[str, str]:
    return _by_letter(data()[name]["letters"])


def _by_table(text: str, name: str) -> str:
    letters = _letters(name)
    chars = [char for char in text if not char.isspace()]
    return " ".join(letters[char] for char in chars) if all(char in letters for char in chars) else ""


_WADE_INITIALS: Final = (
    *(("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("d", "t"), ("g", "k"), ("j", "ch"), ("q", "ch")),
    *(("x", "hs"), ("r", "j"), ("z", "ts"), ("c", "ts")),
)
_WADE_WHOLE: Final = {
    **{
        "zhi": "chih",
        "chi": "chih",
        "shi": "shih",
        "ri": "jih",
        "zi": "tzu",
        "ci": "tzu",
        "si": "szu",
        "er": "erh",
    },
    **{
        "yan": "yen",
        "ye": "yeh",
        "you": "yu",
        "yong": "yung",
        "yi": "i",
        "guo": "kuo",
        "kuo": "kuo",
        "huo": "huo",
    },
    **{
        "shuo": "shuo",
        "gui": "kuei",
        "kui": "kuei",
        "ge": "ko",
        "ke": "ko",
        "he": "ho",
        "e": "o",
        "jue": "chueh",
    },
    **{"que": "chueh", "xue": "hsueh", "yue": "yueh", "lue": "lueh", "xiong": "hsiung", "jiong": "chiung"},
}
_WADE_ENDINGS: Final = (("ong", "ung"), ("ian", "ien"), ("ie", "ieh"), ("uo", "o"))


def wade_giles(pinyin: str) -> str:
    """Respell Pinyin syllables in Wade-Giles, whose apostrophes and marks folding drops.

    >>> wade_giles("mao ze dong"), wade_giles("xi jin ping"), wade_giles("zhou en lai")
    ('mao tse tung', 'hsi chin ping', 'chou en lai')
    """
    return " ".join(map(_wade, pinyin.split()))


@lru_cache(maxsize=2048)
def _wade(syllable: str) -> str:
    if syllable in _WADE_WHOLE:
        return _WADE_WHOLE[syllable]
    for ending, wade in _WADE_ENDINGS:
        if syllable.endswith(ending):
            syllable = syllable[: -len(ending)] + wade
            break
    for initial, wade in _WADE_INITIALS:
        if syllable.startswith(initial):
            return wade + syllable[len(initial) :]
    return syllable
