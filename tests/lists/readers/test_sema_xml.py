from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from sanctionscreen.lists import read_list


@pytest.fixture(scope="module")
def path(real_data: Path) -> Path:
    return real_data / "lists/ca-sema/2025-05/sema-lmes.xml"


@pytest.fixture(scope="module")
def records(path: Path) -> list[ElementTree.Element]:
    return ElementTree.parse(path).getroot().findall("record")  # noqa: S314


def text(element: ElementTree.Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())


@pytest.mark.real
def test_every_record_is_a_listing_under_country_schedule_and_item(
    path: Path, records: list[ElementTree.Element]
) -> None:
    edition = read_list(path)
    ids = []
    for record in records:
        parts = (text(record, "Country").partition(" / ")[0], text(record, "Schedule"), text(record, "Item"))
        ids.append("/".join(filter(None, parts)))
    assert [listing.entity_id for listing in edition.listings] == ids
    assert (len(ids), edition.rejected, edition.unknown) == (4_759, [], {})


@pytest.mark.real
def test_every_name_is_counted_after_splitting_at_semicolons(
    path: Path, records: list[ElementTree.Element]
) -> None:
    names = set()
    for at, record in enumerate(records):
        names.add(
            (at, text(record, "GivenName"), text(record, "LastName"), text(record, "EntityOrShip"), "primary")
        )
        for alias in text(record, "Aliases").split(";"):
            if alias.strip():
                names.add((at, alias.strip(), "", "", "alias"))
    assert read_list(path).names == len(names)


@pytest.mark.real
def test_every_ship_has_its_imo_number(path: Path, records: list[ElementTree.Element]) -> None:
    ships = [listing for listing in read_list(path).listings if listing.kind == "vessel"]
    assert sorted(ship.identifiers[0].value for ship in ships) == sorted(
        filter(None, (text(r, "ShipIMONumber") for r in records))
    )
    assert len(ships) == 109


@pytest.mark.real
def test_aliases_that_commas_join_are_also_there_one_by_one(path: Path) -> None:
    listing = next(item for item in read_list(path).listings if item.entity_id == "Belarus/1, Part 1/101")
    assert "Светлана Александровна БОНДАРЕНКО" in [name.name for name in listing.names]
