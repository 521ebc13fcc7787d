"""Greek by ELOT 743 (ISO 843, the passport standard), with the everyday spelling as the other reading."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans(
    dict(zip("αβγδεζηικλμνξοπρσςτυφχωϲϳ", "avgdeziiklmnxoprsstyfxosj", strict=True))
    | {"θ": "th", "ξ": "x", "χ": "ch", "ψ": "ps", "φ": "f"}
)
_STEPS: Final = tuple(
    (re.compile(pattern), result)
    for pattern, result in (
        ("ου", "ou"),
        ("([αεη])υ(?=[αεηιουωβγδζλμνρ])", r"\1v"),
        ("([αεη])υ", r"\1f"),
        ("γγ", "ng"),
        ("γ(?=[ξχ])", "n"),
        (r"(?<![a-zα-ωϊϋ])μπ|μπ(?![a-zα-ωϊϋ])", "b"),
    )
)
_EVERYDAY: Final = tuple(
    (re.compile(pattern), result)
    for pattern, result in (
        (r"(?<![a-zα-ω])ντ", "d"),
        (r"(?<![a-zα-ω])γκ", "g"),
        ("γκ", "g"),
        ("μπ", "b"),
        ("χ", "h"),
        ("ει|οι|υι", "i"),
        ("αι", "e"),
        ("ου", "u"),
        ("([αε])υ(?=[αεηιουωβγδζλμνρ])", r"\1v"),
        ("([αε])υ", r"\1f"),
        ("υ", "i"),
    )
)


def _plain(text: str) -> str:
    """Lower case without accents; a dialytika keeps its vowel apart."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    decomposed = decomposed.replace("ι\u0308", "ϊ").replace("υ\u0308", "ϋ")
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _apply(steps: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    for pattern, result in steps:
        text = pattern.sub(result, text)
    return text.replace("ϊ", "i").replace("ϋ", "y").translate(_LETTERS)


def read(text: str, whole: str = "") -> str:
    """Romanise Greek words by ELOT 743.

    >>> read("Παπαδόπουλος"), read("Ευάγγελος"), read("Μπακογιάννης"), read("Μαΐου")
    ('papadopoulos', 'evangelos', 'bakogiannis', 'maiou')
    """
    return _apply(_STEPS, _plain(text))


def alternatives(text: str, whole: str = "") -> list[str]:
    """Give the spelling by sound, as names are often written abroad.

    >>> alternatives("Χαράλαμπος Ντόβας")
    ['haralabos dovas']
    """
    return [_apply(_EVERYDAY, _plain(text))]
