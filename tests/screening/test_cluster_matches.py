"""Names that a listing has from another list: hits of basis `pooled-name`."""

from __future__ import annotations

import pytest

from sanctionscreen import compare
from sanctionscreen.lists import Edition
from sanctionscreen.model import Hit, Identifier, ListedName, Listing, Query
from sanctionscreen.resolution.cannot_link import CannotLink
from sanctionscreen.screening import Screener

IMO = Identifier("imo_number", "8405270")


def listing(list_id: str, entity_id: str, *names: ListedName, kind: str = "vessel") -> Listing:
    return Listing.model_validate(
        {"list": list_id, "entity_id": entity_id, "kind": kind, "names": names, "identifiers": (IMO,)}
    )


def screener(*listings: Listing, cannot_link: tuple[CannotLink, ...] = ()) -> Screener:
    editions = [
        Edition(
            list_id=list_id,
            edition=None,
            sha256="",
            format="test",
            listings=[one for one in listings if one.list == list_id],
            path="",
        )
        for list_id in dict.fromkeys(one.list for one in listings)
    ]
    return Screener(editions, cannot_link=cannot_link)


OFAC = listing("us-ofac-sdn", "17087", ListedName("HWANG GUM SAN 2"))
EU = listing("eu-fsf", "7490", ListedName("Hui Chon"), ListedName("Hwang Gum San 2", "previous_name"))


def hits(query: Query, *listings: Listing, cannot_link: tuple[CannotLink, ...] = ()) -> dict[str, Hit]:
    return {hit.list: hit for hit in screener(*listings, cannot_link=cannot_link).screen(query).hits}


def test_a_name_of_one_list_finds_the_listing_of_the_other() -> None:
    """Hui Chon finds Hwang Gum San 2, with the chain shown, and the score is that of the name found."""
    found = hits(Query(name="Hui Chon", kind="vessel"), OFAC, EU)
    hit = found["us-ofac-sdn"]
    assert (hit.basis, hit.matched_name, hit.listed_name) == (("pooled-name",), "Hui Chon", "HWANG GUM SAN 2")
    assert hit.score == compare("Hui Chon", "Hui Chon", kind="vessel", listed_kind="vessel").score == 1.0
    assert hit.flags == ()
    detail = next(item.detail for item in hit.evidence if item.feature == "pool")
    assert "IMO 8405270 on both" in detail
    assert "eu-fsf 7490" in detail
    assert found["eu-fsf"].basis == ("name",)


def test_the_listings_own_name_comes_first() -> None:
    """If both have the query name, none comes from the cluster; if that one is better, both are in the basis."""
    found = hits(Query(name="Hwang Gum San 2", kind="vessel"), OFAC, EU)
    assert found["us-ofac-sdn"].basis == ("name",)
    near = listing("us-ofac-sdn", "1", ListedName("HUI CHON I"))
    assert hits(Query(name="Hui Chon", kind="vessel"), near, EU)["us-ofac-sdn"].basis == (
        "pooled-name",
        "name",
    )


def test_an_identifier_under_a_name_of_the_cluster_is_still_a_rename() -> None:
    """OFAC doesn't know the name that the EU knows."""
    found = hits(Query(name="Hui Chon", kind="vessel", identifiers=(IMO,)), OFAC, EU)
    assert found["us-ofac-sdn"].flags == ("renamed",)
    assert found["us-ofac-sdn"].basis == ("pooled-name", "identifier")
    assert found["eu-fsf"].flags == ()


def test_a_number_reaches_the_listings_of_the_party_that_lack_it() -> None:
    """OFAC has the IMO number and the EU's reference; the EU has no number. Both are hit, the EU's for review."""
    numbered = Listing.model_validate(OFAC.model_dump() | {"references": ("EU.1.2",)})
    bare = Listing(
        list="eu-fsf",
        entity_id="7490",
        kind="vessel",
        names=(ListedName("Hui Chon"),),
        references=("EU.1.2",),
    )
    found = hits(Query(name="Quillback", kind="vessel", identifiers=(IMO,)), numbered, bare)
    assert found["us-ofac-sdn"].band == "match"
    hit = found["eu-fsf"]
    assert (hit.basis, hit.band, hit.flags) == (("identifier",), "review", ("renamed",))
    detail = next(item.detail for item in hit.evidence if item.feature == "pool")
    assert detail.startswith(
        "IMO 8405270 is a number on us-ofac-sdn (17087) of what is taken for the same party"
    )
    assert "EU reference EU.1.2 on both" in detail


def test_a_number_that_breaks_its_rule_reaches_nobody_else() -> None:
    """Only what is certain is handed on."""
    broken = Identifier("imo_number", "15411")
    one = Listing(
        list="a", entity_id="1", kind="vessel", names=(ListedName("Alpha"),), references=("EU.1.2",),
        identifiers=(broken,),
    )  # fmt: skip
    other = Listing(
        list="b", entity_id="2", kind="vessel", names=(ListedName("Beta"),), references=("EU.1.2",)
    )
    assert set(hits(Query(name="Quillback", identifiers=(broken,)), one, other)) == {"a"}


def test_the_score_is_that_of_the_kind_it_is_shown_with() -> None:
    """The EU files a ship as an enterprise: the name of the cluster is scored again with the other kind."""
    enterprise = listing("eu-fsf", "7490", ListedName("Hui Chon"), kind="organization")
    hit = hits(Query(name="Hui Chon", kind="vessel"), OFAC, enterprise)["us-ofac-sdn"]
    assert hit.score == compare("Hui Chon", "Hui Chon", kind="vessel", listed_kind="vessel").score


def test_what_is_kept_apart_by_hand_gives_no_names() -> None:
    """A cannot-link pair undoes a false cluster."""
    pair = CannotLink(("us-ofac-sdn", "17087"), ("eu-fsf", "7490"))
    assert set(hits(Query(name="Hui Chon", kind="vessel"), OFAC, EU, cannot_link=(pair,))) == {"eu-fsf"}


@pytest.mark.parametrize("giving", ["us-ofac-sdn", "eu-fsf"])
def test_a_weak_alias_stays_weak(giving: str) -> None:
    """What raises no alert on the list that calls it weak raises none elsewhere; where it does, it does on both."""
    receiving = {"us-ofac-sdn": "eu-fsf", "eu-fsf": "us-ofac-sdn"}[giving]
    weak = listing(giving, "1", ListedName("Tollbooth Meridian"), ListedName("Quillback", "alias", weak=True))
    other = listing(receiving, "2", ListedName("Ashgrove"))
    found = hits(Query(name="Quillback", kind="vessel"), weak, other)
    assert found[giving].is_alert == (giving == "eu-fsf")
    assert (receiving in found) == (giving == "eu-fsf")


def test_one_party_twice_on_a_list_is_not_ambiguous() -> None:
    """Two listings of one list that are one party by identifier and name are no choice."""
    twice = [listing("eu-fsf", number, ListedName("Golden Horizon")) for number in ("1", "2")]
    (first, second) = screener(*twice).screen(Query(name="Golden Horizon", kind="vessel")).hits
    assert first.flags == second.flags == ()
    apart = CannotLink(("eu-fsf", "1"), ("eu-fsf", "2"))
    for hit in (
        screener(*twice, cannot_link=(apart,)).screen(Query(name="Golden Horizon", kind="vessel")).hits
    ):
        assert hit.flags == ("ambiguous",)
