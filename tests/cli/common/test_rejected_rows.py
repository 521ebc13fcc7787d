"""Limit on rejected rows."""

from __future__ import annotations

import pytest

from sanctionscreen.batch import Counts
from sanctionscreen.cli.common.rejected_rows import limit_of
from sanctionscreen.errors import UsageError


@pytest.mark.parametrize(
    ("text", "rejected", "rows", "exceeded"),
    [
        ("0", 0, 10, False),
        ("0", 1, 10, True),
        ("10", 10, 11, False),
        ("0.1%", 1, 1_000, False),
        ("0.1%", 2, 1_000, True),
        ("0.1 %", 1, 999, True),
        ("100%", 10, 10, False),
        ("0%", 1, 1_000_000, True),
    ],
)
def test_a_limit_is_a_number_of_rows_or_an_exact_share(
    text: str, rejected: int, rows: int, exceeded: bool
) -> None:
    assert limit_of(text).exceeded_by(Counts(rows=rows, rejected=rejected)) == exceeded


@pytest.mark.parametrize("text", ["", "-1", "1.5", "101%", "%", "many", "1e3", "\u0663"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--max-rejected takes a number of rows, or a percentage"):
        limit_of(text)


def test_every_file_over_the_limit_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    files = [("a.csv", Counts(rows=10, rejected=1)), ("b.csv", Counts(rows=10)), ("c.csv", Counts(9, 0, 9))]
    assert limit_of("0").incomplete(files)
    assert capsys.readouterr().err.splitlines() == [
        "a.csv: 1 of 10 rows were not screened; --max-rejected allows 0",
        "c.csv: 9 of 9 rows were not screened; --max-rejected allows 0",
    ]
