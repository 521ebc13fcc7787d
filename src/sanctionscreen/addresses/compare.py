"""Whether two addresses are one place. Reach for `compare_addresses`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sanctionscreen.addresses.parse import ParsedAddress
from sanctionscreen.addresses.tokens import says_little
from sanctionscreen.countries import are_related

Precision = Literal["vague", "quarter", "precise"]
"""`precise`: one house, or one box of a city; `quarter`: one ward or village, named alike to the last word, where
neither side says more; `vague`: one street."""

PRECISIONS: tuple[Precision, ...] = ("vague", "quarter", "precise")
"""The least first."""

_WORDS_OF_A_PLACE = 3
_LETTER = re.compile(r"(?<=\d)[a-z]$")


@dataclass(frozen=True, slots=True)
class AddressAgreement:
    """How two addresses agree, and on what."""

    precision: Precision
    reason: str


def compare_addresses(query: ParsedAddress, listed: ParsedAddress) -> AddressAgreement | None:
    """Say whether two addresses are one place.

    Countries and cities must not differ where both sides give them. Beyond that:

    - `precise`: the same post office box of the same city; or all numbers (house, building, floor, room) of the side
      that gives fewer, a house's among them, and more than half of the street's words, in the same city or postal code;
      or two numbers and a whole street where a side names no house.
    - `quarter`: no house number on either side, two parts or more (ward and district, street and quarter) in the same
      city, and the same words; or all words of the shorter side, three or more.
    - `vague`: less than that: half of the numbers, two words or a whole street without number, or no city to compare.

    Numbers of wards, floors and rooms alone never make a house: Saemul 1-dong is part of a ward's name.

    Returns:
        The agreement, the same with the sides exchanged, or None.
    """
    place = _place(query, listed)
    if place is None:
        return None
    if query.boxes & listed.boxes and place == "city":
        return AddressAgreement("precise", f"the same post office box {min(query.boxes & listed.boxes)}")
    cities = query.city | listed.city
    one, other = query.words - cities, listed.words - cities
    if all(says_little(word) for word in one & other):
        return None
    if query.ordinals and listed.ordinals and not query.ordinals & listed.ordinals:
        return None  # 3rd Avenue, 5th Avenue
    if query.houses and listed.houses:
        return _same_house(query, listed, one, other, sure=place == "city")
    return _same_street(query, listed, one, other, sure=place == "city")


def _same_house(
    query: ParsedAddress, listed: ParsedAddress, one: frozenset[str], other: frozenset[str], *, sure: bool
) -> AddressAgreement | None:
    """The agreement of two addresses that both name a house: most words of the street, and the numbers."""
    areas = query.areas | listed.areas  # a house is one of a street, not of a district
    one, other = one - areas, other - areas
    shared, shorter = one & other, min(len(one), len(other))
    if not shared or 2 * len(shared) < shorter or not _shared_numbers(query.houses, listed.houses):
        return None
    numbers = _shared_numbers(query.numbers, listed.numbers)
    fewer = min(len(query.numbers), len(listed.numbers))
    if 2 * len(numbers) < fewer:
        return None
    sure = sure and len(numbers) >= fewer and 2 * len(shared) > shorter
    return AddressAgreement(
        "precise" if sure else "vague", f"the same street and number {', '.join(sorted(numbers))}"
    )


def _same_street(
    query: ParsedAddress, listed: ParsedAddress, one: frozenset[str], other: frozenset[str], *, sure: bool
) -> AddressAgreement | None:
    """The agreement of two addresses of which one names no house."""
    shared, shorter = one & other, min(len(one), len(other))
    if sure and len(shared) == shorter:
        rooms = _shared_numbers(query.numbers, listed.numbers)
        if len(rooms) == min(len(query.numbers), len(listed.numbers)) > 1:
            return AddressAgreement("precise", f"the same street and numbers {', '.join(sorted(rooms))}")
        parts = 0 if query.houses or listed.houses else min(query.parts, listed.parts)
        if parts > 1 and ((one == other and shorter > 1) or shorter >= _WORDS_OF_A_PLACE):
            return AddressAgreement("quarter", "the same building or quarter; no house number")
    if 3 * len(shared) >= 2 * shorter and (len(shared) > 1 or len(one) == len(other)):
        return AddressAgreement("vague", "the same street or quarter")
    return None


def _shared_numbers(query: frozenset[str], listed: frozenset[str]) -> set[str]:
    """The numbers of both, where 27 and 27a are the same if a side has only one of them."""
    bare = {_LETTER.sub("", number) for number in query} & {_LETTER.sub("", number) for number in listed}
    return set(query & listed) | {number for number in bare if number in query or number in listed}


def _place(query: ParsedAddress, listed: ParsedAddress) -> Literal["city", "open"] | None:
    """`city` if city or postal code agree, `open` if a side doesn't say, None if they differ."""
    countries = query.country, listed.country
    if all(countries) and query.country != listed.country and not are_related(*countries):
        return None
    if query.postcodes & listed.postcodes:
        return "city"
    if query.city & (listed.words | listed.region) or listed.city & (query.words | query.region):
        return "city"
    return None if query.city and listed.city else "open"
