"""Names in other scripts to Latin letters, each script by the reading its names usually get.

Reach for `romanise` through `fold`. Every run of one script goes to that script's module in `readings`, which
knows the standard it follows; what none of them covers goes to anyascii, and what that does not know keeps
its code point (`u4e00`), so that no name is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Final

_RUNS: Final = (  # module in readings, characters, whether words belong to one run
    ("cyrillic", "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f\u0300-\u036f", True),
    ("greek", "\u0370-\u03ff\u1f00-\u1fff", False),
    ("armenian", "\u0530-\u0589\ufb13-\ufb17", False),
    ("hebrew", "\u0591-\u05f2\ufb1d-\ufb4f", False),
    (
        "arabic",
        "\u0600-\u0605\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff",
        True,
    ),
    ("indic", "\u0900-\u0963\u0971-\u0d7f", False),
    ("thai", "\u0e01-\u0e3a\u0e40-\u0e4e", True),
    ("burmese", "\u1000-\u103f\u104c-\u109f", False),
    ("hangul", "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff", True),
    (
        "japanese",
        "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af",
        True,
    ),
)
_PATTERN: Final = re.compile(
    "|".join(
        f"(?P<{name}>[{chars}]+(?: +[{chars}]+)*)" if phrases else f"(?P<{name}>[{chars}]+)"
        for name, chars, phrases in _RUNS
    )
)
_READY: Final = frozenset(("cyrillic", "greek", "armenian", "hangul", "japanese", "arabic"))
_APART: Final = frozenset(("arabic", "thai", "hangul", "japanese", "arabic"))
_OTHER: Final = re.compile(r"[^\x00-\x7f]+")

Reading = Callable[[str], str]
"""What a module in `readings` offers as `read`: a run of its script to lower-case Latin letters and
spaces.
"""


def romanise(text: str) -> str:
    """Write a name in Latin letters.

    Args:
        text: a name in any script, compatibility forms and look-alikes already replaced (see
        `unicode_fold.clean`).

    Returns:
        The name with every letter of another script read; Latin letters with marks and signs stay as they
        are.

    >>> [romanise(name).strip() for name in ("Щербаков", "Γεώργιος", "習近平", "さとう")]
    ['shcherbakov', 'georgios', 'xi jin ping', 'sato']
    """
    return _PATTERN.sub(_read, text)


def _read(match: re.Match[str]) -> str:
    name = match.lastgroup or ""
    run = match[0]
    if name not in _READY:
        return " " + by_letter(run) + " "
    reader: Reading = import_module(f"sanctionscreen.names.readings.{name}").read
    read = reader(run)
    if _OTHER.search(read):
        read = _OTHER.sub(lambda rest: by_letter(rest[0]), read)
    if not read.strip() and any(map(str.isalpha, run)):
        read = by_letter(run)
    return f" {read} " if name in _APART else read


def by_letter(text: str) -> str:
    """Romanise letter by letter with anyascii; a letter that it does not know keeps its code point.

    >>> by_letter("საქართველო")
    'sakartvelo'
    """
    from anyascii import anyascii  # late: most names never need it

    from sanctionscreen.names.unicode_fold import hexed  # late: unicode_fold reaches for this module

    return "".join(
        char if char.isascii() else anyascii(char).lower() or (hexed(char) if char.isalpha() else "")
        for char in text
    )
