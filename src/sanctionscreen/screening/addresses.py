"""Addresses taken apart and compared. Reach for `parse_address` and `compare_addresses`.

An address is split into what tells places apart (street and building words, house numbers, post office boxes, city,
postal code, country) without a gazetteer: libpostal, the library that learned this, brings two gigabytes of data. Words
are compared by how they sound, so that scripts and romanisations meet; kinds of streets and rooms don't count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from sanctionscreen.model import Address
from sanctionscreen.names.keys import skeleton, sound
from sanctionscreen.screening.countries import are_related, country_code

Precision = Literal["precise", "vague"]
"""`precise`: one house, or one box of a city; `vague`: one street, quarter or village."""

_TOKEN = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+|[a-z]+")
_BOX = re.compile(
    r"\b(?:p\s*\.?\s*o\s*\.?\s*b(?:ox)?|post(?:al)?\s*(?:office\s*)?box|box|postfach|apartado(?:\s+postal)?|b\s*\.?\s*p"
    r"|casilla|a\s*/\s*ya|abonent\w*\s+yashchik)\b\.?\s*(?:no|nr)?\.?\s*[:#]?\s*(\d[\d\s-]*\d|\d)"
)
_UK_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
_POSTCODE = re.compile(
    r"\b(?:[A-Za-z]{1,3}[- ]?)?\d{4,}\b|^\s*[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\s*$"
)
_STREET_ENDING = re.compile(r"(?<=[a-z]{3})(?:strasse|strase|str|straat)$")
_SK_ENDING = re.compile(r"sk(?:ogo|oho|oe|oie|aia|aja|oi|ii|ij|i|a|e)$")
_SHORT_SKELETON = 4  # consonants; fewer are shared by too many words
_POSTCODE_DIGITS = 5


@dataclass(frozen=True, slots=True)
class ParsedAddress:
    """An address in the parts in which it is compared.

    Attributes:
        text: as published.
        words: keys of street, building, district and city words; kinds of streets and rooms left out.
        city: keys of the city's words (`words` has them too); empty where the address doesn't say.
        numbers: house, building and room numbers, as `15a`.
        boxes: numbers of post office boxes.
        postcodes: postal codes without spaces.
        country: ISO 3166-1 alpha-2, or empty.
    """

    text: str
    words: frozenset[str] = frozenset()
    city: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    boxes: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()
    country: str = ""

    @property
    def street(self) -> frozenset[str]:
        """Keys of the words that aren't the city's."""
        return self.words - self.city


@dataclass(frozen=True, slots=True)
class AddressAgreement:
    """How two addresses agree, and on what."""

    precision: Precision
    reason: str


@lru_cache(maxsize=65_536)
def parse_address(address: Address) -> ParsedAddress:
    """Take an address apart.

    Args:
        address: in parts, or in one text, of which the last part between commas is the country or the city.

    Returns:
        Its parts; one that says nothing (empty, "unknown") has none of them.

    >>> parsed = parse_address(Address(full="Ul. Fadeyeva D. 7, str. 1, Moscow, 125047, Russia"))
    >>> sorted(parsed.numbers), parsed.postcodes, parsed.country
    (['1', '7'], frozenset({'125047'}), 'RU')
    """
    country = country_code(address.country) or "" if address.country else ""
    parts = [
        part for text in (address.full, address.street) for part in re.split(r"[,;\n]", text) if part.strip()
    ]
    if not country and address.full and len(parts) > 1 and (found := country_code(parts[-1].strip())):
        country = found
        parts.pop()
    city = _folded(address.city or _last_place(parts, whole=bool(address.full)))
    text = _folded(", ".join(parts))
    boxes = frozenset(re.sub(r"\D", "", found) for found in _BOX.findall(text))
    text = _BOX.sub(" ", text)
    postcodes = {re.sub(r"\W", "", _folded(address.postal_code))} - {""}
    postcodes.update(first + second for first, second in _UK_POSTCODE.findall(text))
    text = _UK_POSTCODE.sub(" ", text)
    words, numbers = _words_and_numbers(text)
    postcodes.update(number for number in numbers if len(number) >= _POSTCODE_DIGITS)
    city_words = _words_and_numbers(city)[0]
    region = _words_and_numbers(_folded(address.region))[0]
    return ParsedAddress(
        str(address),
        frozenset(words | city_words | region),
        frozenset(city_words),
        frozenset(number for number in numbers if len(number) < _POSTCODE_DIGITS) - postcodes,
        boxes,
        frozenset(postcodes),
        country,
    )


def _last_place(parts: list[str], *, whole: bool) -> str:
    """The last part that may be a city: words, and beside them no number but a postal code."""
    first = 0 if whole and len(parts) == 1 else 1
    for part in reversed(parts[first:]):
        words = _POSTCODE.sub(" ", part)
        if not re.search(r"\d", words) and words.strip():
            return words
    return ""


def compare_addresses(query: ParsedAddress, listed: ParsedAddress) -> AddressAgreement | None:
    """Say whether two addresses are one place.

    Countries and cities must not differ where both sides give them. Beyond that:

    - `precise`: the same post office box of the same city; or all numbers (house, floor, room) of the side that gives
      fewer and half of the street's words, in the same city or postal code; or no number on one side, and all words of
      the shorter street, three or more.
    - `vague`: less than that: half of the numbers, two words or a whole street without number, or no city to compare.

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
    shared = one & other
    if not shared:
        return None
    shorter = min(len(one), len(other))
    numbers = query.numbers & listed.numbers
    if query.numbers and listed.numbers:
        fewer = min(len(query.numbers), len(listed.numbers))
        if 2 * len(numbers) < fewer or 2 * len(shared) < shorter:
            return None
        sure = place == "city" and len(numbers) == fewer
        reason = f"the same street and number {', '.join(sorted(numbers))}"
        return AddressAgreement("precise" if sure else "vague", reason)
    if len(shared) >= _WORDS_OF_A_PLACE and len(shared) == shorter and place == "city":
        return AddressAgreement("precise", "the same building or quarter")
    if 3 * len(shared) >= 2 * shorter and (len(shared) > 1 or len(one) == len(other)):
        return AddressAgreement("vague", "the same street or quarter")
    return None


