"""Typos of identifiers with check digits: all numbers one typo away from one that fails its check."""

from __future__ import annotations

import string
from collections.abc import Iterator

from sanctionscreen.identifiers.normal_forms import without_leading_zeros
from sanctionscreen.identifiers.normalize import NormalisedIdentifier
from sanctionscreen.identifiers.registry import identifier_type


def near_keys(query: NormalisedIdentifier) -> Iterator[str]:
    """The keys of all numbers one typo from this one, if its check digits show that it is wrong; else none."""
    id_type = identifier_type(query.type)
    if query.valid is not False or not id_type.typo_alphabet:
        return
    space, _, key = query.key.partition(":")
    zeros = id_type.key is without_leading_zeros  # one of them may be the typo
    for typo in typos(query.value if zeros else key, id_type.typo_alphabet):
        yield f"{space}:{typo.lstrip('0') if zeros else typo}"


def typos(number: str, alphabet: str = string.digits) -> Iterator[str]:
    """Every number that differs in one sign, or in two neighbours exchanged; none if it has another sign.

    >>> len(set(typos("8405270")))
    69
    """
    if not set(number) <= set(alphabet):
        return
    for position, sign in enumerate(number):
        for substitute in alphabet:
            if substitute != sign:
                yield number[:position] + substitute + number[position + 1 :]
        if number[position + 1 : position + 2] not in ("", sign):
            yield number[:position] + number[position + 1] + sign + number[position + 2 :]
