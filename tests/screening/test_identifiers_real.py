"""Identifiers of official lists: every number finds its own listing, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.lists import read_list
from sanctionscreen.model import Hit, Identifier, Listing, Query
from sanctionscreen.screening.facts import ListingFacts, QueryFacts
from sanctionscreen.screening.hits import assess
from sanctionscreen.screening.identifier_index import IdentifierIndex
from sanctionscreen.screening.identifier_types import canonical_type
from sanctionscreen.screening.identifiers import normalise_identifier

pytestmark = pytest.mark.real

OFAC = "lists/us-ofac-sdn/csv-2021-07"
UN = "lists/un-sc/2026-02-27/consolidated.xml"
SURVIVES_A_RENAME = {
    "imo_number",
    "swift_bic",
    "lei_code",
    "inn_code",
    "ogrn_code",
    "passport_number",
    "wallet",
}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.fixture(scope="module", params=[OFAC, UN], ids=["ofac", "un"])
def listings(request: pytest.FixtureRequest, real_data: Path) -> list[Listing]:
    path = real_data / request.param
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return list(read_list(path).listings)


def hits_of(identifier: Identifier, index: IdentifierIndex, listings: list[Listing]) -> dict[int, Hit]:
    """The hits of a party of an invented name that gives this identifier."""
    query = QueryFacts(Query(name="Zyxwv Utsrq", identifiers=(identifier,)))
    hits: dict[int, Hit] = {}
    for match in index.lookup([identifier]):
        facts = ListingFacts(listings[match.listing])
        hit = assess(query, facts, None, (), [match], weak="confirm", threshold=0.7)
        assert hit is not None
        hits[match.listing] = hit
    return hits


def test_every_number_finds_its_own_listing_as_renamed(listings: list[Listing]) -> None:
    """An invented name and a listed IMO number, BIC, passport or wallet: that listing, flagged `renamed`."""
    index, missed, asked = IdentifierIndex(listings), [], 0
    for place, listing in enumerate(listings):
        for item in listing.identifiers:
            if canonical_type(item.type) not in SURVIVES_A_RENAME:
                continue
            if normalise_identifier(item.type, item.value).placeholder:
                continue
            asked += 1
            hit = hits_of(item, index, listings).get(place)
            if hit is None or hit.flags[:1] != ("renamed",) or hit.basis != ("identifier",):
                missed.append((listing.name, item))
    assert missed == []
    assert asked > 300


@pytest.mark.parametrize(
    "written", ["IMO No. {0[0]},{0[1]}{0[2]}{0[3]},{0[4]}{0[5]}{0[6]}", "IMO {0}", "{0:.3} {1}"]
)
@pytest.mark.parametrize("wide", [False, True])
def test_imo_numbers_as_people_write_them(listings: list[Listing], written: str, wide: bool) -> None:
    """Commas, spaces, words before and full-width digits find every ship whose number is right."""
    index, missed = IdentifierIndex(listings), []
    for place, listing in enumerate(listings):
        for item in listing.identifiers:
            number = normalise_identifier(item.type, item.value)
            if number.type != "imo_number" or not number.valid:
                continue
            text = written.format(number.value, number.value[3:])
            asked = Identifier("imo", text.translate(FULL_WIDTH) if wide else text)
            if place not in {match.listing for match in index.lookup([asked]) if match.strength == "strong"}:
                missed.append((listing.name, asked))
    assert missed == []


def test_numbers_that_break_their_rule_are_never_certain(listings: list[Listing]) -> None:
    """OFAC has IMO 15411: it is found, in the lowest band, and the evidence says what is wrong with it."""
    index = IdentifierIndex(listings)
    for place, listing in enumerate(listings):
        for item in listing.identifiers:
            number = normalise_identifier(item.type, item.value, item.country)
            if number.valid is not False or number.placeholder:
                continue
            hit = hits_of(item, index, listings).get(place)
            assert hit is not None
            assert hit.band == "low"
            assert "breaks the rule" in hit.evidence[0].detail
