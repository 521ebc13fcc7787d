"""Evaluation on labelled queries and ordinary customers: recall at alert rates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from sanctionscreen.errors import UsageError
from sanctionscreen.evaluation.curve import ALERT_RATES, Point, RatePoint, Scores, share_above
from sanctionscreen.evaluation.labelled import LabelledQuery
from sanctionscreen.evaluation.segments import segment_of
from sanctionscreen.model import Hit, Query, Screening

FLOOR = 0.45
"""The threshold to screen at for a full curve; what scores less counts as not found."""


class QueryScreener(Protocol):
    """A `Screener`, or anything that answers queries like one."""

    def screen_many(
        self, queries: Iterable[Query], /, *, threshold: float | None = None
    ) -> Iterator[Screening]:
        """QueryResult every query, in order."""


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The scores that a labelled query got.

    Attributes:
        query: the row.
        own: score of the expected listing, 0 if it has no hit.
        party: the same, or a twin's score if that is higher.
        best_other: score and primary name of the best other listing, 0 and empty if none has a hit.
    """

    query: LabelledQuery
    own: float
    party: float
    best_other: tuple[float, str]


@dataclass(frozen=True, slots=True)
class CustomerScores:
    """The hits of customers who are on no list.

    Attributes:
        names: of the customers.
        kinds, segments: of each of them.
        hits: scores of each one's hits.
        listed: primary name of each one's best hit, empty for none.
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    segments: tuple[str, ...]
    hits: tuple[tuple[float, ...], ...]
    listed: tuple[str, ...]

    @property
    def best(self) -> list[float]:
        """Each one's best score, 0 without a hit."""
        return [max(hits, default=0.0) for hits in self.hits]


@dataclass(frozen=True, slots=True)
class AlertRate:
    """How often customers who are on no list raise an alert.

    Attributes:
        customers, alerts: how many there are, and how many of them raise at least one.
        per_thousand: alerts per 1,000 customers.
        hits_per_alert: mean number of hits of those who raise one; None if nobody does.
    """

    customers: int
    alerts: int
    per_thousand: float
    hits_per_alert: float | None


@dataclass(frozen=True, slots=True)
class AtRate:
    """Figures at the threshold of one alert rate.

    Attributes:
        point: the rate, its threshold, and the recall of the expected listings.
        party_recall: recall if a twin counts too.
        by: column → value → (recall, queries); `kind`, `segment`, and the labels that the file has.
        customers: the customers that determine the threshold: all of them under `all`, then by kind and by segment.
        also: the same for each further group of customers, which doesn't determine the threshold.
    """

    point: RatePoint
    party_recall: float
    by: dict[str, dict[str, tuple[float, int]]]
    customers: dict[str, AlertRate]
    also: dict[str, dict[str, AlertRate]]


@dataclass(frozen=True, slots=True)
class RecoveryReport:
    """What a screener finds of labelled queries, at given alert rates of ordinary customers.

    Attributes:
        queries, customers: how many there are.
        not_found: queries whose expected listing has no hit: it scores less than the floor, or is on none of the lists.
        at: the figures at each alert rate.
        average_precision, best_f1: of queries and customers together; they depend on the mix.
        curve: the precision-recall curve of these.
        rate_curve: recall against alert rate.
        answers: every query with its scores.
        customer_scores: the hits of the customers, under `customers`, then of each further group.
    """

    queries: int
    customers: int
    not_found: int
    at: tuple[AtRate, ...]
    average_precision: float
    best_f1: Point
    curve: tuple[Point, ...]
    rate_curve: tuple[RatePoint, ...]
    answers: tuple[QueryResult, ...]
    customer_scores: dict[str, CustomerScores]


def evaluate_queries(
    queries: Sequence[LabelledQuery],
    screener: QueryScreener,
    customers: Iterable[Query],
    *,
    also: Mapping[str, Iterable[Query]] | None = None,
    rates: Sequence[float] = ALERT_RATES,
    alerts_only: bool = False,
    floor: float = FLOOR,
) -> RecoveryReport:
    """Screen labelled queries and customers who are on no list, and evaluate the hits.

    Args:
        queries: with the listings that they should find.
        screener: with the lists that hold the expected listings.
        customers: parties on no list; their scores determine the thresholds.
        also: further customers by a name for each group, to which the thresholds are applied.
        rates: shares of the customers that may raise an alert.
        alerts_only: leave out hits that are muted or de-listed; by default every hit counts.
        floor: threshold to screen at; the curve begins there.

    Raises:
        UsageError: if there are no queries or no customers.
    """
    answers = tuple(_answers(queries, screener, floor, alerts_only))
    groups = {"customers": customers, **(also or {})}
    scores = {name: _customers(group, screener, floor, alerts_only) for name, group in groups.items()}
    ordinary = scores["customers"]
    if not answers or not ordinary.names:
        raise UsageError("recall against alert rate needs labelled queries, and customers who are on no list")
    both = Scores([answer.own for answer in answers], ordinary.best)
    return RecoveryReport(
        queries=len(answers),
        customers=len(ordinary.names),
        not_found=sum(answer.party == 0 for answer in answers),
        at=tuple(_at(both.at_rate(rate), both.threshold_at(rate), answers, scores) for rate in rates),
        average_precision=both.average_precision(),
        best_f1=both.best_f1(),
        curve=tuple(both.precision_recall()),
        rate_curve=tuple(both.rate_curve()),
        answers=answers,
        customer_scores=scores,
    )


