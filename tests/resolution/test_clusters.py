"""Which listings are one party, why, and what a person undoes."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

from sanctionscreen.dates import PartialDate
from sanctionscreen.identifiers.agreement import agreement
from sanctionscreen.identifiers.normalize import normalise_identifier
from sanctionscreen.model import Identifier, Kind, ListedName, Listing
from sanctionscreen.resolution.cannot_link import CannotLink
from sanctionscreen.resolution.clusters import PartyClusters
from sanctionscreen.resolution.linkage_rules import MOST_HOLDERS

IMO = Identifier("imo_number", "8405270")
BORN = PartialDate(1967, 8, 22)


def listing(
    list_id: str, entity_id: str, name: str, *identifiers: Identifier, kind: Kind = "vessel",
    born: PartialDate | None = None, nationality: str = "", remarks: str = "", references: tuple[str, ...] = (),
) -> Listing:  # fmt: skip
    return Listing(
        list=list_id, entity_id=entity_id, kind=kind, names=(ListedName(name),), identifiers=identifiers,
        birth_dates=(born,) if born else (), nationalities=(nationality,) if nationality else (), remarks=remarks,
        references=references,
    )  # fmt: skip


def conflicts(clusters: PartyClusters) -> list[str]:
    return [link.conflict for link in clusters.rejected]


def test_a_strong_identifier_makes_one_party_of_two_names() -> None:
    """The ship that the EU lists as Hui Chon is OFAC's Hwang Gum San 2."""
    clusters = PartyClusters(
        [listing("us", "1", "HWANG GUM SAN 2", IMO), listing("eu", "2", "Hui Chon", IMO)]
    )
    assert clusters.members(0) == clusters.members(1) == [0, 1]
    (step,) = clusters.path(1, 0)
    assert (step.source, step.target, step.reason) == (1, 0, "IMO 8405270 on both")


def test_the_chain_leads_over_other_listings() -> None:
    """A and C share nothing but B."""
    lei = Identifier("lei_code", "5493000JR946Z16KE542")
    first = listing("a", "1", "Northern Light", IMO)
    middle = listing("b", "2", "Southern Star", IMO, lei)
    clusters = PartyClusters([first, middle, listing("c", "3", "Eastern Wind", lei)])
    assert clusters.all() == [[0, 1, 2]]
    assert [(step.source, step.target) for step in clusters.path(0, 2)] == [(0, 1), (1, 2)]


def test_of_several_birth_dates_in_common_the_first_one_listed_is_the_reason() -> None:
    """The same words in every run: results are compared byte for byte."""
    days = [PartialDate(1967, 8, day) for day in (22, 3, 14, 9, 30, 27)]
    people = [
        listing(name, "1", "Zubayr Qandahari Mirwais", kind="person", nationality="AF").model_copy(
            update={"birth_dates": tuple(dates)}
        )
        for name, dates in (("a", days), ("b", reversed(days)))
    ]
    (link,) = PartyClusters(people).links
    assert link.reason == "MIRWAIS QANDAHARI ZUBAYR, born 1967-08-22, AF on both"


@pytest.mark.parametrize("value", ["unknown", "N/A", "000000000", "123456", "0", "-"])
def test_placeholders_join_nobody(value: str) -> None:
    """Numbers that stand for none are no number."""
    number = Identifier("passport_number", value, "IR")
    clusters = PartyClusters(
        [listing(name, "1", name, number, kind="person") for name in ("Ann Alpha", "Bob Beta")]
    )
    assert clusters.all() == []


def test_a_number_of_many_joins_nobody() -> None:
    """One registration number on five thousand listings is a registry's, or a mistake."""
    number = Identifier("registration_number", "1234567890123", "RU")
    many = [
        listing(f"l{place}", "1", f"Firm {place}", number, kind="organization")
        for place in range(MOST_HOLDERS + 1)
    ]
    assert PartyClusters(many).all() == []
    assert len(PartyClusters(many[:3]).all()) == 1


def test_equal_numbers_of_two_countries_join_nobody() -> None:
    """A passport number that two countries use."""
    clusters = PartyClusters(
        [
            listing("a", "1", "Ann Alpha", Identifier("passport_number", "A1234598", "IR"), kind="person"),
            listing("b", "2", "Bob Beta", Identifier("passport_number", "A1234598", "SY"), kind="person"),
        ]
    )
    assert clusters.all() == []


