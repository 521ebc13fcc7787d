"""Reports on labelled pairs: counts, groups, calibration, and which pairs are wrong."""

from __future__ import annotations

import pytest

from sanctionscreen import compare
from sanctionscreen.errors import UsageError
from sanctionscreen.evaluation.labelled import LabelledPair
from sanctionscreen.evaluation.pairs import details, evaluate_pairs, score_of_pair

PAIRS = [
    LabelledPair("Ada Lovelace", "LOVELACE, Ada", True, "person", "person", {"tier": "STRONG"}),
    LabelledPair("Ada Byron", "Ada Lovelace", True, "person", "person", {"tier": "WEAK"}),
    LabelledPair("Ada Lovelace", "Ada Loveland", False, "person", "person", {"tier": "WEAK"}),
    LabelledPair("Acme Ltd", "Zenith Ltd", False, "organization", "organization", {"tier": "STRONG"}),
]
GIVEN = dict(zip((pair.listed for pair in PAIRS), (1.0, 0.4, 0.8, 0.1), strict=True))


def _given(pair: LabelledPair) -> float:
    return GIVEN[pair.listed] if pair.query != "Ada Byron" else 0.4


def test_figures_are_those_of_the_scores() -> None:
    """At a threshold that is asked for, and without the pair that differs in case and order only."""
    report = evaluate_pairs(PAIRS, threshold=0.5, score=_given)
    assert (report.pairs, report.same, report.different) == (4, 2, 2)
    assert (report.at.precision, report.at.recall, report.threshold_given) == (0.5, 0.5, True)
    assert report.average_precision == pytest.approx(0.5 + 0.5 * 2 / 3, abs=1e-4)
    assert report.average_precision_hard == 0.5
    assert [point.recall for point in report.rates] == [0.5, 0.5, 0.5, 0.5]


def test_groups_are_judged_at_the_common_threshold() -> None:
    """A group of one label has no average precision; kind and segment are always there."""
    report = evaluate_pairs(PAIRS, threshold=0.5, score=_given)
    assert set(report.by) == {"kind", "segment", "tier"}
    person = report.by["kind"]["person"]
    assert (person.same, person.different, person.precision, person.recall) == (2, 1, 0.5, 0.5)
    assert report.by["kind"]["organization"].average_precision is None


def test_calibration_runs_from_surely_same_to_surely_different() -> None:
    report = evaluate_pairs(PAIRS, score=_given)
    assert report.calibration == (
        ("STRONG", True, 1.0, 1),
        ("WEAK", True, 0.4, 1),
        ("WEAK", False, 0.8, 1),
        ("STRONG", False, 0.1, 1),
    )


def test_details_begin_with_the_worst_mistake() -> None:
    rows = list(details(evaluate_pairs(PAIRS, threshold=0.5, score=_given)))
    assert [(row["listed"], row["right"]) for row in rows[:2]] == [
        ("Ada Loveland", "false"),
        ("Ada Lovelace", "false"),
    ]
    assert [row["right"] for row in rows[2:]] == ["true", "true"]


def test_pairs_are_scored_as_compare_does() -> None:
    """Both kinds count."""
    pair = LabelledPair("Al Rashid", "AL RASHID", True, "vessel", "organization")
    assert (
        score_of_pair(pair)
        == compare("Al Rashid", "AL RASHID", kind="vessel", listed_kind="organization").score
    )


def test_both_labels_are_needed() -> None:
    with pytest.raises(UsageError, match="some that are not"):
        evaluate_pairs(PAIRS[:2], score=_given)
