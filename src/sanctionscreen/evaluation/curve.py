"""Curves of labelled scores: thresholds, alert rates, precision and recall.

Two conventions are used, each as its figure is usually published: recall at an alert rate counts scores *above* the
threshold, precision and recall of a curve count scores *from* it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

ALERT_RATES = (0.001, 0.005, 0.01, 0.02)
"""The default alert rates at which recall is reported, as shares of ordinary customers."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a precision-recall curve.

    Attributes:
        threshold: scores from it count as alerts.
        precision: share of alerts that are true matches; it depends on the mix of positives and negatives.
        recall: share of true matches that are alerts.
        f1: harmonic mean of the two; 0 if no alert is a true match.
    """

    threshold: float
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class RatePoint:
    """One point of the curve of recall against alert rate.

    Attributes:
        rate: share of what should not match that may raise an alert, 0 to 1.
        threshold: a score above it is an alert; the lowest that doesn't exceed the rate.
        recall: share of what should match whose score is above the threshold.
        false_alerts: share of what should not match that is above it; ties may make it less than `rate`.
    """

    rate: float
    threshold: float
    recall: float
    false_alerts: float


class Scores:
    """Scores of labelled cases, 0 to 1, ready for any of the usual figures.

    Args:
        positives: scores of cases that should match, 0 for those without any.
        negatives: scores of cases that should not.

    >>> scores = Scores([0.9, 0.8, 0.3], [0.5, 0.1])
    >>> scores.average_precision(), scores.best_f1().f1
    (0.9167, 0.8571)
    """

    def __init__(self, positives: list[float] | F64, negatives: list[float] | F64) -> None:
        self.positives = np.sort(np.asarray(positives, dtype=np.float64))
        self.negatives = np.sort(np.asarray(negatives, dtype=np.float64))

    def threshold_at(self, rate: float) -> float:
        """The score that no more than a share `rate` of the negatives exceeds.

        Args:
            rate: 0 to 1.

        Raises:
            ValueError: if there are no negatives.
        """
        count = len(self.negatives)
        if not count:
            raise ValueError("an alert rate needs cases that should not match")
        return float(self.negatives[count - 1 - min(int(rate * count), count - 1)])

    def at_rate(self, rate: float) -> RatePoint:
        """Threshold and recall at an alert rate; raises as `threshold_at`."""
        threshold = self.threshold_at(rate)
        return RatePoint(
            rate,
            round(threshold, 4),
            share_above(self.positives, threshold),
            share_above(self.negatives, threshold),
        )

    def rate_curve(self, points: int = 200) -> list[RatePoint]:
        """Recall against alert rate, at rates spread evenly by ratio from one negative to all of them."""
        rates = np.geomspace(1 / len(self.negatives), 1.0, points)
        return [self.at_rate(float(rate)) for rate in rates]

    def at_threshold(self, threshold: float) -> Point:
        """Precision, recall and F1 where scores from `threshold` are alerts."""
        return self._points(np.array([threshold]))[0]

    def precision_recall(self) -> list[Point]:
        """The precision-recall curve: a point for each distinct score, thresholds rising."""
        return self._points(np.unique(np.concatenate([self.positives, self.negatives])))

    def best_f1(self) -> Point:
        """The point of the curve with the highest F1, to 4 decimals; of equal ones that with the lowest threshold."""
        return max(self.precision_recall(), key=lambda point: (point.f1, -point.threshold))

    def average_precision(self) -> float:
        """Area under the precision-recall curve, as a sum of steps; cases of one score count together."""
        if not len(self.positives):
            return 0.0
        values = np.unique(np.concatenate([self.positives, self.negatives]))[::-1]
        hits = len(self.positives) - np.searchsorted(self.positives, values)
        alerts = hits + len(self.negatives) - np.searchsorted(self.negatives, values)
        steps = np.diff(hits, prepend=0) / len(self.positives)
        return round(float((hits / alerts * steps).sum()), 4)

    def _points(self, thresholds: F64) -> list[Point]:
        hits = len(self.positives) - np.searchsorted(self.positives, thresholds)
        alerts = hits + len(self.negatives) - np.searchsorted(self.negatives, thresholds)
        precision = hits / np.maximum(alerts, 1)
        recall = hits / max(len(self.positives), 1)
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
        columns = (np.round(values, 4).tolist() for values in (thresholds, precision, recall, f1))
        return [Point(*row) for row in zip(*columns, strict=True)]


def share_above(scores: F64, threshold: float) -> float:
    """Share of sorted scores that exceed a threshold, to 4 decimals; 0 if there are none."""
    above = len(scores) - int(np.searchsorted(scores, threshold, side="right"))
    return round(above / len(scores), 4) if len(scores) else 0.0
