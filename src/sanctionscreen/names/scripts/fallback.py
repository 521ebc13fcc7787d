"""Fallback romanisation, letter by letter, for what no script module reads."""

from __future__ import annotations


def by_letter(text: str) -> str:
    """Romanise letter by letter with anyascii; a letter that it does not know keeps its code point.

    >>> by_letter("საქართველო")
    'sakartvelo'
    """
    from anyascii import anyascii  # late: most names never need it

    return "".join(
        char if char.isascii() else anyascii(char).lower() or (hexed(char) if char.isalpha() else "")
        for char in text
    )


def hexed(char: str) -> str:
    """The form of last resort of a letter that nothing can romanise, such as `u4e00`."""
    return f"u{ord(char):04x}"
