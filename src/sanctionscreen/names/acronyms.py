"""Acronyms of organisations: the first letters of their words, or letters in parentheses after them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sanctionscreen.names import tables
from sanctionscreen.names.fold import fold
from sanctionscreen.names.name import Name
from sanctionscreen.names.roles import LEGAL_FORM

LEAST_ACRONYM, LONGEST_ACRONYM = 3, 8
"""Letters of an acronym: two are anybody's."""


def is_short_for(short: str, name: str) -> bool:
    """Whether capitals in parentheses are letters of the name before them, in their order, and no word that says what.

    Args:
        short: what stands in the parentheses.
        name: what stands before them.

    >>> is_short_for("DCB", "Daedong Credit Bank"), is_short_for("IRAN", "Industrial Raw Materials and Nuts")
    (True, False)
    """
    if not (short.isalpha() and short.isupper() and LEAST_ACRONYM <= len(short) <= LONGEST_ACRONYM):
        return False
    folded, told = fold(short), fold(name).replace(" ", "")
    letters = iter(told)
    begins = told[:1] == folded[:1]
    return begins and folded not in tables.descriptive() and all(letter in letters for letter in folded)


PARENTHESES = re.compile(r"\(([^()]*)\)")


def first_letters(name: Name) -> list[str]:
    """What an organisation may be called for short: the first letters of its words, with and without its legal form.

    Small words (`of`, `de`…) give no letter. Fewer than three letters are no acronym.

    >>> from sanctionscreen.names.tokens import normalise
    >>> first_letters(normalise("Korea Mining Development Trading Corporation"))
    ['kmdt', 'kmdtc']
    """
    words: list[Sequence[str]] = [name.tokens]
    if any(name.roles):
        words = [
            [token for token, role in zip(name.tokens, name.roles, strict=True) if not role & LEGAL_FORM]
        ]
    has_parentheses = "(" in name.text
    if len(words[0]) < len(name.tokens) or has_parentheses:
        words.append(fold(PARENTHESES.sub(" ", name.text) if has_parentheses else name.text).split())
    small = tables.structure_words("small")
    found = dict.fromkeys("".join([word[0] for word in some if word not in small]) for some in words)
    return [short for short in found if LEAST_ACRONYM <= len(short) <= LONGEST_ACRONYM and short.isalpha()]
