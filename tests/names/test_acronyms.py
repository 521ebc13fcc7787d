"""Capitals in parentheses: the letters of the name before them, or a place, a form, another name."""

from __future__ import annotations

import pytest

from sanctionscreen.matching.compare import compare
from sanctionscreen.names.acronyms import is_short_for


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("ESDC", "East Sea Dredging Company", True),
        ("VOSTEX", "Vostok Export", True),
        ("ESD", "East Sea Dredging", True),
        ("Esd", "East Sea Dredging", False),
        ("ES", "East Sea", False),
        ("DSE", "East Sea Dredging", False),
        ("CUBA", "Cucumber Bananas", False),
        ("", "East Sea", False),
        ("ESD", "", False),
    ],
)
def test_letters_of_the_name_in_their_order_are_short_for_it(short: str, name: str, expected: bool) -> None:
    assert is_short_for(short, name) == expected


def test_an_organisation_is_found_by_its_letters_in_parentheses_and_a_person_is_not() -> None:
    """A person's name in parentheses is a name like any other, and no letters of it."""
    found = compare("VOSTEX", "Vostok Grain Export (VOSTEX)", kind="organization")
    assert found.score > 0.57
    assert compare("EXA", "Elena Xenia Adler (EXA)", kind="person").score < 0.57
