from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sanctionscreen.lists import Edition, read_list

REAL = ["2020-11", "2024-05-15", "2026-02-27"]


@pytest.fixture(scope="module", params=REAL)
def real(request: pytest.FixtureRequest, real_data: Path) -> tuple[ElementTree.Element, Edition]:
    path = real_data / "lists/un-sc" / request.param / "consolidated.xml"
    return ElementTree.parse(path).getroot(), read_list(path)  # noqa: S314 - a file that is known


def text(element: ElementTree.Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())


def entries(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [*root.iter("INDIVIDUAL"), *root.iter("ENTITY")]


@pytest.mark.real
def test_every_individual_and_entity_is_a_listing(real: tuple[ElementTree.Element, Edition]) -> None:
    root, edition = real
    expected = sorted(text(entry, "REFERENCE_NUMBER") for entry in entries(root))
    assert sorted(listing.entity_id for listing in edition.listings) == expected
    assert (edition.rejected, edition.unknown) == ([], {})


@pytest.mark.real
def test_every_name_is_counted_after_splitting_at_semicolons(
    real: tuple[ElementTree.Element, Edition],
) -> None:
    root, edition = real
    names = set()
    for entry in entries(root):
        reference = text(entry, "REFERENCE_NUMBER")
        parts = (text(entry, f"{part}_NAME") for part in ("FIRST", "SECOND", "THIRD", "FOURTH"))
        found = [
            (" ".join(filter(None, parts)), "primary"),
            (text(entry, "NAME_ORIGINAL_SCRIPT"), "original"),
        ]
        for alias in [*entry.iter("INDIVIDUAL_ALIAS"), *entry.iter("ENTITY_ALIAS")]:
            found.append((text(alias, "ALIAS_NAME"), text(alias, "QUALITY")))
        names |= {
            (reference, part.strip(), kind)
            for name, kind in found
            for part in name.split(";")
            if part.strip()
        }
    assert edition.names == len(names)


@pytest.mark.real
def test_identifiers_in_comments_stand_on_their_listings(real: tuple[ElementTree.Element, Edition]) -> None:
    root, edition = real
    by_id = {item.entity_id: {(i.type, i.value) for i in item.identifiers} for item in edition.listings}
    searches = {"swift_bic": r"SWIFT(?:/BIC)?: ?([A-Z]{8})", "imo_number": r"IMO\D{0,12}(\d{7})"}
    found = 0
    for entry in entries(root):
        for type_, pattern in searches.items():
            for value in re.findall(pattern, text(entry, "COMMENTS1")):
                found += 1
                assert (type_, value) in by_id[text(entry, "REFERENCE_NUMBER")]
    assert found >= 7


@pytest.mark.real
def test_every_document_number_is_an_identifier(real: tuple[ElementTree.Element, Edition]) -> None:
    root, edition = real
    by_id = {item.entity_id: [f"{i.value} {i.detail}" for i in item.identifiers] for item in edition.listings}
    for entry in entries(root):
        for document in entry.iter("INDIVIDUAL_DOCUMENT"):
            if number := text(document, "NUMBER"):
                assert any(number in known for known in by_id[text(entry, "REFERENCE_NUMBER")])


@pytest.mark.real
def test_the_edition_is_the_date_of_generation(real_data: Path) -> None:
    assert read_list(real_data / "lists/un-sc/2026-02-27").edition == "2026-02-27"


@pytest.mark.real
def test_measures_of_libya_are_those_that_the_comments_name(real_data: Path) -> None:
    edition = read_list(real_data / "lists/un-sc/2026-02-27")
    libya = [listing.measures for listing in edition.listings if "Libya" in listing.programmes]
    assert ("travel ban",) in libya
    assert ("asset freeze",) in libya
