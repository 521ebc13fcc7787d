"""Tokeniser: text to a normalised name, whose tokens have roles. Matching accepts nothing but its `Name`s."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sanctionscreen.names import tables
from sanctionscreen.names.acronyms import LEAST_ACRONYM, PARENTHESES, is_short_for
from sanctionscreen.names.compounds import join_compounds, may_be_compound, servant_typos
from sanctionscreen.names.fold import fold, variants
from sanctionscreen.names.leet import guesses
from sanctionscreen.names.name import Name
from sanctionscreen.names.name_structure import is_initial, mark_family, mark_patronymic, may_be_patronymic
from sanctionscreen.names.roles import LEGAL_FORM, NUMBER, PARTICLE, PREFIX, TITLE

_LONGEST_FORM = 6


def normalise(text: str, *, initials: bool = False) -> Name:
    """Split a name into tokens with roles.

    Args:
        text: any string; `MUN, Kyong Hwan` is read as `Kyong Hwan MUN`.
        initials: whether single letters are a person's initials, and neither a legal form nor a ship's prefix.

    Returns:
        The normalised name; its tokens are empty only where the text has neither letter nor digit.

    >>> normalise("MUN, Kyo'ng-hwan").tokens
    ('kyong', 'hwan', 'mun')
    """
    return _in_parts(text, initials)


def _in_parts(text: str, initials: bool) -> Name:
    """The first reading, with the roles that words have by where they stand."""
    tokens, family = _in_order(text, initials)
    name = _with_roles(text, tokens, initials)
    roles: Sequence[int] = name.roles
    if family > 1:  # compounds may have joined or split its words
        roles = mark_family(roles, len(name.tokens) - len(_with_roles("", tokens[:-family], initials).tokens))
    name.roles = tuple(mark_patronymic(name.tokens, roles))
    return name


def normalise_all(text: str, *, person: bool | None = None) -> tuple[Name, ...]:
    """All readings of a name: the commonest first, then what its script, letters or parentheses also allow.

    Args:
        text: any string.
        person: whether it is a person's, in which single letters are initials; None where nobody knows: a name with
            single letters has the readings of both, so that it equals itself whatever the other side knows.

    >>> [reading.tokens for reading in normalise_all("Karimi, S. A.")]
    [('karimi', 'sa'), ('s', 'a', 'karimi')]
    >>> [reading.tokens for reading in normalise_all("Daedong Credit Bank (DCB)")][1:]
    [('daedong', 'credit', 'bank'), ('dcb',)]
    """
    if person is None and 1 in map(len, fold(text).split()):
        both = (*normalise_all(text, person=False), *normalise_all(text, person=True))
        distinct: dict[tuple[tuple[str, ...], tuple[int, ...]], Name] = {}
        for name in sorted(both, key=lambda name: name.is_alternative):
            distinct.setdefault((name.tokens, name.roles), name)
        return tuple(distinct.values())
    initials = bool(person)
    if plain := _plain(text, initials):
        return (plain,)
    first = normalise(text, initials=initials)
    others = [_with_roles(text, form.split(" "), initials) for form in variants(text)]
    if "(" in text and (found := PARENTHESES.search(text)):
        others.append(_in_parts(PARENTHESES.sub(" ", text), initials))
        is_other_name = not found[1].isascii() and found[1] != text
        if is_other_name or (not initials and is_short_for(found[1], text[: found.start()])):
            others.append(_in_parts(found[1], initials))
    if not servant_typos().isdisjoint(first.tokens) and len(first.tokens) > 1:
        misspelt = servant_typos().intersection(first.tokens)
        corrected = ["abdul" if token in misspelt else token for token in first.tokens]
        others.append(_with_roles(text, corrected, initials))
    if _MIXED_HINT.search(text):
        others += [_in_parts(guess, initials) for guess in guesses(text)]
    if not others:
        return (first,)
    return (
        first,
        *(
            replace(name, text=text, is_alternative=True)
            for name in others
            if name.tokens != first.tokens and _says_enough(name)
        ),
    )


def _plain(text: str, initials: bool) -> Name | None:
    """The name, where it is of Latin letters and none of its words is cut, joined or somebody's father: most are so.

    It has one reading, the one that all the other rules would give.
    """
    if not (_LETTERS.fullmatch(text) or _is_marked_latin(text)) or not (tokens := fold(text).split()):
        return None
    hardest = max(map(_words_met().__getitem__, tokens))
    if hardest == _HARD:
        return None
    letters = "".join(tokens)
    if hardest == _WITH_ROLE or len(tokens[0]) == 1:
        return _spelled(text, tokens, letters, initials)
    return Name(text, tuple(tokens), (0,) * len(tokens), letters)


_LETTERS = re.compile("[A-Za-z .'&/-]+")


def _is_marked_latin(text: str) -> bool:
    """Whether a text is of such letters with marks, and can be read in one way only."""
    if text.isascii():
        return False
    from sanctionscreen.names.unicode_fold import in_one_way  # late: most names are plain ASCII

    return _LETTERS.fullmatch(in_one_way(text)) is not None


_EASY, _WITH_ROLE, _HARD = 0, 1, 2
"""Words that stand for themselves; that may have a role or begin a phrase; that may be cut, joined or a patronymic."""


class _WordsMet(dict[str, int]):
    """How hard each word is; worked out when it is first met."""

    def __missing__(self, word: str) -> int:
        hard = may_be_compound(word) or may_be_patronymic(word) or word in servant_typos()
        found = _HARD if hard else _WITH_ROLE if word in _special() else _EASY
        if len(self) < _MOST_WORDS:
            self[word] = found
        return found


_MOST_WORDS = 200_000


@lru_cache(maxsize=1)
def _words_met() -> _WordsMet:
    return _WordsMet()


_MIXED_HINT = re.compile(r"[0-9@$!]")  # quick; most names have none


def _says_enough(name: Name) -> bool:
    return sum(map(len, name.tokens)) >= LEAST_ACRONYM


def as_acronym(name: Name, letters: str) -> Name:
    """The reading of a name that is nothing but some of its `first_letters`."""
    return Name(name.text, (letters,), (0,), "", is_alternative=True, is_acronym=True)


def _in_order(text: str, initials: bool) -> tuple[list[str], int]:
    """Words with the family name last, and how many of them are the family name (0: nobody knows)."""
    family, comma, given = text.partition(",")
    if comma and "," not in given:
        whole = fold(text).split()  # as one, since digits in one part tell what those in the other stand for
        size = len(fold(family).split())
        before, after = whole[:size], whole[size:]
        if before and after and len(before) <= _LONGEST_FORM and not _begins_with_form(after, initials):
            return after + before, len(before)
        return before + after, 0
    return fold(text).split(), 0


def _begins_with_form(tokens: list[str], initials: bool) -> bool:
    """Whether words after a comma are a legal form; two letters (`Se`) may also begin given names."""
    if initials and len(tokens[0]) == 1:
        return False
    forms = tables.legal_forms()
    starts = (" ".join(tokens[:size]) for size in range(1, _LONGEST_FORM + 1))
    return any(start in forms and (len(start) > _SHORT_FORM or len(tokens) == 1) for start in starts)


_SHORT_FORM = 2


def _with_roles(text: str, tokens: Sequence[str], initials: bool) -> Name:
    letters = "".join(tokens)
    tokens = join_compounds(tokens)
    if letters.isalpha() and len(tokens[0]) > 1 and _special().isdisjoint(tokens):  # most names of persons
        return Name(text, tuple(tokens), (0,) * len(tokens), letters)
    return _spelled(text, tokens, letters, initials)


def _spelled(text: str, tokens: Sequence[str], letters: str, initials: bool) -> Name:
    """The name with phrases brought together and the roles that tables give its words."""
    starters, phrases, single = _phrases()
    kept: list[str] = []
    roles: list[int] = []
    position, count = 0, len(tokens)
    while position < count:
        token = tokens[position]
        size, role = 1, 0
        alone = initials and len(token) == 1 and is_initial(tokens, position)
        found = _phrase_at(tokens, position, phrases) if token in starters and not alone else None
        if found:
            size, token, role = found
        elif token in single and not alone:
            token, role = _single(token, single[token], is_last=position + 1 == count)
        elif token[0] <= "9":
            token, role = _number(token)
        kept.append(token)
        roles.append(role)
        position += size
    if kept and not (initials and len(kept[0]) == 1):
        _mark_prefix(kept, roles)
    return Name(text, tuple(kept), tuple(roles), letters)


@lru_cache(maxsize=1)
def _special() -> frozenset[str]:
    """Words that may have a role, or begin a phrase that has one."""
    starters, _, single = _phrases()
    return starters | single.keys() | tables.vessel_prefixes()


def _mark_prefix(tokens: list[str], roles: list[int]) -> None:
    """A first word before a ship's name (`MV`, `M/T`), joined where it came in two letters."""
    prefixes = tables.vessel_prefixes()
    if len(tokens) > 2 and len(tokens[0]) == len(tokens[1]) == 1 and f"{tokens[0]} {tokens[1]}" in prefixes:
        tokens[:2], roles[:2] = [tokens[0] + tokens[1]], [PREFIX]
    elif len(tokens) > 1 and tokens[0] in prefixes and _NO_VOWEL.fullmatch(tokens[0]):
        roles[0] = PREFIX


