from __future__ import annotations

from pathlib import Path

from worked_example import BEGIN, END, Example, sections

PAGE = Path(__file__).parents[2] / "docs" / "candidates.md"


def test_the_page_on_candidates_shows_the_numbers_of_today() -> None:
    """`python tools/worked_example.py --write docs/candidates.md` puts them into the page."""
    text, picture = sections(Example())
    assert PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0].strip() == text
    assert PAGE.with_suffix(".svg").read_text("utf-8") == picture


def test_the_example_shows_each_way_a_name_can_end() -> None:
    picture = sections(Example())[1]
    assert all(word in picture for word in (">scored<", ">dropped by its bound<", ">no candidate<"))
