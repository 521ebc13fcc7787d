"""Segments: names go where a reader would put them, and every name goes somewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.evaluation.segments import pair_segment, segment_of


@pytest.mark.parametrize(
    ("segment", "names"),
    [
        (
            "Latin: Arabic or Persian",
            "Omar al-Rashid; Hossein Rezaei; KARIMZADEH, Shirin; Nur Ullah; Abdelhafid Benali",
        ),
        (
            "Latin: Slavic",
            "Oleksandr Tkachenko; Vukasin Petrovic; Ludmila Zhukova; Jerzy Kowalski; Nataliya Bondar",
        ),
        ("Latin: Chinese", "Zhang Wei; Xiaoming Li; WONG, Mei Ling; Hsu Tsai"),
        ("Latin: Korean", "Kim Chol Su; Pak Jong Ho; Ri Song-hyok; CHO'NG, Kyo'ng-t'aek; Lee Min Ho"),
        ("Latin: Hispanic", "María García; Luis Alberto Ortega; RODRIGUEZ, Jose"),
        ("Latin: other", "John Smith; Ingrid Larsen; Marie Dupont; Kim Larson; Karen Lee; Nguyen Thi Hoa; X"),
        ("Cyrillic", "Иван Петров"),
        ("Hangul", "김철수"),
        ("Japanese", "たなか 一郎"),
        ("no letters", "12; ---"),
    ],
)
def test_names_are_put_where_a_reader_would(segment: str, names: str) -> None:
    assert {name: segment_of(name) for name in names.split("; ")} == dict.fromkeys(names.split("; "), segment)


@given(st.text())
def test_every_text_has_a_segment_whatever_its_case(text: str) -> None:
    assert segment_of(text)
    assert segment_of(text.upper()) == segment_of(text.upper())


def test_a_pair_is_of_the_script_that_is_not_latin() -> None:
    """Whichever side has it; where both have one, the query's."""
    assert pair_segment("Ivan Petrov", "Иван Петров") == "Cyrillic"
    assert pair_segment("Иван Петров", "Ivan Petrov") == "Cyrillic"
    assert pair_segment("Иван", "김철수") == "Cyrillic"
