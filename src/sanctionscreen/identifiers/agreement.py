"""What it says that two identifiers are equal. Reach for `agreement`."""

from __future__ import annotations

from typing import Literal

from sanctionscreen.countries import are_related
from sanctionscreen.identifiers.checksums import is_lei
from sanctionscreen.identifiers.normalize import NormalisedIdentifier

Strength = Literal["strong", "fair", "weak"]
"""What equal identifiers say: one party; probably one party; a reason to look."""

STRENGTHS: tuple[Strength, ...] = ("weak", "fair", "strong")

_UNTOLD = frozenset({"id_number", "registration_number", "tax_number", "national_id", "license_number"})
"""Types under which lists also file numbers that have a type of their own."""

_MISFILED = ("imo:", "bic:", "mmsi:")
"""What they file there. (Call signs too, but those are a few letters that any register may hold.)"""

_NAMES_OF_MANY = frozenset({"chinese_commercial_code", "ticker", "birth_certificate_number"})
"""Codes of a name, or numbers within a register that is not told."""

_NO_PARTY = frozenset({"un_locode"})
"""Codes of a place."""

_RUSSIAN = frozenset({"inn_code", "ogrn_code"})


def lookup_keys(query: NormalisedIdentifier) -> tuple[str, ...]:
    """The keys under which a listing may hold this identifier: its own, and of types mixed up with it."""
    if query.type in _UNTOLD or query.valid is False or query.key.startswith(_MISFILED):
        value = query.value
        mixed_up = (f"imo:{value}", f"bic:{value[:8]}", f"mmsi:{value}", f"number:{value.lstrip('0')}")
        return tuple(dict.fromkeys((query.key, *mixed_up)))
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
        return _across_spaces(query, listed)
    if query.key != listed.key or _two_phones(query, listed):
        return None
    if query.valid is False or listed.valid is False:
        return _without_check(query, listed)
    if space == "number":
        return _equal_numbers(query, listed)
    if space == "bic":
        return _equal_bic(query.value, listed.value)
    return _BY_SPACE[space]


_BY_SPACE: dict[str, Strength] = {
    "imo": "strong",
    "mmsi": "fair",  # handed on with a new flag
    "call": "weak",  # handed on with a new flag, and reused
    "wallet": "strong",
    "email": "fair",
    "web": "fair",
    "phone": "weak",  # switchboards, agents' and relatives' numbers
}


def _across_spaces(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> Strength | None:
    """A typed number on one side; on the other an untold one, or one that breaks the rule of its own type."""
    if query.value != listed.value:
        return None
    for typed, other in ((query, listed), (listed, query)):
        if (
            typed.key.startswith(_MISFILED)
            and (other.type in _UNTOLD or other.valid is False)
            and typed.valid
        ):
            return "fair"
    untold = {query.type, listed.type} & _UNTOLD
    return "weak" if untold and any(side.key.startswith(_MISFILED) for side in (query, listed)) else None


def _two_phones(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> bool:
    """Whether they are telephone numbers of two countries, with the last digits in common."""
    return query.value[:1] == listed.value[:1] == "+" and query.value != listed.value


def _without_check(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> Strength | None:
    """A number that breaks its own rule may be a slip, or another number altogether: never certain. Ethereum's rule is
    about the case of letters, which is no part of the address."""
    if query.key.startswith("wallet:0x"):
        return "fair"
    return None if _countries_differ(query, listed) else "weak"


def _equal_bic(query: str, listed: str) -> Strength:
    branches = {bic[8:].replace("XXX", "") for bic in (query, listed)}
    return "fair" if len(branches - {""}) > 1 else "strong"


def _equal_numbers(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> Strength | None:
    types = {query.type, listed.type}
    if "lei_code" in types or is_lei(query.value) or is_lei(listed.value):
        return "strong"
    if types & _RUSSIAN:
        return "strong" if _may_be_russian(query) and _may_be_russian(listed) else None
    if _countries_differ(query, listed):
        return None
    same_country = bool(query.country and listed.country)
    shorter = min(len(query.value), len(listed.value))
    level = 2 if same_country else 1
    if len(types) > 1:
        if shorter < 6:
            return None
        level -= "id_number" not in types
    few_digits = shorter < 8 and query.value.isdigit()
    if shorter < 6 or (few_digits and not (same_country and "passport_number" in types)):
        level -= 1  # registers number from 1 in every town; passports carry on for a whole country
    if types & _NAMES_OF_MANY:
        level = min(level, 0)
    return STRENGTHS[level] if level >= 0 and not types & _NO_PARTY else None


def _may_be_russian(identifier: NormalisedIdentifier) -> bool:
    return identifier.type in _RUSSIAN or identifier.country in ("", "RU", "UA", "SU")


def _countries_differ(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> bool:
    if not query.country or not listed.country or query.country == listed.country:
        return False
    return not are_related(query.country, listed.country)
