"""Words to tokens and roles, and the readings of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.matching import compare
from sanctionscreen.model import Kind
from sanctionscreen.names import tokens
from sanctionscreen.names.roles import LEGAL_FORM, NUMBER, PARTICLE, PREFIX
from sanctionscreen.names.tokens import normalise, normalise_all


@pytest.mark.parametrize("text", ["M/V OCEAN STAR", "MV OCEAN STAR", "MT OCEAN STAR", "SS OCEAN STAR"])
def test_a_prefix_of_a_ship_is_one_token_and_says_little(text: str) -> None:
    name = normalise(text)
    assert len(name.tokens) == 3
    assert name.roles == (PREFIX, 0, 0)


@pytest.mark.parametrize("text", ["IRIS COMPANY", "Tug Master", "MV"])
def test_a_word_or_a_whole_name_is_no_prefix(text: str) -> None:
    assert PREFIX not in normalise(text).roles


def test_legal_forms_stay_as_they_are_written() -> None:
    """So a misspelt one is compared by its letters; several words are one token."""
    assert normalise("Karat Limited").tokens == ("karat", "limited")
    name = normalise("Karat Limited Liability Company")
    assert name.tokens == ("karat", "limitedliabilitycompany")
    assert name.roles[1] == LEGAL_FORM


@pytest.mark.parametrize("text", ["Zbdul Rahman", "Adbul Rahman", "Abdl Rahman"])
def test_a_slip_in_abdul_is_undone_in_another_reading(text: str) -> None:
    assert ("abd", "rahman") in [name.tokens for name in normalise_all(text)[1:]]


def test_a_name_that_ends_in_a_digit_for_a_letter_is_read_as_a_whole() -> None:
    """Digits of the family name show what those of the given name are."""
    assert normalise("P3REZ OLIVAS, Luis Albert0").tokens == ("luis", "alberto", "perez", "olivas")


_PIECES = st.sampled_from(
    "abd al Rahman abdulrahman ullah din Nur Ivanovich Ivanov abdl Smith m v mt MV co ltd limited liability company "
    "Bank of da Costa bin II x st. O'Brien Al-Hakim Alhakim & / - fund José Đặng Müller Łódź Straße ʿAlī Иван é "
    "Société € ， （ ª Abdülaziz \u202eabc\u202c e\u0301".split()
)


@given(st.lists(_PIECES, max_size=6).map(" ".join), st.sampled_from([True, False, None]))
def test_the_short_way_for_simple_names_gives_what_all_the_rules_give(text: str, person: bool | None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_plain", lambda *_: None)
        by_all_rules = normalise_all(text, person=person)
    assert normalise_all(text, person=person) == by_all_rules


@pytest.mark.parametrize("text", ["TEHRANI, S A.", "TEHRANI, S.A.", "S. A. Tehrani"])
def test_single_letters_of_a_persons_name_are_initials(text: str) -> None:
    assert normalise_all(text, person=True)[0].tokens == ("s", "a", "tehrani")


@pytest.mark.parametrize("text", ["TEHRANI M V", "M V Tehrani", "A. K. Tehrani", "Tehrani H A K"])
def test_initials_are_no_legal_form_prefix_or_particle(text: str) -> None:
    assert set(normalise(text, initials=True).roles) == {0}


@pytest.mark.parametrize("text", ["Ortega y Soto", "Raj a/l Kumar", "Raj s/o Kumar"])
def test_a_particle_between_two_words_is_no_initial(text: str) -> None:
    assert normalise(text, initials=True).roles == (0, PARTICLE, 0)


def test_where_nobody_knows_the_kind_single_letters_are_read_both_ways() -> None:
    """First as a legal form, which they mostly are."""
    assert [name.tokens for name in normalise_all("TEHRANI, S.A.")] == [
        ("tehrani", "sa"),
        ("s", "a", "tehrani"),
    ]
    assert [name.tokens for name in normalise_all("TEHRANI, S.A.", person=False)] == [("tehrani", "sa")]


@pytest.mark.parametrize(
    ("text", "number"),
    [("Three Harbours", "3"), ("Second Bureau", "2"), ("Vtoroy Zavod", "2"), ("Fund VII", "7")],
)
def test_a_number_in_words_is_that_number(text: str, number: str) -> None:
    name = normalise(text)
    assert [token for token, role in zip(name.tokens, name.roles, strict=True) if role & NUMBER] == [number]


@pytest.mark.parametrize("text", ["Six, Jean", "Ten Lim", "Elf Aquitaine", "Xi Jian"])
def test_a_number_word_that_is_also_a_name_is_none(text: str) -> None:
    assert not any(role & NUMBER for role in normalise(text).roles)


@pytest.mark.parametrize("text", ["TEHRANI, S.A.", "TEHRANI S B", "M V Tehrani", "Tehrani, S en C", "Kim, A"])
@pytest.mark.parametrize("listed_kind", ["person", "organization", None])
def test_a_name_with_single_letters_equals_itself_though_its_kind_is_not_said(
    text: str, listed_kind: Kind | None
) -> None:
    assert compare(text, text, kind=None, listed_kind=listed_kind).score == 1.0
