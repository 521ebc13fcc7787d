"""Output of evaluation reports: lines of text, and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from sanctionscreen.evaluation.pairs import PairGroup, PairsReport
from sanctionscreen.evaluation.recovery import AlertRate, RecoveryReport

T = TypeVar("T")

_FEWEST = 20
"""Groups with fewer queries or customers are in the JSON only: a share of ten cases says little."""
_FEWEST_PAIRS = 10
"""The same for pairs."""
_CURVE_POINTS = 200
_LEFT_OUT = ("curve", "rate_curve", "scored", "answers", "customer_scores")


def as_json(report: PairsReport | RecoveryReport) -> dict[str, Any]:
    """The report without the single cases; curves thinned to about 200 points."""
    record = {
        name: asdict_or_value(getattr(report, name))
        for name in type(report).__dataclass_fields__
        if name not in _LEFT_OUT
    }
    record["precision_recall"] = [asdict(point) for point in thinned(report.curve)]
    if isinstance(report, RecoveryReport):
        record["recall_at_alert_rate"] = [asdict(point) for point in thinned(report.rate_curve)]
    return record


def asdict_or_value(value: Any) -> Any:
    """A dataclass as a dictionary, also within tuples and dictionaries; anything else as it is."""
    if hasattr(value, "__dataclass_fields__"):
        return asdict(value)
    if isinstance(value, tuple | list):
        return [asdict_or_value(item) for item in value]
    if isinstance(value, dict):
        return {key: asdict_or_value(item) for key, item in value.items()}
    return value


def thinned(points: Sequence[T], most: int = _CURVE_POINTS) -> list[T]:
    """At most about `most` of the points, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    step = (len(points) - 1) / (most - 1)
    return [points[round(number * step)] for number in range(most)]


def pairs_text(report: PairsReport) -> Iterator[str]:
    """Yield the lines of a report on labelled pairs."""
    at = report.at
    where = "as asked" if report.threshold_given else "where F1 is best on these very pairs"
    yield f"{report.pairs:,} pairs: {report.same:,} of the same party, {report.different:,} of different ones"
    yield f"Average precision {report.average_precision:.4f};"
    yield f"{report.average_precision_hard:.4f} without pairs of one party that differ in case and order only"
    yield f"From score {at.threshold:.4f} ({where}):"
    yield f"precision {at.precision:.4f}, recall {at.recall:.4f}, F1 {at.f1:.4f}"
    yield ""
    yield from _table(
        ("Different pairs that alert", "above score", "recall"),
        [(f"{_percent(p.rate)}", f"{p.threshold:.4f}", _percent(p.recall)) for p in report.rates],
    )
    for column, groups in report.by.items():
        yield ""
        yield from _pair_groups(column, groups)
    if report.calibration:
        rows = [
            (tier, "same" if same else "different", f"{count:,}", f"{mean:.3f}")
            for tier, same, mean, count in report.calibration
        ]
        yield ""
        yield from _table(("How sure the label is", "label", "pairs", "mean score"), rows)


def _pair_groups(column: str, groups: Mapping[str, PairGroup]) -> Iterator[str]:
    rows = [
        (value, f"{g.same:,}", f"{g.different:,}", f"{g.precision:.3f}", f"{g.recall:.3f}", f"{g.f1:.3f}",
         "" if g.average_precision is None else f"{g.average_precision:.3f}")
        for value, g in groups.items()
        if g.same + g.different >= _FEWEST_PAIRS
    ]  # fmt: skip
    yield from _table((f"By {column}", "same", "different", "precision", "recall", "F1", "AP"), rows)
    if len(rows) < len(groups):
        yield f"({len(groups) - len(rows)} of fewer than {_FEWEST_PAIRS} pairs: --json)"


def recovery_text(report: RecoveryReport) -> Iterator[str]:
    """Yield the lines of a report on labelled queries."""
    yield f"{report.queries:,} queries, {report.customers:,} customers on no list;"
    yield f"the listing looked for did not come back at all for {report.not_found:,} queries"
    best = report.best_f1
    yield f"Average precision {report.average_precision:.4f}, best F1 {best.f1:.4f} from score {best.threshold:.4f},"
    yield "of queries and customers taken together"
    yield ""
    head = tuple(_percent(at.point.rate) for at in report.at)
    lines = [
        ("score above", *(f"{at.point.threshold:.4f}" for at in report.at)),
        ("recall", *(_percent(at.point.recall) for at in report.at)),
        ("recall of the party", *(_percent(at.party_recall) for at in report.at)),
        ("hits per alert", *(f"{at.customers['all'].hits_per_alert or 0:.2f}" for at in report.at)),
    ]
    yield from _table(("Customers that alert", *head), lines)
    for column, groups in report.at[0].by.items():
        rows = [
            (f"{value} ({count:,})", *(_percent(at.by[column][value][0]) for at in report.at))
            for value, (_, count) in groups.items()
            if count >= _FEWEST
        ]
        if len(groups) > 1 or column == "kind":
            yield ""
            yield from _table((f"Recall by {column} (queries)", *head), rows)
    yield ""
    yield from _alert_table("Alerts per 1,000 customers", head, [at.customers for at in report.at])
    for name in report.at[0].also:
        yield ""
        yield from _alert_table(f"Alerts per 1,000 of {name}", head, [at.also[name] for at in report.at])


def _alert_table(
    title: str, head: tuple[str, ...], rates: Sequence[Mapping[str, AlertRate]]
) -> Iterator[str]:
    rows = [
        (f"{group} ({rate.customers:,})", *(f"{at[group].per_thousand:.2f}" for at in rates))
        for group, rate in rates[0].items()
        if rate.customers >= _FEWEST
    ]
    yield from _table((title, *head), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """A table with its first column aligned to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        first, *others = (
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join([first, *others]).rstrip()


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
