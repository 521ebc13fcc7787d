"""The how-to on thresholds: its commands give the output that it shows."""

from __future__ import annotations

from pathlib import Path

from run_docs import rerun


def test_the_commands_of_the_page_give_the_output_that_it_shows(tmp_path: Path) -> None:
    """`python tools/run_docs.py --write docs/calibrate.md` puts today's output into the page."""
    text = (Path(__file__).parents[2] / "docs" / "calibrate.md").read_text("utf-8")
    assert rerun(text, tmp_path) == text
