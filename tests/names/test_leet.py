"""Digits and signs in the place of letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.names.leet import guesses, undo_digits, undo_signs


@given(st.lists(st.text(alphabet="abcdeko0134567892", min_size=1, max_size=14), max_size=4))
def test_undoing_digits_twice_changes_nothing(words: list[str]) -> None:
    assert undo_digits(undo_digits(words)) == undo_digits(words)


@given(st.text(alphabet="0123456789", min_size=1, max_size=8))
def test_a_number_is_never_touched(number: str) -> None:
    assert undo_digits([number]) == [number]


@pytest.mark.parametrize("word", ["k9", "3m", "7th", "g20", "a380", "b2b", "h1n1", "fund7", "365days", "mp3"])
def test_a_word_that_is_not_mostly_letters_keeps_its_digits(word: str) -> None:
    assert undo_digits([word]) == [word]


def test_a_digit_at_the_end_is_a_letter_only_where_others_show_it() -> None:
    assert undo_digits(["osam4", "lad3n"]) == ["osama", "laden"]
    assert undo_digits(["osam4", "laden"]) == ["osam4", "laden"]


def test_an_e_mail_address_keeps_its_sign() -> None:
    assert undo_signs("info@bank.example") == "info@bank.example"


@pytest.mark.parametrize(
    "text", ["No. 5", "K9 Security", "A380", "2nd Fund", "Route 66", "Yahoo!", "info@b4nk.example"]
)
def test_numbers_of_series_and_types_have_no_other_reading(text: str) -> None:
    assert guesses(text) == []


@pytest.mark.parametrize(
    ("text", "reading"), [("CH3N, Guopin9", "CHeN, Guoping"), ("S.4. Fund 7", "S.a. Fund 7")]
)
def test_a_digit_that_may_be_a_letter_is_read_as_one_too(text: str, reading: str) -> None:
    assert reading in guesses(text)
