"""Labelled queries and ordinary customers: what is found, and what raises alerts. Reach for `evaluate_queries`."""

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
"""Screen at this threshold, so that the curve can be drawn; what scores less counts as not found."""


class Screens(Protocol):
    """What is needed of a `Screener`."""

    def screen_many(
        self, queries: Iterable[Query], /, *, threshold: float | None = None
    ) -> Iterator[Screening]:
        """Answer every query, in order."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one labelled query.

    Attributes:
        query: the row.
        own: score of the expected listing, 0 if it was not found.
        party: the same, or a twin's score if that is higher.
        best_other: score and primary name of the best other listing, 0 and empty if there is none.
    """

    query: LabelledQuery
    own: float
    party: float
    best_other: tuple[float, str]


@dataclass(frozen=True, slots=True)
class CustomerScores:
    """What came back for customers who are on no list.

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
        """Each one's best score, 0 where nothing was found."""
        return [max(hits, default=0.0) for hits in self.hits]


@dataclass(frozen=True, slots=True)
class AlertRate:
    """How often customers who are on no list raise an alert.

    Attributes:
        customers, alerts: how many there are, and how many of them raise at least one.
        per_thousand: alerts per 1,000 customers.
        hits_per_alert: mean number of hits of those who raise one; None where nobody does.
    """

    customers: int
    alerts: int
    per_thousand: float
    hits_per_alert: float | None


@dataclass(frozen=True, slots=True)
class AtRate:
    """Everything at the threshold of one alert rate.

    Attributes:
        point: the rate, its threshold, and the recall of the expected listings.
        party_recall: recall where a twin counts too.
        by: column → value → (recall, queries); `kind`, `segment`, and the labels that the file has.
        customers: the customers that the threshold is read off: all of them under `all`, then by kind and by segment.
        also: the same for each further group of customers, which has no say in the threshold.
    """

    point: RatePoint
    party_recall: float
    by: dict[str, dict[str, tuple[float, int]]]
    customers: dict[str, AlertRate]
    also: dict[str, dict[str, AlertRate]]


@dataclass(frozen=True, slots=True)
class RecoveryReport:
    """What a screener finds of labelled queries, at alert rates that people can live with.

    Attributes:
        queries, customers: how many there are.
        not_found: queries whose expected listing did not come back at all: it scores less than the floor, or is on none
            of the lists.
        at: the figures at each alert rate.
        average_precision, best_f1: of queries against customers, taken together as they are; they depend on the mix.
        curve: the precision-recall curve of the same.
        rate_curve: recall against alert rate.
        answers: every query with what came back.
        customer_scores: what came back for the customers, under `customers`, then for each further group.
    """

    queries: int
    customers: int
    not_found: int
    at: tuple[AtRate, ...]
    average_precision: float
    best_f1: Point
    curve: tuple[Point, ...]
    rate_curve: tuple[RatePoint, ...]
    answers: tuple[Answer, ...]
    customer_scores: dict[str, CustomerScores]


def evaluate_queries(
    queries: Sequence[LabelledQuery],
    screener: Screens,
    customers: Iterable[Query],
    *,
    also: Mapping[str, Iterable[Query]] | None = None,
    rates: Sequence[float] = ALERT_RATES,
    alerts_only: bool = False,
    floor: float = FLOOR,
) -> RecoveryReport:
    """Screen labelled queries and customers who are on no list, and judge what comes back.

    Args:
        queries: what should be found.
        screener: with the lists that hold the expected listings.
        customers: parties on no list; the thresholds are read off what they raise.
        also: further customers by a name for each group; the thresholds are applied to them.
        rates: shares of the customers that may raise an alert.
        alerts_only: leave out hits that are muted or de-listed; by default every hit counts.
        floor: threshold to screen at; thresholds below it are not seen.

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
    for group, found in report.customer_scores.items():
        rows = zip(found.best, found.names, found.kinds, found.segments, found.listed, strict=True)
        for score, name, kind, segment, listed in sorted((row for row in rows if row[0]), reverse=True):
            yield {
                "of": group, "name": name, "kind": kind, "segment": segment, "best_other_score": score,
                "best_other": listed,
            }  # fmt: skip


def _counted(hits: Iterable[Hit], alerts_only: bool) -> list[Hit]:
    return [hit for hit in hits if hit.is_alert or not alerts_only]


def _answers(
    queries: Sequence[LabelledQuery], screener: Screens, floor: float, alerts_only: bool
) -> Iterator[Answer]:
    asked = [Query(name=query.name, kind=query.kind, query_id=query.query_id) for query in queries]
    for query, screening in zip(queries, screener.screen_many(asked, threshold=floor), strict=True):
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
        yield Answer(query, own, max(own, party), other)


def _customers(
    customers: Iterable[Query], screener: Screens, floor: float, alerts_only: bool
) -> CustomerScores:
    rows: list[tuple[str, str, str, tuple[float, ...], str]] = []
    kinds: list[str] = []

    def noted() -> Iterator[Query]:
        for customer in customers:
            kinds.append(customer.kind or "not said")
            yield customer

    for place, screening in enumerate(screener.screen_many(noted(), threshold=floor)):
        hits = _counted(screening.hits, alerts_only)
        best = hits[0].listed_name if hits else ""
        name = screening.name
        rows.append((name, kinds[place], segment_of(name), tuple(hit.score for hit in hits), best))
    if not rows:
        return CustomerScores((), (), (), (), ())
    return CustomerScores(*zip(*rows, strict=True))


def _at(
    point: RatePoint, threshold: float, answers: Sequence[Answer], scores: Mapping[str, CustomerScores]
) -> AtRate:
    party = np.sort([answer.party for answer in answers])
    rates = {name: _alert_rates(found, threshold) for name, found in scores.items()}
    return AtRate(
        point=point,
        party_recall=share_above(party, threshold),
        by=_recalls(answers, threshold),
        customers=rates.pop("customers"),
        also=rates,
    )


def _recalls(answers: Sequence[Answer], threshold: float) -> dict[str, dict[str, tuple[float, int]]]:
    groups: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for answer in answers:
        query = answer.query
        columns = {"kind": query.kind or "not said", "segment": segment_of(query.name), **query.labels}
        for column, value in columns.items():
            groups[column][value].append(answer.own > threshold)
    return {
        column: {
            value: (round(sum(found) / len(found), 4), len(found)) for value, found in sorted(values.items())
        }
        for column, values in groups.items()
    }


def _alert_rates(found: CustomerScores, threshold: float) -> dict[str, AlertRate]:
    groups: dict[str, list[int]] = defaultdict(list)
    for kind, segment, hits in zip(found.kinds, found.segments, found.hits, strict=True):
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
