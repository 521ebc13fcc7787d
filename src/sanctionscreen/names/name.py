"""The normalised name: tokens, roles and letters."""

from __future__ import annotations

from dataclasses import dataclass

MAX_TOKENS = 64
"""Tokens of a name that are aligned; the rest counts as words that the other name lacks."""


@dataclass(slots=True)
class Name:
    """A normalised name.

    Attributes:
        text: as given.
        tokens: folded words, family name after given names where a comma told them apart.
        roles: role bits of each token.
        letters: all letters and digits in the same order, without spaces; empty for an acronym.
        is_alternative: whether this is not the first reading of the text.
        is_acronym: whether this is nothing but the first letters of the name's words.
    """

    text: str
    tokens: tuple[str, ...]
    roles: tuple[int, ...]
    letters: str
    is_alternative: bool = False
    is_acronym: bool = False
