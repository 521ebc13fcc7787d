"""Sentences about identifiers that agree, nearly agree or contradict."""

from __future__ import annotations

import pytest

from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.model import Evidence, Identifier, ListedName, Listing, Query
from sanctionscreen.screening.bands import AGREES, FAINT, NEAR, NEUTRAL
from sanctionscreen.screening.identifier_evidence import agreement_evidence, compare_identifiers
from sanctionscreen.screening.profiles import ListingProfile, QueryProfile

SHIP = Listing(
    list="us-ofac-sdn",
    entity_id="17087",
    kind="vessel",
    names=(ListedName("HWANG GUM SAN 2"),),
    identifiers=(
        Identifier("imo_number", "8405270"),
        Identifier("passport_number", "A1084010", "EG"),
        Identifier("call_sign", "HMYR7"),
    ),
)


def evidence(*identifiers: Identifier, listing: Listing = SHIP, renamed: bool = False) -> list[Evidence]:
    query, profile = QueryProfile(Query(name="HUI CHON", identifiers=identifiers)), ListingProfile(listing)
    matches = IdentifierIndex([listing]).lookup(identifiers)
    return [
        *agreement_evidence(matches, query, profile, renamed=renamed),
        *(comparison.evidence for comparison in compare_identifiers(query, profile, matches)),
    ]


def test_an_identifier_under_another_name_says_both_names() -> None:
    """The sentence an analyst needs: number, listed name, list, and the name asked."""
    (found,) = evidence(Identifier("imo", "IMO No. 8,405,270"), renamed=True)
    assert found.detail == "IMO 8405270 is HWANG GUM SAN 2 on us-ofac-sdn; asked as HUI CHON"
    assert (found.feature, found.value) == ("imo_number", AGREES)


def test_a_number_that_breaks_its_rule_is_said_to() -> None:
    """Equal numbers that fail their checksum are faint evidence, and the sentence says why."""
    broken = SHIP.model_copy(update={"identifiers": (Identifier("imo_number", "15411"),)})
    (found,) = evidence(Identifier("imo", "15411"), listing=broken)
    assert found.value == FAINT
    assert "breaks the rule" in found.detail


@pytest.mark.parametrize(
    ("asked", "value", "word"),
    [
        (Identifier("imo", "9339337"), 0.0, "two parties"),
        (Identifier("imo", "8405271"), NEAR, "one slip apart"),
        (Identifier("imo", "8405272"), NEAR, "one slip apart, and the asked one breaks"),
        (Identifier("imo", "4805270"), NEAR, "one slip apart, and the asked one breaks"),
        (Identifier("imo", "1234599"), NEUTRAL, "not compared"),
        (Identifier("passport", "A1084011", "EG"), FAINT, "one slip apart"),
        (Identifier("passport", "A1084010", "IR"), FAINT, "two countries"),
    ],
)
def test_identifiers_that_do_not_agree(asked: Identifier, value: float, word: str) -> None:
    """Another valid IMO number contradicts; a slip is near agreement; broken numbers can't contradict."""
    (found,) = evidence(asked)
    assert found.value == value
    assert word in found.detail


@pytest.mark.parametrize(
    "asked",
    [
        Identifier("passport", "ZZ987651", "EG"),
        Identifier("call_sign", "XYZ123"),
        Identifier("imo", "unknown"),
        Identifier("lei", "213800WAVVOPS85N2205"),
        Identifier("imo", "1991835"),
    ],
)
def test_numbers_of_which_a_party_has_several_never_contradict(asked: Identifier) -> None:
    """Another passport, another call sign, a placeholder, an owner's number say nothing."""
    assert evidence(asked) == []


def test_a_type_in_which_one_number_agrees_is_settled() -> None:
    """A second IMO number beside one that agrees contradicts nothing."""
    found = evidence(Identifier("imo", "8405270"), Identifier("imo", "9339337"))
    assert [item.value for item in found] == [AGREES]
