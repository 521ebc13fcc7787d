"""On official evaluation data: `evaluate` gives the figures of the independent scoring scripts."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sanctionscreen.batch import CustomerFile
from sanctionscreen.evaluation import evaluate_pairs, evaluate_queries, read_labelled
from sanctionscreen.evaluation.labelled import LabelledPair, LabelledQuery
from sanctionscreen.model import Hit, Query, Screening

pytestmark = pytest.mark.real


class Guessing:
    """Gives every query a few hits with scores by chance, on the listing expected of it among others."""

    def __init__(self, expected: dict[str, str]) -> None:
        self.expected = expected
        self.chance = random.Random(7)  # made-up scores

    def screen_many(
        self, queries: Iterable[Query], /, *, threshold: float | None = None
    ) -> Iterator[Screening]:
        for query in queries:
            ids = [self.expected.get(query.query_id, "x"), "y", "z"][: self.chance.choice((0, 1, 3))]
            scores = sorted((round(self.chance.uniform(0.5, 1), 2) for _ in ids), reverse=True)
            hits = tuple(
                self._hit(*item) for item in zip(self.chance.sample(ids, len(ids)), scores, strict=True)
            )
            yield Screening(query_id=query.query_id, name=query.name, hits=hits)

    def _hit(self, entity_id: str, score: float) -> Hit:
        return Hit(
            hit_id=entity_id, list="l", edition=None, entity_id=entity_id, kind=None, listed_name="L", matched_name="L",
            score=score, band="low", basis=("name",),
        )  # fmt: skip


def _written(screenings: Iterable[Screening], path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for screening in screenings:
            hits = [{"entity_id": hit.entity_id, "score": hit.score} for hit in screening.hits]
            file.write(
                json.dumps({"query_id": screening.query_id, "name": screening.name, "hits": hits}) + "\n"
            )
    return path


def _script(real_data: Path, name: str, *arguments: Path) -> dict[str, Any]:
    command = [sys.executable, str(real_data / "eval" / name), *map(str, arguments)]
    found: dict[str, Any] = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )
    return found


def test_recall_and_alert_rates_are_those_of_score_recovery(real_data: Path, tmp_path: Path) -> None:
    """Threshold, recall, recall of the party, hits per alert, and recall by kind and alias type, at every rate."""
    source = real_data / "eval" / "alias_recovery" / "queries.csv"
    labelled = [row for row in read_labelled(str(source)) if isinstance(row, LabelledQuery)]
    expected = {query.query_id: query.expect_id for query in labelled}
    with CustomerFile(str(real_data / "eval" / "customers" / "persons_us.csv")) as file:
        customers = [row for row in file if isinstance(row, Query)][:3000]
    asked = [Query(name=query.name, query_id=query.query_id) for query in labelled]
    guessing = Guessing(expected)
    answers = _written(guessing.screen_many(asked), tmp_path / "q.jsonl")
    ordinary = _written(guessing.screen_many(customers), tmp_path / "p.jsonl")
    theirs = _script(real_data, "score_recovery.py", source, answers, ordinary)
    ours = evaluate_queries(labelled, Guessing(expected), customers)
    assert (theirs["queries"], theirs["persons"]) == (ours.queries, ours.customers)
    for at in ours.at:
        their = theirs["at"][str(at.point.rate)]
        assert (their["threshold"], their["recall"]) == (at.point.threshold, at.point.recall)
        assert their["party_recall"] == at.party_recall
        assert their["hits_per_alert"] == at.customers["all"].hits_per_alert
        by = {**at.by["kind"], **at.by["alias_type"]}
        assert their["by"] == {value: recall for value, (recall, count) in by.items() if count >= 20}


def test_figures_of_pairs_are_those_of_score_pairs(real_data: Path) -> None:
    """Threshold, precision, recall, F1, both average precisions, and F1 by group and kind."""
    source = real_data / "eval" / "name_pairs.csv"
    theirs = _script(real_data, "score_pairs.py", source)
    ours = evaluate_pairs(row for row in read_labelled(str(source)) if isinstance(row, LabelledPair))
    at = ours.at
    assert theirs["pairs"] == ours.pairs
    assert [theirs[key] for key in ("threshold", "precision", "recall", "f1")] == [
        at.threshold, at.precision, at.recall, at.f1,
    ]  # fmt: skip
    assert theirs["average_precision"] == ours.average_precision
    assert theirs["average_precision_hard"] == ours.average_precision_hard
    for column in ("group", "kind"):
        assert theirs[column] == {value: group.f1 for value, group in ours.by[column].items()}
    means = {(tier, same): mean for tier, same, mean, _ in ours.calibration}
    assert means == pytest.approx(
        {(tier, same): mean for tier, same, mean in theirs["calibration"]}, abs=0.001
    )
