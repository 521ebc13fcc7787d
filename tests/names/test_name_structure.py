"""Roles by where words stand: surnames before a comma, fathers' names by their ending."""

from __future__ import annotations

import pytest

from sanctionscreen.matching import compare
from sanctionscreen.names.roles import FIRST_SURNAME, LATER_SURNAME, PATRONYMIC
from sanctionscreen.names.tokens import normalise


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ORLOV, Pavel Igorevich", "igorevich"),
        ("Orlova Anna Igorevna", "igorevna"),
        ("Marchenko Olena Vasylivna", "vasylivna"),
        ("Roman Igorevich Yusupovich", "igorevich"),
    ],
)
def test_a_fathers_name_is_told_by_its_ending(text: str, word: str) -> None:
    """Within a name of three words; of two such words the one that is not last."""
    name = normalise(text)
    assert [t for t, role in zip(name.tokens, name.roles, strict=True) if role & PATRONYMIC] == [word]


def test_a_name_of_two_words_has_no_fathers_name() -> None:
    """It may be the family name, and then it tells the person."""
    assert normalise("Igor Pavlovich").roles == (0, 0)


def test_surnames_before_a_comma_have_roles() -> None:
    """Where there are several; particles are none of them."""
    name = normalise("DE LA FUENTE ROMERO, Ana")
    marks = {
        t: role & (FIRST_SURNAME | LATER_SURNAME) for t, role in zip(name.tokens, name.roles, strict=True)
    }
    assert marks["fuente"] == FIRST_SURNAME
    assert marks["romero"] == LATER_SURNAME
    assert marks["ana"] == 0


def test_the_first_surname_may_not_be_missing() -> None:
    """Ana Romero is rather not Ana Fuente Romero; Ana Fuente may be."""
    kept = compare("Ana Fuente", "FUENTE ROMERO, Ana", kind="person")
    lost = compare("Ana Romero", "FUENTE ROMERO, Ana", kind="person")
    assert "lost_surname" in {item.feature for item in lost.evidence}
    assert "lost_surname" not in {item.feature for item in kept.evidence}
    assert lost.score < kept.score


def test_a_missing_fathers_name_costs_less_than_another_word() -> None:
    """The name without it is the usual one."""
    father = compare("Pavel Orlov", "ORLOV, Pavel Igorevich", kind="person").score
    other = compare("Pavel Orlov", "ORLOV, Pavel Ardashir", kind="person").score
    assert father > other
