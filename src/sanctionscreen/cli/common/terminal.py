"""Text layout for terminals: control characters shown, display width, padding, wrapping."""

from __future__ import annotations

import re
from unicodedata import category, east_asian_width

# What could move the cursor, recolour or reverse the line: names come from files that others wrote.
# Joiners (200C, 200D) stay: Persian and Indian names are written with them.
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def printable(text: str) -> str:
    """The text with control and direction characters shown as escapes, so that a name cannot disguise the output.

    >>> printable("A\\x1b[2JB")
    'A\\\\x1b[2JB'
    """
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def columns_of(text: str) -> int:
    """How many columns a terminal gives the text.

    >>> columns_of("Kim"), columns_of("金正恩")
    (3, 6)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def padded(text: str, width: int) -> str:
    """The text, filled with spaces to `width` columns."""
    return text + " " * (width - columns_of(text))


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken between words, or within those that are longer.

    >>> wrapped("Mun Kyong Hwan", 9), wrapped("朝鲜联合机械", 7)
    (['Mun Kyong', 'Hwan'], ['朝鲜联', '合机械'])
    """
    lines = [""]
    for word in printable(text).split():
        if lines[-1] and columns_of(lines[-1]) + 1 + columns_of(word) <= width:
            lines[-1] += f" {word}"
            continue
        rest = word
        while rest:
            piece = _leading(rest, width)
            lines.append(piece)
            rest = rest[len(piece) :]
    return lines[1:] or lines


def _leading(word: str, width: int) -> str:
    """As much of a word as fits; at least one character."""
    if columns_of(word) <= width:
        return word
    room, end = width, 0
    for char in word:
        room -= _columns(char)
        if room < 0:
            break
        end += 1
    return word[: max(end, 1)]


def _columns(char: str) -> int:
    if category(char) in _NO_WIDTH:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
