"""Prefilter of identifiers: rules out what no list holds before any rule of its type is applied.

Nearly all identifiers of customers are on no list. Their letters and digits show that at a fraction of what it costs to
check a number, to read a telephone number, or to try all typos.
"""

from __future__ import annotations

from collections.abc import Iterable

from sanctionscreen.identifiers.normal_forms import unchanged, without_leading_zeros
from sanctionscreen.identifiers.normalize import compact_number, plain
from sanctionscreen.identifiers.registry import IDENTIFIER_TYPES, identifier_type
from sanctionscreen.identifiers.types import IdentifierType
from sanctionscreen.model import Identifier

_NOT_DIALLED = str.maketrans("", "", "+ ().-")
_FEWEST, _MOST = 9, 15
"""Digits of a telephone number that can be ruled out."""

_LAST = 4
"""Last digits of such a number. They are the same whatever codes of countries, regions and carriers are put before it
or removed."""

_CUT = 6
"""Position from the end at which a number is split in two, without the sign there: a typo changes only one of the two
parts. Counted from the end, so that leading zeros don't matter."""

_PLAIN_KEYS = (unchanged, without_leading_zeros)
_MISFILED_KEYS = {
    item.space: item.key for item in IDENTIFIER_TYPES if item.misfiled_under and item.key not in _PLAIN_KEYS
}
"""Rules for keys, by space, of types under which a number of another type is looked up; see `lookup_keys`."""

_TYPO_SPACES = frozenset(item.space for item in IDENTIFIER_TYPES if item.typo_alphabet)


class IdentifierPrefilter:
    """A test of identifiers by the keys of all listed ones: no false negatives, few false positives.

    It passes all for which `IdentifierIndex.lookup` finds anything.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        """Take the keys of all that is listed (`NormalisedIdentifier.key`)."""
        parts = [key.partition(":") for key in keys]
        self._values = {value for _, _, value in parts}
        self._phones = {value[-_LAST:] for space, _, value in parts if space == "phone"}
        checked = [value for space, _, value in parts if space in _TYPO_SPACES]
        self._heads = {value[:-_CUT].lstrip("0") for value in checked}
        self._tails = {value[1 - _CUT :].lstrip("0") for value in checked}
        self._misfiled = [
            (key_of, {value for space, _, value in parts if space == own})
            for own, key_of in _MISFILED_KEYS.items()
        ]

    def passes(self, identifier: Identifier, *, near: bool) -> bool:
        """Whether a listed identifier may be this one.

        Args:
            identifier: as asked.
            near: whether it may also be one typo from this one; see `near_keys`.
        """
        id_type = identifier_type(identifier.type)
        if id_type.space == "phone":
            return self._may_be_phone(identifier.value)
        if id_type.as_written:
            text = plain(identifier.value)
        else:
            id_type, text = compact_number(id_type, identifier.value)
        value = text if id_type.value is unchanged else id_type.value(text, "")
        values = self._values
        if value in values or value.lstrip("0") in values:
            return True
        if id_type.key not in _PLAIN_KEYS and id_type.key(value) in values:
            return True
        for key_of, own_values in self._misfiled:
            if key_of(value) in own_values:
                return True
        return near and id_type.typo_alphabet != "" and self._may_be_typo(id_type, value)

    def _may_be_typo(self, id_type: IdentifierType, value: str) -> bool:
        key = id_type.key(value)
        near = key[:-_CUT].lstrip("0") in self._heads or key[1 - _CUT :].lstrip("0") in self._tails
        return near and id_type.is_valid(value) is False

    def _may_be_phone(self, value: str) -> bool:
        digits = value.translate(_NOT_DIALLED).lstrip("0")
        if "(0)" in value or not (digits.isascii() and digits.isdigit() and _FEWEST <= len(digits) <= _MOST):
            return True  # an extension, several numbers, words
        return digits[-_LAST:] in self._phones
