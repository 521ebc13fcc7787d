"""Docs pages whose commands are run: the output in the page is today's."""

from __future__ import annotations

from pathlib import Path

import pytest
from run_docs import rerun

PAGES = ["tutorial.md"]
"""Pages below docs/ that hold only commands which run anywhere."""


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_give_the_output_that_it_shows(page: str, tmp_path: Path) -> None:
    """`python tools/run_docs.py --write docs/PAGE` puts today's output into the page."""
    text = (Path(__file__).parents[1] / "docs" / page).read_text()
    assert rerun(text, tmp_path) == text
