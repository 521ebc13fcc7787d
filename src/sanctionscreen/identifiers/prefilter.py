"""A first look at an identifier: whether it can be one that is listed at all. Reach for `IdentifierPrefilter`.

Nearly all identifiers of customers are nobody's on a list. Letters and digits tell that, at a fraction of what it costs
to check a number by the rule of its type, to read a telephone number, or to try all its slips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sanctionscreen.identifiers.checksums import is_imo_company, is_imo_ship, is_inn, is_lei, is_ogrn
from sanctionscreen.identifiers.normalize import IMO_TYPES, PHONES, WRITTEN_AS_IS, compact_number, plain
from sanctionscreen.identifiers.types import canonical_type
from sanctionscreen.model import Identifier

_NOT_DIALLED = str.maketrans("", "", "+ ().-")
_FEWEST, _MOST = 9, 15
"""Digits of a telephone number that is looked at."""

_LAST = 4
"""Last digits of such a number, which stay as they are, whatever codes of countries, regions and carriers are put
before it or taken away."""

_CUT = 6
"""Signs from the end at which a number is cut in two, the sign there left out: a slip leaves the part before it or the
part after it as it is. Counted from the end, so that leading zeros don't matter."""


class IdentifierPrefilter:
    """What can be told of an identifier by the keys of all listed ones.

    It lets through all that `IdentifierIndex.lookup` finds anything for, and little else.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        """Take the keys of all that is listed (`NormalisedIdentifier.key`)."""
        parts = [key.partition(":") for key in keys]
        self._values = {value for _, _, value in parts}
        self._banks = {value for space, _, value in parts if space == "bic"}
        self._phones = {value[-_LAST:] for space, _, value in parts if space == "phone"}
        checked = [value for space, _, value in parts if space in ("imo", "number", "wallet")]
        self._heads = {value[:-_CUT].lstrip("0") for value in checked}
        self._tails = {value[1 - _CUT :].lstrip("0") for value in checked}

    def passes(self, identifier: Identifier, *, near: bool) -> bool:
        """Whether a listed identifier may be this one.

        Args:
            identifier: as asked.
            near: whether it may also be one slip from this one; see `near_keys`.
        """
        name = canonical_type(identifier.type)
        if name in _OTHER_THAN_NUMBERS:
            return self._may_be_other(name, identifier.value, near)
        name, value = compact_number(name, identifier.value)
        if self._may_be(value) or (
            name in IMO_TYPES and not value.isdigit()
        ):  # words may stand around the digits
            return True
        if not near or name not in _RULES:
            return False
        return self._may_be_slip(value) and not _RULES[name](value)

    def _may_be(self, value: str) -> bool:
        """By itself, as the branch of a bank, or without leading zeros."""
        values = self._values
        return value in values or value.lstrip("0") in values or value[:8] in self._banks

    def _may_be_slip(self, value: str) -> bool:
        return value[:-_CUT].lstrip("0") in self._heads or value[1 - _CUT :].lstrip("0") in self._tails

    def _may_be_other(self, name: str, value: str, near: bool) -> bool:
        if name in PHONES:
            return self._may_be_phone(value)
        if name == "wallet":
            return self._may_be_wallet(value, near)
        return self._may_be(WRITTEN_AS_IS[name](plain(value))[1])

    def _may_be_wallet(self, value: str, near: bool) -> bool:
        address = plain(value).replace(" ", "")
        folded = address.casefold().removeprefix("bitcoincash:")
        return any(self._may_be(form) or (near and self._may_be_slip(form)) for form in (address, folded))

    def _may_be_phone(self, value: str) -> bool:
        digits = value.translate(_NOT_DIALLED).lstrip("0")
        if "(0)" in value or not (digits.isascii() and digits.isdigit() and _FEWEST <= len(digits) <= _MOST):
            return True  # an extension, several numbers, words
        return digits[-_LAST:] in self._phones


_OTHER_THAN_NUMBERS = PHONES.union(WRITTEN_AS_IS)


def _is_imo(number: str) -> bool:
    return is_imo_ship(number) or is_imo_company(number)


_RULES: dict[str, Callable[[str], bool]] = {
    "imo_number": _is_imo,
    "imo_company_number": is_imo_company,
    "inn_code": is_inn,
    "ogrn_code": is_ogrn,
    "lei_code": is_lei,
}
"""The check of each type of which slips are looked for, wallets aside."""
