"""Comparison of two addresses: whether they are one place, and how precisely."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sanctionscreen.addresses.parse import ParsedAddress
from sanctionscreen.addresses.tokens import is_common_word
from sanctionscreen.countries import are_related

Precision = Literal["vague", "quarter", "precise"]
"""`precise`: one house, or one box of a city; `quarter`: one ward or village, named alike to the last word, where
neither side says more; `vague`: one street."""

PRECISIONS: tuple[Precision, ...] = ("vague", "quarter", "precise")
"""From the least precise on."""

_QUARTER_WORDS = 3
_LETTER_OF_NUMBER = re.compile(r"(?<=\d)[a-z]$")


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
    city = _compare_cities(query, listed)
    if city is None:
        return None
    if query.boxes & listed.boxes and city == "same":
        return AddressAgreement("precise", f"the same post office box {min(query.boxes & listed.boxes)}")
    cities = query.city | listed.city
    query_words, listed_words = query.words - cities, listed.words - cities
    if all(is_common_word(word) for word in query_words & listed_words):
        return None
    if query.ordinals and listed.ordinals and not query.ordinals & listed.ordinals:
        return None  # 3rd Avenue, 5th Avenue
    if query.houses and listed.houses:
        return _same_house(query, listed, query_words, listed_words, same_city=city == "same")
    return _same_street(query, listed, query_words, listed_words, same_city=city == "same")


def _same_house(
    query: ParsedAddress,
    listed: ParsedAddress,
    query_words: frozenset[str],
    listed_words: frozenset[str],
    *,
    same_city: bool,
) -> AddressAgreement | None:
    """The agreement of two addresses that both name a house: most words of the street, and the numbers."""
    areas = query.areas | listed.areas  # a house is one of a street, not of a district
    query_words, listed_words = query_words - areas, listed_words - areas
    shared, shorter = query_words & listed_words, min(len(query_words), len(listed_words))
    if not shared or 2 * len(shared) < shorter or not _shared_numbers(query.houses, listed.houses):
        return None
    numbers = _shared_numbers(query.numbers, listed.numbers)
    fewer = min(len(query.numbers), len(listed.numbers))
    if 2 * len(numbers) < fewer:
        return None
    precise = same_city and len(numbers) >= fewer and 2 * len(shared) > shorter
    return AddressAgreement(
        "precise" if precise else "vague", f"the same street and number {', '.join(sorted(numbers))}"
    )


def _same_street(
    query: ParsedAddress,
    listed: ParsedAddress,
    query_words: frozenset[str],
    listed_words: frozenset[str],
    *,
    same_city: bool,
) -> AddressAgreement | None:
    """The agreement of two addresses of which one names no house."""
    shared, shorter = query_words & listed_words, min(len(query_words), len(listed_words))
    if same_city and len(shared) == shorter:
        rooms = _shared_numbers(query.numbers, listed.numbers)
        if len(rooms) == min(len(query.numbers), len(listed.numbers)) > 1:
            return AddressAgreement("precise", f"the same street and numbers {', '.join(sorted(rooms))}")
        parts = 0 if query.houses or listed.houses else min(query.parts, listed.parts)
        if parts > 1 and ((query_words == listed_words and shorter > 1) or shorter >= _QUARTER_WORDS):
            return AddressAgreement("quarter", "the same building or quarter; no house number")
    if 3 * len(shared) >= 2 * shorter and (len(shared) > 1 or len(query_words) == len(listed_words)):
        return AddressAgreement("vague", "the same street or quarter")
    return None


def _shared_numbers(query: frozenset[str], listed: frozenset[str]) -> set[str]:
    """The numbers of both, where 27 and 27a are the same if a side has only one of them."""
    digits = {_LETTER_OF_NUMBER.sub("", number) for number in query} & {
        _LETTER_OF_NUMBER.sub("", number) for number in listed
    }
    return set(query & listed) | {number for number in digits if number in query or number in listed}


def _compare_cities(query: ParsedAddress, listed: ParsedAddress) -> Literal["same", "unknown"] | None:
    """`same` if city or postal code agree, `unknown` if a side has none, None if cities or countries differ."""
    countries = query.country, listed.country
    if all(countries) and query.country != listed.country and not are_related(*countries):
        return None
    if query.postcodes & listed.postcodes:
        return "same"
    if query.city & (listed.words | listed.region) or listed.city & (query.words | query.region):
        return "same"
    return None if query.city and listed.city else "unknown"
