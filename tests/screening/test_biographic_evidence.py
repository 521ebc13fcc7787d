"""Birth date, country, gender and kind as evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.dates import PartialDate, parse_date
from sanctionscreen.model import Address, Identifier, Kind, ListedName, Listing, Query
from sanctionscreen.screening.bands import (
    FAINT_DATE,
    NEAR_DATE,
    OTHER_COUNTRY,
    OTHER_DATE,
    OTHER_GENDER,
    OTHER_KIND,
    RELATED_COUNTRY,
    SAME_COUNTRY,
    SAME_DAY,
    SAME_GENDER,
    SAME_MONTH,
    SAME_YEAR,
    WITHIN_RANGE,
    Level,
)
from sanctionscreen.screening.biographic_evidence import (
    compare_birth_dates,
    compare_countries,
    compare_genders,
    compare_kinds,
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
    ("query", "listing", "level"),
    [
        ("1967-08-22", "1967-08-22", SAME_DAY),
        ("1967-08", "1967-08-22", SAME_MONTH),
        ("1967", "1967-08-22", SAME_YEAR),
        ("1967", "1967", SAME_YEAR),
        ("1969-08-21", "1968-08-21", NEAR_DATE),
        ("1969-08-21", "1967-08-21", NEAR_DATE),
        ("1969-08-21", "1968-03-02", FAINT_DATE),
        ("1967-05-04", "1967-04-05", NEAR_DATE),
        ("1967-01-01", "1967-08-22", NEAR_DATE),
        ("1967-08-22", "1967-08-27", NEAR_DATE),
        ("1967-08-22", "1967-03-22", NEAR_DATE),
        ("1967-08-22", "1967-03-15", FAINT_DATE),
        ("1967-08-22", "1977-08-22", FAINT_DATE),
        ("1967-08-22", "1971-08-22", OTHER_DATE),
        ("1967-01-01", "1977-01-01", OTHER_DATE),
        ("1967-08-22", "1971-03-15", OTHER_DATE),
        ("1967", "1970", OTHER_DATE),
        ("1962-04-01", "circa 1962", WITHIN_RANGE),
        ("1964-04-01", "circa 1962", NEAR_DATE),
        ("1966-04-01", "circa 1962", FAINT_DATE),
        ("1968-04-01", "circa 1962", OTHER_DATE),
        ("1963-04-01", "1960 to 1965", WITHIN_RANGE),
        ("1967-04-01", "1960 to 1965", NEAR_DATE),
        ("1968-04-01", "1960 to 1965", OTHER_DATE),
    ],
)
def test_birth_dates(query: str, listing: str, level: Level) -> None:
    """Agreement, near agreement and contradiction, with both dates and the reason in the sentence."""
    found = compare_birth_dates(asked(birth_dates=(query,)), listed(birth_dates=(parse_date(listing),)))
    assert found is not None
    assert found.level == level
    assert query in found.evidence.detail
    assert str(parse_date(listing)) in found.evidence.detail
    assert "un-sc" in found.evidence.detail


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
    forth = compare_birth_dates(asked(birth_dates=(query,)), listed(birth_dates=(listing,)))
    back = compare_birth_dates(asked(birth_dates=(listing,)), listed(birth_dates=(query,)))
    assert forth is not None
    assert back is not None
    assert forth.level == back.level


@given(DATES)
def test_a_birth_date_agrees_with_itself(date: PartialDate) -> None:
    """Equal dates speak for the hit, and more the more they say."""
    found = compare_birth_dates(asked(birth_dates=(date,)), listed(birth_dates=(date,)))
    assert found is not None
    assert found.level.value >= (SAME_DAY if date.day and not date.circa else NEAR_DATE).value


def test_the_best_pair_of_several_dates_counts() -> None:
    """A list that gives three years of birth contradicts only what fits none of them."""
    dates = (PartialDate(1968, 2, 19), PartialDate(1965), PartialDate(1966))
    found = compare_birth_dates(asked(birth_dates=("1965-07-07",)), listed(birth_dates=dates))
    assert found is not None
    assert found.level == SAME_YEAR
    assert "and 2 more" in found.evidence.detail


@pytest.mark.parametrize(
    ("countries", "fields", "level"),
    [
        (("DPRK",), {"nationalities": ("Korea, North",)}, SAME_COUNTRY),
        (("IR", "FR"), {"countries": ("Iran",)}, SAME_COUNTRY),
        (("Lebanon",), {"addresses": (Address(city="Beirut", country="Lebanon"),)}, SAME_COUNTRY),
        (("EG",), {"identifiers": (Identifier("passport_number", "A1084010", "Egypt"),)}, SAME_COUNTRY),
        (("Ukraine",), {"nationalities": ("Soviet Union",)}, RELATED_COUNTRY),
        (("Hong Kong",), {"countries": ("China",)}, RELATED_COUNTRY),
        (("FR",), {"nationalities": ("Korea, North",)}, OTHER_COUNTRY),
    ],
)
def test_countries(countries: tuple[str, ...], fields: dict[str, object], level: Level) -> None:
    """One country in common agrees; a successor says little; other countries speak mildly against."""
    found = compare_countries(asked(countries=countries), listed(**fields))
    assert found is not None
    assert found.level == level


@pytest.mark.parametrize(
    ("gender", "genders", "level"),
    [
        ("F", ("female",), SAME_GENDER),
        ("male", ("Gender Male", "M"), SAME_GENDER),
        ("male", ("female",), OTHER_GENDER),
    ],
)
def test_gender(gender: str, genders: tuple[str, ...], level: Level) -> None:
    """Words and letters for male and female are compared, others are not."""
    found = compare_genders(asked(gender=gender), listed(genders=genders))
    assert found is not None
    assert found.level == level


def test_gender_that_a_list_gives_both_ways_is_silent() -> None:
    """A list that publishes two genders for one party says nothing."""
    assert compare_genders(asked(gender="male"), listed(genders=("male", "female"))) is None


@pytest.mark.parametrize(("kind", "other"), [("vessel", "organization"), ("person", "vessel")])
def test_kinds_that_disagree_are_reported(kind: Kind, other: Kind) -> None:
    """The EU files ships as enterprises: evidence against, below neutral, and never a filter."""
    found = compare_kinds(asked(kind=kind), listed(kind=other))
    assert found is not None
    assert found.level == OTHER_KIND
    assert (kind in found.evidence.detail, other in found.evidence.detail) == (True, True)


def test_equal_kinds_are_no_news() -> None:
    """Nothing is said about kinds that agree."""
    assert compare_kinds(asked(kind="vessel"), listed(kind="vessel")) is None


def test_silence_on_either_side_is_no_evidence() -> None:
    """What only one side says, or what nobody can read, yields nothing for any feature."""
    full = {"birth_dates": ("1967",), "countries": ("KP",), "gender": "male", "kind": "person"}
    listed_data = {
        "birth_dates": (PartialDate(1967),),
        "countries": ("KP",),
        "genders": ("male",),
        "kind": "person",
    }
    for feature in (compare_birth_dates, compare_countries, compare_genders, compare_kinds):
        assert feature(asked(**full), listed()) is None
        assert feature(asked(), listed(**listed_data)) is None
        assert feature(asked(countries=("Ruritania",), gender="not known"), listed(**listed_data)) is None
