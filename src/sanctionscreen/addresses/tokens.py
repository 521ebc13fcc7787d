"""The words and numbers of an address, each with what it tells. Reach for `words_and_numbers`.

Kinds of streets and rooms are left out, a number is told apart by the word it stands with (house, room, ward), and
words are brought to what two spellings of them share.
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

_Mark = Literal["house", "building", "room", "area", "street"]
"""What a number counts: houses of a street, buildings of a house, rooms and floors, wards and districts, or
streets."""


@dataclass(slots=True)
class Words:
    """What is found in the parts of an address.

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


def words_and_numbers(parts: Iterable[str], city: frozenset[str] = frozenset()) -> Words:
    """Split the parts of an address, folded, into words and numbers.

    Args:
        parts: what stands between commas.
        city: keys of the city's words, which are no street's: a part of them alone is not counted.
    """
    found, buildings = Words(), set[str]()
    for part in parts:
        words = _split(part, found, buildings)
        found.words.update(words)
        found.parts += not city.issuperset(words)
    if not found.houses:  # "Kirov Street, building 2"
        found.houses = buildings - found.ordinals
    return found


def _split(part: str, found: Words, buildings: set[str]) -> list[str]:
    """The words of one part; its numbers are added to what was found."""
    tables = _tables()
    mark: _Mark | None = None
    words: list[str] = []
    place = 0
    while match := _TOKEN.search(part, place):
        place = match.end()
        if word := match["word"]:
            if word in tables.marks and not (word in tables.counting and mark):
                mark = (
                    "house" if word == "str" and words else tables.marks[word]
                )  # Lenin str. 5; d. 5, str. 1
            elif word in tables.streets and not words:
                mark = "street"  # Street 13
            elif word not in tables.counting:
                mark = None
            if word in tables.areas:
                found.areas.update(words)
            elif len(word) > 1 and word not in tables.generic:
                words.append(key(word))
        elif match["letters"] and match["letters"] in tables.split:  # d7, no5
            mark, place = tables.marks.get(match["letters"], mark), match.start("digits")
        elif match["letters"]:
            _number(match["letters"] + _bare(match["digits"]), mark, found, buildings)
            mark = None
        elif mark == "area" or _follows(part, place, tables.wards):
            number = _bare(match["number"] or match["ordinal"])
            words.append(f"{words.pop() if words else '#'}{number}")  # Saemul 1-dong is not Saemul 2-dong
            found.areas.add(words[-1])
            mark = None
        elif match["number"] and mark == "street":
            words.append(f"street{_bare(match['number'])}")
            mark = None
        elif match["ordinal"]:
            number = _bare(match["ordinal"])
            found.numbers.add(number)
            if not _follows(part, place, tables.floors):
                found.ordinals.add(number)
            mark = None
        else:
            mark, place = _plain_number(part, match, mark, found, buildings)
    return words


def _plain_number(
    part: str, match: re.Match[str], mark: _Mark | None, found: Words, buildings: set[str]
) -> tuple[_Mark | None, int]:
    """Add a number of digits alone; the mark of the next one, and where to go on."""
    tables, place, number = _tables(), match.end(), _bare(match["number"])
    if floor := _FLOOR.match(part, place):
        mark, place = "room", floor.end()
    elif suffix := _SUFFIX.match(part, place):  # 15a, 15 A
        number, place = number + suffix[1], suffix.end()
    _number(number, "room" if _follows(part, place, tables.floors) else mark, found, buildings)
    if kind := _LETTER_KIND.match(part, place):  # 16k34, 20 K. 3
        return tables.marks.get(kind[1], "building"), kind.end()
    return mark if part[place : place + 1] in ("-", "/") else None, place


def _number(number: str, mark: _Mark | None, found: Words, buildings: set[str]) -> None:
    found.numbers.add(number)
    if mark == "building":
        buildings.add(number)
    elif mark != "room":
        found.houses.add(number)


def _bare(number: str) -> str:
    return number.lstrip("0") or "0"


def _follows(part: str, place: int, words: frozenset[str]) -> bool:
    after = _AFTER.match(part, place)
    return bool(after and after[1] in words)


def is_region(part: str) -> bool:
    """Whether a part names a province or the like: `Baluchistan Province`."""
    return not _tables().regions.isdisjoint(part.split())


def is_area(part: str) -> bool:
    """Whether a part names a district of a city: `Chung-guyok`."""
    return not _tables().areas.isdisjoint(re.split(r"[\W_]+", part))


def says_little(word: str) -> bool:
    """Whether a key is that of a word which many streets of a city have (Great, Upper), or a ward's bare number."""
    return word[:1] == "#" or word in _faint()


@lru_cache(maxsize=65_536)
def key(word: str) -> str:
    """What two spellings of one word share."""
    if place := _tables().places.get(word):
        return place
    heard = _SK_ENDING.sub("sk", sound(_STREET_ENDING.sub("", word)))
    heard = _VOWELS_LIKE_E.sub("e", _SLAVIC_CASE.sub(r"\1", heard))
    consonants = skeleton(heard)
    return consonants if len(consonants) >= _SHORT_SKELETON else heard


@dataclass(frozen=True, slots=True)
class _Tables:
    """`data/addresses.toml`, as sets.

    Attributes:
        generic: words that are left out.
        marks: words before a number, and what it then counts.
        counting: words between such a word and its number: District Number 9.
        floors: words after a number of floors.
        streets: words before the number of a street.
        wards: words after a number of wards.
        areas, regions: words of districts, of provinces.
        split: letters that are a word before digits: d7.
        places: names of one place, and which stands for it.
    """

    generic: frozenset[str]
    marks: dict[str, _Mark]
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
    marks: dict[str, _Mark] = dict.fromkeys(sets["houses"], "house")
    marks |= dict.fromkeys(sets["buildings"], "building")
    marks |= dict.fromkeys(sets["rooms"], "room")
    marks |= dict.fromkeys(sets["areas"], "area")
    every = sets["generic"] | sets["streets"] | sets["regions"] | frozenset(marks) | sets["counting"]
    return _Tables(
        generic=every,
        marks=marks,
        counting=sets["counting"],
        floors=sets["floors"],
        streets=sets["streets"],
        wards=sets["wards"],
        areas=sets["areas"],
        regions=sets["regions"],
        split=frozenset(word for word in every if len(word) < 4 and word not in sets["letters"]),
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
def _faint() -> frozenset[str]:
    return frozenset(key(word) for word in document()["faint"].split())


@cache
def document() -> dict[str, Any]:
    """The table as it stands."""
    import tomllib  # late: only runs with addresses need it

    return tomllib.loads(files(__package__).joinpath("data/addresses.toml").read_text(encoding="utf-8"))
