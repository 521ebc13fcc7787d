"""The list in `lists/`: counted, sourced, and checked by the rules of its own numbers."""

from __future__ import annotations

import csv

import pytest

from sanctionscreen.countries import country_code
from sanctionscreen.identifiers.normalize import normalise_identifier
from sanctionscreen.lists import Edition, read_list, shipped_path
from sanctionscreen.lists.metadata import default_weak_policy
from sanctionscreen.model import Listing


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_list(shipped_path())


@pytest.fixture(scope="module")
def listings(edition: Edition) -> dict[str, Listing]:
    return {listing.entity_id: listing for listing in edition.listings}


def test_it_is_read_whole(edition: Edition) -> None:
    """Nothing is rejected or warned about, and list and edition are named."""
    assert (list(edition.rejected), list(edition.warnings)) == ([], [])
    assert {listing.list for listing in edition.listings} == {"shipped-dprk"}
    assert edition.edition == "2026-02-27"


def test_it_holds_what_its_page_says(listings: dict[str, Listing]) -> None:
    """Eight people, 20 organisations and 22 ships: what lists/README.md enumerates, and no others."""
    people = [f"KPi.{number:03}" for number in (*range(6, 13), 71)]
    organisations = [f"KPe.{number:03}" for number in range(1, 21)]
    ships = [key for key in listings if key.startswith("IMO")]
    assert sorted(listings) == sorted([*people, *organisations, *ships])
    assert len(ships) == 22
    assert {listings[key].kind for key in people} == {"person"}
    assert {listings[key].kind for key in organisations} == {"organization"}
    assert {listings[key].kind for key in ships} == {"vessel"}


def test_every_row_has_a_source() -> None:
    """No name stands in the file without the act or list that published it."""
    with shipped_path().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 151
    assert [row["name"] for row in rows if not row["source"].strip()] == []


def test_ships_have_their_own_right_imo_number(listings: dict[str, Listing]) -> None:
    """Each ship has one IMO number, which passes its check digit and is its id; no two ships share one."""
    for key, listing in listings.items():
        if listing.kind == "vessel":
            (number,) = (item for item in listing.identifiers if item.type == "imo_number")
            assert normalise_identifier(number.type, number.value).valid is True
            assert key == f"IMO{number.value}"


def test_all_checkable_numbers_are_right(listings: dict[str, Listing]) -> None:
    """Every identifier that carries a check passes it, and none is a placeholder."""
    numbers = [
        normalise_identifier(item.type, item.value, item.country)
        for listing in listings.values()
        for item in listing.identifiers
    ]
    assert [number for number in numbers if number.valid is False or number.placeholder] == []
    assert sum(number.valid is True for number in numbers) >= 24


def test_countries_are_known(listings: dict[str, Listing]) -> None:
    """Every country in the file is a code that can be compared."""
    for listing in listings.values():
        texts = (*listing.nationalities, *listing.countries, *(item.country for item in listing.addresses))
        assert [text for text in texts if country_code(text) is None] == []


def test_relations_point_into_the_list_or_name_the_party(listings: dict[str, Listing]) -> None:
    """A relation names the other party; where its id is on this list, the name is one of that listing's."""
    for listing in listings.values():
        for relation in listing.relations:
            assert relation.name
            if relation.entity_id in listings:
                assert relation.name in {name.name for name in listings[relation.entity_id].names}


def test_only_names_that_ofac_calls_weak_are_weak(listings: dict[str, Listing]) -> None:
    """KOMID and NCG are weak, their rows say who calls them so, and weak aliases confirm by default."""
    weak = {name.name: name.source for listing in listings.values() for name in listing.names if name.weak}
    assert sorted(weak) == ["KOMID", "NCG"]
    assert all("OFAC" in source for source in weak.values())
    assert {default_weak_policy(listing) for listing in listings.values()} == {"confirm"}


def test_the_renames_it_was_made_for(listings: dict[str, Listing]) -> None:
    """The ship of the arms shipment has both names, and the bank its romanisations and its BIC."""
    ship = listings["IMO7937317"]
    assert [(name.name, name.type) for name in ship.names] == [
        ("Tong Hung San", "name"),
        ("Chong Chon Gang", "previous_name"),
    ]
    bank = listings["KPe.013"]
    assert {"Dongbang Bank", "Tongbang Bank"} <= {name.name for name in bank.names}
    assert [(item.type, item.value) for item in bank.identifiers] == [("swift_bic", "BOELKPPY")]
