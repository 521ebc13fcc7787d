from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from sanctionscreen.lists import read_list

N = "{http://www.un.org/sanctions/1.0}"


@pytest.fixture
def path(real_data: Path) -> Path:
    return real_data / "lists/us-ofac-sdn/advanced-2024-02-23-excerpt/sdn_advanced.xml"


@pytest.mark.real
def test_every_distinct_party_is_a_listing(path: Path) -> None:
    root = ElementTree.parse(path).getroot()  # noqa: S314
    edition = read_list(path)
    assert [listing.entity_id for listing in edition.listings] == [
        party.get("FixedRef") for party in root.iter(f"{N}DistinctParty")
    ]
    assert (len(edition.listings), edition.rejected, edition.edition) == (37, [], "2024-02-23")


@pytest.mark.real
def test_every_documented_name_is_counted(path: Path) -> None:
    names = set()
    for party in ElementTree.parse(path).getroot().iter(f"{N}DistinctParty"):  # noqa: S314
        for alias in party.iter(f"{N}Alias"):
            for name in alias.iter(f"{N}DocumentedName"):
                parts = tuple(part.text for part in name.iter(f"{N}NamePartValue"))
                names.add((party.get("FixedRef"), parts, alias.get("AliasTypeID")))
    assert read_list(path).names == len(names)


@pytest.mark.real
def test_names_carry_their_script(path: Path) -> None:
    names = [name for listing in read_list(path).listings for name in listing.names]
    assert {name.script for name in names} == {"Latn", "Cyrl"}
    assert all(name.name.isascii() or name.script == "Cyrl" for name in names)


@pytest.mark.real
def test_the_primary_name_is_the_latin_one(path: Path) -> None:
    assert all(listing.names[0].script == "Latn" for listing in read_list(path).listings)


@pytest.mark.real
def test_what_belongs_to_parties_outside_the_excerpt_is_counted(path: Path) -> None:
    edition = read_list(path)
    assert edition.unused["sanctions entry of a party that the file doesn't hold"] == 147
    assert edition.unused["document of a party that the file doesn't hold"] == 12
    assert edition.unused["relation of a party that the file doesn't hold"] == 3
