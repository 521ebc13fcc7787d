"""Hits that a shared address makes."""

from __future__ import annotations

from sanctionscreen.lists import Edition
from sanctionscreen.model import Address, Hit, ListedName, Listing, Query
from sanctionscreen.screening import Screener


def hits(query: Query, *addresses: str) -> tuple[Hit, ...]:
    listing = Listing(
        list="house", entity_id="1", kind="organization", names=(ListedName("Quillback Trading"),),
        addresses=tuple(Address(full=text) for text in addresses),
    )  # fmt: skip
    return Screener([Edition("house", None, "", "test", "", [listing])]).screen(query).hits


def query(name: str, address: str) -> Query:
    return Query(name=name, kind="organization", addresses=(Address(full=address),))


def test_a_house_shared_with_a_listed_party_is_a_low_hit() -> None:
    """Another name at the same house: basis `link`, with both addresses in the evidence."""
    (hit,) = hits(
        query("Ashgrove Holdings", "Vozara St. 80, Tehran, Iran"), "No. 80, Vozara Street, Tehran, IR"
    )
    assert (hit.basis, hit.band, hit.flags) == (("link",), "low", ())
    (evidence,) = [item for item in hit.evidence if item.feature == "address"]
    assert "No. 80, Vozara Street" in evidence.detail
    assert "the same street and number 80" in evidence.detail


def test_a_street_alone_makes_no_hit_but_is_evidence_beside_a_name() -> None:
    """Less than a house says too little by itself."""
    asked = query("Ashgrove Holdings", "Vozara Street, Tehran, Iran")
    assert hits(asked, "No. 80, Vozara Street, Tehran, IR") == ()
    (hit,) = hits(
        query("Quillback Trading", "Vozara Street, Tehran, Iran"), "No. 80, Vozara Street, Tehran, IR"
    )
    assert hit.basis == ("name",)
    assert any(item.feature == "address" and item.value < 1 for item in hit.evidence)


def test_name_and_house_stand_together() -> None:
    """The basis has both."""
    (hit,) = hits(
        query("Quillback Trading", "80 Vozara St, Tehran, Iran"), "No. 80, Vozara Street, Tehran, IR"
    )
    assert hit.basis == ("name", "link")


def test_countries_and_cities_alone_make_no_hit() -> None:
    """Customers of a listed party's city are not alerts."""
    assert hits(query("Ashgrove Holdings", "Tehran, Iran"), "Tehran, Iran", "Iran") == ()
