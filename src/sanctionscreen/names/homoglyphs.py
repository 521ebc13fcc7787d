"""Homoglyphs: letters of one script in place of letters of another that look alike.

`undo` comes before romanisation: a word that mixes Latin with Cyrillic, Greek or Armenian letters is rewritten in the
one script that has all of its letters.

Source: Unicode Technical Standard 39, confusables, reduced to letters that look alike in the fonts of office
programs.
"""

from __future__ import annotations

import re
from typing import Final

from sanctionscreen.names.scripts.detect import script_of_char

_CYRILLIC: Final = dict(
    zip(
        "АВЕКМНОРСТУХЅІЈԚԜҮаеорсухѕіјԁԛԝһӏҮүєпкмтвнԍәɡ",
        "ABEKMHOPCTYXSIJQWYaeopcyxsijdqwhlYyenkmtbhgag",
        strict=True,
    )
)
_GREEK: Final = dict(
    zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳοαινρυκτγϲεηχω", "ABEZHIKMNOPTYXCjoaivpuktyceNxw".replace("N", "n"), strict=True)
)
_ARMENIAN: Final = dict(zip("ՕՍՏԼհոսցօզ", "OUSLhnugoq", strict=True))
_CHEROKEE: Final = dict(zip("ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃᏀ", "ABCDEHJKLMPRSTVWZG", strict=True))
TO_LATIN: Final = {**_CYRILLIC, **_GREEK, **_ARMENIAN, **_CHEROKEE}
"""Look-alike letter to the Latin letter that it looks like."""

_FROM_LATIN: Final = {
    "Cyrl": dict(zip("ABEKMHOPCTYXSIJaeopcyxsij", "АВЕКМНОРСТУХЅІЈаеорсухѕіј", strict=True)),
    "Grek": dict(zip("ABEZHIKMNOPTYXovuiaUSCc", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυιαΥΣΣσ", strict=True)),
}
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f])*")
_LATIN_LETTER: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_FAKEABLE: Final = frozenset(("Cyrl", "Grek", "Armn", "Cher"))


def undo(text: str) -> str:
    """Put look-alike letters back into the script of their word.

    Args:
        text: NFKC-normalised text.

    Returns:
        The text with mixed words rewritten in one script where that can be done; other words are as they
        were.

    >>> undo("Pеtrоv"), undo("Васовa"), undo("ООО Trade")
    ('Petrov', 'Васова', 'ООО Trade')
    """
    if not _LATIN_LETTER.search(text):
        return text
    return _WORD.sub(lambda match: _word(match[0]), text)


def as_latin(text: str) -> str:
    """Read every word that consists of look-alikes alone as Latin: `МАО` as `MAO`."""

    def latin(match: re.Match[str]) -> str:
        word = match[0]
        return "".join(TO_LATIN.get(char, char) for char in word) if all(map(_looks_latin, word)) else word

    return _WORD.sub(latin, text)


def _looks_latin(char: str) -> bool:
    return char in TO_LATIN or script_of_char(char) in ("Latn", "Zyyy")


def _word(word: str) -> str:
    if word.isascii():
        return word
    scripts = [script_of_char(char) for char in word]
    others = [script for script in scripts if script in _FAKEABLE]
    if not others or "Latn" not in scripts:
        return word
    foreign = max(set(others), key=others.count)
    back = _FROM_LATIN.get(foreign, {})
    if all(map(_looks_latin, word)) and (scripts.count("Latn") >= len(others) or not _all_back(word, back)):
        return "".join(TO_LATIN.get(char, char) for char in word)
    if _all_back(word, back):
        return "".join(back.get(char, char) for char in word)
    if all(map(_looks_latin, word)):
        return "".join(TO_LATIN.get(char, char) for char in word)
    return word


def _all_back(word: str, back: dict[str, str]) -> bool:
    return bool(back) and all(char in back for char in word if script_of_char(char) == "Latn")
