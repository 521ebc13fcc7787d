"""The hand-written pairs of names in `tests/data/quality_cases.csv`: what they are before anything scores them."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from sanctionscreen.model import KINDS

CASES = Path(__file__).parents[1] / "data" / "quality_cases.csv"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_case_is_complete(rows: list[dict[str, str]]) -> None:
    """Kind (or none), two names, the answer, how sure it is, and a category."""
    for row in rows:
        assert row["kind"] in {"", *KINDS}
        assert row["query"].strip()
        assert row["listed"].strip()
        assert row["same"] in {"true", "false"}
        assert row["tier"] in {"STRONG", "MEDIUM", "WEAK"}
        assert row["category"]


def test_no_pair_is_judged_twice(rows: list[dict[str, str]]) -> None:
    """A pair stands once, whichever way round, so that no two judgements can contradict each other."""
    pairs = Counter((row["kind"], *sorted((row["query"], row["listed"]))) for row in rows)
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_both_answers_are_asked_for_each_kind(rows: list[dict[str, str]]) -> None:
    """At least 250 pairs, true and false ones for persons, organisations and vessels."""
    counts = Counter((row["kind"], row["same"]) for row in rows)
    assert len(rows) >= 250
    assert all(counts[kind, same] >= 15 for kind in KINDS[:3] for same in ("true", "false"))
