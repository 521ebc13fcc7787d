"""Regular expressions that are compiled at their first use, so that importing a module that has many costs little."""

from __future__ import annotations

import re
from typing import Any, cast


class _LazyPattern:
    """A pattern whose attributes (`match`, `sub`, …) are those of the compiled one, once any is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._arguments)
        for attribute in ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"):
            setattr(self, attribute, getattr(compiled, attribute))
        return getattr(compiled, name)


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but compiled at its first use.

    >>> lazy_pattern("[0-9]+").sub("#", "a12b3")
    'a#b#'
    """
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))
