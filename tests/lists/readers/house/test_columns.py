from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.lists.readers.house.columns import escape, split_values, unescape

TEXT = st.text(alphabet="ab \\;|é").map(str.strip)


@given(TEXT)
def test_unescaping_undoes_escaping(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.lists(TEXT.filter(bool)))
def test_joined_values_split_into_the_same_values(values: list[str]) -> None:
    assert [unescape(part) for part in split_values("; ".join(map(escape, values)))] == values


@given(st.lists(TEXT, min_size=1).filter(lambda parts: parts != [""]))
def test_parts_between_bars_keep_their_places(parts: list[str]) -> None:
    assert [unescape(part) for part in split_values("|".join(map(escape, parts)), "|")] == parts
