"""Identifiers of official lists: every number finds its own listing, however it is written."""

from __future__ import annotations

import csv
import gc
import random
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median

import pytest

from sanctionscreen.identifiers import index as index_module
from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.identifiers.normalize import normalise_identifier
from sanctionscreen.identifiers.registry import identifier_type
from sanctionscreen.lists import Edition, read_list
from sanctionscreen.model import Hit, Identifier, Listing, Query
from sanctionscreen.screening import Screener
from sanctionscreen.screening.hits import assess
from sanctionscreen.screening.profiles import ListingProfile, QueryProfile

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


OTHERS = (
    "us-ofac-sdn/csv-2019-01", "us-ofac-sdn/xml-2024-05-07", "us-ofac-sdn/advanced-2024-02-23-excerpt",
    "us-ofac-cons/csv-2018-05", "us-ofac-cons/xml-2018-05", "us-ofac-cons/xml-2024-05-06", "un-sc/2020-11",
    "un-sc/2024-05-15", "eu-fsf/2024-05-13", "uk-ofsi-conlist/2018-04-13", "uk-sanctions-list/2026-08-14-excerpt",
    "ch-seco/2026-08-15-excerpt", "ca-sema/2025-05", "au-dfat/2024-12", "us-csl/2022-05", "us-bis-dpl/2022-09",
    "us-bis-dpl/2023-11",
)  # fmt: skip
PARAMS = [OFAC, UN, *(pytest.param(f"lists/{path}", marks=pytest.mark.slow) for path in OTHERS)]
PART = 2_000
MOST_COST = 1.10
"""CPU time of screening with two identifiers a customer over that without."""


@pytest.fixture(scope="module", params=PARAMS)
def listings(request: pytest.FixtureRequest, real_data: Path) -> list[Listing]:
    path = real_data / request.param
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return list(read_list(path).listings)


def hits_of(identifier: Identifier, index: IdentifierIndex, listings: list[Listing]) -> dict[int, Hit]:
    """The hits of a party of an invented name that gives this identifier."""
    query = QueryProfile(Query(name="Zyxwv Utsrq", identifiers=(identifier,)))
    hits: dict[int, Hit] = {}
    for match in index.lookup([identifier]):
        facts = ListingProfile(listings[match.listing])
        assessed = assess(query, facts, None, (), [match], weak="confirm", threshold=0.7)
        assert assessed is not None
        hits[match.listing] = assessed.hit
    return hits


def test_every_number_finds_its_own_listing_as_renamed(listings: list[Listing]) -> None:
    """An invented name and a listed IMO number, BIC, passport or wallet: that listing, flagged `renamed`."""
    index, missed, asked = IdentifierIndex(listings), [], 0
    for place, listing in enumerate(listings):
        for item in listing.identifiers:
            if identifier_type(item.type).name not in SURVIVES_A_RENAME:
                continue
            if normalise_identifier(item.type, item.value).placeholder:
                continue
            asked += 1
            hit = hits_of(item, index, listings).get(place)
            if hit is None or hit.flags[:1] != ("renamed",) or hit.basis != ("identifier",):
                missed.append((listing.name, item))
    print(f"{asked} numbers")
    assert missed == []


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


@pytest.mark.parametrize("path", [OFAC, UN])
def test_official_lists_have_numbers_that_survive_a_rename(real_data: Path, path: str) -> None:
    """Else the tests above would hold for nothing."""
    numbers = (item for listing in read_list(real_data / path).listings for item in listing.identifiers)
    assert sum(identifier_type(item.type).name in SURVIVES_A_RENAME for item in numbers) > 300