_NO_VOWEL = re.compile("[^aeiou]+")  # `iris` and `tug` are words too


_Entries = Mapping[str, tuple[str, int]]


def _phrase_at(tokens: Sequence[str], position: int, phrases: _Entries) -> tuple[int, str, int] | None:
    """Length of the longest phrase that begins here, what stands for it and its role."""
    if " ".join(tokens[position : position + 2]) not in _beginnings():
        return None
    for size in range(min(_LONGEST_FORM, len(tokens) - position), 1, -1):
        found = phrases.get(" ".join(tokens[position : position + size]))
        if found and (
            position or size < len(tokens)
        ):  # a name that is nothing but the phrase keeps its words
            return size, *found
    return None


def _single(token: str, entry: tuple[str, int], *, is_last: bool) -> tuple[str, int]:
    """What stands for a word and its role; `da` in `da Costa` is a particle, and a legal form only at the end."""
    word, role = entry
    if role & LEGAL_FORM and not is_last and token in tables.particles():
        return token, PARTICLE
    return word or token, role


def _number(token: str) -> tuple[str, int]:
    """`7th` as `7`: what tells the members of a series apart is compared as a number."""
    if token[-2:] in _ORDINAL and token[:-2].isdigit():
        token = token[:-2]
    return token, NUMBER if token.isdigit() else 0


_ORDINAL = frozenset({"st", "nd", "rd", "th"})


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """The first two words of each phrase."""
    return frozenset(" ".join(phrase.split(" ", 2)[:2]) for phrase in _phrases()[1])


@lru_cache(maxsize=1)
def _phrases() -> tuple[frozenset[str], _Entries, _Entries]:
    """First words of phrases, phrases and single words with what stands for them and their role."""
    entries: dict[str, tuple[str, int]] = {}
    for word in tables.particles():
        entries[word] = ("", PARTICLE)
    for word in tables.titles():
        entries[word] = ("", TITLE)
    for form in tables.legal_forms():
        entries[form] = ("", LEGAL_FORM)
    entries.update((word, (digits, NUMBER)) for word, digits in tables.number_words().items())
    phrases = {
        phrase: (word or phrase.replace(" ", ""), role)
        for phrase, (word, role) in entries.items()
        if " " in phrase
    }
    single = {word: value for word, value in entries.items() if " " not in word}
    return frozenset(phrase.split(" ", 1)[0] for phrase in phrases), phrases, single
