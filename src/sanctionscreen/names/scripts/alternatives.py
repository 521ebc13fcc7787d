"""Other readings of a name: what `fold` could have chosen and did not.

Reach for `readings` through `fold.variants`.

Sources: each script's module in `readings` names its own.
"""

from __future__ import annotations

from sanctionscreen.names.homoglyphs import as_latin
from sanctionscreen.names.scripts.romanise import alternatives, romanise
from sanctionscreen.names.unicode_fold import EXPANDED, clean


def readings(text: str) -> list[str]:
    """Give the other ways to read a name, likeliest first, not yet folded.

    >>> readings("Jürgen"), readings("François"), readings("КИМ")
    (['Juergen'], [], ['kim', 'kym'])
    """
    text = clean(text)
    if text.isascii():
        return []
    forms = alternatives(text)
    expanded = text.translate(EXPANDED)
    if expanded != text:
        forms.insert(0, romanise(expanded))
    latin = as_latin(text)
    return [*forms[:2], latin] if latin != text and latin.isascii() else forms
