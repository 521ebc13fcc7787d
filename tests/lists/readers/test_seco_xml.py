from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from sanctionscreen.lists import read_list


@pytest.fixture
def path(real_data: Path) -> Path:
    return real_data / "lists/ch-seco/2026-08-15-excerpt/seco.xml"


@pytest.mark.real
def test_every_target_is_one_listing_and_its_older_copies_are_none(path: Path) -> None:
    root = ElementTree.parse(path).getroot()  # noqa: S314
    edition = read_list(path)
    assert [listing.entity_id for listing in edition.listings] == [
        target.get("ssid") for target in root.findall("target")
    ]
    assert len(list(root.iter("target"))) > len(edition.listings) == 6
    assert (edition.rejected, edition.unknown, edition.edition) == ([], {}, "2026-08-15")


@pytest.mark.real
def test_targets_that_were_delisted_are_told_apart(path: Path) -> None:
    status = {listing.entity_id: listing.status for listing in read_list(path).listings}
    assert [entity_id for entity_id, said in status.items() if said == "delisted"] == ["5142", "5816"]
    assert read_list(path).delisted == 2


@pytest.mark.real
def test_every_name_and_every_spelling_by_script_and_language_is_counted(path: Path) -> None:
    count = 0
    for target in ElementTree.parse(path).getroot().findall("target"):  # noqa: S314
        for name in target.iterfind("*/identity/name"):
            variants = {(v.get("script"), v.get("lang")) for v in name.iter("spelling-variant")}
            count += 1 + len(variants)
    assert read_list(path).names == count


@pytest.mark.real
def test_variants_carry_script_and_language(path: Path) -> None:
    listing = next(item for item in read_list(path).listings if item.entity_id == "5142")
    assert {(name.script, name.language) for name in listing.names} == {
        ("", ""),
        ("Latn", "rus"),
        ("Cyrl", "bel"),
        ("Cyrl", "rus"),
    }