def test_conflicts_keep_apart_and_are_reported() -> None:
    """A number reused after scrapping, a man's number on his firm, years between two births."""
    old, new = (
        listing("a", "1", "Alpha", IMO, born=PartialDate(1960)),
        listing("b", "2", "Beta", IMO, born=PartialDate(2001)),
    )
    clusters = PartyClusters([old, new])
    assert clusters.all() == []
    assert conflicts(clusters) == ["born or built 41 years apart"]
    tax = Identifier("tax_number", "844191987", "HN")
    clusters = PartyClusters(
        [
            listing("a", "1", "Juan", tax, kind="person"),
            listing("b", "2", "Star Market", tax, kind="organization"),
        ]
    )
    assert conflicts(clusters) == ["person and organization"]


def test_a_ship_filed_as_an_enterprise_is_the_ship() -> None:
    """The EU files ships as enterprises; their IMO number is a ship's."""
    clusters = PartyClusters(
        [listing("us", "1", "Alpha", IMO), listing("eu", "2", "Beta", IMO, kind="organization")]
    )
    assert clusters.all() == [[0, 1]]


def test_firms_with_numbers_of_their_own_are_not_one_by_a_number_that_a_list_gave_both() -> None:
    """A registration number copied from another firm's record: the tax numbers, each right, say that there are two."""
    shared = Identifier("registration_number", "1027700132195", "Russia")
    firms = [
        listing(
            "us",
            "1",
            "Northern Press",
            shared,
            Identifier("tax_number", "7806337732", "Russia"),
            kind="organization",
        ),
        listing(
            "eu", "2", "Hammer Works", shared, Identifier("tax_number", "6444009038"), kind="organization"
        ),
        listing("un", "3", "Hammer", shared, kind="organization"),
    ]
    clusters = PartyClusters(firms[:2])
    assert clusters.all() == []
    assert conflicts(clusters) == ["INN 7806337732 and 6444009038: two parties by these numbers"]
    assert PartyClusters([firms[0], firms[2]]).all() == [[0, 1]]


def test_two_listings_of_one_list_under_unlike_names_are_two_parties() -> None:
    """A publisher who lists two parties means two; a mistyped number must not join their families."""
    number = Identifier("national_id", "08001007864", "GE")
    families = [
        listing("a", "1", "Tarkhan Batirov", number, kind="person"),
        listing("a", "2", "Boubaker Hakimi", kind="person"),
        listing("b", "3", "Tarkhan Batirov", number, kind="person"),
        listing("b", "4", "Boubaker Hakimi", number, kind="person"),
    ]
    clusters = PartyClusters(families)
    assert clusters.all() == [[0, 2]]
    assert any("one list" in conflict or "two parties on b" in conflict for conflict in conflicts(clusters))


def test_reference_numbers_join() -> None:
    """The UN's number in another list's field, or in its remarks under a like name; another party's number does not."""
    un = listing("un-sc", "KPe.018", "Second Academy of Natural Sciences", kind="organization")
    field = listing("gb-uksl", "1", "Academy", kind="organization", references=("KPe.018",))
    remark = listing(
        "gb-ofsi", "2", "SECOND ACADEMY OF NATURAL SCIENCES", kind="organization", remarks="UN Ref KPe.018."
    )
    cited = listing("au", "3", "Machine Works", kind="organization", remarks="Supplier of UN Ref KPe.018")
    clusters = PartyClusters([un, field, remark, cited])
    assert clusters.all() == [[0, 1, 2]]
    assert conflicts(clusters)


def test_a_rare_name_with_a_birth_date_and_a_country_joins() -> None:
    """The same rare name, day of birth and nationality on two lists."""
    clusters = PartyClusters(
        [
            listing("a", "1", "Zaurbek Tsarakhonov", kind="person", born=BORN, nationality="RU"),
            listing("b", "2", "TSARAKHONOV, Zaurbek", kind="person", born=BORN, nationality="Russia"),
        ]
    )
    assert [link.rule for link in clusters.links] == ["name"]


