"""Identifiers of the Consolidated Screening List, in the order until 2022 and in that since 2023."""

from __future__ import annotations

import pytest

from sanctionscreen.lists.readers.csl_ids import is_type_first, split_id


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("K475336, Passport", ("Passport", "K475336", "", "")),
        ("JO, K475336, Passport", ("Passport", "K475336", "JO", "")),
        (
            "JO, 2014-08-30, 2009-08-31, K475336, Passport",
            ("Passport", "K475336", "JO", "issued 2009-08-31 expires 2014-08-30"),
        ),
        (
            "2004-02-05, 1999-06-23, G025057, Passport",
            ("Passport", "G025057", "", "issued 1999-06-23 expires 2004-02-05"),
        ),
        (
            "MM, 2017-01-16, 110364903, Registration Number",
            ("Registration Number", "110364903", "MM", "dated 2017-01-16"),
        ),
        (
            "IMO 8898831, Vessel Registration Identification",
            ("Vessel Registration Identification", "IMO 8898831", "", ""),
        ),
        (
            "Man, Isle of, Nationality of Registration",
            ("Nationality of Registration", "Man, Isle of", "", ""),
        ),
        ("17, Frobnication Number", ("Frobnication Number", "17", "", "")),
        ("2019, Frobnication Number", ("Frobnication Number", "2019", "", "")),
    ],
)
def test_the_type_stands_last_until_2022(item: str, expected: tuple[str, ...]) -> None:
    assert split_id(item, type_first=False) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Passport, K475336, JO", ("Passport", "K475336", "JO", "")),
        ("SWIFT/BIC, KUDBKPPY", ("SWIFT/BIC", "KUDBKPPY", "", "")),
        (
            "Passport, K475336, JO, 2009-08-31, 2014-08-30",
            ("Passport", "K475336", "JO", "issued 2009-08-31 expires 2014-08-30"),
        ),
        ("Digital Currency Address - XBT, 1Example", ("Digital Currency Address - XBT", "1Example", "", "")),
        (
            "Secondary sanctions risk:, Regulations, 31 CFR 589.201",
            ("Secondary sanctions risk:", "Regulations, 31 CFR 589.201", "", ""),
        ),
        (
            "Nationality of Registration, Man, Isle of",
            ("Nationality of Registration", "Man, Isle of", "", ""),
        ),
        ("Frobnication Number, 17, IR", ("Frobnication Number", "17", "IR", "")),
        ("17, Passport", ("Passport", "17", "", "")),  # a known type shows the order of its own item
    ],
)
def test_the_type_stands_first_since_2023(item: str, expected: tuple[str, ...]) -> None:
    assert split_id(item, type_first=True) == expected


def test_the_order_of_a_file_is_that_of_most_identifiers_of_a_known_type() -> None:
    assert is_type_first(["Frobnication Number, 1", "Passport, 2", "3, Passport", "Gender, Male"])
    assert not is_type_first(["Frobnication Number, 1", "2, Passport"])
    assert not is_type_first([])
