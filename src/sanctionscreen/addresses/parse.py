"""Parser for postal addresses.

An address is split into the parts by which places differ (street and building words, house numbers, post office boxes,
city, postal code, country), without a gazetteer: libpostal, a library that has learned one, brings two gigabytes of
data. Words are compared by how they sound, so that scripts and romanisations meet; kinds of streets and rooms don't
count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sanctionscreen.addresses.tokens import (
    document,
    is_area,
    is_region,
    words_and_numbers,
)
from sanctionscreen.countries import country_code
from sanctionscreen.model import Address

_BOX = re.compile(
    r"\b(?:p\s*\.?\s*o\s*\.?\s*b(?:ox)?|post(?:al)?\s*(?:office\s*)?box|box|pob|postfach|apartado(?:\s+postal)?|b\s*\.?\s*p"
    r"|casilla|[ap]\s*/\s*ya|abonent\w*\s+yashchik)\b\.?\s*(?:no|nr)?\.?\s*[:#-]?\s*(\d[\d\s/-]*\d|\d)"
)
_UK_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
_POSTCODE = re.compile(
    r"\b(?:[A-Za-z]{1,3}[- ]?)?\d{4,}\b|^\s*[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\s*$"
)
_POSTCODE_DIGITS = 5


@dataclass(frozen=True, slots=True)
class ParsedAddress:
    """An address in the parts in which it is compared.

    Attributes:
        text: as published.
        words: keys of street, building, district and city words; kinds of streets and rooms left out.
        city: keys of the city's words (`words` has them too); empty where the address doesn't say.
        areas: keys of words that name a district or ward (`words` has them too).
        region: keys of a province's words (`words` has them not).
        numbers: house, building, floor and room numbers, as `15a`. Those of wards and districts are part of a word.
        houses: those of `numbers` that say which house it is, and not only which room.
        ordinals: those of `numbers` that a street's name has, as in 3rd Avenue.
        boxes: numbers of post office boxes.
        postcodes: postal codes without spaces.
        country: ISO 3166-1 alpha-2, or empty.
        parts: how many parts between commas have words that aren't the city's.
    """

    text: str
    words: frozenset[str] = frozenset()
    city: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    region: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    houses: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    boxes: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    country: str = ""
    parts: int = 0

    @property
    def street(self) -> frozenset[str]:
        """Keys of the words that aren't the city's."""
        return self.words - self.city


@lru_cache(maxsize=65_536)
def parse_address(address: Address) -> ParsedAddress:
    """Split an address into its parts.

    Args:
        address: in parts, or in one text, of which the last part between commas is the country or the city.

    Returns:
        Its parts; an empty or unknown address has none of them.

    >>> parsed = parse_address(Address(full="Ul. Fadeyeva D. 7, str. 1, Moscow, 125047, Russia"))
    >>> sorted(parsed.numbers), parsed.postcodes, parsed.country
    (['1', '7'], frozenset({'125047'}), 'RU')
    """
    country = country_code(address.country) or "" if address.country else ""
    parts = [part for text in (address.full, address.street) for part in _split_parts(text)]
    if not (country or address.city) and len(parts) > 1 and (last := country_code(parts[-1].strip())):
        country = last
        parts.pop()
    boxes: set[str] = set()
    postcodes = {re.sub(r"\W", "", _fold(address.postal_code))} - {""}
    streets, regions, city = _split_city(
        [_without_codes(part, boxes, postcodes) for part in parts],
        [_without_codes(part, boxes, postcodes) for part in _split_parts(address.city)],
        _fold(address.region),
        first=0 if address.full and len(parts) == 1 else 1,
    )
    city_words = frozenset(words_and_numbers([city]).words)
    tokens = words_and_numbers(streets, city_words)
    postcodes.update(number for number in tokens.numbers if len(number) >= _POSTCODE_DIGITS)
    numbers = frozenset(tokens.numbers) - postcodes
    return ParsedAddress(
        text=str(address),
        words=frozenset(tokens.words) | city_words,
        city=city_words,
        areas=frozenset(tokens.areas),
        region=frozenset(words_and_numbers(regions).words),
        numbers=numbers,
        houses=numbers & tokens.houses,
        ordinals=frozenset(tokens.ordinals),
        boxes=frozenset(boxes),
        postcodes=frozenset(postcodes),
        country=country,
        parts=tokens.parts,
    )


def _split_parts(text: str) -> list[str]:
    return [part for part in re.split(r"[,;\n]", text) if part.strip()] if text else []


def _without_codes(part: str, boxes: set[str], postcodes: set[str]) -> str:
    """The part, folded, without post office boxes and postal codes, which are added to the sets."""
    text = _fold(part)
    if not any(map(str.isdigit, text)):
        return text
    boxes.update(re.sub(r"\D", "", number) for number in _BOX.findall(text))
    text = _BOX.sub(" ", text)
    postcodes.update(first + second for first, second in _UK_POSTCODE.findall(text))
    return _UK_POSTCODE.sub(" ", text)


def _split_city(
    parts: list[str], city: list[str], region: str, *, first: int
) -> tuple[list[str], list[str], str]:
    """Parts of streets and quarters, parts of provinces, and the city.

    Args:
        parts: of the street, or of the whole address.
        city, region: parts of the city's field, the region's; empty where there is none.
        first: the first of `parts` that may be the city if no field gives it.
    """
    candidates = [part for part in city or parts[first:] if city or _may_be_city(part)]
    not_areas = [part for part in candidates if not is_area(part)]
    cities = [part for part in not_areas if not is_region(part)] or [region] * bool(region) or not_areas
    chosen = cities[-1] if cities else ""
    regions = [part for part in (*parts, *city) if part != chosen and is_region(part) and _may_be_city(part)]
    streets = [part for part in (*parts, *city) if part not in regions]
    return streets, [*regions, region], _POSTCODE.sub(" ", chosen)


def _may_be_city(part: str) -> bool:
    """Whether a part has words, and no number besides a postal code."""
    words = _POSTCODE.sub(" ", part)
    return bool(words.strip()) and not re.search(r"\d", words)


def is_mass_address(address: ParsedAddress) -> bool:
    """Whether it is the address of a registration agent or registry, which thousands of companies give."""
    return any(mass.street & address.words and _contains(address, mass) for mass in _mass_addresses())


def _contains(address: ParsedAddress, mass: ParsedAddress) -> bool:
    if mass.country and address.country and mass.country != address.country:
        return False
    return mass.words <= address.words and mass.numbers <= address.numbers and mass.boxes <= address.boxes


def _fold(text: str) -> str:
    if not text.isascii():
        from sanctionscreen.names.unicode_fold import to_ascii  # late: most addresses are plain ASCII

        text = to_ascii(text)
    return text.casefold().replace("'", "").replace("`", "").strip()


@cache
def _mass_addresses() -> tuple[ParsedAddress, ...]:
    return tuple(parse_address(Address(full=text)) for text in document()["shared"])
