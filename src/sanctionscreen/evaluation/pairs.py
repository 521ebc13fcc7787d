"""Evaluation on labelled pairs of names: precision, recall and average precision of their scores."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sanctionscreen.errors import UsageError
from sanctionscreen.evaluation.curve import ALERT_RATES, Point, RatePoint, Scores
from sanctionscreen.evaluation.labelled import LabelledPair
from sanctionscreen.evaluation.segments import pair_segment

_WORD = re.compile(r"\w+")
_TIERS = ("tier", "quality")

ScorePair = Callable[[LabelledPair], float]
"""A matcher: gives a pair of names a score from 0 to 1. The library's own is `score_of_pair`."""


@dataclass(frozen=True, slots=True)
class PairGroup:
    """Figures of some of the pairs, at the threshold of all.

    Attributes:
        same, different: how many there are of either label.
        precision, recall, f1: at the threshold of the report.
        average_precision: of the group by itself; None if it has pairs of one label only.
    """

    same: int
    different: int
    precision: float
    recall: float
    f1: float
    average_precision: float | None


@dataclass(frozen=True, slots=True)
class PairsReport:
    """Figures of the scores of labelled pairs.

    Attributes:
        pairs, same, different: how many there are.
        threshold_given: whether the threshold of `at` was given; else it has the best F1 on these very pairs, which
            flatters.
        at: precision, recall and F1 where scores from the threshold say "same".
        average_precision: area under the precision-recall curve.
        average_precision_hard: the same without pairs of one party whose names differ only in case, order and
            punctuation.
        rates: recall at shares of the different pairs that are alerts.
        by: column → its value → figures; `kind`, `segment`, and the labels that the file has.
        calibration: (tier, label, mean score, pairs), where the file says how sure each label is.
        curve: the precision-recall curve.
        scored: every pair with its score, in the order given.
    """

    pairs: int
    same: int
    different: int
    threshold_given: bool
    at: Point
    average_precision: float
    average_precision_hard: float
    rates: tuple[RatePoint, ...]
    by: dict[str, dict[str, PairGroup]]
    calibration: tuple[tuple[str, bool, float, int], ...]
    curve: tuple[Point, ...]
    scored: tuple[tuple[LabelledPair, float], ...]


def score_of_pair(pair: LabelledPair) -> float:
    """What `compare` gives for the two names and kinds."""
    from sanctionscreen.matching import compare  # late: reading a labelled file needs no matcher

    return compare(pair.query, pair.listed, kind=pair.kind, listed_kind=pair.listed_kind).score


def evaluate_pairs(
    pairs: Iterable[LabelledPair],
    *,
    threshold: float | None = None,
    rates: Sequence[float] = ALERT_RATES,
    score: ScorePair = score_of_pair,
) -> PairsReport:
    """Score labelled pairs and evaluate the scores.

    Args:
        pairs: of both labels.
        threshold: where "same" begins, 0 to 1; None for the best F1 on these pairs.
        rates: shares of the different pairs at which recall is given.
        score: the matcher; another one than the library's to compare the two.

    Raises:
        UsageError: if all pairs have one label.
    """
    scored = tuple((pair, float(score(pair))) for pair in pairs)
    scores = _scores(scored)
    if not len(scores.positives) or not len(scores.negatives):
        raise UsageError("labelled pairs need some that are the same party and some that are not")
    at = scores.best_f1() if threshold is None else scores.at_threshold(threshold)
    hard = _scores([item for item in scored if not (item[0].same and _differ_in_order_only(item[0]))])
    return PairsReport(
        pairs=len(scored),
        same=len(scores.positives),
        different=len(scores.negatives),
        threshold_given=threshold is not None,
        at=at,
        average_precision=scores.average_precision(),
        average_precision_hard=hard.average_precision(),
        rates=tuple(map(scores.at_rate, rates)),
        by=_by_column(scored, at.threshold),
        calibration=_calibration(scored),
        curve=tuple(scores.precision_recall()),
        scored=scored,
    )


def details(report: PairsReport) -> Iterable[dict[str, Any]]:
    """A row for each pair, the wrong ones first, the worst of them at the top."""
    threshold = report.at.threshold

    def wrong_by(item: tuple[LabelledPair, float]) -> float:
        return threshold - item[1] if item[0].same else item[1] - threshold

    for pair, score in sorted(report.scored, key=wrong_by, reverse=True):
        right = (score >= threshold) == pair.same
        yield {
            "line": pair.line, "kind": pair.kind or "", "query": pair.query, "listed": pair.listed,
            "same": str(pair.same).lower(), "score": score, "right": str(right).lower(),
            "segment": pair_segment(pair.query, pair.listed), **pair.labels,
        }  # fmt: skip


def _scores(scored: Iterable[tuple[LabelledPair, float]]) -> Scores:
    by_label: dict[bool, list[float]] = {True: [], False: []}
    for pair, score in scored:
        by_label[pair.same].append(score)
    return Scores(by_label[True], by_label[False])


def _differ_in_order_only(pair: LabelledPair) -> bool:
    return sorted(_WORD.findall(pair.query.casefold())) == sorted(_WORD.findall(pair.listed.casefold()))


def _by_column(
    scored: Iterable[tuple[LabelledPair, float]], threshold: float
) -> dict[str, dict[str, PairGroup]]:
    groups: dict[str, dict[str, list[tuple[LabelledPair, float]]]] = defaultdict(lambda: defaultdict(list))
    for pair, score in scored:
        columns = {
            "kind": pair.kind or "not said",
            "segment": pair_segment(pair.query, pair.listed),
            **pair.labels,
        }
        for column, value in columns.items():
            groups[column][value].append((pair, score))
    return {
        column: {value: _group(items, threshold) for value, items in sorted(values.items())}
        for column, values in groups.items()
    }


def _group(scored: Iterable[tuple[LabelledPair, float]], threshold: float) -> PairGroup:
    scores = _scores(scored)
    at = scores.at_threshold(threshold)
    both = len(scores.positives) and len(scores.negatives)
    return PairGroup(
        len(scores.positives), len(scores.negatives), at.precision, at.recall, at.f1,
        scores.average_precision() if both else None,
    )  # fmt: skip


def _calibration(scored: Iterable[tuple[LabelledPair, float]]) -> tuple[tuple[str, bool, float, int], ...]:
    """Mean scores, which should fall from the surest "same" to the surest "different"."""
    groups: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for pair, score in scored:
        for column in _TIERS:
            if column in pair.labels:
                groups[pair.labels[column], pair.same].append(score)
    order = {"STRONG": 0, "MEDIUM": 1, "WEAK": 2}

    def rank(key: tuple[str, bool]) -> tuple[bool, int]:
        sure = order.get(key[0], len(order))
        return not key[1], sure if key[1] else -sure

    return tuple(
        (tier, same, round(sum(groups[tier, same]) / len(groups[tier, same]), 4), len(groups[tier, same]))
        for tier, same in sorted(groups, key=rank)
    )
