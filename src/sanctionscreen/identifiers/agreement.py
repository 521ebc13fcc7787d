"""Strength of evidence of equal identifiers, and the keys under which an identifier is looked up."""

from __future__ import annotations

from sanctionscreen.countries import are_related
from sanctionscreen.identifiers.normalize import NormalisedIdentifier
from sanctionscreen.identifiers.registry import IDENTIFIER_TYPES, UNSPECIFIED, identifier_type
from sanctionscreen.identifiers.types import NUMBER_SPACE, STRENGTHS, WORLD, Strength

_MISFILED = {
    item.name: item for item in IDENTIFIER_TYPES if item.misfiled_under and item.space != NUMBER_SPACE
}
"""Types in a space of their own whose numbers lists also file under types of the common one."""

_UNSPECIFIC = frozenset(name for item in _MISFILED.values() for name in item.misfiled_under)
_KEY_OF_SPACE = {item.space: item.key for item in _MISFILED.values()}
_WORLDWIDE = tuple(item for item in IDENTIFIER_TYPES if item.unique_in == WORLD)
_SHORT, _FEW_DIGITS = 6, 8


def lookup_keys(query: NormalisedIdentifier) -> tuple[str, ...]:
    """The keys under which a listing may hold this identifier: its own, and of types that lists confuse with it."""
    if query.type in _UNSPECIFIC or query.valid is False or query.type in _MISFILED:
        value = query.value
        confused = (f"{space}:{key(value)}" for space, key in _KEY_OF_SPACE.items())
        return tuple(dict.fromkeys((query.key, *confused, f"{NUMBER_SPACE}:{value.lstrip('0')}")))
    return (query.key,)


def agreement(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> Strength | None:
    """How much it says that two identifiers are equal; None if they aren't, or if their equality says
    nothing.

    Args:
        query, listed: the two sides; the answer is the same with the sides exchanged.

    Returns:
        `strong` for numbers that one party in the world has and whose own check holds; `fair` where a
        country, a type or a check is missing; `weak` where the number is short, shared by nature (phone) or
        fails its check.
    """
    if query.placeholder or listed.placeholder:
        return None
    space, listed_space = query.key.partition(":")[0], listed.key.partition(":")[0]
    if space != listed_space:
        return _across_spaces(query, listed) or _across_spaces(listed, query)
    if query.key != listed.key or _two_phones(query, listed):
        return None
    if query.valid is False or listed.valid is False:
        return _equal_invalid(query, listed)
    if space == NUMBER_SPACE:
        return _equal_numbers(query, listed)
    if space == "bic":
        return _equal_bic(query.value, listed.value)
    return _weaker(identifier_type(query.type).strength, identifier_type(listed.type).strength)


def _across_spaces(typed: NormalisedIdentifier, misfiled: NormalisedIdentifier) -> Strength | None:
    """Agreement of a number in the space of its type with one filed under another type, or one that breaks the rule of
    its own."""
    id_type = _MISFILED.get(typed.type)
    if id_type is None or typed.value != misfiled.value:
        return None
    if typed.valid and (misfiled.type in id_type.misfiled_under or misfiled.valid is False):
        return "fair"
    return "weak" if misfiled.type in id_type.misfiled_under else None


def _two_phones(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> bool:
    """Whether they are telephone numbers of two countries, with the last digits in common."""
    return query.value[:1] == listed.value[:1] == "+" and query.value != listed.value


def _equal_invalid(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> Strength | None:
    """A number that breaks its own rule may be a typo, or another number altogether: never certain. Ethereum's rule is
    about the case of letters, which is no part of the address."""
    if query.key.startswith("wallet:0x"):
        return "fair"
    return None if _countries_differ(query, listed) else "weak"


def _equal_bic(query: str, listed: str) -> Strength:
    branches = {bic[8:].replace("XXX", "") for bic in (query, listed)}
    return "fair" if len(branches - {""}) > 1 else "strong"


def _equal_numbers(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> Strength | None:
    types = identifier_type(query.type), identifier_type(listed.type)
    for worldwide in _WORLDWIDE:
        if worldwide in types or worldwide.is_valid(query.value) or worldwide.is_valid(listed.value):
            return "strong"
    if registers := {id_type.unique_in for id_type in types} - {()}:
        issued = all(
            _may_be_issued_in(side, countries) for countries in registers for side in (query, listed)
        )
        return "strong" if issued else None
    if _countries_differ(query, listed):
        return None
    same_country = bool(query.country and listed.country)
    shorter = min(len(query.value), len(listed.value))
    level = 2 if same_country else 1
    if query.type != listed.type:
        if shorter < _SHORT:
            return None
        level -= UNSPECIFIED not in (query.type, listed.type)
    few_digits = shorter < _FEW_DIGITS and query.value.isdigit()
    countrywide = same_country and any(id_type.countrywide for id_type in types)
    if shorter < _SHORT or (few_digits and not countrywide):
        level -= 1  # registers number from 1 in every town; passports carry on for a whole country
    return _weaker(STRENGTHS[level] if level >= 0 else None, *(id_type.strength for id_type in types))


def _may_be_issued_in(identifier: NormalisedIdentifier, countries: tuple[str, ...]) -> bool:
    return identifier_type(identifier.type).unique_in == countries or identifier.country in ("", *countries)


def _weaker(*strengths: Strength | None) -> Strength | None:
    """The weakest of several; None, if there, is weaker than all."""
    return min(strengths, key=lambda strength: STRENGTHS.index(strength) if strength else -1)


def _countries_differ(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> bool:
    if not query.country or not listed.country or query.country == listed.country:
        return False
    return not are_related(query.country, listed.country)
