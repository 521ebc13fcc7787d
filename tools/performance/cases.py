"""What is timed: lists and customers, put together from the official files and the evaluation data, and hard names.

Everything is drawn with fixed seeds, so that two runs time the same work.
"""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from sanctionscreen import read_list

ROOT = Path(__file__).parents[2]
DATA = (ROOT / os.environ.get("SANCTIONSCREEN_REAL_DATA", "../shared")).resolve()
FOUR = (
    "us-ofac-sdn/xml-2024-05-07/sdn.xml", "un-sc/2026-02-27/consolidated.xml",
    "eu-fsf/2024-05-13/20240513-FULL-1_1.xml", "uk-ofsi-conlist/2018-04-13/sanctionsconlist.csv",
)  # fmt: skip
TWO = ("us-ofac-sdn/csv-2021-07", "un-sc/2026-02-27/consolidated.xml")
CUSTOMERS = ("persons_global", "persons_us", "companies_gleif")
COLUMNS = ("customer_id", "name", "kind", "birth_date", "country", "lei")
SIZES = (10_000, 20_000, 40_000, 80_000, 160_000)

Row = dict[str, str]
Party = tuple[str, str]
"""A name and a kind; empty where that is not said."""


def list_paths(parts: Iterable[str]) -> list[str]:
    """Paths of official lists."""
    return [str(DATA / "lists" / part) for part in parts]


def listed_names(parts: Iterable[str]) -> list[str]:
    """Every name of some official lists."""
    return [name for name, _ in listed_parties(parts)]


def listed_parties(parts: Iterable[str]) -> list[Party]:
    """Every name of some official lists, with the kind of its party."""
    listings = [listing for path in list_paths(parts) for listing in read_list(path).listings]
    return [(name.name, listing.kind or "") for listing in listings for name in listing.names]


def customers() -> list[Row]:
    """The persons of both files and the companies: 150,000 rows."""
    found: list[Row] = []
    for name in CUSTOMERS:
        with (DATA / "eval/customers" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found.extend({key: row.get(key) or "" for key in COLUMNS} for row in csv.DictReader(file))
    return found


def write_rows(path: Path, rows: Iterable[Row]) -> Path:
    """Write customers as a CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def repeated(rows: list[Row], count: int) -> Iterator[Row]:
    """So many rows: the given ones, and from the second time on with two letters of each name changed."""
    draw = random.Random(0)
    for number in range(count):
        row = rows[number % len(rows)]
        yield {
            **row,
            "customer_id": str(number),
            "name": row["name"] if number < len(rows) else _changed(row["name"], draw),
        }


def _changed(name: str, draw: random.Random) -> str:
    letters = list(name)
    places = [place for place, letter in enumerate(letters) if letter.isalpha()]
    for place in draw.sample(places, min(2, len(places))):
        letters[place] = letters[draw.choice(places)].lower()
    return "".join(letters)


def house_list(path: Path, parties: list[Party]) -> Path:
    """A house list with a listing for every party."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("entity_id", "name", "kind", "name_type"))
        writer.writerows((number, *party, "primary") for number, party in enumerate(parties))
    return path


def growth() -> tuple[list[Party], list[Row]]:
    """160,000 parties to list, mixed, and 20,000 customers that are none of them."""
    draw = random.Random(1)
    rows = customers()
    persons, companies = rows[:50_000], rows[50_000:]
    draw.shuffle(persons)
    draw.shuffle(companies)
    others = [(row["name"], row["kind"]) for row in companies[10_000:] + persons[10_000:]]
    parties = [*listed_parties(FOUR), *others]
    draw.shuffle(parties)
    asked = companies[:10_000] + persons[:10_000]
    draw.shuffle(asked)
    return parties[: SIZES[-1]], asked


def hard(rows: list[Row]) -> dict[str, list[Row]]:
    """Names chosen to be hard, 10,000 rows each, and 1,000 ordinary ones with a name of 500 tokens among them."""
    draw = random.Random(2)
    given = [row["name"].split()[0] for row in rows[:20_000] if row["name"].isascii()]
    places = [row["name"].split()[0] for row in rows[-20_000:]]
    people = (
        "Mohammed {}",
        "{} Mohammed",
        "Mohammed Ahmed {}",
        "Mohammed Ali Mohammed",
        "Muhammad {} Mohamed",
    )
    firms = ("{} General Trading Co", "General Trading Co {} LLC", "{} General Trading Company Ltd")
    long = " ".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=500))
    return {
        "all Mohammed": [_row(n, draw.choice(people).format(draw.choice(given)), "person") for n in range(10_000)],
        'all "General Trading Co"': [
            _row(n, draw.choice(firms).format(draw.choice(places)), "organization") for n in range(10_000)
        ],
        "1,000 equal rows": [_row(n, "Mohammed Hassan Ahmed Abdullah", "person") for n in range(1_000)],
        "one name of 500 tokens in 1,000 rows": [_row(0, long, ""), *rows[1:1_000]],
    }  # fmt: skip


def _row(number: int, name: str, kind: str) -> Row:
    return {"customer_id": str(number), "name": name, "kind": kind}