def details(report: RecoveryReport) -> Iterator[dict[str, Any]]:
    """A row for each query, the lowest scores first, then for each customer with a hit, the highest first."""
    for answer in sorted(report.answers, key=lambda answer: answer.own):
        query = answer.query
        yield {
            "of": "queries", "id": query.query_id, "name": query.name, "kind": query.kind or "",
            "segment": segment_of(query.name), "expect_id": query.expect_id, "score": answer.own,
            "party_score": answer.party, "best_other_score": answer.best_other[0], "best_other": answer.best_other[1],
            **query.labels,
        }  # fmt: skip
    for group, of_group in report.customer_scores.items():
        columns = of_group.best, of_group.names, of_group.kinds, of_group.segments, of_group.listed
        rows = zip(*columns, strict=True)
        for score, name, kind, segment, listed in sorted((row for row in rows if row[0]), reverse=True):
            yield {
                "of": group, "name": name, "kind": kind, "segment": segment, "best_other_score": score,
                "best_other": listed,
            }  # fmt: skip


def _counted(hits: Iterable[Hit], alerts_only: bool) -> list[Hit]:
    return [hit for hit in hits if hit.is_alert or not alerts_only]


def _answers(
    queries: Sequence[LabelledQuery], screener: QueryScreener, floor: float, alerts_only: bool
) -> Iterator[QueryResult]:
    searches = [Query(name=query.name, kind=query.kind, query_id=query.query_id) for query in queries]
    for query, screening in zip(queries, screener.screen_many(searches, threshold=floor), strict=True):
        own = party = 0.0
        other = (0.0, "")
        for hit in _counted(screening.hits, alerts_only):
            right_list = query.list in ("", hit.list)
            if right_list and hit.entity_id == query.expect_id:
                own = max(own, hit.score)
            elif hit.entity_id in query.twin_ids:
                party = max(party, hit.score)
            elif hit.score > other[0]:
                other = (hit.score, hit.listed_name)
        yield QueryResult(query, own, max(own, party), other)


def _customers(
    customers: Iterable[Query], screener: QueryScreener, floor: float, alerts_only: bool
) -> CustomerScores:
    rows: list[tuple[str, str, str, tuple[float, ...], str]] = []
    kinds: list[str] = []

    def with_kinds_noted() -> Iterator[Query]:
        for customer in customers:
            kinds.append(customer.kind or "not said")
            yield customer

    for number, screening in enumerate(screener.screen_many(with_kinds_noted(), threshold=floor)):
        hits = _counted(screening.hits, alerts_only)
        best = hits[0].listed_name if hits else ""
        name = screening.name
        rows.append((name, kinds[number], segment_of(name), tuple(hit.score for hit in hits), best))
    if not rows:
        return CustomerScores((), (), (), (), ())
    return CustomerScores(*zip(*rows, strict=True))


def _at(
    point: RatePoint, threshold: float, answers: Sequence[QueryResult], scores: Mapping[str, CustomerScores]
) -> AtRate:
    party = np.sort([answer.party for answer in answers])
    rates = {name: _alert_rates(group, threshold) for name, group in scores.items()}
    return AtRate(
        point=point,
        party_recall=share_above(party, threshold),
        by=_recalls(answers, threshold),
        customers=rates.pop("customers"),
        also=rates,
    )


def _recalls(answers: Sequence[QueryResult], threshold: float) -> dict[str, dict[str, tuple[float, int]]]:
    groups: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for answer in answers:
        query = answer.query
        columns = {"kind": query.kind or "not said", "segment": segment_of(query.name), **query.labels}
        for column, value in columns.items():
            groups[column][value].append(answer.own > threshold)
    return {
        column: {
            value: (round(sum(is_found) / len(is_found), 4), len(is_found))
            for value, is_found in sorted(values.items())
        }
        for column, values in groups.items()
    }


def _alert_rates(customers: CustomerScores, threshold: float) -> dict[str, AlertRate]:
    groups: dict[str, list[int]] = defaultdict(list)
    for kind, segment, hits in zip(customers.kinds, customers.segments, customers.hits, strict=True):
        above = sum(score > threshold for score in hits)
        for group in ("all", kind, segment):
            groups[group].append(above)
    return {
        group: _alert_rate(counts)
        for group, counts in sorted(groups.items(), key=lambda item: item[0] != "all")
    }


def _alert_rate(counts: Sequence[int]) -> AlertRate:
    alerting = [count for count in counts if count]
    per_alert = round(sum(alerting) / len(alerting), 2) if alerting else None
    return AlertRate(len(counts), len(alerting), round(1000 * len(alerting) / len(counts), 2), per_alert)
