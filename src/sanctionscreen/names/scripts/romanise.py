"""Romanisation: names in other scripts to Latin letters, by the commonest romanisation of names in each script.

`fold` calls `romanise`. Every run of one script goes to that script's module in this package, which names the standard
it follows. What no module covers goes to anyascii; what anyascii lacks keeps its code point (`u4e00`), so that no name
is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Final

from sanctionscreen.names.scripts.fallback import by_letter

_RUNS: Final = (  # module of this package, characters, whether words belong to one run
    ("cyrillic", "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f\u0300-\u036f", True),
    ("greek", "\u0370-\u03ff\u1f00-\u1fff", False),
    ("caucasian", "\u0530-\u0589\ufb13-\ufb17\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f", False),
    ("hebrew", "\u0591-\u05f4\ufb1d-\ufb4f", False),
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
_APART: Final = frozenset(("arabic", "burmese", "hangul", "japanese", "thai"))
_BY_WHOLE: Final = frozenset(("arabic", "cyrillic", "japanese"))  # the run alone does not tell the language
_OTHER: Final = re.compile(r"[^\x00-\x7f]+")

Reading = Callable[[str, str], str]
"""What a script's module offers as `read`: a run of its script, and the whole name for what a run alone does not
tell, to lower-case Latin letters and spaces."""

Alternatives = Callable[[str, str], list[str]]
"""What it may offer as `alternatives`: the same to further readings of the run, likeliest first."""


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


def alternatives(text: str) -> list[str]:
    """Give the other ways of reading a name: every run in its second reading, then every run in its third…

    >>> alternatives("Евгений"), alternatives("Smith")
    (['yevgeniy', 'evhenyy'], [])
    """
    runs = list(_PATTERN.finditer(text))
    others = [_alternatives(run) for run in runs]
    forms = []
    for number in range(max(map(len, others), default=0)):
        parts, end = [], 0
        for run, forms_of_run in zip(runs, others, strict=True):
            form = _apart(run, forms_of_run[number]) if number < len(forms_of_run) else _read(run)
            parts += [text[end : run.start()], form]
            end = run.end()
        forms.append("".join([*parts, text[end:]]).strip())
    return forms


def _read(match: re.Match[str]) -> str:
    name = match.lastgroup or ""
    return _apart(match, _run(name, match[0], match.string if name in _BY_WHOLE else ""))


@lru_cache(maxsize=65536)
def _run(name: str, run: str, whole: str) -> str:
    reader: Reading = import_module(f"sanctionscreen.names.scripts.{name}").read
    read = reader(run, whole)
    if not read.isascii():
        read = _OTHER.sub(lambda rest: by_letter(rest[0]), read)
    if not read.strip() and any(map(str.isalpha, run)):
        read = by_letter(run)
    return read


def _apart(match: re.Match[str], read: str) -> str:
    """Space around what is read syllable by syllable: a Latin word beside it is a word of its own."""
    return f" {read} " if match.lastgroup in _APART else read


def _alternatives(match: re.Match[str]) -> list[str]:
    module = import_module(f"sanctionscreen.names.scripts.{match.lastgroup}")
    offered: Alternatives | None = getattr(module, "alternatives", None)
    return offered(match[0], match.string) if offered else []
