from __future__ import annotations

import json

from sanctionscreen.lists.edition import PART, Edition, Rejected
from sanctionscreen.model import ListedName, Listing


def edition() -> Edition:
    names = (
        ListedName("A", published_type="primary"),
        ListedName("A", "alias", published_type="aka"),
        ListedName("A", "alias", weak=True, published_type="aka"),
        ListedName("B", "alias", source=PART),
    )
    listed = Listing(list="x", entity_id="1", names=names)
    gone = Listing(list="x", entity_id="2", names=(ListedName("A"),), status="delisted")
    ship = Listing(list="x", entity_id="1/9999993", names=(ListedName("Ship"),))
    return Edition(
        "x",
        "2026-01-02",
        "00",
        "house-csv",
        "x.csv",
        [listed, gone, ship],
        ["1/9999993"],
        [Rejected("line 9", "no name")],
    )


def test_names_are_counted_by_listing_string_and_published_type_and_parts_are_not() -> None:
    assert edition().names == 3


def test_parties_in_remarks_are_counted_apart() -> None:
    assert [listing.entity_id for listing in edition().records] == ["1", "2"]
    assert (edition().summary()["listings"], edition().summary()["in_remarks"]) == (2, 1)


def test_delisted_parties_are_counted() -> None:
    assert edition().delisted == 1


def test_the_account_is_json() -> None:
    account = json.loads(json.dumps(edition().summary()))
    assert {"list", "edition", "sha256", "listings", "names", "rejected", "warnings"} <= account.keys()
    assert account["rejected"] == [{"record": "line 9", "reason": "no name"}]
