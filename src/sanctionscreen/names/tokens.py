"""A name's tokens and their roles: the one place where text becomes a normalised name.

Reach for `normalise` before anything is compared or indexed; the index and the scorer accept nothing but its `Name`s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sanctionscreen.names import tables
from sanctionscreen.names.compounds import join_compounds
from sanctionscreen.names.fold import fold, variants
from sanctionscreen.names.roles import LEGAL_FORM, NUMBER, PARTICLE, TITLE

MAX_TOKENS = 64
"""Tokens of a name that are aligned; the rest counts as words that the other name lacks."""

_LONGEST_FORM = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A normalised name.

    Attributes:
        text: as given.
        tokens: folded words, family name after given names where a comma told them apart.
        roles: role bits of each token.
        is_alternative: whether this is not the first reading of the text.
        is_acronym: whether this is nothing but the first letters of the name's words.
    """

    text: str
    tokens: tuple[str, ...]
    roles: tuple[int, ...]
    is_alternative: bool = False
    is_acronym: bool = False


def normalise(text: str) -> Name:
    """Split a name into tokens with roles.

    Args:
        text: any string; `MUN, Kyong Hwan` is read as `Kyong Hwan MUN`.

    Returns:
        The normalised name; its tokens are empty only where the text has neither letter nor digit.

    >>> normalise("MUN, Kyo'ng-hwan").tokens
    ('kyong', 'hwan', 'mun')
    """
    return _with_roles(text, _in_order(text))


def normalise_all(text: str) -> tuple[Name, ...]:
    """All readings of a name: `normalise(text)` first, then what its script, letters or parentheses also allow.

    >>> [reading.tokens for reading in normalise_all("Daedong Credit Bank (DCB)")][1:]
    [('daedong', 'credit', 'bank')]
    """
    first = normalise(text)
    others = [_with_roles(text, form.split(" ")) for form in variants(text)]
    if "(" in text and (found := _PARENTHESES.search(text)):
        others.append(_with_roles(text, _in_order(_PARENTHESES.sub(" ", text))))
        if not found[1].isascii() and found[1] != text:
            others.append(_with_roles(text, _in_order(found[1])))
    return (
        first,
        *(
            replace(name, is_alternative=True)
            for name in others
            if name.tokens != first.tokens and _says_enough(name)
        ),
    )


_PARENTHESES = re.compile(r"\(([^()]*)\)")


def _says_enough(name: Name) -> bool:
    return sum(map(len, name.tokens)) >= _LEAST_ACRONYM


def acronyms(name: Name) -> tuple[Name, ...]:
    """What an organisation may be called for short: the first letters of its words, with and without its legal form.

    Small words (`of`, `de`…) give no letter. Fewer than three letters are no acronym.

    >>> [short.tokens for short in acronyms(normalise("Korea Mining Development Trading Corporation"))]
    [('kmdt',), ('kmdtc',)]
    """
    without = [token for token, role in zip(name.tokens, name.roles, strict=True) if not role & LEGAL_FORM]
    found = dict.fromkeys(
        "".join(word[0] for word in words if word not in _SMALL)
        for words in (without, fold(name.text).split())
    )
    return tuple(
        Name(name.text, (short,), (0,), is_alternative=True, is_acronym=True)
        for short in found
        if _LEAST_ACRONYM <= len(short) <= _LONGEST_ACRONYM and short.isalpha()
    )


_SMALL = frozenset(
    "of the for and in on to de la el los las del des du le les et e y al do da dos das i v".split()
)
_LEAST_ACRONYM, _LONGEST_ACRONYM = 3, 8


def _in_order(text: str) -> list[str]:
    family, comma, given = text.partition(",")
    if comma and "," not in given:
        before, after = fold(family).split(), fold(given).split()
        if before and after and len(before) <= _LONGEST_FORM and not _begins_with_form(after):
            return after + before
        return before + after
    return fold(text).split()


def _begins_with_form(tokens: list[str]) -> bool:
    forms = tables.legal_forms()
    return any(" ".join(tokens[:size]) in forms for size in range(1, _LONGEST_FORM + 1))


def _with_roles(text: str, tokens: Sequence[str]) -> Name:
    tokens = [_number(token) for token in join_compounds(tokens)]
    starters = _phrases()[0]
    kept: list[str] = []
    roles: list[int] = []
    position, count = 0, len(tokens)
    while position < count:
        size, word, role = 0, "", 0
        if tokens[position] in starters:
            size, word, role = _phrase_at(tokens, position)
        if not size:
            size, (word, role) = 1, _single(tokens[position], is_last=position + 1 == count)
        kept.append(word)
        roles.append(role)
        position += size
    return Name(text, tuple(kept), tuple(roles))


def _phrase_at(tokens: Sequence[str], position: int) -> tuple[int, str, int]:
    """Length of the longest phrase that begins here, what stands for it and its role; length 0 where none does."""
    phrases = _phrases()[1]
    for size in range(min(_LONGEST_FORM, len(tokens) - position), 1, -1):
        found = phrases.get(" ".join(tokens[position : position + size]))
        if found and (
            position or size < len(tokens)
        ):  # a name that is nothing but the phrase keeps its words
            return size, *found
    return 0, "", 0


def _single(token: str, *, is_last: bool) -> tuple[str, int]:
    """What stands for a word and its role; `da` in `da Costa` is a particle, and a legal form only at the end."""
    word, role = _phrases()[2].get(token, ("", 0))
    if role & LEGAL_FORM and not is_last and token in tables.particles():
        return token, PARTICLE
    return word or token, role if role or not token.isdigit() else NUMBER


def _number(token: str) -> str:
    """`7th` and `vii` as `7`: what tells the members of a series apart is compared as a number."""
    if token in _ROMAN:
        return _ROMAN[token]
    return token[:-2] if token[0].isdigit() and token[-2:] in _ORDINAL and token[:-2].isdigit() else token


# Those that are also letters, words or names (i, v, x, vi, xi, di, mi, li, mix) are left as they are.
_ROMAN = {
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "xii": "12",
    "xiii": "13",
    "xiv": "14",
}
_ORDINAL = frozenset({"st", "nd", "rd", "th"})


@lru_cache(maxsize=1)
def _phrases() -> tuple[frozenset[str], Mapping[str, tuple[str, int]], Mapping[str, tuple[str, int]]]:
    """First words of phrases, phrases and single words with what stands for them and their role."""
    entries: dict[str, tuple[str, int]] = {}
    for word in tables.particles():
        entries[word] = ("", PARTICLE)
    for word in tables.titles():
        entries[word] = ("", TITLE)
    for form, legal_class in tables.legal_forms().items():
        entries[form] = (legal_class, LEGAL_FORM)
    phrases = {
        phrase: (word or phrase.replace(" ", ""), role)
        for phrase, (word, role) in entries.items()
        if " " in phrase
    }
    single = {word: value for word, value in entries.items() if " " not in word}
    return frozenset(phrase.split(" ", 1)[0] for phrase in phrases), phrases, single
