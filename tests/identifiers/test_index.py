"""Finding listings by identifier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.identifiers.agreement import agreement
from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.identifiers.normalize import normalise_identifier
from sanctionscreen.model import Identifier, ListedName, Listing

Written = tuple[str, str, str]


def listing(entity_id: str, *identifiers: Identifier) -> Listing:
    return Listing(
        list="l", entity_id=entity_id, names=(ListedName(f"Party {entity_id}"),), identifiers=identifiers
    )


@pytest.fixture
def index() -> IdentifierIndex:
    return IdentifierIndex(
        [
            listing("ship", Identifier("imo_number", "8405270"), Identifier("call_sign", "HMYR7")),
            listing("bank", Identifier("swift_bic", "BOELKPPY")),
            listing("man", Identifier("passport_number", "A1084010", "Egypt")),
            listing("untold", Identifier("id_number", "7707083893", "Russia")),
            listing(
                "nobody", Identifier("passport_number", "unknown"), Identifier("tax_number", "000000000")
            ),
            listing("broken", Identifier("imo_number", "15411")),
        ]
    )


@pytest.mark.parametrize(
    ("query", "places"),
    [
        (Identifier("imo", "IMO No. 8,405,270"), [(0, "strong")]),
        (Identifier("id_number", "8405270"), [(0, "fair")]),
        (Identifier("bic", "boelkppyxxx"), [(1, "strong")]),
        (Identifier("passport", "a 1084010", "EG"), [(2, "strong")]),
        (Identifier("passport", "A1084010"), [(2, "fair")]),
        (Identifier("passport", "A1084010", "Iran"), []),
        (Identifier("inn", "7707083893"), [(3, "strong")]),
        (Identifier("imo", "15411"), [(5, "weak")]),
        (Identifier("imo", "8405282"), []),
        (Identifier("passport", "unknown"), []),
        (Identifier("tax_number", "000000000"), []),
        (Identifier("call_sign", "hmyr7"), [(0, "weak")]),
    ],
)
def test_lookup_finds_just_the_listings_that_hold_the_number(
    index: IdentifierIndex, query: Identifier, places: list[tuple[int, str]]
) -> None:
    """Exact after normalising, tolerant of untold types, deaf to placeholders and foreign numbers."""
    assert [(match.listing, match.strength) for match in index.lookup([query])] == places


def test_lookup_hands_back_both_sides_as_written(index: IdentifierIndex) -> None:
    """A match holds the query's identifier and the listing's own."""
    asked = Identifier("imo", "IMO No. 8,405,270")
    (match,) = index.lookup([asked])
    assert (match.query, match.listed) == (asked, Identifier("imo_number", "8405270"))


def test_a_weak_number_that_many_share_finds_none_of_them() -> None:
    """One switchboard for thirty listings is no link; for three it is one."""
    phone = Identifier("phone", "+850-2-18111")
    many = IdentifierIndex([listing(str(number), phone) for number in range(30)])
    few = IdentifierIndex([listing(str(number), phone) for number in range(3)])
    assert many.lookup([phone]) == []
    assert len(few.lookup([phone])) == 3


def test_a_listing_is_found_once_per_query_identifier() -> None:
    """A number that a listing publishes twice, under two types, is one match, the stronger."""
    twice = listing("1", Identifier("id_number", "7707083893"), Identifier("inn_code", "7707083893"))
    (match,) = IdentifierIndex([twice]).lookup([Identifier("inn", "7707083893")])
    assert match.strength == "strong"


TYPES = st.sampled_from(
    [
        "imo_number",
        "swift_bic",
        "lei_code",
        "inn_code",
        "passport_number",
        "id_number",
        "tax_number",
        "phone",
        "mmsi",
    ]
)
VALUES = st.sampled_from(
    ["8405270", "1790183", "BOELKPPY", "BOELKPPYABC", "7707083893", "A1084010", "572469210", "4321"]
)
COUNTRIES = st.sampled_from(["", "EG", "RU", "IR"])
WRITTEN = st.tuples(TYPES, VALUES, COUNTRIES)


@given(st.lists(WRITTEN, max_size=8), WRITTEN)
def test_lookup_equals_comparing_with_every_listing(listed: list[Written], query: Written) -> None:
    """The hash lookup finds just what comparing with every identifier of every listing finds."""
    listings = [listing(str(place), Identifier(*written)) for place, written in enumerate(listed)]
    found = [
        (match.listing, match.strength) for match in IdentifierIndex(listings).lookup([Identifier(*query)])
    ]
    asked = normalise_identifier(*query)
    slow = [(place, agreement(asked, normalise_identifier(*written))) for place, written in enumerate(listed)]
    assert found == [(place, strength) for place, strength in slow if strength]


def test_a_local_telephone_number_belongs_to_its_holders_country() -> None:
    """Lists give "03889402" for a party of Lebanon; a customer there gives it with or without the country's code."""
    held = Listing(
        list="l", entity_id="1", names=(ListedName("Party"),), countries=("Lebanon",),
        identifiers=(Identifier("phone", "03889402"),),
    )  # fmt: skip
    index = IdentifierIndex([held])
    assert [match.strength for match in index.lookup([Identifier("phone", "+961 3 889 402")])] == ["weak"]
    assert index.lookup([Identifier("phone", "03 889402")], countries=("LB",))
    assert not index.lookup([Identifier("phone", "03 889402")], countries=("Egypt",))


@pytest.mark.parametrize(
    ("type_", "listed", "asked"),
    [
        ("imo", "8405270", "8405272"),
        ("inn", "7707083893", "7707083839"),
        ("inn", "0276012349", "0276012394"),
        ("inn", "0276012349", "1276012349"),
        ("ogrn", "1027700132195", "1027700132196"),
        ("lei", "213800WAVVOPS85N2205", "213800WAVVOPS85N2Z05"),
        ("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNA"),
        (
            "wallet",
            "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B",
            "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9C",
        ),
        (
            "wallet",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        ),
    ],
)
def test_a_number_that_breaks_its_check_is_near_the_listed_one(type_: str, listed: str, asked: str) -> None:
    """One sign off, where the check says that one of the two is wrong: weak, and said to be near."""
    index = IdentifierIndex([listing("1", Identifier(type_, listed))])
    (match,) = index.lookup([Identifier(type_, asked)], near=True)
    assert (match.strength, match.near) == ("weak", True)
    assert index.lookup([Identifier(type_, asked)]) == []
