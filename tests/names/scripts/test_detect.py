"""Which script a text is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.names.scripts.detect import script_of, script_of_char


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Smith", "Latn"),
        ("Müller 5", "Latn"),
        ("Иван Smith-Петров", "Cyrl"),
        ("محمد", "Arab"),
        ("習近平", "Hani"),
        ("김정은", "Hang"),
        ("高橋あすか", "Jpan"),
        ("ソニー", "Jpan"),
        ("כהן", "Hebr"),
        ("Γεώργιος", "Grek"),
        ("नरेंद्र", "Deva"),
        ("สมชาย", "Thai"),
        ("ნინო", "Geor"),
        ("Արամ", "Armn"),
        ("𝐁𝐨𝐛", "Latn"),
        ("123 -", "Zyyy"),
        ("", "Zyyy"),
    ],
)
def test_the_script_of_most_letters_is_told(text: str, script: str) -> None:
    assert script_of(text) == script


@given(st.text(max_size=20))
def test_every_text_has_a_code_of_four_letters(text: str) -> None:
    assert len(script_of(text)) == 4


@given(st.characters())
def test_a_character_has_the_script_of_itself_as_a_text(char: str) -> None:
    expected = script_of_char(char)
    assert script_of(char) == ("Jpan" if expected in ("Hira", "Kana") else expected)
