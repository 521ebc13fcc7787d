"""One name, several parties: what is said, and what decides.

Jaguar is the present name of the ship of IMO 9354301, and a former one of IMO 9293002, now Argent (EU 833/2014, Annex
XLII).
"""

from __future__ import annotations

import pytest

from sanctionscreen.lists import Edition
from sanctionscreen.model import Hit, Identifier, ListedName, Listing, Query
from sanctionscreen.screening import Screener


def ship(entity_id: str, imo: str, name: str, former: str) -> Listing:
    return Listing(
        list="eu-833-xlii", entity_id=entity_id, kind="vessel", identifiers=(Identifier("imo_number", imo),),
        names=(ListedName(name), ListedName(former, "previous_name")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def screener() -> Screener:
    ships = [ship("1", "9354301", "Jaguar", "Zaliv Amerika"), ship("2", "9293002", "Argent", "Jaguar")]
    return Screener([Edition("eu-833-xlii", None, "", "test", "", ships)])


def hits(screener: Screener, *numbers: str) -> dict[str, Hit]:
    identifiers = tuple(Identifier("imo", number) for number in numbers)
    query = Query(name="JAGUAR", kind="vessel", identifiers=identifiers)
    return {hit.entity_id: hit for hit in screener.screen(query).hits}


def test_the_name_alone_is_ambiguous_and_says_what_would_decide(screener: Screener) -> None:
    """Each hit names the other ship with its number, and its own number."""
    found = hits(screener)
    assert set(found) == {"1", "2"}
    for hit, own, other in ((found["1"], "9354301", "9293002"), (found["2"], "9293002", "9354301")):
        assert hit.flags == ("ambiguous",)
        detail = hit.evidence[-1].detail
        assert f"IMO {other})" in detail
        assert detail.endswith(f"an IMO number would decide: this one has IMO {own}")


@pytest.mark.parametrize(("number", "meant", "other"), [("9354301", "1", "2"), ("9293002", "2", "1")])
def test_an_identifier_decides(screener: Screener, number: str, meant: str, other: str) -> None:
    """The ship of that number is meant; the other is shown as a conflict, and not dropped."""
    found = hits(screener, number)
    assert found[meant].flags == ()
    assert "identifier" in found[meant].basis
    assert found[other].flags == ("conflict",)


def test_another_number_under_the_same_name_is_a_conflict_with_both(screener: Screener) -> None:
    """Most likely a third ship; nothing is dropped."""
    assert all("conflict" in hit.flags for hit in hits(screener, "8405270").values())


def test_a_number_that_is_one_slip_off_is_reported_as_such(screener: Screener) -> None:
    """9354302 breaks the rule of IMO numbers: a low hit on the ship one digit away, which is no rename."""
    query = Query(name="Quillback", kind="vessel", identifiers=(Identifier("imo", "9354302"),))
    (hit,) = screener.screen(query).hits
    assert (hit.entity_id, hit.band, hit.basis, hit.flags) == ("1", "low", ("identifier",), ())
    assert "one slip from IMO 9354301" in hit.evidence[0].detail
    valid = query.model_copy(update={"identifiers": (Identifier("imo", "9293002"),)})
    assert {hit.entity_id for hit in screener.screen(valid).hits} == {"2"}


def test_ships_of_one_name_on_two_lists_are_ambiguous_where_their_numbers_differ() -> None:
    """Each hit names the other list's ship with its number; the number decides."""
    there = ship("1", "9354301", "Jaguar", "Zaliv Amerika")
    here = Listing(
        list="gb-uksl", entity_id="RUS1", kind="vessel", identifiers=(Identifier("imo_number", "9293002"),),
        names=(ListedName("JAGUAR"),),
    )  # fmt: skip
    two = Screener(
        [
            Edition("eu-833-xlii", None, "", "test", "", [there]),
            Edition("gb-uksl", None, "", "test", "", [here]),
        ]
    )
    found = hits(two)
    assert all(hit.flags == ("ambiguous",) for hit in found.values())
    assert "JAGUAR (gb-uksl RUS1, IMO 9293002)" in found["1"].evidence[-1].detail
    decided = hits(two, "9354301")
    assert (decided["1"].flags, decided["RUS1"].flags) == ((), ("conflict",))


def test_one_name_on_two_lists_without_a_number_that_differs_is_not_ambiguous() -> None:
    """It is most likely one party, on both."""
    editions = [
        Edition(list_id, None, "", "test", "", [
            Listing(list=list_id, entity_id="1", kind="vessel", names=(ListedName("Jaguar"),))
        ])
        for list_id in ("a", "b")
    ]  # fmt: skip
    assert all(not hit.flags for hit in Screener(editions).screen(Query(name="Jaguar", kind="vessel")).hits)
