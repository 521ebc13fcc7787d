"""Tokeniser for addresses: words and numbers, each with its meaning.

Kinds of streets and rooms are left out. A number gets its meaning from the word before or after it (house, room, ward).
Words become keys that two spellings of one word share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from sanctionscreen.names.phonetic import skeleton, sound

_TOKEN = re.compile(
    r"(?P<ordinal>\d+)(?:st|nd|rd|th|-?(?:ya|ia|aya|aia|oi|oy|yi|iy)|-[iy])\b"
    r"|(?P<letters>\b[a-z]{1,3})-?(?P<digits>\d+)\b"
    r"|(?P<number>\d+)"
    r"|(?P<word>[a-z]+)"
)
_SUFFIX = re.compile(r"(?:-?|\s)([a-z])\b(?!\s*[.\-]?\s*\d)(?!\.)")
_LETTER_KIND = re.compile(r"\s*-?\s*([a-z])\s*[.\-]?\s*(?=\d)")
_FLOOR = re.compile(r"(?:\s*/\s*)?f\b")  # 15F, 15/F
_AFTER = re.compile(r"\s*-?\s*([a-z]+)\b(?!\W*\d)")
_STREET_ENDING = re.compile(r"(?<=[a-z]{3})(?:strasse|strase|str|straat)$")
_SK_ENDING = re.compile(r"sk(?:ogo|oho|oe|oie|aia|aja|oi|ii|ij|i|a|e)$")
_SLAVIC_CASE = re.compile(r"(?<=[a-z]{2})(ov|ev|iv|in)(?:a|oi|oia)$|(?<=[a-z]{3})(?:oie|oe|aia|ii)$")
_VOWELS_LIKE_E = re.compile(r"[ei]+")
_SHORT_SKELETON = 4  # consonants; fewer are shared by too many words

_Meaning = Literal["house", "building", "room", "area", "street"]
"""What a number counts: houses of a street, buildings of a house, rooms and floors, wards and districts, or
streets."""


@dataclass(slots=True)
class AddressTokens:
    """Words and numbers of the parts of an address.

    Attributes:
        words: keys of street, building and district words.
        numbers: of houses, buildings, rooms and floors, as `15a`.
        houses: those of `numbers` that say which house it is.
        ordinals: those of `numbers` that are part of a street's name, as in 3rd Avenue.
        areas: those of `words` that name a district or ward of the city.
        parts: how many parts have words.
    """

    words: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    houses: set[str] = field(default_factory=set)
    ordinals: set[str] = field(default_factory=set)
    parts: int = 0


def words_and_numbers(parts: Iterable[str], city: frozenset[str] = frozenset()) -> AddressTokens:
    """Split the parts of an address, folded, into words and numbers.

    Args:
        parts: the texts between commas.
        city: keys of the city's words, which are no street's; a part with no other words is not counted.
    """
    tokens, buildings = AddressTokens(), set[str]()
    for part in parts:
        words = _split(part, tokens, buildings)
        tokens.words.update(words)
        tokens.parts += not city.issuperset(words)
    if not tokens.houses:  # "Kirov Street, building 2"
        tokens.houses = buildings - tokens.ordinals
    return tokens


def _split(part: str, tokens: AddressTokens, buildings: set[str]) -> list[str]:
    """The words of one part; its numbers are added to `tokens`."""
    tables = _tables()
    meaning: _Meaning | None = None
    words: list[str] = []
    position = 0
    while match := _TOKEN.search(part, position):
        position = match.end()
        if word := match["word"]:
            if word in tables.meanings and not (word in tables.counting and meaning):
                meaning = (
                    "house" if word == "str" and words else tables.meanings[word]
                )  # Lenin str. 5; d. 5, str. 1
            elif word in tables.streets and not words:
                meaning = "street"  # Street 13
            elif word not in tables.counting:
                meaning = None
            if word in tables.areas:
                tokens.areas.update(words)
            elif len(word) > 1 and word not in tables.generic:
                words.append(key(word))
        elif match["letters"] and match["letters"] in tables.split:  # d7, no5
            meaning, position = tables.meanings.get(match["letters"], meaning), match.start("digits")
        elif match["letters"]:
            _number(match["letters"] + _strip_zeros(match["digits"]), meaning, tokens, buildings)
            meaning = None
        elif meaning == "area" or _follows(part, position, tables.wards):
            number = _strip_zeros(match["number"] or match["ordinal"])
            words.append(f"{words.pop() if words else '#'}{number}")  # Saemul 1-dong is not Saemul 2-dong
            tokens.areas.add(words[-1])
            meaning = None
        elif match["number"] and meaning == "street":
            words.append(f"street{_strip_zeros(match['number'])}")
            meaning = None
        elif match["ordinal"]:
            number = _strip_zeros(match["ordinal"])
            tokens.numbers.add(number)
            if not _follows(part, position, tables.floors):
                tokens.ordinals.add(number)
            meaning = None
        else:
            meaning, position = _plain_number(part, match, meaning, tokens, buildings)
    return words


def _plain_number(
    part: str, match: re.Match[str], meaning: _Meaning | None, tokens: AddressTokens, buildings: set[str]
) -> tuple[_Meaning | None, int]:
    """Add a number of digits alone; the meaning of the next one, and where to go on."""
    tables, position, number = _tables(), match.end(), _strip_zeros(match["number"])
    if floor := _FLOOR.match(part, position):
        meaning, position = "room", floor.end()
    elif suffix := _SUFFIX.match(part, position):  # 15a, 15 A
        number, position = number + suffix[1], suffix.end()
    _number(number, "room" if _follows(part, position, tables.floors) else meaning, tokens, buildings)
    if kind := _LETTER_KIND.match(part, position):  # 16k34, 20 K. 3
        return tables.meanings.get(kind[1], "building"), kind.end()
    return meaning if part[position : position + 1] in ("-", "/") else None, position


def _number(number: str, meaning: _Meaning | None, tokens: AddressTokens, buildings: set[str]) -> None:
    tokens.numbers.add(number)
    if meaning == "building":
        buildings.add(number)
    elif meaning != "room":
        tokens.houses.add(number)


def _strip_zeros(number: str) -> str:
    return number.lstrip("0") or "0"


def _follows(part: str, position: int, words: frozenset[str]) -> bool:
    after = _AFTER.match(part, position)
    return bool(after and after[1] in words)


def is_region(part: str) -> bool:
    """Whether a part names a province or the like: `Baluchistan Province`."""
    return not _tables().regions.isdisjoint(part.split())


def is_area(part: str) -> bool:
    """Whether a part names a district of a city: `Chung-guyok`."""
    return not _tables().areas.isdisjoint(re.split(r"[\W_]+", part))


def is_common_word(word: str) -> bool:
    """Whether a key is of a word that many streets of a city have (Great, Upper), or a ward's number alone."""
    return word[:1] == "#" or word in _common_words()


