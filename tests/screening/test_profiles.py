"""What is compared beside the names, worked out once."""

from __future__ import annotations

import pytest

from sanctionscreen.dates import PartialDate
from sanctionscreen.model import Address, Identifier, ListedName, Listing, Query
from sanctionscreen.screening.profiles import ListingProfile, QueryProfile, normalise_gender

BASE: dict[str, object] = {
    "name": "Mun Kyong Hwan",
    "names": ("Mun Kyo'ng-hwan",),
    "kind": "person",
    "gender": "male",
    "birth_dates": ("1967-08-22",),
    "countries": ("DPRK",),
    "addresses": (Address(city="Pyongyang"),),
    "identifiers": (Identifier("passport_number", "381120660"),),
}


def digest(**changes: object) -> bytes:
    return QueryProfile(Query.model_validate({**BASE, **changes})).digest


@pytest.mark.parametrize(
    "same",
    [
        {"query_id": "4711"},
        {"name": "  MUN  Kyong Hwan "},
        {"name": "Mun Kyo'ng-hwan", "names": ("Mun Kyong Hwan",)},
        {"gender": "M"},
        {"birth_dates": ("22 Aug 1967",)},
        {"countries": ("Korea, North",)},
        {"identifiers": (Identifier("passport", "381 120 660"),)},
    ],
)
def test_a_query_written_otherwise_has_the_same_digest(same: dict[str, object]) -> None:
    """The caller's key, case, spacing, order of names and ways to write a fact don't matter."""
    assert digest(**same) == digest()


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Mun Kyong Hwa"},
        {"names": ()},
        {"kind": None},
        {"gender": ""},
        {"birth_dates": ("1967-08-23",)},
        {"countries": ("KR",)},
        {"countries": ("Ruritania",)},
        {"addresses": ()},
        {"identifiers": (Identifier("passport", "381120661"),)},
    ],
)
def test_another_fact_makes_another_digest(other: dict[str, object]) -> None:
    """Every fact of the query counts, known country or not."""
    assert digest(**other) != digest()


def test_unknown_countries_are_left_to_the_caller() -> None:
    """A country that is none is not compared and not lost."""
    facts = QueryProfile(Query(name="x", countries=("DPRK", "Ruritania")))
    assert (facts.countries, facts.unknown_countries) == (frozenset({"KP"}), ("Ruritania",))


def test_what_a_hit_shows_of_a_listing() -> None:
    """Codes for known countries and the text of others, dates as text, identifiers with their type."""
    facts = ListingProfile(
        Listing(
            list="l",
            entity_id="1",
            names=(ListedName("x"),),
            birth_dates=(PartialDate(1967, 8, 22), PartialDate(1962, circa=True)),
            nationalities=("Korea, North",),
            countries=("North Korea", "undetermined"),
            identifiers=(Identifier("swift_bic", "BOELKPPY"),),
        )
    )
    assert facts.shown_countries == ("KP", "undetermined")
    assert facts.shown_birth_dates == ("1967-08-22", "circa 1962")
    assert facts.shown_identifiers == ("BIC BOELKPPY",)


def test_a_listings_countries_and_what_ties_it_to_them() -> None:
    """Nationality, country, address and papers all count, and the first of them is the one named."""
    facts = ListingProfile(
        Listing(
            list="l",
            entity_id="1",
            names=(ListedName("x"),),
            nationalities=("Iran",),
            countries=("Iran", "Syria"),
            addresses=(Address(city="Beirut", country="Lebanon"),),
            identifiers=(Identifier("passport_number", "A1", "Egypt"),),
        )
    )
    assert facts.countries == {"IR": "nationality", "SY": "country", "LB": "address", "EG": "passport"}


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("M", "male"),
        ("Female", "female"),
        ("Gender Male", "male"),
        ("Mr.", "male"),
        ("муж", "male"),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_gender_words(text: str, gender: str) -> None:
    """Words and letters for male and female in several languages; anything else is silence."""
    assert normalise_gender(text) == gender
