"""Reports as text, JSON and picture: all figures are there, in a form that can be read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import pytest
from lxml import etree

from sanctionscreen.evaluation.labelled import LabelledPair, LabelledQuery
from sanctionscreen.evaluation.pairs import PairsReport, evaluate_pairs
from sanctionscreen.evaluation.plot import as_svg
from sanctionscreen.evaluation.recovery import RecoveryReport, evaluate_queries
from sanctionscreen.evaluation.text import as_json, pairs_text, recovery_text, thinned
from sanctionscreen.model import Query, Screening


class Blind:
    """Finds nothing."""

    def screen_many(
        self, queries: Iterable[Query], /, *, threshold: float | None = None
    ) -> Iterator[Screening]:
        return (Screening(name=query.name) for query in queries)


@pytest.fixture
def pairs() -> PairsReport:
    labelled = [LabelledPair(f"A{n}", "B", n % 2 == 0, labels={"tier": "STRONG"}) for n in range(400)]
    return evaluate_pairs(labelled, score=lambda pair: int(pair.query[1:]) / 400)


@pytest.fixture
def recovery() -> RecoveryReport:
    queries = [LabelledQuery(str(n), "A", "person", "7") for n in range(30)]
    return evaluate_queries(queries, Blind(), [Query(name="John Smith", kind="person")] * 30)


def test_a_report_on_pairs_is_told(pairs: PairsReport) -> None:
    text = "\n".join(pairs_text(pairs))
    assert "400 pairs: 200 of the same party, 200 of different ones" in text
    assert f"{pairs.average_precision:.4f}" in text
    assert "STRONG" in text


def test_a_report_on_queries_is_told(recovery: RecoveryReport) -> None:
    text = "\n".join(recovery_text(recovery))
    assert "30 queries, 30 customers on no list" in text
    assert "Recall by kind (queries)" in text
    assert "Latin: other (30)" in text


def test_json_has_thin_curves_and_no_single_cases(pairs: PairsReport, recovery: RecoveryReport) -> None:
    found = json.loads(json.dumps(as_json(pairs)))
    assert len(found["precision_recall"]) == 200
    assert found["at"]["f1"] == pairs.at.f1
    assert "scored" not in found
    of_queries = json.loads(json.dumps(as_json(recovery)))
    assert of_queries["at"][1]["point"]["rate"] == 0.005
    assert "answers" not in of_queries
    assert of_queries["recall_at_alert_rate"]


def test_thinning_keeps_both_ends() -> None:
    assert thinned(list(range(1000)), 10)[0::9] == [0, 999]
    assert thinned([1, 2], 10) == [1, 2]


def test_pictures_are_well_formed_and_stay_on_the_canvas(
    pairs: PairsReport, recovery: RecoveryReport
) -> None:
    """Even where nothing is found, and with a title that needs escaping."""
    for report in (pairs, recovery):
        root = etree.fromstring(as_svg(report, "a < b & c").encode())
        width, height = map(float, str(root.attrib["viewBox"]).split()[2:])
        lines = root.findall("{*}polyline")
        assert len(lines) == 2
        for line in lines:
            for point in str(line.attrib["points"]).split():
                x, y = map(float, point.split(","))
                assert 0 <= x <= width
                assert 0 <= y <= height
