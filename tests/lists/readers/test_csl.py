from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import read_list

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def path(real_data: Path) -> Path:
    return real_data / "lists/us-csl/2022-05/consolidated.csv"


@pytest.fixture(scope="module")
def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.real
def test_every_entry_is_a_listing_and_repeated_ids_are_numbered(
    path: Path, rows: list[dict[str, str]]
) -> None:
    edition = read_list(path)
    assert [item.entity_id.partition("#")[0] for item in edition.listings] == [row["_id"] for row in rows]
    assert sum("#" in item.entity_id for item in edition.listings) == 112
    assert (len(rows), edition.rejected, edition.unknown) == (14_160, [], {})


@pytest.mark.real
def test_every_name_is_counted(path: Path, rows: list[dict[str, str]]) -> None:
    names = set()
    for at, row in enumerate(rows):
        for kind, field in (("name", row["name"]), ("alias", row["alt_names"])):
            names |= {(at, part.strip(), kind) for part in field.split(";") if part.strip()}
    assert read_list(path).names == len(names)


@pytest.mark.real
def test_identifiers_stand_on_their_listings(path: Path, rows: list[dict[str, str]]) -> None:
    searches = {
        "imo_number": r"IMO (\d{7}), Vessel Registration",
        "swift_bic": r"(?:^|; )(?:[A-Z]{2}, )?(\w+), SWIFT/BIC",
        "passport_number": r"(?:^|; )(?:[A-Z]{2}, )?([\w-]+), Passport",
        "wallet": r"(\w+), Digital Currency Address",
        "lei_code": r"(\w+), Legal Entity Number",
        "tax_number": r"(?:^|; )(?:[A-Z]{2}, )?([\w-]+), Tax ID No",
    }
    found = dict.fromkeys(searches, 0)
    for row, listing in zip(rows, read_list(path).listings, strict=True):
        values = {(item.type, item.value) for item in listing.identifiers}
        for type_, pattern in searches.items():
            for value in re.findall(pattern, row["ids"]):
                found[type_] += 1
                assert (type_, value) in values
    assert min(found.values()) > 20


@pytest.mark.real
def test_the_json_of_the_same_list_gives_the_same_listings(
    path: Path, rows: list[dict[str, str]], tmp_path: Path
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
    for ours, theirs in zip(
        read_list(tmp_path / "list.json").listings, read_list(path).listings, strict=False
    ):
        assert ours.model_dump(exclude={"source"}) == theirs.model_dump(exclude={"source"})


def test_json_that_is_cut_off_is_refused_with_the_entry(tmp_path: Path) -> None:
    text = (GOLDEN / "csl-json" / "list.json").read_text(encoding="utf-8")
    (tmp_path / "list.json").write_text(text[: text.rindex("}\n]")], encoding="utf-8")
    with pytest.raises(ListFileError, match="entry 1: broken JSON, or cut off"):
        read_list(tmp_path / "list.json")
