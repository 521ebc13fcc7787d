"""Parties that look like a listed one begun again."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from sanctionscreen import Address, Identifier, ListedName, Listing, Query, Relation
from sanctionscreen.ownership import read_links
from sanctionscreen.successors import Lead, Tracker
from sanctionscreen.successors.weights import load_track_weights


def _listing(entity_id: str, *names: str, **more: object) -> Listing:
    content: dict[str, object] = {"kind": "organization", "listed_on": "2015-05-05", **more}
    listed = tuple(ListedName(name) for name in names)
    return Listing(list="us-ofac-sdn", entity_id=entity_id, names=listed, **content)  # type: ignore[arg-type]


_STREET = Address(street="12 Kwangbok Street", city="Pyongyang", country="North Korea")
_FIRM = _listing(
    "1",
    "Zelkova Quarry Machinery Corporation",
    addresses=(_STREET,),
    identifiers=(Identifier("swift_bic", "BOELKPPY"), Identifier("phone", "+850 2 381 8034")),
    countries=("KP",),
)
_OFFICER = _listing(
    "2",
    "Ho, Sok Bin",
    kind="person",
    relations=(Relation("linked_to", "Zelkova Quarry Machinery Corporation"),),
)
_LISTINGS = [_FIRM, _OFFICER]


def _leads(query: Query, *, links: Path | None = None) -> list[Lead]:
    return Tracker(_LISTINGS, [read_links(links)] if links else []).leads([query], threshold=0.01)


def _kinds(leads: list[Lead], entity_id: str = "1") -> set[str]:
    return {trace.kind for lead in leads if lead.listing.entity_id == entity_id for trace in lead.traces}


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"identifiers": (Identifier("swift_bic", "BOELKPPYXXX"),)}, "strong_identifier"),
        ({"identifiers": (Identifier("phone", "00850-2-3818034"),)}, "weak_identifier"),
        ({"addresses": (Address(full="12 Kwangbok St., Pyongyang, DPRK"),)}, "precise_address"),
        ({"names": ("Zelkova Quarry Trading",)}, "fragments"),
        ({"name": "Zelkova Quarry Machinery Corporation"}, "named"),
    ],
)
def test_what_a_party_shares_with_a_listing_is_a_trace(more: dict[str, object], kind: str) -> None:
    query = Query(**{"name": "Sunrise Ltd", "kind": "organization", **more})  # type: ignore[arg-type]
    entity = "2" if kind == "named" else "1"  # the officer's listing names the firm
    assert kind in _kinds(_leads(query), entity)


def test_an_officer_of_both_is_a_trace_and_more_if_listed_himself(tmp_path: Path) -> None:
    path = tmp_path / "officers.csv"
    path.write_text("owner,owned,role\nHO Sok Bin,c1,director\n", encoding="utf-8")
    leads = _leads(Query(query_id="c1", name="Sunrise Ltd"), links=path)
    assert _kinds(leads) == {"listed_associate"}
    assert "HO Sok Bin is director here" in leads[0].words()[0]


def test_a_name_in_the_text_of_a_listing_is_a_trace() -> None:
    listing = _listing(
        "3", "Old Firm", remarks="Its business went to Zelkova Quarry Trading (Dandong) in 2016."
    )
    leads = Tracker([listing]).leads([Query(name="Zelkova Quarry Trading")], threshold=0.01)
    assert _kinds(leads, "3") == {"narrated"}


def test_nothing_in_common_is_no_lead() -> None:
    assert not _leads(Query(name="Sunrise Corporation", countries=("KP",), kind="organization"))


def test_a_party_founded_after_the_designation_scores_higher_than_one_that_is_older() -> None:
    scores = {}
    for year in ("1990", "", "2016"):
        dates = (year,) if year else ()
        query = Query(name="Sunrise Ltd", kind="organization", addresses=(_STREET,), birth_dates=dates)  # type: ignore[arg-type]
        (lead,) = _leads(query)
        scores[year] = lead.score
    assert scores["1990"] < scores[""] < scores["2016"]


def test_what_many_parties_of_the_file_share_says_less() -> None:
    queries = [Query(query_id=str(n), name=f"Firm {n}", addresses=(_STREET,)) for n in range(20)]
    tracker = Tracker(_LISTINGS)
    alone = tracker.leads(queries[:1], threshold=0.01)
    among = tracker.leads(queries, threshold=0.01)
    assert among[0].score < alone[0].score
    assert len(among) == 20


def test_leads_come_best_first_and_from_the_threshold_on() -> None:
    strong = Query(query_id="s", name="Sunrise", identifiers=(Identifier("swift_bic", "BOELKPPY"),))
    weak = Query(query_id="w", name="Moonrise", identifiers=(Identifier("phone", "+850 2 381 8034"),))
    tracker = Tracker(_LISTINGS)
    assert [lead.query.query_id for lead in tracker.leads([weak, strong], threshold=0.01)] == ["s", "w"]
    assert [lead.query.query_id for lead in tracker.leads([weak, strong])] == ["s"]


def test_a_lead_has_a_picture_of_all_that_is_shared() -> None:
    (lead,) = _leads(Query(query_id="c1", name="Sun & Rise", addresses=(_STREET,), countries=("KP",)))
    root = etree.fromstring(lead.picture().encode())
    assert len(root.findall(".//{*}rect")) == 2 + len(lead.traces)


def test_every_trace_has_a_weight_and_joined_ones_say_more() -> None:
    weights = load_track_weights()
    assert all(0 < chance < 1 for chance in weights.trace.values())
    assert weights.joined([0.5], "") < weights.joined([0.5, 0.1], "") < 1
    assert weights.joined([0.5], "before") < 0.5 < weights.joined([0.5], "after")
    assert weights.joined([1.0], "after") == 1