@pytest.mark.slow
def test_every_number_of_renamed_parties_finds_its_listing(real_data: Path) -> None:
    """The IMO numbers and BICs of parties that OFAC and the EU list under a former and a present name."""
    paths = "us-ofac-sdn/xml-2024-05-07", "us-ofac-cons/xml-2024-05-06", "eu-fsf/2024-05-13"
    index = IdentifierIndex(
        [item for path in paths for item in read_list(real_data / "lists" / path).listings]
    )
    with (real_data / "eval/renames.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["identifier"]]
    asked = [Identifier(row["identifier_type"], row["identifier"]) for row in rows]
    missed = [item for item in asked if "strong" not in {match.strength for match in index.lookup([item])}]
    print(f"{len(asked)} numbers")
    assert asked
    assert missed == []


@pytest.fixture(scope="module")
def screeners_without(several_lists: list[Edition]) -> dict[str, Screener]:
    """For each list a screener against all the others."""
    return {
        hidden.list_id: Screener([edition for edition in several_lists if edition is not hidden])
        for hidden in several_lists
    }


@pytest.mark.slow
@pytest.mark.parametrize("as_people_write", [False, True])
def test_a_party_that_one_list_lacks_is_found_through_its_number_on_another(
    screeners_without: dict[str, Screener],
    tied_listings: list[tuple[Listing, Listing]],
    as_people_write: bool,
) -> None:
    """Each pair of listings of two lists that share a strong identifier: one of them hidden with all of its list, its
    numbers asked under an invented name, and the other is found, flagged `renamed`; both ways."""
    missed = []
    for one, other in [*tied_listings, *((other, one) for one, other in tied_listings)]:
        numbers = tuple(map(_as_people_write, one.identifiers)) if as_people_write else one.identifiers
        screening = screeners_without[one.list].screen(Query(name="Zyxwv Utsrq", identifiers=numbers))
        hits = {(hit.list, hit.entity_id): hit for hit in screening.hits}
        hit = hits.get((other.list, other.entity_id))
        if hit is None or hit.basis != ("identifier",) or "renamed" not in hit.flags or hit.band == "low":
            missed.append((one.list, one.entity_id, other.list, other.entity_id, hit))
    print(f"{len(tied_listings)} pairs, {len(missed)} missed")
    assert len(tied_listings) > 600
    assert missed == []


@pytest.mark.slow
def test_the_prefilter_rejects_nothing_that_is_found(
    real_data: Path, several_lists: list[Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every identifier that further lists publish, as it stands and with a sign changed."""
    monkeypatch.setattr(index_module, "_MANY", 1_000_000)  # or the other index would get a prefilter, too
    listings = [listing for edition in several_lists for listing in edition.listings]
    index, filtered = IdentifierIndex(listings), IdentifierIndex(listings)
    filtered.prepare()
    found = asked = 0
    for path in ("us-csl/2022-05", "ca-sema/2025-05", "au-dfat/2024-12", "us-ofac-sdn/csv-2019-01"):
        published = [
            item for listing in read_list(real_data / "lists" / path).listings for item in listing.identifiers
        ]
        for item in dict.fromkeys(published):
            middle = len(item.value) // 2
            typo = "7" if item.value[middle] != "7" else "1"
            for one in (item, replace(item, value=item.value[:middle] + typo + item.value[middle + 1 :])):
                matches = filtered.lookup([one], near=True)
                asked, found = asked + 1, found + bool(matches)
                assert matches == index.lookup([one], near=True), one
    print(f"{asked} identifiers asked, {found} found")
    assert asked > 20_000
    assert found > 5_000


def _as_people_write(item: Identifier) -> Identifier:
    """The same number with what people put around it and into it, and in the digits of another keyboard."""
    kind, value = identifier_type(item.type).name, item.value
    if kind in ("imo_number", "imo_company_number") and value.isdigit():
        return replace(item, type="imo", value=f"IMO No. {value[0]},{value[1:4]},{value[4:]}")
    if kind in ("wallet", "email", "website", "phone", "fax"):
        return replace(item, value=f" {value} ")
    apart = (
        value
        if len(value) < 7
        else f"{value[:4]}-{value[4:]}"
        if len(value) % 2
        else f"{value[:3]} {value[3:]}"
    )
    return replace(item, value=f"No. {apart.lower()}".translate(FULL_WIDTH))


@pytest.mark.slow
def test_two_identifiers_a_customer_cost_little_beside_their_names(real_data: Path) -> None:
    """Companies of the LEI register in random order, 2,000 at a time, with their LEI and a registration number, and
    without, and without, and with, and so on.

    Each is asked once: a second time their words would be remembered, and names cost half.
    """
    screener = Screener.from_lists(
        *(real_data / "lists" / path for path in ("us-ofac-sdn/xml-2024-05-07", UN[6:]))
    )
    with (real_data / "eval/customers/companies_gleif.csv").open(encoding="utf-8", newline="") as file:
        rows = list(islice(csv.DictReader(file), 100_000))
    random.Random(1).shuffle(rows)
    bare = [Query(name=row["name"], kind="organization", countries=(row["country"],)) for row in rows]
    numbered = [
        query.model_copy(
            update={
                "identifiers": (
                    Identifier("lei", row["lei"]),
                    Identifier("registration_number", f"{40_000_000 + 37 * place}", row["country"]),
                )
            }
        )
        for place, (query, row) in enumerate(zip(bare, rows, strict=True))
    ]
    list(screener.screen_many(numbered[:PART]))  # warms up
    spent: dict[bool, list[float]] = {False: [], True: []}
    gc.collect()
    gc.freeze()  # else now and then the collector walks through all these customers, in the time of one or the other
    for turn, place in enumerate(range(PART, len(rows) - PART + 1, PART)):
        with_numbers = turn % 4 in (1, 2)
        queries = (numbered if with_numbers else bare)[place : place + PART]
        start = time.process_time()
        assert sum(1 for _ in screener.screen_many(queries)) == PART
        spent[with_numbers].append(time.process_time() - start)
    gc.unfreeze()
    ratio = median(spent[True]) / median(spent[False])
    print(f"CPU time with identifiers over without: {ratio:.3f}")
    assert ratio <= MOST_COST
