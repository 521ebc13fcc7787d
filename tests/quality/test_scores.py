"""The hand-written cases: their scores are those in git, and each tier is recognised as well as it was."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from sanctionscreen.evaluation import LabelledPair, evaluate_pairs
from sanctionscreen.matching.scoring.weights import load_weights

ROOT = Path(__file__).parents[2]

FLOORS = {  # (tier, same) → share of its cases on the right side of the default threshold, at least
    ("STRONG", True): 0.88,
    ("MEDIUM", True): 0.70,
    ("WEAK", True): 0.20,
    ("STRONG", False): 0.85,
    ("MEDIUM", False): 0.55,
    ("WEAK", False): 0.30,
}


@pytest.fixture(scope="module")
def freezing() -> dict[str, Any]:
    """The script that freezes the scores."""
    return runpy.run_path(str(ROOT / "tools" / "freeze_scores.py"))


@pytest.fixture(scope="module")
def rows(freezing: dict[str, Any]) -> list[dict[str, str]]:
    """Every case with its score of today."""
    scored: list[dict[str, str]] = freezing["scored"]()
    return scored


def test_scores_are_those_in_git(freezing: dict[str, Any], rows: list[dict[str, str]]) -> None:
    """Any case that moved by more than 0.005 is shown; `make freeze` accepts all of them, as a diff to read."""
    lines = freezing["differences"](rows, freezing["frozen"]())
    if lines:
        pytest.fail(
            f"{len(lines)} scores have moved (make freeze accepts them):\n" + "\n".join(lines), pytrace=False
        )


@pytest.mark.parametrize(("tier", "same"), FLOORS)
def test_each_tier_is_recognised(rows: list[dict[str, str]], tier: str, same: bool) -> None:
    """At least so large a share of the tier's cases is on the right side of the default threshold."""
    threshold = load_weights().threshold
    found = [
        float(row["score"]) >= threshold
        for row in rows
        if row["tier"] == tier and (row["same"] == "true") == same
    ]
    assert sum(right == same for right in found) / len(found) >= FLOORS[tier, same]


def test_surer_cases_score_further_apart(rows: list[dict[str, str]]) -> None:
    """Mean scores fall from the surest "same" to the surest "different"."""
    scores = {(row["query"], row["listed"]): float(row["score"]) for row in rows}
    pairs = [
        LabelledPair(row["query"], row["listed"], row["same"] == "true", labels={"tier": row["tier"]})
        for row in rows
    ]
    report = evaluate_pairs(pairs, score=lambda pair: scores[pair.query, pair.listed])
    means = {(tier, same): mean for tier, same, mean, _ in report.calibration}
    assert means["STRONG", True] > means["MEDIUM", True] > means["WEAK", True]
    assert means["MEDIUM", True] > means["MEDIUM", False] > means["STRONG", False]


def test_a_moved_score_is_told(freezing: dict[str, Any]) -> None:
    """Which way, from what to what, and of which pair; new and vanished cases too."""
    row = {
        "kind": "",
        "query": "A",
        "listed": "B",
        "same": "true",
        "tier": "STRONG",
        "category": "x",
        "score": "0.5000",
    }
    other = {**row, "query": "N"}
    lines = freezing["differences"]([row, other], {("", "A", "B"): 0.6, ("person", "G", "H"): 0.1})
    assert lines == [
        "worse  0.6000 -> 0.5000  A | B  (any kind, STRONG, x: same)",
        "new    0.5000            N | B  (any kind, STRONG, x: same)",
        "gone   0.1000            person | G | H",
    ]
    assert freezing["differences"]([row], {("", "A", "B"): 0.504}) == []
