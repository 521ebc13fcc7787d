"""Generator of the made-up customers in examples/data/customers.csv.

usage: make_example_data.py [OUT.csv]          (default: examples/data/customers.csv)

Draws 1,000 customers from the words of tools/example_names.toml: the same ones in every run and on every machine.
None of them is meant to be a party of a list, though some bear a listed name by chance, as real customers do.
true_matches.csv and pairs.csv in the same folder are written by hand and are not touched.
"""

from __future__ import annotations

import csv
import random
import string
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).parents[1]
WORDS = ROOT / "tools" / "example_names.toml"
OUT = ROOT / "examples" / "data" / "customers.csv"
SEED = 20260227
COLUMNS = (
    "query_id", "name", "alias", "kind", "gender", "birth_date", "country", "passport", "registration_number",
    "lei", "imo",
)  # fmt: skip
COUNTRY_NAMES = {"GB": "United Kingdom", "DE": "Germany", "KR": "South Korea", "CN": "China", "RU": "Russia"}
"""Countries that some clerks write out."""
FIRST_DAY, LAST_DAY = date(1940, 1, 1), date(2005, 12, 31)

Item = TypeVar("Item")
Spelling = tuple[str, str]
"""A word in Latin letters, and in its second writing; the same twice where it has none."""
Row = dict[str, str]


class Draw:
    """Random choices that no version of Python changes: only `random()` itself is promised to stay."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def share(self) -> float:
        """A number from 0 to 1, 1 left out."""
        return self._random.random()

    def one(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[int(self.share() * len(items))]

    def text(self, letters: str, length: int) -> str:
        """So many of these letters."""
        return "".join(self.one(letters) for _ in range(length))


def make_customers() -> list[Row]:
    """All customers, in mixed order and numbered."""
    draw = Draw(SEED)
    with WORDS.open("rb") as file:
        words = tomllib.load(file)
    rows = [row for culture in words["persons"] for row in persons(culture, draw)]
    rows += [row for culture in words["organizations"] for row in organizations(culture, draw)]
    rows += [row for culture in words["vessels"] for row in vessels(culture, draw)]
    keys = [draw.share() for _ in rows]
    mixed = [row for _, row in sorted(zip(keys, rows, strict=True), key=lambda pair: pair[0])]
    return [{"query_id": f"P{number:04}", **row} for number, row in enumerate(mixed, start=1)]


def persons(culture: dict[str, Any], draw: Draw) -> Iterator[Row]:
    """Yield the persons of one culture."""
    for _ in range(culture["count"]):
        gender = draw.one(("male", "female"))
        family = spellings(culture.get(f"{gender}_family", culture["family"]))
        words = {
            "given": draw.one(spellings(culture[gender])),
            "middle": draw.one(spellings(culture.get(f"{gender}_middle", ""))),
            "family": draw.one(family),
            "family2": draw.one(family),
        }
        name, alias = both_names(culture, words, draw)
        if name.isascii() and draw.share() < 0.12:
            name = f"{words['family'][0].upper()}, {name.replace(words['family'][0], '', 1).strip()}"
        born = FIRST_DAY + timedelta(days=int(draw.share() * (LAST_DAY - FIRST_DAY).days))
        yield {
            "name": as_clerks_write(name, draw),
            "alias": alias,
            "kind": "person",
            "gender": gender if draw.share() < 0.9 else "",
            "birth_date": draw.one((born.isoformat(),) * 17 + (str(born.year), str(born.year), "")),
            "country": country(culture, draw),
            "passport": draw.text(string.ascii_uppercase, 2) + draw.text(string.digits, 7)
            if draw.share() < 0.3
            else "",
        }


def organizations(culture: dict[str, Any], draw: Draw) -> Iterator[Row]:
    """Yield the organisations of one culture."""
    for _ in range(culture["count"]):
        words = {part: draw.one(spellings(culture[part])) for part in culture["order"].split()}
        name, alias = both_names(culture, words, draw)
        yield {
            "name": as_clerks_write(name, draw),
            "alias": alias,
            "kind": "organization",
            "country": country(culture, draw),
            "registration_number": draw.text(string.digits, 8) if draw.share() < 0.4 else "",
            "lei": lei_code(draw) if draw.share() < 0.2 else "",
        }


def vessels(culture: dict[str, Any], draw: Draw) -> Iterator[Row]:
    """Yield the vessels of one culture."""
    for _ in range(culture["count"]):
        words = {part: draw.one(spellings(culture[part])) for part in culture["order"].split()}
        name, alias = both_names(culture, words, draw)
        if draw.share() < culture.get("numbered", 0):
            name = f"{name} {draw.one('1235678')}"
        prefix = draw.one(("", "", "", "MV ", "M/V "))
        yield {
            "name": prefix + as_clerks_write(name, draw),
            "alias": alias,
            "kind": "vessel",
            "country": country(culture, draw),
            "imo": imo_number(draw) if draw.share() < 0.7 else "",
        }


def spellings(text: str) -> list[Spelling]:
    """The words of a line of the table: commas between them, "=" before a second writing. "Co., Ltd." is one word."""
    items = text.replace("Co., Ltd.", "Co.\0 Ltd.").split(", ")
    pairs = [item.replace("\0", ",").partition("=") for item in items]
    return [(latin, second or latin) for latin, _, second in pairs]


def both_names(culture: dict[str, Any], words: dict[str, Spelling], draw: Draw) -> Spelling:
    """The name, and for some of those who have a second writing the other one as an alias."""
    order = culture["order"].split()
    latin = " ".join(words[part][0] for part in order)
    if draw.share() >= culture.get("native", 0):
        return latin, ""
    own_script = [words[part][1] for part in order]
    unspaced = any(
        "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in own_script[0]
    )
    second = ("" if unspaced else " ").join(own_script)
    return second, latin if draw.share() < 0.25 else ""


def as_clerks_write(name: str, draw: Draw) -> str:
    """The name as it stands, in capitals, or without accents."""
    share = draw.share()
    if share < 0.12:
        return name.upper()
    if share < 0.2:
        letters = unicodedata.normalize("NFKD", name)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
        return plain if plain.isascii() else name
    return name


def country(culture: dict[str, Any], draw: Draw) -> str:
    """A code, or now and then the name of a country, or nothing."""
    code: str = draw.one(culture["countries"])
    share = draw.share()
    return "" if share < 0.05 else COUNTRY_NAMES.get(code, code) if share < 0.15 else code


def lei_code(draw: Draw) -> str:
    """A legal entity identifier with a right check sum, under a prefix that is no issuer's as far as we know."""
    body = "0000" + draw.text(string.ascii_uppercase + string.digits, 14)
    number = int("".join(str(int(letter, 36)) for letter in body + "00"))
    return f"{body}{98 - number % 97:02}"


def imo_number(draw: Draw) -> str:
    """A number with a right check digit, from a range far above what ships have been given so far."""
    body = "19" + draw.text(string.digits, 4)
    return body + str(
        sum(int(digit) * weight for digit, weight in zip(body, range(7, 1, -1), strict=True)) % 10
    )


def main(arguments: list[str]) -> None:
    """Write the file."""
    path = Path(arguments[0]) if arguments else OUT
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(make_customers())


if __name__ == "__main__":
    main(sys.argv[1:])
