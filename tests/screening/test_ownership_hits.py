"""Hits that rest on ownership and other links."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen import Edition, Hit, ListedName, Listing, Query, Relation, Screener
from sanctionscreen.ownership import read_links


def _listing(entity_id: str, name: str, *, list_id: str = "us-ofac-sdn", **more: object) -> Listing:
    content: dict[str, object] = {"kind": "organization", "measures": ("asset freeze",), **more}
    return Listing(list=list_id, entity_id=entity_id, names=(ListedName(name),), **content)  # type: ignore[arg-type]


def _edition(list_id: str, *listings: Listing) -> Edition:
    return Edition(list_id, "2026-01-01", "0" * 64, "house", "list", list(listings))


_OFAC = _edition("us-ofac-sdn", _listing("1", "Bright Horizon Trading"), _listing("2", "Golden Anchor Lines"))
_UK = _edition("gb-uksl", _listing("X1", "Bright Horizon Trading", list_id="gb-uksl"))


def _hits(
    tmp_path: Path, rows: str, query: Query, *editions: Edition, date: str = "2026-06-01"
) -> dict[str, Hit]:
    path = tmp_path / "owners.csv"
    path.write_text(f"owner,owned,percentage,role,from,to\n{rows}\n", encoding="utf-8")
    screener = Screener(editions or (_OFAC,), links=[read_links(path)], links_date=date)
    return {f"{hit.list}:{hit.entity_id}": hit for hit in screener.screen(query).hits}


_QUERY = Query(query_id="c1", name="Quiet Meadow Ltd", kind="organization")


def _ownership(hit: Hit) -> str:
    return next(item.detail for item in hit.evidence if item.feature == "ownership")


def test_a_party_that_listed_parties_own_together_is_a_hit_with_the_arithmetic(tmp_path: Path) -> None:
    found = _hits(tmp_path, "us-ofac-sdn:1,c1,30,,,\nus-ofac-sdn:2,c1,25,,,", _QUERY)
    assert found.keys() == {"us-ofac-sdn:1", "us-ofac-sdn:2"}
    hit = found["us-ofac-sdn:1"]
    assert (hit.basis, hit.band, hit.is_alert) == (("ownership",), "match", True)
    assert "Bright Horizon Trading (listed) 30 %" in _ownership(hit)
    assert "= 55 %" in _ownership(hit)
    assert any("No legal advice" in item.detail for item in hit.evidence)


def test_ownership_cascades_through_parties_that_nobody_asked_about(tmp_path: Path) -> None:
    found = _hits(tmp_path, "us-ofac-sdn:1,x,50,,,\nx,c1,50,,,", _QUERY)
    assert found["us-ofac-sdn:1"].basis == ("ownership",)
    found = _hits(tmp_path, "us-ofac-sdn:1,x,49,,,\nx,c1,100,,,", _QUERY)
    assert not found


def test_the_uk_does_not_add_up_what_ofac_adds(tmp_path: Path) -> None:
    rows = "Bright Horizon Trading,c1,50,,,\n"
    found = _hits(tmp_path, rows, _QUERY, _OFAC, _UK)
    assert found["us-ofac-sdn:1"].basis == ("ownership",)
    assert found["gb-uksl:X1"].basis == ("link",)


def test_a_missing_percentage_is_unknown_and_not_none(tmp_path: Path) -> None:
    hit = _hits(tmp_path, "us-ofac-sdn:1,c1,,,,", _QUERY)["us-ofac-sdn:1"]
    assert (hit.basis, hit.band) == (("ownership",), "review")
    assert "not known" in _ownership(hit)


def test_an_owner_known_by_name_alone_is_for_review_and_says_so(tmp_path: Path) -> None:
    hit = _hits(tmp_path, "Bright Horizon Trading,c1,60,,,", _QUERY)["us-ofac-sdn:1"]
    assert hit.band == "review"
    assert any("by name alone, 1.00" in item.detail for item in hit.evidence)


def test_a_customer_is_known_by_name_where_it_has_no_id(tmp_path: Path) -> None:
    hit = _hits(tmp_path, "us-ofac-sdn:1,QUIET MEADOW LTD,60,,,", Query(name="Quiet Meadow, Ltd."))[
        "us-ofac-sdn:1"
    ]
    assert hit.band == "review"
    assert any("alone" in item.detail for item in hit.evidence)


def test_a_holding_that_is_over_does_not_count(tmp_path: Path) -> None:
    rows = "us-ofac-sdn:1,c1,60,,2010-01-01,2020-01-01"
    assert not _hits(tmp_path, rows, _QUERY)
    assert _hits(tmp_path, rows, _QUERY, date="2015-01-01")


def test_a_listed_director_is_a_link_and_no_ownership(tmp_path: Path) -> None:
    hit = _hits(tmp_path, "us-ofac-sdn:1,c1,,director,,", _QUERY)["us-ofac-sdn:1"]
    assert (hit.basis, hit.band) == (("link",), "review")
    assert "is director of" in hit.evidence[0].detail


def test_control_under_a_policy_of_ownership_alone_is_a_caution(tmp_path: Path) -> None:
    rows = "us-ofac-sdn:1,c1,,control,,\ngb-uksl:X1,c1,,control,,"
    found = _hits(tmp_path, rows, _QUERY, _OFAC, _UK)
    assert (found["us-ofac-sdn:1"].basis, found["us-ofac-sdn:1"].band) == (("link",), "review")
    assert (found["gb-uksl:X1"].basis, found["gb-uksl:X1"].band) == (("ownership",), "match")


def test_a_name_on_both_sides_adds_nothing_to_the_hit_by_name(tmp_path: Path) -> None:
    query = Query(name="Bright Horizon Trading", kind="organization")
    assert _hits(tmp_path, "Bright Horizon Trading,c9,60,,,", query)["us-ofac-sdn:1"].basis == ("name",)


def test_ten_thousand_owners_of_one_company_are_all_looked_at(tmp_path: Path) -> None:
    crowd = "".join(f"owner {number},c1,0.001,,,\n" for number in range(9_999))
    assert _hits(tmp_path, f"{crowd}us-ofac-sdn:1,c1,49,,,", _QUERY)["us-ofac-sdn:1"].basis == ("link",)


def test_a_customer_that_the_links_call_a_listing_is_a_hit(tmp_path: Path) -> None:
    query = Query(query_id="us-ofac-sdn:1", name="A New Name", kind="organization")
    hit = _hits(tmp_path, "us-ofac-sdn:1,c1,60,,,", query)["us-ofac-sdn:1"]
    assert (hit.basis, hit.band) == (("link",), "match")


def test_a_delisted_owner_passes_nothing_on(tmp_path: Path) -> None:
    edition = _edition("us-ofac-sdn", _listing("1", "Bright Horizon Trading", status="delisted"))
    hit = _hits(tmp_path, "us-ofac-sdn:1,c1,60,,,", _QUERY, edition)["us-ofac-sdn:1"]
    assert hit.basis == ("link",)
    assert not hit.is_alert


@pytest.mark.parametrize(("measure", "basis"), [("investment ban", "link"), ("sectoral", "ownership")])
def test_what_passes_on_depends_on_the_measure(tmp_path: Path, measure: str, basis: str) -> None:
    edition = _edition(
        "us-ofac-cons", _listing("7", "Deep Well Oil", list_id="us-ofac-cons", measures=(measure,))
    )
    hit = _hits(tmp_path, "us-ofac-cons:7,c1,60,,,", _QUERY, edition)["us-ofac-cons:7"]
    assert hit.basis == (basis,)


def test_rings_of_owners_come_to_an_end(tmp_path: Path) -> None:
    rows = "us-ofac-sdn:1,a,60,,,\na,b,60,,,\nb,c1,60,,,\nc1,a,40,,,"
    assert _hits(tmp_path, rows, _QUERY)["us-ofac-sdn:1"].basis == ("ownership",)


def test_a_party_that_a_list_only_names_is_a_link_to_the_listing() -> None:
    ship = _listing(
        "S1", "Petrel 8", kind="vessel", relations=(Relation("operated_by", "Meadow Shipping Co"),)
    )
    screener = Screener([_edition("us-ofac-sdn", ship)], links=[])
    (hit,) = screener.screen(Query(name="Meadow Shipping Co")).hits
    assert (hit.entity_id, hit.basis) == ("S1", ("link",))
    assert not Screener([_edition("us-ofac-sdn", ship)]).screen(Query(name="Meadow Shipping Co")).hits


def test_links_add_to_a_hit_by_name_and_lower_nothing(tmp_path: Path) -> None:
    query = Query(query_id="c1", name="Golden Anchor Lines", kind="organization")
    hit = _hits(tmp_path, "us-ofac-sdn:2,c1,60,,,", query)["us-ofac-sdn:2"]
    assert hit.basis == ("name", "ownership")
    assert hit.band == "match"
    assert hit.score == 1


def test_a_reference_to_no_listing_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "owners.csv"
    path.write_text("owner,owned,percentage\nus-ofac-sdn:99,c1,60\n", encoding="utf-8")
    screener = Screener([_OFAC], links=[read_links(path)])
    assert screener.ownership
    assert [problem.value for problem in screener.ownership.network.report.problems] == ["us-ofac-sdn:99"]


def test_a_law_that_came_later_passes_nothing_on_and_is_reported(tmp_path: Path) -> None:
    edition = _edition("ca-sema", _listing("C1", "Bright Horizon Trading", list_id="ca-sema"))
    path = tmp_path / "owners.csv"
    path.write_text("owner,owned,percentage\nca-sema:C1,c1,60\n", encoding="utf-8")
    screener = Screener([edition], links=[read_links(path)], links_date="2015-01-01")
    (hit,) = screener.screen(_QUERY).hits
    assert hit.basis == ("link",)
    assert screener.ownership
    assert [problem.fate for problem in screener.ownership.network.report.problems] == ["nothing passed on"]


def test_what_links_make_of_a_hit_is_no_part_of_its_id(tmp_path: Path) -> None:
    """The id depends on the query, the listing and its names; the basis says what else the hit rests on."""
    hits = [
        _hits(tmp_path, f"us-ofac-sdn:1,c1,{share},,,", _QUERY)["us-ofac-sdn:1"] for share in ("10", "60")
    ]
    assert len({hit.hit_id for hit in hits}) == 1
    assert [hit.basis for hit in hits] == [("link",), ("ownership",)]
