"""Look-alike letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.names.homoglyphs import TO_LATIN, as_latin, undo


@pytest.mark.parametrize(
    ("mixed", "one_script"),
    [
        ("P\u0435tr\u043ev", "Petrov"),  # two Cyrillic letters among Latin ones
        ("Васовa", "Васова"),  # a Latin a at the end of a Cyrillic word
        ("VΙΙΙ", "VIII"),  # Greek iotas in a Roman numeral
        ("ООО Trade", "ООО Trade"),  # a Cyrillic word beside a Latin one is a word of its own
        ("Иvan", "Иvan"),  # readable in neither script alone
    ],
)
def test_a_mixed_word_is_read_in_the_one_script_that_all_of_it_fits(mixed: str, one_script: str) -> None:
    assert undo(mixed) == one_script


def test_a_word_of_look_alikes_alone_can_be_read_as_latin() -> None:
    assert as_latin("МАО") == "MAO"
    assert as_latin("Иван") == "Иван"


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ABC", max_size=20))
def test_latin_text_is_untouched(text: str) -> None:
    assert undo(text) == text


@given(st.text(alphabet=[*TO_LATIN, "a", "b", "z", " "], max_size=12))
def test_undoing_twice_changes_nothing(text: str) -> None:
    assert undo(undo(text)) == undo(text)
