"""Arabic script: Arabic, Persian, Dari, Pashto, Urdu and Kurdish words with the vowels that the script leaves out.

A word is looked up first (`data/arabic.toml`); then its article, its `abd`, `abu` and its `-ullah` or `-al-din` are
taken off and read apart; what is left is vowelled by the commonest pattern of its consonants (`fadil` of f-a-d-l,
`mansur` of m-n-s-u-r), so that it comes near the Latin spelling, whose consonants it shares in any case.

Sources: ALA-LC tables for Arabic, Persian, Pashto and Urdu and BGN/PCGN 1956 (Arabic) and 1958 (Persian), without
marks and without assimilating the article; UN Group of Experts on Geographical Names, working papers on unvocalised
names.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Final

from sanctionscreen.names.scripts.arabic_vowels import vowelled

_PERSIAN_LETTERS: Final = re.compile("[پچژگکیۀے]|ټ|ډ|ړ|ږ|ښ|ڼ|ې|ۍ|ځ|څ|ګ|ٹ|ڈ|ڑ|ں|ہ|ھ")
_SAME: Final = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        **dict.fromkeys("یىۍېئۓےےيێ", "ي"),
        **dict.fromkeys("کڪګ", "ك"),
        **dict.fromkeys("ہھەۂۀۃ", "ه"),
        **dict.fromkeys("ؤۇۆۈۋ", "و"),
        "ۃ": "ة",
        "ګ": "گ",
        **dict.fromkeys([chr(code) for code in range(0x064B, 0x0660)], None),  # short vowels and other marks
        **dict.fromkeys([chr(code) for code in range(0x0610, 0x061B)], None),
        **dict.fromkeys([chr(code) for code in range(0x06D6, 0x06ED)], None),
        **dict.fromkeys("ـءٰ\u200c\u200d", None),
    }
)
_ARTICLED: Final = (
    "اللهي",
    "الله",
    "الدين",
    "الرحمن",
    "الرحمان",
    "الحق",
    "الاسلام",
    "الزمان",
    "الملك",
    "النبي",
    "الهدي",
)
_HEADS: Final = (("عبدا", "عبد"), ("عبد", "عبد"), ("ابوا", "ابو"), ("ابيا", "ابي"), ("بنا", "بن"))
_PREFIXED: Final = (("وال", "و"), ("بال", "ب"), ("فال", "ف"))
_ALLAH: Final = re.compile(r"(?<=[a-z])a?h? allah")


def normal(text: str) -> str:
    """Write a word in the letters that the table uses: one alif, one ya, one kaf, no marks.

    >>> normal("أَحْمَد"), normal("کریمی") == normal("كريمي")
    ('احمد', True)
    """
    return text.translate(_SAME)


def is_persian(text: str) -> bool:
    """Whether letters show that the name is not Arabic: Persian kaf and ya, or letters that Arabic lacks."""
    return _PERSIAN_LETTERS.search(text) is not None


@lru_cache(maxsize=2)
def _words(persian: bool) -> dict[str, str]:
    """Known words and their reading; in Persian, its own words come first, in Arabic they are no part of it."""
    data = tomllib.loads(files("sanctionscreen.names").joinpath("data/arabic.toml").read_text("utf-8"))
    own = data.pop("persian")["words"]
    blocks = [table["words"] for table in data.values()]
    found: dict[str, str] = {}
    for block in [own, *blocks] if persian else blocks:
        for line in block.splitlines():
            word, _, readings = line.partition(" ")
            if word:
                found.setdefault(normal(word), _reading(readings.split(), persian))
    return found


def _reading(readings: list[str], persian: bool) -> str:
    """One reading of a line: the last is the Persian one, if there are two; the Arabic one may be of several words."""
    if persian or len(readings) == 1:
        return readings[-1]
    return " ".join(readings[:-1])


def read(text: str, whole: str = "", *, persian: bool | None = None) -> str:
    """Romanise a run of words in Arabic script.

    Args:
        text: the words; marks and tatweel may stay in.
        whole: the whole name, whose letters may show the language.
        persian: whether to read as Persian (also Dari, Pashto, Urdu) instead of Arabic; by default what letters show.

    Returns:
        Lower-case Latin words; articles and parts of compounds stand alone.

    >>> read("محمد بن سلمان آل سعود"), read("عبدالرحمن الفاضلي"), read("حسین موسوی")
    ('muhammad bin salman al saud', 'abd al rahman al fadili', 'hossein mousavi')
    """
    if persian is None:
        persian = is_persian(whole or text)
    read_words = " ".join(_word(word, persian) for word in text.split())
    # Persian, Dari and Pashto names write the compound as one word in Latin letters: Hedayatollah, Abdollah.
    return _ALLAH.sub("ollah", read_words) if persian else read_words


def alternatives(text: str, whole: str = "") -> list[str]:
    """Give the same words read as the other language: Persian for Arabic, Arabic for Persian.

    >>> alternatives("رضا حسيني")
    ['reza hosseini']
    """
    return [read(text, persian=not is_persian(whole or text))]


@lru_cache(maxsize=65536)
def _word(raw: str, persian: bool) -> str:
    word = normal(raw)
    if raw == "آل":
        return "al"
    if raw.startswith("آ") and word[1:2] in ("و", "ي") and word not in _words(persian):
        return "a" + _stem(word[1:], persian)  # a long a, which carries no other vowel
    return _read(word, persian)


def _read(word: str, persian: bool) -> str:
    known = _words(persian).get(word)
    if known:
        return known
    if word.startswith("ال") and len(word) > 3 and (not persian or len(word) > 5 or _is_known(word[2:])):
        return "al " + (_stem(word[2:], persian))
    if word.startswith("لل") and len(word) > 4:
        return "lil " + _read(word[2:], persian)
    for prefix, letter in _PREFIXED:
        if word.startswith(prefix) and len(word) > 5:
            return {"و": "wa", "ب": "bi", "ف": "fa"}[letter] + " al " + _read(word[3:], persian)
    return _stem(word, persian)


def _stem(word: str, persian: bool) -> str:
    """Read a word that has no article of its own any more."""
    known = _words(persian).get(word)
    if known:
        return known
    if persian and word.endswith(("زي", "زيي")) and len(word) > 4:
        return _stem(word[: word.rindex("زي")], persian) + "zai"  # the clans of the Pashtuns
    found = _compound(word, persian) or _derived(word, persian) or _double(word, persian)
    if not found and not persian:
        found = _words(True).get(word, "")  # a Persian word in Arabic letters
    return found or vowelled(word, persian=persian)


def _is_known(word: str) -> bool:
    """Whether a word, with or without a common ending, is in the table or a compound."""
    return word in _words(True) or bool(_derived(word, False) or _compound(word, False))


def _double(word: str, persian: bool) -> str:
    """Read two known names written as one, as Persian does: Alireza, Mohammadjavad; empty where it is none."""
    for place in range(3, len(word) - 2):
        first, second = _words(persian).get(word[:place]), _words(persian).get(word[place:])
        if first and second and " " not in first + second:
            return first + second
    return ""


def _compound(word: str, persian: bool) -> str:
    """Read `abdallah`, `nasrallah`, `nuraldin`, `abulhasan` written as one word; empty where it is none."""
    for ending in _ARTICLED:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            rest = _read(word[: -len(ending)], persian)
            return f"{rest} {_read(ending, persian)}"
    for head, apart in _HEADS:
        if word.startswith(head) and len(word) >= len(apart) + 3:
            rest = word[len(apart) :]
            if head != "عبد" and not rest.startswith("ال"):
                continue
            return f"{_read(apart, persian)} {_read(rest, persian)}"
    return ""


def _derived(word: str, persian: bool) -> str:
    """Read what a known word becomes with a common ending: `-i`, `-iyya`, `-a`, `-zada`, `-an`; empty where unknown."""
    for ending, arabic, other in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            known = _words(persian).get(word[: -len(ending)])
            if known and " " not in known:
                return known + (other if persian else arabic)
    return ""


_ENDINGS: Final = (
    ("زاده", "zada", "zadeh"),
    ("پور", "pur", "pour"),
    ("فر", "far", "far"),
    ("نژاد", "nejad", "nejad"),
    ("يان", "iyan", "ian"),
    ("اني", "ani", "ani"),
    ("ية", "iya", "ieh"),
    ("يه", "iya", "ieh"),
    ("ي", "i", "i"),
    ("ة", "a", "eh"),
    ("ه", "a", "eh"),
    ("ان", "an", "an"),
    ("ات", "at", "at"),
    ("ون", "un", "oun"),
    ("ين", "in", "in"),
)
