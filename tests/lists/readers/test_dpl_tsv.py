from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sanctionscreen.lists import read_list
from sanctionscreen.lists.readers.dpl_tsv import entity_id


@pytest.mark.real
@pytest.mark.parametrize(("folder", "count"), [("2022-09", 581), ("2023-11", 665)])
def test_every_row_is_a_listing_with_a_name_of_its_own(real_data: Path, folder: str, count: int) -> None:
    path = real_data / "lists/us-bis-dpl" / folder / "dpl.txt"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t"))
    edition = read_list(path)
    assert [listing.name for listing in edition.listings] == [
        " ".join(row["Name"].split("\t")).strip() for row in rows
    ]
    assert (len(rows), edition.names, edition.rejected, edition.unknown) == (
        count,
        count,
        [],
        {"country NM": 2},
    )
    assert edition.edition is None


def test_the_id_changes_with_name_street_and_date_and_with_nothing_else() -> None:
    ids = {
        entity_id("A", "B", "C"),
        entity_id("A", "B", "D"),
        entity_id("A", "D", "C"),
        entity_id("AB", "", "C"),
    }
    assert len(ids) == 4
    assert entity_id("A", "B", "C") == entity_id("A", "B", "C")
