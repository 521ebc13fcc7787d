"""Text in columns of a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.cli.common.terminal import columns_of, padded, printable, wrapped


@given(st.text(alphabet="ab 金é\u0301\u200c\u202e\n", max_size=40), st.integers(2, 12))
def test_wrapping_keeps_every_word_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(columns_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(printable(text).split())


def test_padding_counts_columns_and_not_characters() -> None:
    assert padded("金", 4) == "金  "


def test_joiners_stay_and_direction_marks_are_shown() -> None:
    assert printable("می\u200cخواهم") == "می\u200cخواهم"
    assert printable("\u202eabc") == "\\u202eabc"
