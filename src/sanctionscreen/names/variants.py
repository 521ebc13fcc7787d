"""Other readings of a name: what `fold` could have chosen and did not.

Reach for `readings` through `fold.variants`.

Sources: ICAO Doc 9303 part 3 section 6 (ä as ae); each script's module in `readings` names its own.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Final

from sanctionscreen.names.homoglyphs import as_latin
from sanctionscreen.names.scripts import script_of
from sanctionscreen.names.unicode_fold import clean

_EXPANDED: Final = str.maketrans(
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
_MODULES: Final = {
    "Cyrl": "cyrillic",
    "Grek": "greek",
    "Hang": "hangul",
    "Arab": "arabic",
    "Hani": "japanese",
    "Jpan": "japanese",
}

Alternatives = Callable[[str], list[str]]
"""What a module in `readings` offers as `alternatives`: a name to its further readings, likeliest first."""


def readings(text: str) -> list[str]:
    """Give the other ways to read a name, likeliest first, not yet folded.

    >>> readings("Jürgen"), readings("François")
    (['Juergen'], [])
    """
    text = clean(text)
    if text.isascii():
        return []
    script = script_of(text)
    if script == "Latn":
        expanded = text.translate(_EXPANDED)
        return [expanded] if expanded != text else []
    forms: list[str] = []
    if script in _MODULES:
        alternatives: Alternatives = import_module(
            f"sanctionscreen.names.readings.{_MODULES[script]}"
        ).alternatives
        forms = alternatives(text)
    latin = as_latin(text)
    return [*forms[:3], latin] if latin.isascii() else forms
