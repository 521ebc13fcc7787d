"""Identifier types: the class with all that is known of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sanctionscreen.identifiers.normal_forms import unchanged, without_leading_zeros

Strength = Literal["strong", "fair", "weak"]
"""What equal identifiers say: one party; probably one party; a reason to look."""

STRENGTHS: tuple[Strength, ...] = ("weak", "fair", "strong")

NUMBER_SPACE = "number"
"""The space of keys that all types share which lists confuse."""

WORLD = ("*",)
"""`IdentifierType.unique_in` of a type whose numbers are unique in the world.

Any two equal numbers that pass the check of such a type are strong, whatever types they were given. So the check must
be one that other numbers hardly ever pass, as that of the LEI with its 20 characters.
"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IdentifierType:
    """All that is known of one type of identifiers; the instances are in `registry.IDENTIFIER_TYPES`.

    What is left at its default holds for a type that has no rule of its own.

    Attributes:
        name: as in `Identifier.type` and in evidence.
        label: what an analyst reads.
        aliases: other names of the type in lists, `TYPE:VALUE` columns and the API; in snake_case, one space between
            two.
        columns: header names of a customer file's column that holds it, the best one first; empty if such a column is
            not recognised.
        space: namespace of its keys. Types that lists confuse (passport, national id, tax number…) share
            `NUMBER_SPACE`; only keys of one space are ever equal.
        as_written: whether signs other than letters and digits belong to the value, as in an e-mail address.
        value: normal form. It takes the letters and digits in upper case (with `as_written` the text as written) and
            the country's code, and gives the value that is displayed and checked.
        key: what two writings share; it takes the normal form.
        checks: rules of the normal form: True, False, or None where the rule can't be applied. One has to hold. The
            first is the type's own, further ones are of numbers that look alike and are filed under it.
        typo_alphabet: signs of which the key is made, if `checks` are check digits; then a number that fails them is
            looked up with one typo corrected. Empty if there are no check digits.
        strength: the most that two equal values say; None if they say nothing. In a space of its own it is just this;
            in `NUMBER_SPACE` short numbers and missing countries lower it (`agreement`).
        unique_in: countries in which no two parties have one number, so that equal numbers are strong and those of
            other countries say nothing; the issuing country first, or `WORLD`. Only in `NUMBER_SPACE`.
        countrywide: whether one series of numbers serves the whole country, so that short ones say something too.
        misfiled_under: names of types under which lists file such numbers too. In a space of its own, the number is
            looked up under them, and they in its space.
        per_party: how many a party has. Two valid numbers that differ contradict a hit with `one`; with `one for life`
            they also exclude that two listings are one party. A person has several passports, a bank several BICs.
    """

    name: str
    label: str
    aliases: str = ""
    columns: str = ""
    space: str = NUMBER_SPACE
    as_written: bool = False
    value: Callable[[str, str], str] = unchanged
    key: Callable[[str], str] = without_leading_zeros
    checks: tuple[Callable[[str], bool | None], ...] = ()
    typo_alphabet: str = ""
    strength: Strength | None = "strong"
    unique_in: tuple[str, ...] = ()
    countrywide: bool = False
    misfiled_under: frozenset[str] = frozenset()
    per_party: Literal["several", "one", "one for life"] = "several"

    def is_valid(self, value: str) -> bool | None:
        """Whether a rule of the type holds for a normal form; None if the type has no rule that can be applied."""
        for check in self.checks:
            valid = check(value)
            if valid is not False:
                return valid
        return False if self.checks else None
