"""Quality figures on the public data set in examples/data, which anyone can measure again.

Used by measure_quality.py (`make quality`). By itself it prints the figures: measure_example.py
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from doc_figures import ROOT, table_head, table_row

from sanctionscreen import CustomerFile, Query, Screener, Screening
from sanctionscreen.evaluation import (
    LabelledPair,
    LabelledQuery,
    PairsReport,
    RecoveryReport,
    evaluate_pairs,
    evaluate_queries,
    read_labelled,
)

DATA = ROOT / "examples" / "data"
PER_THOUSAND = (1, 2, 5, 6, 7, 10, 20)
"""Alerts per 1,000 customers for which a threshold is given. Four of the customers bear a listed name."""
FLOOR = 0.3
"""Lowest threshold that the calibration looks at."""


@dataclass(frozen=True, slots=True)
class Found:
    """What screening with all columns and the default threshold makes of the two files.

    Attributes:
        true_matches: query id → (class, whether an alert names the right listing).
        alerts: highest band of each customer on no list who raises an alert.
        customers: how many customers there are.
    """

    true_matches: dict[str, tuple[str, bool]]
    alerts: tuple[str, ...]
    customers: int


@functools.cache
def default_threshold() -> float:
    """The threshold that screening has if none is given."""
    return screener().threshold


@functools.cache
def screener() -> Screener:
    """The list that ships."""
    return Screener.from_lists("shipped")


@functools.cache
def pairs_report() -> PairsReport:
    """The labelled pairs at the default threshold."""
    rows = [item for item in read_labelled(str(DATA / "pairs.csv")) if isinstance(item, LabelledPair)]
    return evaluate_pairs(rows, threshold=default_threshold())


@functools.cache
def recovery_report() -> RecoveryReport:
    """True matches by their names and kinds alone, against alerts of customers who are on no list."""
    rates = [count / 1000 for count in PER_THOUSAND]
    return evaluate_queries(true_matches(), screener(), customers("customers.csv"), rates=rates, floor=FLOOR)


def true_matches() -> list[LabelledQuery]:
    """The true matches as labelled queries."""
    return [item for item in read_labelled(str(DATA / "true_matches.csv")) if isinstance(item, LabelledQuery)]


def customers(name: str) -> Iterator[Query]:
    """Yield the rows of a file as customers, with all columns that screening reads.

    Raises:
        ValueError: for a row that cannot be screened.
    """
    with CustomerFile(str(DATA / name)) as file:
        for item in file:
            if not isinstance(item, Query):
                raise ValueError(f"{name}, line {item.line}: {item.reason}")
            yield item


@functools.cache
def found() -> Found:
    """Both files, screened as a user would."""
    expected = {query.query_id: query for query in true_matches()}
    right = {}
    for screening in screener().screen_many(customers("true_matches.csv")):
        query = expected[screening.query_id]
        listings = {hit.entity_id for hit in screening.hits if hit.is_alert}
        right[query.query_id] = (query.labels["class"], query.expect_id in listings)
    screenings = list(screener().screen_many(customers("customers.csv")))
    bands = [band for band in map(_highest_band, screenings) if band]
    return Found(right, tuple(bands), len(screenings))


def _highest_band(screening: Screening) -> str:
    bands = [hit.band for hit in screening.hits if hit.is_alert]
    return next((band for band in ("match", "review", "low") if band in bands), "")


def lines() -> Iterator[str]:
    """Yield the section of the document, line by line."""
    yield from _pairs()
    yield from _screening()
    yield from _calibration()


def _pairs() -> Iterator[str]:
    report = pairs_report()
    threshold = default_threshold()
    yield f"### pairs.csv: {report.pairs} labelled pairs at the default threshold, {threshold}"
    yield ""
    yield from table_head("pairs", ["same", "different", "AP", "precision", "recall", "F1"])
    at = report.at
    figures = (report.average_precision, at.precision, at.recall, at.f1)
    yield table_row(
        "all", [str(report.same), str(report.different), *[f"{figure:.3f}" for figure in figures]]
    )
    for column, values in (
        ("tier", ("STRONG", "MEDIUM", "WEAK")),
        ("kind", ("person", "organization", "vessel")),
    ):
        for value in values:
            group = report.by[column][value]
            figures = (group.average_precision or 0, group.precision, group.recall, group.f1)
            cells = [str(group.same), str(group.different), *[f"{figure:.3f}" for figure in figures]]
            yield table_row(value if column == "tier" else f"kind {value}", cells)
    yield ""


def _screening() -> Iterator[str]:
    by_class: dict[str, list[bool]] = {}
    for class_name, right in found().true_matches.values():
        by_class.setdefault(class_name, []).append(right)
    everything = [right for values in by_class.values() for right in values]
    threshold = default_threshold()
    by_name = [answer.own >= threshold for answer in recovery_report().answers]
    bands = Counter(found().alerts)
    yield f"### true_matches.csv and customers.csv at the default threshold, {threshold}"
    yield ""
    yield from table_head("figure", ["value"])
    yield table_row("true matches found by name and kind alone", [_share(by_name)])
    yield table_row("true matches found with all columns", [_share(everything)])
    per_thousand = 1000 * len(found().alerts) / found().customers
    yield table_row("alerts per 1,000 of the other customers", [f"{per_thousand:.1f}"])
    for band in ("match", "review", "low"):
        yield table_row(f"of these in band {band}", [f"{1000 * bands[band] / found().customers:.1f}"])
    yield ""
    yield from table_head("true matches by class, all columns", ["found"])
    for class_name in sorted(by_class):
        yield table_row(class_name, [_share(by_class[class_name])])
    yield ""


def _share(right: list[bool]) -> str:
    return f"{sum(right) / len(right):.3f} ({sum(right)} of {len(right)})"


def _calibration() -> Iterator[str]:
    report = recovery_report()
    yield "### Calibration: the threshold for a number of alerts, and the recall it leaves"
    yield ""
    yield from table_head(
        "alerts per 1,000, at most", ["a score above", "alerts per 1,000", "recall by name alone"]
    )
    for count, at in zip(PER_THOUSAND, report.at, strict=True):
        point = at.point
        cells = [f"{point.threshold:.4f}", f"{1000 * point.false_alerts:.1f}", f"{point.recall:.3f}"]
        yield table_row(str(count), cells)


if __name__ == "__main__":
    print("\n".join(lines()))