@pytest.mark.parametrize(
    ("name", "born", "nationality"),
    [
        ("Mohammed Ali", BORN, "IQ"),
        ("Zaurbek Tsarakhonov", PartialDate(1967), "IQ"),
        ("Zaurbek Tsarakhonov", PartialDate(1967, 1, 1), "IQ"),
        ("Zaurbek Tsarakhonov", BORN, ""),
    ],
    ids=["common name", "year alone", "1 January", "nothing more"],
)
def test_less_than_that_does_not_join(name: str, born: PartialDate, nationality: str) -> None:
    """Two people with one birth date and one common name stay two."""
    both = [
        listing(place, "1", name, kind="person", born=born, nationality=nationality) for place in ("a", "b")
    ]
    assert PartyClusters(both).all() == []


def test_a_cannot_link_pair_undoes_a_link_and_every_way_around_it() -> None:
    """What a person keeps apart stays apart, also over third listings."""
    three = [listing(place, "1", f"{place} Star", IMO) for place in ("aa", "bb", "cc")]
    assert PartyClusters(three).all() == [[0, 1, 2]]
    clusters = PartyClusters(three, [CannotLink(("aa", "1"), ("bb", "1"), "scrapped in 2001")])
    assert all(not {0, 1} <= set(cluster) for cluster in clusters.all())
    assert any("kept apart by hand: scrapped in 2001" in conflict for conflict in conflicts(clusters))


def test_the_links_of_clusters_give_the_same_clusters() -> None:
    """What the cache stores is enough."""
    both = [
        listing("us", "1", "Alpha", IMO),
        listing("eu", "2", "Beta", IMO),
        listing("eu", "3", "Gamma", IMO),
    ]
    clusters = PartyClusters(both)
    again = PartyClusters(both, links=[*clusters.links, *clusters.rejected])
    assert (again.all(), again.links, again.rejected) == (clusters.all(), clusters.links, clusters.rejected)


@pytest.mark.real
def test_clusters_of_official_lists_against_pairs_judged_by_people(real_data: Path) -> None:
    """Of pairs judged the same that share a strong identifier 95 % are in one cluster, and no pair judged different."""
    from sanctionscreen.lists import read_list

    folders = (
        "us-ofac-sdn/xml-2024-05-07",
        "un-sc/2024-05-15",
        "eu-fsf/2024-05-13",
        "uk-ofsi-conlist/2018-04-13",
    )
    listings = [item for folder in folders for item in read_list(real_data / "lists" / folder).listings]
    places = _places_of_pairs(listings)
    clusters = PartyClusters(listings)
    missed, wrong, strong, different = [], [], 0, 0
    with (real_data / "eval/cross_list_pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one, other = places.get(row["id1"]), places.get(row["id2"])
            if one is None or other is None:
                continue
            is_linked = other in clusters.members(one)
            if row["same"] == "true" and _share_strong(listings[one], listings[other]):
                strong += 1
                missed += [] if is_linked else [row]
            if row["same"] == "false":
                different += 1
                wrong += [row] if is_linked and one != other else []
    (old,) = (
        place
        for place, item in enumerate(listings)
        if (item.list, item.entity_id) == ("us-ofac-sdn", "17087")
    )
    assert "Hui Chon" in {name.name for place in clusters.members(old) for name in listings[place].names}
    assert wrong == []
    assert strong > 100
    assert different > 500
    assert len(missed) <= 0.05 * strong


def _places_of_pairs(listings: Sequence[Listing]) -> dict[str, int]:
    prefix = {"us-ofac-sdn": "ofac-", "gb-ofsi": "gb-hmt-", "un-sc": "unsc-", "eu-fsf": "eu-fsf-"}
    places: dict[str, int] = {}
    for place, item in enumerate(listings):
        for text in (item.entity_id, *item.references):
            places.setdefault(prefix[item.list] + text.lower().replace(".", "-"), place)
    return places


def _share_strong(one: Listing, other: Listing) -> bool:
    sides = [
        [normalise_identifier(item.type, item.value, item.country) for item in side.identifiers]
        for side in (one, other)
    ]
    return any(agreement(a, b) == "strong" for a, b in itertools.product(*sides))