@lru_cache(maxsize=65_536)
def key(word: str) -> str:
    """The key that two spellings of one word share."""
    if canonical := _tables().places.get(word):
        return canonical
    phonetic = _SK_ENDING.sub("sk", sound(_STREET_ENDING.sub("", word)))
    phonetic = _VOWELS_LIKE_E.sub("e", _SLAVIC_CASE.sub(r"\1", phonetic))
    consonants = skeleton(phonetic)
    return consonants if len(consonants) >= _SHORT_SKELETON else phonetic


@dataclass(frozen=True, slots=True)
class _Tables:
    """`data/addresses.toml`, as sets.

    Attributes:
        generic: words that are left out.
        meanings: words before a number, and what it then counts.
        counting: words between such a word and its number: District Number 9.
        floors: words after a number of floors.
        streets: words before the number of a street.
        wards: words after a number of wards.
        areas, regions: words of districts, of provinces.
        split: letters that are a word before digits: d7.
        places: names of a place → the one by which it is compared.
    """

    generic: frozenset[str]
    meanings: dict[str, _Meaning]
    counting: frozenset[str]
    floors: frozenset[str]
    streets: frozenset[str]
    wards: frozenset[str]
    areas: frozenset[str]
    regions: frozenset[str]
    split: frozenset[str]
    places: dict[str, str]


@cache
def _tables() -> _Tables:
    data = document()
    sets = {name: frozenset(data[name].split()) for name in _SETS}
    lines = (line.split() for line in data["places"].strip().splitlines())
    meanings: dict[str, _Meaning] = dict.fromkeys(sets["houses"], "house")
    meanings |= dict.fromkeys(sets["buildings"], "building")
    meanings |= dict.fromkeys(sets["rooms"], "room")
    meanings |= dict.fromkeys(sets["areas"], "area")
    left_out = sets["generic"] | sets["streets"] | sets["regions"] | frozenset(meanings) | sets["counting"]
    return _Tables(
        generic=left_out,
        meanings=meanings,
        counting=sets["counting"],
        floors=sets["floors"],
        streets=sets["streets"],
        wards=sets["wards"],
        areas=sets["areas"],
        regions=sets["regions"],
        split=frozenset(word for word in left_out if len(word) < 4 and word not in sets["letters"]),
        places={name: names[0] for names in lines for name in names},
    )


_SETS = (
    "generic",
    "streets",
    "houses",
    "buildings",
    "rooms",
    "floors",
    "areas",
    "wards",
    "regions",
    "counting",
    "letters",
)


@cache
def _common_words() -> frozenset[str]:
    return frozenset(key(word) for word in document()["faint"].split())


@cache
def document() -> dict[str, Any]:
    """The tables of `data/addresses.toml`, parsed."""
    import tomllib  # late: only runs with addresses need it

    return tomllib.loads(files(__package__).joinpath("data/addresses.toml").read_text(encoding="utf-8"))
