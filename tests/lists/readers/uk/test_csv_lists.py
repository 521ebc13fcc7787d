from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from sanctionscreen.lists import read_list


@pytest.fixture(scope="module")
def path(real_data: Path) -> Path:
    return real_data / "lists/uk-ofsi-conlist/2018-04-13/sanctionsconlist.csv"


@pytest.fixture(scope="module")
def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="cp1252", newline="") as handle:
        handle.readline()
        return list(csv.DictReader(handle))


@pytest.mark.real
def test_every_group_is_a_listing(path: Path, rows: list[dict[str, str]]) -> None:
    edition = read_list(path)
    groups = list(dict.fromkeys(row["Group ID"] for row in rows))
    countries = {"country Congolese": 17, "country Africa": 2, "country Central District, Pyongyang": 2}
    assert [listing.entity_id for listing in edition.listings] == groups
    assert (len(rows), len(groups), edition.rejected, edition.unknown) == (9_487, 2_106, [], countries)
    assert (edition.edition, edition.list_id) == ("2018-04-13", "gb-ofsi")


@pytest.mark.real
def test_every_name_is_counted(path: Path, rows: list[dict[str, str]]) -> None:
    names = set()
    for row in rows:
        parts = (row[f"Name {number}"].strip() for number in (1, 2, 3, 4, 5, 6))
        for name in " ".join(filter(None, parts)).split(";"):
            names.add((row["Group ID"], name.strip(), row["Alias Type"]))
    assert read_list(path).names == len(names)


@pytest.mark.real
def test_identifiers_in_words_stand_on_their_listings(path: Path, rows: list[dict[str, str]]) -> None:
    searches = {
        "imo_number": r"IMO(?: number)?: (\d{7})",
        "swift_bic": r"SWIFT/BIC:? ([A-Z]{8})",
        "mmsi": r"MMSI: (\d{9})",
    }
    by_id = {
        item.entity_id: {(i.type, i.value) for i in item.identifiers} for item in read_list(path).listings
    }
    found = dict.fromkeys(searches, 0)
    for row in rows:
        for type_, pattern in searches.items():
            for value in re.findall(pattern, row["Other Information"]):
                found[type_] += 1
                assert (type_, value) in by_id[row["Group ID"]]
    assert found["imo_number"] > 10


@pytest.mark.real
def test_passport_numbers_stand_on_their_listings(path: Path, rows: list[dict[str, str]]) -> None:
    by_id = {item.entity_id: " ".join(i.value for i in item.identifiers) for item in read_list(path).listings}
    with_number = [row for row in rows if re.match(r"[A-Z]{0,2}\d{5,}", row["Passport Details"])]
    assert len(with_number) > 100
    for row in with_number:
        number = re.match(r"\w+", row["Passport Details"])
        assert number
        assert number[0] in by_id[row["Group ID"]]
