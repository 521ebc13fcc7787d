"""Dates as customer files and as lists write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.dates import (
    PartialDate,
    enclosing_date,
    find_dates,
    parse_date,
    parse_listed_date,
    split_dates,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 Dec 1948", "1948-12-10"),
        ("31 Sep 1961", None),
        ("1984", "1984"),
        ("circa 1944", "circa 1944"),
        ("circa 07 Jul 1966", "circa 1966-07-07"),
        ("circa 1979-1982", "circa 1979/1982"),
        ("1984 to 1986", "1984/1986"),
        ("01 Jan 1973 to 31 Dec 1973", "1973"),
        ("01 Feb 1960 to 29 Feb 1960", "1960-02"),
        ("01 Jan 1961 to 31 Dec 1963", "1961/1963"),
        ("21 Mar 1962 to 20 Apr 1962", "1962"),
        ("Mar 1955 to Mar 1956", "1955/1956"),
        ("Approximately 1955- 1958", "circa 1955/1958"),
        ("dd/mm/1968", "1968"),
        ("dd/09/1958", "1958-09"),
        ("00/00/1980", "1980"),
        ("1960-01-01-05:00", "1960-01-01"),
        ("19-Dec-1992", "1992-12-19"),
        ("21. Jul 1997", "1997-07-21"),
        ("Between 1955 and 1957", "1955/1957"),
        ("1963 to 1960", None),
        ("null", None),
        ("", None),
    ],
)
def test_dates_as_lists_write_them(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match="not a"):
            raise_for(text)
    else:
        assert str(parse_listed_date(text)) == expected


def raise_for(text: str) -> None:
    try:
        parse_listed_date(text)
    except ValueError as error:
        raise ValueError(f"not a date: {error}") from None


@pytest.mark.parametrize(
    "text",
    [
        "19-Dec-1992", "21. Jul 1997", "dd/mm/1968", "1960-01-01-05:00", "01 Jan 1973 to 31 Dec 1973", "Sept 1970",
    ],
)  # fmt: skip
def test_what_lists_alone_write_is_no_date_of_a_customer(text: str) -> None:
    """A customer file with such dates is told so, and not read by a guess."""
    parse_listed_date(text)
    with pytest.raises(ValueError, match="not a date"):
        parse_date(text)


@given(st.dates())
def test_the_fast_way_and_the_slow_way_agree(day: object) -> None:
    from datetime import date

    assert isinstance(day, date)
    text = f"{day.day:02d} {day:%b} {day.year:04d}"
    assert parse_listed_date(text) == PartialDate(day.year, day.month, day.day)


@given(st.dates(), st.dates())
def test_a_span_holds_both_its_ends(one: object, other: object) -> None:
    from datetime import date

    assert isinstance(one, date)
    assert isinstance(other, date)
    first, last = sorted([one, other])
    found = enclosing_date(
        PartialDate(first.year, first.month, first.day), PartialDate(last.year, last.month, last.day)
    )
    assert found.year == first.year
    assert (found.year_to or found.year) == last.year
    assert found.day is None or first == last


def test_fields_with_several_dates_are_taken_apart() -> None:
    assert split_dates("a) 1955 b) 1960, c) Between 1945 and 1950") == [
        "1955",
        "1960",
        "Between 1945 and 1950",
    ]
    assert split_dates("05/03/1958; alt DOB: 05/03/1959") == ["05/03/1958", "05/03/1959"]
    assert split_dates("1972-08-10 or 1972-08-11") == ["1972-08-10", "1972-08-11"]


def test_dates_between_words_are_found() -> None:
    assert [str(date) for date in find_dates("born 15 May 1968 (as Ali), 1970 (as Omar)")] == [
        "1968-05-15",
        "1970",
    ]
    assert find_dates("in the early 1970s") == []
