"""Unicode to ASCII: marks, compatibility forms, hidden characters, homoglyphs, other scripts.

`fold` calls it, and does the ASCII part itself. Latin text takes one `str.translate`, with a table that is filled as
letters are met. Only text that still holds other letters goes through `homoglyphs` and `romanise`, which cost more.

Sources: Unicode Standard Annex 15 (NFKC) and 9 (bidirectional controls); ICAO Doc 9303 part 3 section 6 for
Latin letters without a decomposition.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from sanctionscreen.names.scripts.detect import script_of_char
from sanctionscreen.names.scripts.fallback import by_letter, hexed

_LATIN: Final = {
    **{
        "ß": "ss",
        "ẞ": "ss",
        "Æ": "ae",
        "æ": "ae",
        "Ø": "o",
        "ø": "o",
        "Œ": "oe",
        "œ": "oe",
        "Þ": "th",
        "þ": "th",
    },
    **{"Ð": "d", "ð": "d", "Đ": "d", "đ": "d", "Ł": "l", "ł": "l", "ı": "i", "ĸ": "k", "Ŋ": "ng", "ŋ": "ng"},
    **{"Ħ": "h", "ħ": "h", "Ŧ": "t", "ŧ": "t", "Ə": "a", "ə": "a", "Ɛ": "e", "ɛ": "e", "Ɔ": "o", "ɔ": "o"},
    **{"Ɓ": "b", "ɓ": "b", "Ɗ": "d", "ɗ": "d", "Ƙ": "k", "ƙ": "k", "Ɖ": "d", "ɖ": "d", "Ɣ": "gh", "ɣ": "gh"},
    **{"ĳ": "ij", "Ĳ": "ij", "ſ": "s", "ŉ": "n", "Ƶ": "z", "ƶ": "z", "Ɩ": "i", "ɩ": "i", "ʋ": "v", "Ʋ": "v"},
    **{"€": "e", "™": " ", "℠": " ", "©": " ", "®": " ", "ª": "a", "º": "o", "×": "x"},
}
# Written for ayn, hamza, palatalisation, glottal stops and aspiration: no letter, and no gap in the word.
_APOSTROPHES: Final = "'`´‘’‛′‵＇ʹʺʻʼʽʾʿˈˊˋ˴՚՛׳״ꞌ"
_MARKS: Final = ((0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE2F))
_VARIATION: Final = range(0xE0000, 0xE01F0)
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180c\u180d\u180e")
_OVERRIDE: Final = re.compile("\u202e([^\u202a-\u202e\u2066-\u2069]*)[\u202c]?")


class _Table(dict[int, str]):
    """Code point to ASCII, or to itself where only a reading of its script can tell; filled as letters are
    met.
    """

    def __missing__(self, code: int) -> str:
        self[code] = value = _ascii_of(code)
        return value


def _ascii_of(code: int) -> str:
    char = chr(code)
    if char in _LATIN:
        return _LATIN[char]
    category = unicodedata.category(char)
    if char in _APOSTROPHES or category == "Cf" or char in _FILLERS or code in _VARIATION:
        return ""
    if code < 0x80:
        return char if code >= 0x20 else " "
    if any(first <= code <= last for first, last in _MARKS):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    return _decomposed(char, category)


def _decomposed(char: str, category: str) -> str:
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if not "\u0300" <= part <= "\u036f")
    if plain != char and all(part.isascii() or part in _LATIN or part == "⁄" for part in plain):
        return "".join(" " if part == "⁄" else _LATIN.get(part, part) for part in plain)
    if script_of_char(char) == "Latn" or 0x1F110 <= ord(char) <= 0x1F1FF:
        from anyascii import anyascii  # late: most names never need it

        return "".join(filter(str.isalnum, anyascii(char))) or (" " if category[0] != "L" else hexed(char))
    if category[0] in "LMN":
        return char
    return " " if plain == char or all(part.isascii() for part in plain) else char


_TABLE: Final = _Table()
EXPANDED: Final = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "å": "aa",
        "Å": "Aa",
        "ø": "oe",
        "Ø": "Oe",
    }
)
"""Letters written out where marks cannot be typed (ICAO Doc 9303 part 3 section 6)."""

_EXPANDABLE: Final = re.compile("[äöüåøÄÖÜÅØ]|[aouAOU][\u0308\u030a]")  # see variants
_HEBREW_QUOTE: Final = re.compile("(?<=[א-ת])['’](?=[א-ת])|(?<=[גזצץתדחע])['’]")  # geresh
_LUNATE: Final = {
    0x3F9: "C",
    0x3F2: "c",
}  # sigmas of scholarly Greek that look like C; see homoglyphs for the way back
_HIDDEN: Final[dict[int, str | None]] = _LUNATE | dict.fromkeys(
    (0xAD, 0x34F, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
_SAYS_SOMETHING: Final = re.compile("[A-Za-z0-9]")


class _Kept(dict[int, str]):
    """Code point to itself where it is a letter, mark, number, ASCII or Hebrew quote; else to a space, or nothing."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if code < 0x80 or char in "׳״" or (_says_something(char) and char not in _FILLERS | _VARIATION_MARKS):
            value = char
        else:
            category = unicodedata.category(char)
            value = "" if category in ("Cf", "Mn", "Lo") or char in _APOSTROPHES else " "
        self[code] = value
        return value


