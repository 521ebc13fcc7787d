"""Numbers one slip of the pen from another. Reach for `near_keys`."""

from __future__ import annotations

import string
from collections.abc import Iterator

from sanctionscreen.identifiers.normalize import NormalisedIdentifier

CHECKED = frozenset({"imo_number", "imo_company_number", "inn_code", "ogrn_code", "lei_code", "wallet"})
"""Types whose numbers carry a check of themselves."""


def near_keys(query: NormalisedIdentifier) -> Iterator[str]:
    """The keys of all numbers one slip from this one, where its own check says that it cannot be right; else none."""
    if query.valid is not False or query.type not in CHECKED:
        return
    space, _, number = query.key.partition(":")
    for slip in slips(number if space == "wallet" else query.value, _signs(query)):
        yield f"{space}:{slip.lstrip('0') if space == 'number' else slip}"


def slips(number: str, signs: str = string.digits) -> Iterator[str]:
    """Every number one sign, or two neighbouring signs exchanged, from this one; none where it has any other sign.

    >>> len(set(slips("8405270")))
    69
    """
    if not set(number) <= set(signs):
        return
    for place, sign in enumerate(number):
        for other in signs:
            if other != sign:
                yield number[:place] + other + number[place + 1 :]
        if number[place + 1 : place + 2] not in ("", sign):
            yield number[:place] + number[place + 1] + sign + number[place + 2 :]


def _signs(query: NormalisedIdentifier) -> str:
    """The signs that a number of this type is written with."""
    if query.type == "wallet":
        return string.ascii_letters + string.digits
    return string.ascii_uppercase + string.digits if query.type == "lei_code" else string.digits