_WORDS_OF_A_PLACE = 3


def _place(query: ParsedAddress, listed: ParsedAddress) -> Literal["city", "open"] | None:
    """`city` if city or postal code agree, `open` if a side doesn't say, None if they differ."""
    countries = query.country, listed.country
    if all(countries) and query.country != listed.country and not are_related(*countries):
        return None
    if query.postcodes & listed.postcodes:
        return "city"
    if query.city & listed.words or listed.city & query.words:
        return "city"
    return None if query.city and listed.city else "open"


def is_shared_by_nature(address: ParsedAddress) -> bool:
    """Whether it is a known address of a registration agent or registry, which thousands of companies give."""
    return any(known.street & address.words and _covers(known, address) for known in _shared())


def _covers(known: ParsedAddress, address: ParsedAddress) -> bool:
    if known.country and address.country and known.country != address.country:
        return False
    return known.words <= address.words and known.numbers <= address.numbers and known.boxes <= address.boxes


def _words_and_numbers(text: str) -> tuple[set[str], set[str]]:
    words: set[str] = set()
    numbers: list[str] = []
    after_number = False
    table = _generic()
    for token in _TOKEN.findall(text):
        if token.isdigit():
            numbers.append(token.lstrip("0") or "0")
            after_number = True
            continue
        if len(token) == 1:
            if after_number:  # 15 A, 15a
                numbers[-1] += token
        elif token not in table:
            words.add(_key(token))
        after_number = False
    return words, set(numbers)


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    """What two spellings of one word share."""
    if place := _places().get(word):
        return place
    heard = _SK_ENDING.sub("sk", sound(_STREET_ENDING.sub("", word)))
    consonants = skeleton(heard)
    return consonants if len(consonants) >= _SHORT_SKELETON else heard


def _folded(text: str) -> str:
    if not text.isascii():
        from sanctionscreen.names.unicode_fold import to_ascii  # late: most addresses are plain ASCII

        text = to_ascii(text)
    return text.casefold().replace("'", "").replace("`", "").strip()


@cache
def _document() -> dict[str, Any]:
    import tomllib  # late: only runs with addresses need the table

    return tomllib.loads(files(__package__).joinpath("data/addresses.toml").read_text(encoding="utf-8"))


@cache
def _generic() -> frozenset[str]:
    return frozenset(_document()["generic"].split())


@cache
def _places() -> dict[str, str]:
    lines = (line.split() for line in _document()["places"].strip().splitlines())
    return {name: names[0] for names in lines for name in names}


@cache
def _shared() -> tuple[ParsedAddress, ...]:
    return tuple(parse_address(Address(full=text)) for text in _document()["shared"])
