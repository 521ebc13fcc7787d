"""Figures from scores: equal to what their definitions say, case by case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.evaluation.curve import Scores, share_above

scores = st.lists(st.integers(0, 20).map(lambda value: value / 20), min_size=1, max_size=30)


@given(scores, scores, st.floats(0, 1))
def test_the_alert_rate_is_kept_to(positives: list[float], negatives: list[float], rate: float) -> None:
    """No more of the negatives than asked are above the threshold, and the next lower score would be too low."""
    found = Scores(positives, negatives)
    threshold = found.threshold_at(rate)
    above = sum(score > threshold for score in negatives)
    assert above <= rate * len(negatives)
    from_it = sum(score >= threshold for score in negatives)
    assert from_it > rate * len(negatives) or threshold == min(negatives)


@given(scores, scores)
def test_average_precision_is_the_sum_over_ranks(positives: list[float], negatives: list[float]) -> None:
    """Each true match counts the precision of the alerts down to its score."""
    total = 0.0
    for score in positives:
        hits = sum(other >= score for other in positives)
        alerts = hits + sum(other >= score for other in negatives)
        total += hits / alerts / len(positives)
    assert Scores(positives, negatives).average_precision() == pytest.approx(total, abs=1e-4)


@given(scores, scores)
def test_the_best_f1_is_at_least_that_of_any_threshold(
    positives: list[float], negatives: list[float]
) -> None:
    found = Scores(positives, negatives)
    best = found.best_f1()
    assert all(found.at_threshold(step / 20).f1 <= best.f1 for step in range(21))
    assert found.at_threshold(best.threshold) == best


@given(scores, scores)
def test_recall_falls_as_the_threshold_rises(positives: list[float], negatives: list[float]) -> None:
    recalls = [point.recall for point in Scores(positives, negatives).precision_recall()]
    assert recalls == sorted(recalls, reverse=True)
    rates = [point.recall for point in Scores(positives, negatives).rate_curve(20)]
    assert rates == sorted(rates)


def test_perfect_scores_give_perfect_figures() -> None:
    found = Scores([0.9, 0.8], [0.3, 0.1, 0.2])
    assert found.average_precision() == 1.0
    assert (found.best_f1().f1, found.best_f1().threshold) == (1.0, 0.8)
    assert found.at_rate(0.01).recall == 1.0


def test_an_alert_rate_needs_negatives() -> None:
    with pytest.raises(ValueError, match="should not match"):
        Scores([0.5], []).threshold_at(0.01)


def test_nothing_has_no_share() -> None:
    """Of no scores none is above anything; no true match, no average precision."""
    assert share_above(Scores([], [0.5]).positives, 0.1) == 0.0
    assert Scores([], [0.5]).average_precision() == 0.0