_VARIATION_MARKS: Final = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_KEPT: Final = _Kept()


def to_ascii(text: str) -> str:
    """Turn any text into ASCII with letters of any case; punctuation may stay, `fold` does the rest.

    Args:
        text: any string.

    Returns:
        ASCII text.

    >>> to_ascii("Đặng Thùy"), to_ascii("Sa\\u200bddam"), to_ascii("Ivan Pеtrov")
    ('dang Thuy', 'Saddam', 'Ivan Petrov')
    """
    if "\u202e" in text:
        text = _unreversed(text)
    read = text.translate(_TABLE)
    if not read.isascii():
        read = _other_scripts(text)
    if not _SAYS_SOMETHING.search(read):
        # Letters romanised to nothing (a hard sign, a glottal stop) keep their code point where nothing else is left.
        return "".join(hexed(char) for char in text if char.isalpha() or char.isdecimal())
    return read


def in_one_way(text: str) -> str:
    """The ASCII of Latin text that has no `other_readings`; empty for all other text.

    >>> in_one_way("Đặng Thùy"), in_one_way("Müller"), in_one_way("Иван")
    ('dang Thuy', '', '')
    """
    read = text.translate(_TABLE)
    return read if read.isascii() and "\u202e" not in text and not _EXPANDABLE.search(text) else ""


def _unreversed(text: str) -> str:
    """Put back in order what a right-to-left override shows in order: letters that do not run right to left
    anyway.
    """

    def put_back(match: re.Match[str]) -> str:
        shown = match[1]
        right_to_left = any(unicodedata.bidirectional(char) in ("R", "AL") for char in shown)
        return shown if right_to_left else shown[::-1]

    return _OVERRIDE.sub(put_back, text)


@lru_cache(maxsize=1024)
def clean(text: str) -> str:
    """Compatibility forms replaced (NFKC), hidden characters gone, look-alike letters put back into their
    script.
    """
    from sanctionscreen.names.homoglyphs import undo  # late: needed for names in other scripts only

    # Look-alikes go first too: NFKC makes a sigma of the Greek letter that looks like C.
    text = undo(unicodedata.normalize("NFC", text.translate(_HIDDEN)))
    text = unicodedata.normalize("NFKC", text).translate(_KEPT)
    text = _HEBREW_QUOTE.sub("׳", text)
    return undo(text)


@lru_cache(maxsize=1024)  # a name is folded, and then asked for its variants
def _other_scripts(text: str) -> str:
    from sanctionscreen.names.scripts.romanise import romanise  # late: as above

    return _finish(romanise(clean(text)))


def _finish(text: str) -> str:
    if text.isascii():
        return text
    latin = text.translate(_TABLE)
    if latin.isascii():
        return latin
    return "".join(
        char if char.isascii() else by_letter(char) if _says_something(char) else " " for char in latin
    )


def _says_something(char: str) -> bool:
    """Whether a character says something: a letter, a digit or a vowel sign."""
    return unicodedata.category(char)[0] in "LMN"


def other_readings(text: str) -> list[str]:
    """Give the other ways of writing a name in ASCII, likeliest first, not yet folded; empty for most
    names.
    """
    if text.translate(_TABLE).isascii():
        if not _EXPANDABLE.search(text):
            return []
        return [_finish(unicodedata.normalize("NFC", text).translate(EXPANDED))]
    return [_finish(form) for form in _script_readings(text)]


def _script_readings(text: str) -> list[str]:
    """Give the other ways to read a name, likeliest first, not yet folded.

    >>> _script_readings("Jürgen"), _script_readings("François"), _script_readings("КИМ")
    (['Juergen'], [], ['kim', 'kym'])
    """
    from sanctionscreen.names.homoglyphs import as_latin  # late: as above
    from sanctionscreen.names.scripts.romanise import alternatives, romanise

    text = clean(text)
    if text.isascii():
        return []
    forms = alternatives(text)
    expanded = text.translate(EXPANDED)
    if expanded != text:
        forms.insert(0, romanise(expanded))
    latin = as_latin(text)
    return [*forms[:2], latin] if latin != text and latin.isascii() else forms
