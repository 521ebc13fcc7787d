"""Birth date, country, gender and kind as evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.dates import PartialDate, parse_date
from sanctionscreen.model import Address, Identifier, Kind, ListedName, Listing, Query
from sanctionscreen.screening.biographic_evidence import (
    AGREES,
    CONTRADICTS,
    DIFFERS,
    FAINT,
    NEAR,
    NEUTRAL,
    SAME_MONTH,
    SAME_YEAR,
    birth_date_evidence,
    country_evidence,
    gender_evidence,
    kind_evidence,
)
from sanctionscreen.screening.profiles import ListingProfile, QueryProfile


def asked(**fields: object) -> QueryProfile:
    return QueryProfile(Query.model_validate({"name": "Somebody", **fields}))


def listed(**fields: object) -> ListingProfile:
    return ListingProfile(
        Listing.model_validate(
            {"list": "un-sc", "entity_id": "1", "names": (ListedName("Somebody"),), **fields}
        )
    )


@pytest.mark.parametrize(
    ("query", "listing", "value"),
    [
        ("1967-08-22", "1967-08-22", AGREES),
        ("1967-08", "1967-08-22", SAME_MONTH),
        ("1967", "1967-08-22", SAME_YEAR),
        ("1967", "1967", SAME_YEAR),
        ("1969-08-21", "1968-08-21", NEAR),
        ("1969-08-21", "1967-08-21", NEAR),
        ("1969-08-21", "1968-03-02", FAINT),
        ("1967-05-04", "1967-04-05", NEAR),
        ("1967-01-01", "1967-08-22", NEAR),
        ("1967-08-22", "1967-08-27", NEAR),
        ("1967-08-22", "1967-03-22", NEAR),
        ("1967-08-22", "1967-03-15", FAINT),
        ("1967-08-22", "1977-08-22", FAINT),
        ("1967-08-22", "1971-08-22", CONTRADICTS),
        ("1967-01-01", "1977-01-01", CONTRADICTS),
        ("1967-08-22", "1971-03-15", CONTRADICTS),
        ("1967", "1970", CONTRADICTS),
        ("1962-04-01", "circa 1962", 0.8),
        ("1964-04-01", "circa 1962", NEAR),
        ("1966-04-01", "circa 1962", FAINT),
        ("1968-04-01", "circa 1962", CONTRADICTS),
        ("1963-04-01", "1960 to 1965", 0.8),
        ("1967-04-01", "1960 to 1965", NEAR),
        ("1968-04-01", "1960 to 1965", CONTRADICTS),
    ],
)
def test_birth_dates(query: str, listing: str, value: float) -> None:
    """Agreement, near agreement and contradiction, with both dates and the reason in the sentence."""
    evidence = birth_date_evidence(asked(birth_dates=(query,)), listed(birth_dates=(parse_date(listing),)))
    assert evidence is not None
    assert evidence.value == value
    assert query in evidence.detail
    assert str(parse_date(listing)) in evidence.detail
    assert "un-sc" in evidence.detail


DATES = st.builds(
    PartialDate,
    st.integers(1900, 2010),
    st.one_of(st.none(), st.integers(1, 12)),
    st.none(),
    circa=st.booleans(),
) | st.dates().map(lambda day: PartialDate(day.year, day.month, day.day))


@given(DATES, DATES)
def test_birth_dates_are_compared_alike_from_both_sides(query: PartialDate, listing: PartialDate) -> None:
    """Who asks doesn't matter to the value."""
    forth = birth_date_evidence(asked(birth_dates=(query,)), listed(birth_dates=(listing,)))
    back = birth_date_evidence(asked(birth_dates=(listing,)), listed(birth_dates=(query,)))
    assert forth is not None
    assert back is not None
    assert forth.value == back.value


@given(DATES)
def test_a_birth_date_agrees_with_itself(date: PartialDate) -> None:
    """Equal dates speak for the hit, and more the more they say."""
    evidence = birth_date_evidence(asked(birth_dates=(date,)), listed(birth_dates=(date,)))
    assert evidence is not None
    assert evidence.value >= (AGREES if date.day and not date.circa else NEAR)


def test_the_best_pair_of_several_dates_counts() -> None:
    """A list that gives three years of birth contradicts only what fits none of them."""
    dates = (PartialDate(1968, 2, 19), PartialDate(1965), PartialDate(1966))
    evidence = birth_date_evidence(asked(birth_dates=("1965-07-07",)), listed(birth_dates=dates))
    assert evidence is not None
    assert evidence.value == SAME_YEAR
    assert "and 2 more" in evidence.detail


@pytest.mark.parametrize(
    ("countries", "fields", "value"),
    [
        (("DPRK",), {"nationalities": ("Korea, North",)}, AGREES),
        (("IR", "FR"), {"countries": ("Iran",)}, AGREES),
        (("Lebanon",), {"addresses": (Address(city="Beirut", country="Lebanon"),)}, AGREES),
        (("EG",), {"identifiers": (Identifier("passport_number", "A1084010", "Egypt"),)}, AGREES),
        (("Ukraine",), {"nationalities": ("Soviet Union",)}, FAINT),
        (("Hong Kong",), {"countries": ("China",)}, FAINT),
        (("FR",), {"nationalities": ("Korea, North",)}, DIFFERS),
    ],
)
def test_countries(countries: tuple[str, ...], fields: dict[str, object], value: float) -> None:
    """One tie in common agrees; a successor says little; other countries speak mildly against."""
    evidence = country_evidence(asked(countries=countries), listed(**fields))
    assert evidence is not None
    assert evidence.value == value


@pytest.mark.parametrize(
    ("gender", "genders", "value"),
    [("F", ("female",), AGREES), ("male", ("Gender Male", "M"), AGREES), ("male", ("female",), CONTRADICTS)],
)
def test_gender(gender: str, genders: tuple[str, ...], value: float) -> None:
    """Words and letters for male and female are compared, others are not."""
    evidence = gender_evidence(asked(gender=gender), listed(genders=genders))
    assert evidence is not None
    assert evidence.value == value


def test_gender_that_a_list_gives_both_ways_is_silent() -> None:
    """A list that publishes two genders for one party says nothing."""
    assert gender_evidence(asked(gender="male"), listed(genders=("male", "female"))) is None


@pytest.mark.parametrize(("kind", "other"), [("vessel", "organization"), ("person", "vessel")])
def test_kinds_that_disagree_are_reported(kind: Kind, other: Kind) -> None:
    """The EU files ships as enterprises: evidence against, below neutral, and never a filter."""
    evidence = kind_evidence(asked(kind=kind), listed(kind=other))
    assert evidence is not None
    assert evidence.value < NEUTRAL
    assert (kind in evidence.detail, other in evidence.detail) == (True, True)


def test_equal_kinds_are_no_news() -> None:
    """Nothing is said about kinds that agree."""
    assert kind_evidence(asked(kind="vessel"), listed(kind="vessel")) is None


def test_silence_on_either_side_is_no_evidence() -> None:
    """What only one side says, or what nobody can read, yields nothing for any feature."""
    full = {"birth_dates": ("1967",), "countries": ("KP",), "gender": "male", "kind": "person"}
    told = {
        "birth_dates": (PartialDate(1967),),
        "countries": ("KP",),
        "genders": ("male",),
        "kind": "person",
    }
    for feature in (birth_date_evidence, country_evidence, gender_evidence, kind_evidence):
        assert feature(asked(**full), listed()) is None
        assert feature(asked(), listed(**told)) is None
        assert feature(asked(countries=("Ruritania",), gender="not known"), listed(**told)) is None
