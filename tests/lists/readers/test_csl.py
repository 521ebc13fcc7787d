from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import Edition, read_list
from sanctionscreen.lists.readers.csl_ids import split_id

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def path(real_data: Path) -> Path:
    return real_data / "lists/us-csl/2022-05/consolidated.csv"


@pytest.fixture(scope="module")
def official(path: Path) -> Edition:
    """The file as it is read, once for all tests."""
    return read_list(path)


@pytest.fixture(scope="module")
def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.real
def test_every_entry_is_a_listing_and_repeated_ids_are_numbered(
    official: Edition, rows: list[dict[str, str]]
) -> None:
    edition = official
    assert [item.entity_id.partition("#")[0] for item in edition.listings] == [row["_id"] for row in rows]
    assert sum("#" in item.entity_id for item in edition.listings) == 112
    assert (len(rows), edition.rejected, edition.unknown) == (14_160, [], {"country NM": 2})


@pytest.mark.real
def test_every_name_is_counted(official: Edition, rows: list[dict[str, str]]) -> None:
    names = set()
    for at, row in enumerate(rows):
        for kind, field in (("name", row["name"]), ("alias", row["alt_names"])):
            names |= {(at, part.strip(), kind) for part in field.split(";") if part.strip()}
    assert official.names == len(names)


@pytest.mark.real
def test_identifiers_stand_on_their_listings(official: Edition, rows: list[dict[str, str]]) -> None:
    searches = {
        "imo_number": r"IMO (\d{7}), Vessel Registration",
        "swift_bic": r"(?:^|; )(?:[A-Z]{2}, )?(\w+), SWIFT/BIC",
        "passport_number": r"(?:^|; )(?:[A-Z]{2}, )?([\w-]+), Passport",
        "wallet": r"(\w+), Digital Currency Address",
        "lei_code": r"(\w+), Legal Entity Number",
        "tax_number": r"(?:^|; )(?:[A-Z]{2}, )?([\w-]+), Tax ID No",
    }
    found = dict.fromkeys(searches, 0)
    for row, listing in zip(rows, official.listings, strict=True):
        values = {(item.type, item.value) for item in listing.identifiers}
        for type_, pattern in searches.items():
            for value in re.findall(pattern, row["ids"]):
                found[type_] += 1
                assert (type_, value) in values
    assert min(found.values()) > 20


@pytest.mark.real
def test_the_json_of_the_same_list_gives_the_same_listings(
    official: Edition, rows: list[dict[str, str]], tmp_path: Path
) -> None:
    """The JSON is made of the CSV here: the same fields, with lists where the CSV joins by semicolons."""
    many = {"programs", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth"}
    results = []
    for row in rows[:3_000]:
        record: dict[str, object] = {
            key: value.split("; ") if key in many and value else value or None for key, value in row.items()
        }
        record["id"] = record.pop("_id")
        results.append(record)
    (tmp_path / "list.json").write_text(
        json.dumps({"total": len(results), "results": results}), encoding="utf-8"
    )
    for ours, theirs in zip(read_list(tmp_path / "list.json").listings, official.listings, strict=False):
        assert ours.model_dump(exclude={"source"}) == theirs.model_dump(exclude={"source"})


def test_json_that_is_cut_off_is_refused_with_the_entry(tmp_path: Path) -> None:
    text = (GOLDEN / "csl-json" / "list.json").read_text(encoding="utf-8")
    (tmp_path / "list.json").write_text(text[: text.rindex("}\n]")], encoding="utf-8")
    with pytest.raises(ListFileError, match="entry 1: broken JSON, or cut off"):
        read_list(tmp_path / "list.json")


HEADER = (
    "source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,"
    "license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,"
    "vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,"
    "source_information_url,ids"
)


def csl(path: Path, *rows: dict[str, str], with_id: bool = True) -> Edition:
    """A list of the publisher's columns, as it is read."""
    columns = ["_id", *HEADER.split(",")] if with_id else HEADER.split(",")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return read_list(path)


def test_identifiers_in_the_order_since_2023_give_what_they_gave_before(tmp_path: Path) -> None:
    old = "TR, U00242309, Passport; KUDBKPPY, SWIFT/BIC; Male, Gender; IR, 17, Frobnication Number"
    new = "Passport, U00242309, TR; SWIFT/BIC, KUDBKPPY; Gender, Male; Frobnication Number, 17, IR"
    row = {"_id": "1", "source": "Entity List (EL) - Bureau of Industry and Security", "name": "SAMPLE"}
    before, after = (
        csl(tmp_path / f"{name}.csv", {**row, "ids": ids}).listings[0]
        for name, ids in (("old", old), ("new", new))
    )
    assert (after.identifiers, after.genders) == (before.identifiers, ("Male",))
    assert [(item.type, item.value, item.country) for item in after.identifiers] == [
        ("passport_number", "U00242309", "TR"),
        ("swift_bic", "KUDBKPPY", ""),
        ("id_number", "17", "IR"),
    ]


def test_a_list_without_ids_is_read_with_ids_that_its_next_edition_has_too(tmp_path: Path) -> None:
    row = {"source": "Denied Persons List (DPL) - Bureau of Industry and Security", "name": "SAMPLE LTD"}
    sdn = {
        "source": "Specially Designated Nationals (SDN) - Treasury Department",
        "entity_number": "99001",
        "name": "A B",
    }
    first = csl(tmp_path / "1.csv", row, sdn, with_id=False)
    second = csl(tmp_path / "2.csv", sdn, {**row, "remarks": "amended"}, with_id=False)
    assert {item.entity_id for item in first.listings} == {item.entity_id for item in second.listings}
    assert "99001" in {item.entity_id for item in first.listings}
    assert "has no column _id" in first.warnings[0]


@pytest.mark.real
def test_the_list_turned_into_the_order_since_2023_has_the_same_numbers(
    official: Edition, rows: list[dict[str, str]], tmp_path: Path
) -> None:
    """Each identifier of the file of 2022 is written type first, without its dates."""
    turned = []
    for row in rows:
        items = (split_id(item, type_first=False)[:3] for item in row["ids"].split("; ") if item)
        turned.append({**row, "ids": "; ".join(", ".join(filter(None, item)) for item in items)})
    after = csl(tmp_path / "new.csv", *turned)
    numbers = [
        [
            {(item.type, item.value, item.country) for item in listing.identifiers}
            for listing in edition.listings
        ]
        for edition in (official, after)
    ]
    assert numbers[0] == numbers[1]
    assert sum(map(len, numbers[0])) > 10_000


@pytest.mark.real
def test_no_number_of_2022_holds_a_date(official: Edition) -> None:
    numbers = [item.value for listing in official.listings for item in listing.identifiers]
    assert [number for number in numbers if re.match(r"\d{4}-\d\d-\d\d, ", number)] == []
