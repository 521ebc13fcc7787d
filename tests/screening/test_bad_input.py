"""Numbers, telephones, addresses and birth dates that must link nobody, or not for certain."""

from __future__ import annotations

import pytest

from sanctionscreen.dates import PartialDate
from sanctionscreen.lists import Edition
from sanctionscreen.model import Address, Hit, Identifier, Kind, ListedName, Listing, Query
from sanctionscreen.screening import Screener

MANY = 5_000
IMO = "8405270"


def listing(
    entity_id: str, name: str, *, list_id: str = "a", kind: Kind = "organization", **facts: object
) -> Listing:
    return Listing.model_validate(
        {"list": list_id, "entity_id": entity_id, "kind": kind, "names": (ListedName(name),), **facts}
    )


def screener(*listings: Listing) -> Screener:
    lists = dict.fromkeys(item.list for item in listings)
    return Screener(
        [Edition(one, None, "", "test", "", [item for item in listings if item.list == one]) for one in lists]
    )


def hits(query: Query, *listings: Listing) -> dict[str, Hit]:
    return {hit.entity_id: hit for hit in screener(*listings).screen(query).hits}


@pytest.mark.parametrize(
    ("type_", "value"),
    [("lei", IMO), ("swift_bic", IMO), ("inn", IMO), ("ogrn", IMO), ("duns", IMO), ("id_number", IMO)],
)
def test_a_number_under_the_wrong_type_is_found_but_not_certain(type_: str, value: str) -> None:
    """A ship's IMO number in the column of LEIs breaks the rule of LEIs, and is for review."""
    ship = listing("1", "Hwang Gum San 2", kind="vessel", identifiers=(Identifier("imo_number", IMO),))
    hit = hits(Query(name="Quillback", identifiers=(Identifier(type_, value),)), ship)["1"]
    assert (hit.band, hit.basis, hit.flags) == ("review", ("identifier",), ("renamed",))


def test_a_number_of_the_wrong_country_links_nobody() -> None:
    """Two countries issue the same passport number; what the hit by name says of it is in the evidence."""
    held = listing(
        "1", "Mirza Khatun", kind="person", identifiers=(Identifier("passport", "A1084010", "Egypt"),)
    )
    asked = (Identifier("passport", "A1084010", "Iran"),)
    assert hits(Query(name="Zyxwv Utsrq", kind="person", identifiers=asked), held) == {}
    found = hits(Query(name="Mirza Khatun", kind="person", identifiers=asked), held)["1"]
    assert found.basis == ("name",)
    assert any("two countries use the number" in item.detail for item in found.evidence)


@pytest.mark.parametrize("value", ["000000000", "unknown", "N/A", "123456", "", "-", "none"])
@pytest.mark.parametrize(
    "type_", ["passport", "imo", "lei", "phone", "wallet", "tax_number", "website", "id_number"]
)
def test_placeholders_make_no_hit_and_no_cluster(type_: str, value: str) -> None:
    """Whatever the type, on either side."""
    number = (Identifier(type_, value),)
    one, other = (listing("1", name, list_id=name[0], identifiers=number) for name in ("alpha", "beta"))
    found = screener(one, other)
    assert not found.screen(Query(name="Zyxwv Utsrq", identifiers=number)).hits
    assert found.index.clusters.all() == []


def test_a_telephone_of_five_thousand_links_nobody() -> None:
    """A switchboard's number says nothing, and takes no time to say it."""
    phone = (Identifier("phone", "+961 1 234567"),)
    many = [listing(str(place), f"Party {place}", identifiers=phone) for place in range(MANY)]
    found = screener(*many)
    assert not found.screen(Query(name="Zyxwv Utsrq", identifiers=phone)).hits
    assert found.index.clusters.all() == []


def test_an_address_of_five_thousand_links_nobody() -> None:
    """Nor does an office block's, written in two ways."""
    writings = "7 Fadeyeva Street, Moscow, Russia", "Ul. Fadeyeva D. 7, Moscow, Russia"
    many = [
        listing(str(place), f"Party {place}", addresses=(Address(full=writings[place % 2]),))
        for place in range(MANY)
    ]
    query = Query(name="Zyxwv Utsrq", addresses=(Address(full="Fadeeva 7, Moscow, RU"),))
    assert not screener(*many).screen(query).hits
    assert len(screener(*many[:4]).screen(query).hits) == 4


def test_an_imo_number_used_again_after_scrapping_makes_no_cluster() -> None:
    """The ship built thirty years later is another: both are shown, and the building date lowers the wrong one."""
    number = (Identifier("imo_number", IMO),)
    old = listing("old", "Hwang Gum San", kind="vessel", identifiers=number, birth_dates=(PartialDate(1954),))
    new = listing(
        "new", "Quillback", kind="vessel", list_id="b", identifiers=number, birth_dates=(PartialDate(1984),)
    )
    found = screener(old, new)
    assert found.index.clusters.all() == []
    assert [link.conflict for link in found.index.clusters.rejected] == ["born or built 30 years apart"]
    query = Query(name="Zyxwv", kind="vessel", identifiers=number, birth_dates=(PartialDate(1984),))
    bands = {hit.entity_id: hit.band for hit in found.screen(query).hits}
    assert bands == {"new": "match", "old": "review"}


def test_one_birth_date_and_a_common_name_make_no_cluster() -> None:
    """Two men called Mohammad Ali, born on one day, may be two."""
    facts = {"birth_dates": (PartialDate(1966, 3, 14),), "nationalities": ("Iran",)}
    men = [listing("1", "Mohammad Ali", list_id=list_id, kind="person", **facts) for list_id in ("a", "b")]
    assert screener(*men).index.clusters.all() == []
    rare = [
        listing("1", "Zabihollah Quillbackzadeh", list_id=list_id, kind="person", **facts)
        for list_id in ("a", "b")
    ]
    assert screener(*rare).index.clusters.all() == [[0, 1]]
