"""Markdown tables of figures, and the marked sections of documents that they replace."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]


def table_head(first: str, others: Sequence[str]) -> list[str]:
    """The two lines that begin a table; the columns after the first hold numbers."""
    return [table_row(first, others), table_row("---", ["---:"] * len(others))]


def table_row(first: str, others: Iterable[str]) -> str:
    """A line of a table."""
    return f"| {first} | {' | '.join(others)} |"


def replace_section(path: Path, begin: str, end: str, text: str) -> None:
    """Put the text between two marks of a document, and leave everything else as it is.

    Raises:
        ValueError: if the document does not have each mark once, in this order.
    """
    document = path.read_text("utf-8")
    if document.count(begin) != 1 or document.count(end) != 1 or document.index(end) < document.index(begin):
        raise ValueError(f"{path}: needs the marks {begin!r} and {end!r}, once each and in this order")
    before, _, rest = document.partition(begin)
    after = rest.partition(end)[2]
    path.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", "utf-8")


def state(*folders: str) -> str:
    """The commit that is measured, and whether anything in these folders differs from it."""

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.strip()

    try:
        changed = " with changes that are not committed" if git("status", "--porcelain", *folders) else ""
        return f"commit {git('rev-parse', '--short', 'HEAD')}{changed}"
    except (OSError, subprocess.CalledProcessError):
        return "a copy without its git history"
