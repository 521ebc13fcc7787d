"""Reports on labelled queries: recall of the listing and of the party, and who bears the alerts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from sanctionscreen.errors import UsageError
from sanctionscreen.evaluation.labelled import LabelledQuery
from sanctionscreen.evaluation.recovery import FLOOR, details, evaluate_queries
from sanctionscreen.model import Hit, Query, Screening


def _hit(entity_id: str, score: float, *, list_id: str = "l", muted: bool = False) -> Hit:
    return Hit(
        hit_id=entity_id, list=list_id, edition=None, entity_id=entity_id, kind="person", listed_name=f"N{entity_id}",
        matched_name="N", score=score, band="low", basis=("name",), flags=("muted",) if muted else (),
    )  # fmt: skip


class Canned:
    """Answers by name; notes at which threshold it was asked."""

    def __init__(self, answers: dict[str, tuple[Hit, ...]]) -> None:
        self.answers = answers
        self.thresholds: set[float | None] = set()

    def screen_many(
        self, queries: Iterable[Query], /, *, threshold: float | None = None
    ) -> Iterator[Screening]:
        self.thresholds.add(threshold)
        for query in queries:
            yield Screening(query_id=query.query_id, name=query.name, hits=self.answers.get(query.name, ()))


QUERIES = [
    LabelledQuery("1", "SegmentMatches", "person", "7", labels={"class": "typo"}),
    LabelledQuery("2", "Twin", "person", "8", twin_ids=frozenset({"9"}), labels={"class": "typo"}),
    LabelledQuery("3", "Lost", "vessel", "8", labels={"class": "cut"}),
    LabelledQuery("4", "Muted", "person", "7", list="l", labels={"class": "cut"}),
]
ANSWERS = {
    "SegmentMatches": (_hit("7", 0.9), _hit("1", 0.95)),
    "Twin": (_hit("9", 0.8), _hit("8", 0.55)),
    "Muted": (_hit("7", 0.99, list_id="other"), _hit("7", 0.85, muted=True)),
    "Ali Hassan": (_hit("1", 0.7), _hit("2", 0.6)),
    "Acme": (_hit("1", 0.75),),
}
CUSTOMERS = [
    Query(name=name, kind="person") for name in ("Ali Hassan", "John Smith", "Jane Doe", "Иван Петров")
]


def test_recall_is_of_what_scores_above_the_threshold() -> None:
    """At most one customer in four exceeds it; a twin counts for the party, a listing of another list does not."""
    canned = Canned(ANSWERS)
    report = evaluate_queries(QUERIES, canned, CUSTOMERS, rates=[0.25, 0.1])
    loose, strict = report.at
    assert (loose.point.threshold, strict.point.threshold) == (0.0, 0.7)
    assert (strict.point.recall, strict.party_recall) == (0.5, 0.75)
    assert strict.by["class"] == {"cut": (0.5, 2), "typo": (0.5, 2)}
    assert strict.by["kind"]["vessel"] == (0.0, 1)
    assert [answer.own for answer in report.answers] == [0.9, 0.55, 0.0, 0.85]
    assert report.answers[0].best_other == (0.95, "N1")
    assert (report.not_found, canned.thresholds) == (1, {FLOOR})


def test_alerts_are_counted_by_kind_and_segment() -> None:
    """Each group by itself, and hits per alert; further customers have no say in the threshold."""
    also = {"firms": [Query(name="Acme", kind="organization")]}
    report = evaluate_queries(QUERIES, Canned(ANSWERS), CUSTOMERS, also=also, rates=[0.25, 0.1])
    loose, strict = report.at
    assert (loose.customers["all"].alerts, loose.customers["all"].per_thousand) == (1, 250.0)
    assert loose.customers["all"].hits_per_alert == 2.0
    assert loose.customers["Latin: Arabic or Persian"].per_thousand == 1000.0
    assert loose.customers["Cyrillic"].alerts == 0
    assert strict.also["firms"]["organization"].alerts == 1
    assert strict.customers["all"].hits_per_alert is None


def test_muted_hits_count_unless_left_out() -> None:
    report = evaluate_queries(QUERIES, Canned(ANSWERS), CUSTOMERS, rates=[0.1], alerts_only=True)
    assert [answer.own for answer in report.answers] == [0.9, 0.55, 0.0, 0.0]


def test_details_hold_every_query_and_every_customer_with_a_hit() -> None:
    rows = list(details(evaluate_queries(QUERIES, Canned(ANSWERS), CUSTOMERS)))
    assert [row["score"] for row in rows if row["of"] == "queries"] == [0.0, 0.55, 0.85, 0.9]
    assert [(row["name"], row["best_other"]) for row in rows if row["of"] == "customers"] == [
        ("Ali Hassan", "N1")
    ]


def test_without_customers_there_is_no_threshold() -> None:
    with pytest.raises(UsageError, match="customers who are on no list"):
        evaluate_queries(QUERIES, Canned(ANSWERS), [])
