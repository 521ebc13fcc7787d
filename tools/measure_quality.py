"""Quality figures for docs/quality.md: measured, printed as tables in Markdown, and written between marks of that file.

usage: measure_quality.py [--write docs/quality.md]        (make quality)

The figures of the public data set in examples/data are measured for everyone, in a few seconds. The other figures need
the evaluation data in the folder that SANCTIONSCREEN_REAL_DATA names (default ../shared beside the repository), and
take about three minutes on two cores; without that folder their section of the document is left as it is. The first
line of each section names the commit, and whether the working tree differs from it.
"""

from __future__ import annotations

import os
import runpy
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import measure_example
from doc_figures import ROOT, replace_section, state, table_head, table_row
from measure_renames import renames_text
from renames import evaluate_renames, read_renames

from sanctionscreen import Screener, read_list
from sanctionscreen.batch import CustomerFile
from sanctionscreen.evaluation import (
    LabelledPair,
    LabelledQuery,
    RecoveryReport,
    evaluate_pairs,
    evaluate_queries,
    read_labelled,
)
from sanctionscreen.evaluation.perturb.labelled_variants import make_variants, originals_of
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.model import Kind, Query
from sanctionscreen.workers import usable_workers

REAL_DATA = "SANCTIONSCREEN_REAL_DATA"
EVAL = (ROOT / os.environ.get(REAL_DATA, "../shared")).resolve() / "eval"
BEGIN, END = "<!-- figures: made by tools/measure_quality.py -->", "<!-- end of figures -->"
PUBLIC = "<!-- public figures: made by tools/measure_quality.py -->", "<!-- end of public figures -->"
CHOSEN = 0.005
"""The alert rate at which customers are looked at more closely."""


def main(arguments: list[str]) -> None:
    """Measure, and print or write."""
    path = Path(arguments[arguments.index("--write") + 1]) if "--write" in arguments else None
    if not EVAL.is_dir() and REAL_DATA in os.environ:
        sys.exit(f"{REAL_DATA} is set, but there is no folder {EVAL}")
    print("Public data set (examples/data):\n", flush=True)
    _tell([f"Measured on {state('src', 'lists', 'examples')}.", "", *measure_example.lines()], path, PUBLIC)
    if not EVAL.is_dir():
        print(
            f"\nOnly the public data set was measured: {REAL_DATA} is not set, and there is no folder {EVAL}.\n"
            "The figures of the other data sets are left as they are."
        )
        return
    print(f"\nEvaluation data ({EVAL}):\n", flush=True)
    lines = [
        f"Measured on {state('src')}.",
        "",
        *recovery(),
        *perturbations(),
        *pairs(),
        *hand_written(),
        *renamed(),
    ]
    _tell(lines, path, (BEGIN, END))
    print("\nBoth were measured: the public data set and the evaluation data.")


def _tell(lines: list[str], path: Path | None, marks: tuple[str, str]) -> None:
    text = "\n".join(lines).strip()
    print(text)
    if path is not None:
        replace_section(path, *marks, text)


def recovery() -> Iterator[str]:
    """Yield the tables on hidden aliases."""
    folder = EVAL / "alias_recovery"
    queries = [row for row in read_labelled(str(folder / "queries.csv")) if isinstance(row, LabelledQuery)]
    screener = Screener([read_list(folder / "lists" / name) for name in ("ofac-sdn", "un-sc")])
    screener.workers = usable_workers(None)
    persons = [row for name in ("us", "global") for row in customers(f"persons_{name}.csv")]
    report = evaluate_queries(queries, screener, persons)
    blind = evaluate_queries([replace(query, kind=None) for query in queries], screener, _as(persons, None))
    yield from table("alias_recovery", report, blind)
    yield from segments(report)
    threshold = next(at.point.threshold for at in report.at if at.point.rate == CHOSEN)
    yield f"At the threshold of {CHOSEN:.1%} (a score above {threshold:.4f}):"
    yield ""
    arabic = _scripts_segment(report, threshold)
    yield (
        "- persons with Arabic or Persian names in Latin script, by the words of the evaluation data's script: "
        f"{arabic:.2%} alert"
    )
    companies = list(customers("companies_gleif.csv"))
    for kind in ("organization", "vessel", None):
        share = _alerting(screener, _as(companies, kind), threshold)
        yield f"- {len(companies):,} companies, screened as {kind or 'no kind'}: {share:.2%} alert"
    yield ""


def table(title: str, report: RecoveryReport, blind: RecoveryReport) -> Iterator[str]:
    """Yield recall at each alert rate: all, by kind, alias type and segment, and without kinds."""
    yield f"### {title}: recall at the threshold that alerts on a share of persons"
    yield ""
    rates = [f"{at.point.rate:.1%}" for at in report.at]
    yield from table_head(f"{report.queries:,} queries, {report.customers:,} persons", rates)
    yield table_row("all", [f"{at.point.recall:.3f}" for at in report.at])
    yield table_row(
        "all, a listing of the same name counts too", [f"{at.party_recall:.3f}" for at in report.at]
    )
    yield table_row("all, without kinds", [f"{at.point.recall:.3f}" for at in blind.at])
    for column in ("kind", "alias_type", "segment"):
        for value, (_, count) in report.at[0].by[column].items():
            if count >= 20:
                yield table_row(
                    f"{column} {value} ({count:,})", [f"{at.by[column][value][0]:.3f}" for at in report.at]
                )
    yield table_row("threshold: a score above", [f"{at.point.threshold:.4f}" for at in report.at])
    yield ""


def segments(report: RecoveryReport) -> Iterator[str]:
    """Yield alerts per 1,000 customers by segment."""
    yield "### Alerts per 1,000 persons who are on no list, by segment"
    yield ""
    yield from table_head("persons", [f"{at.point.rate:.1%}" for at in report.at])
    for group, rate in sorted(report.at[0].customers.items(), key=lambda item: -item[1].customers):
        if rate.customers >= 50 and group != "person":
            yield table_row(
                f"{group} ({rate.customers:,})",
                [f"{at.customers[group].per_thousand:.2f}" for at in report.at],
            )
    yield ""


def perturbations() -> Iterator[str]:
    """Yield recall by class of perturbation, on 500 names of an OFAC list for each class."""
    edition = read_list(EVAL.parent / "lists" / "us-ofac-sdn" / "csv-2021-07")
    variants = list(make_variants(originals_of(edition.listings), count=500, seed=1))
    queries = [
        LabelledQuery(
            item.query_id, item.name, item.original.kind, item.original.expect_id,
            twin_ids=frozenset(item.twin_ids), labels={"class": item.class_name},
        )
        for item in variants
    ]  # fmt: skip
    screener = Screener([edition])
    screener.workers = usable_workers(None)
    persons = [row for name in ("us", "global") for row in customers(f"persons_{name}.csv")]
    report = evaluate_queries(queries, screener, persons)
    yield "### Perturbed names of OFAC's list of July 2021: recall at the threshold that alerts on a share of persons"
    yield ""
    yield from table_head("class", [f"{at.point.rate:.1%}" for at in report.at])
    names = list(dict.fromkeys(item.class_name for item in variants))
    for name in names:
        recalls = [at.by["class"][name] for at in report.at]
        yield table_row(f"{name} ({recalls[0][1]})", [f"{recall:.3f}" for recall, _ in recalls])
    means = [sum(at.by["class"][name][0] for name in names) / len(names) for at in report.at]
    yield table_row("mean of the classes", [f"{mean:.3f}" for mean in means])
    yield ""


def hand_written() -> Iterator[str]:
    """Yield how many of the shipped cases are on the right side of the default threshold."""
    rows = runpy.run_path(str(ROOT / "tools" / "freeze_scores.py"))["scored"]()
    threshold = load_weights().threshold
    right: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for row in rows:
        category = row["category"] if row["category"].startswith("script ") else row["tier"]
        right[category, row["same"]].append((float(row["score"]) >= threshold) == (row["same"] == "true"))
    yield ""
    yield f"### Hand-written cases: share on the right side of the default threshold, {threshold}"
    yield ""
    yield from table_head("cases", ["same party", "different parties"])
    for category in dict.fromkeys(category for category, _ in right):
        cells = [right.get((category, label), []) for label in ("true", "false")]
        yield table_row(
            category, [f"{sum(cell) / len(cell):.3f} ({len(cell)})" if cell else "" for cell in cells]
        )


def renamed() -> Iterator[str]:
    """Yield recall for parties that changed their name; with lists, tools/measure_renames.py gives it."""
    yield ""
    yield "### Renamed parties, queried by their current name"
    yield ""
    yield "```text"
    yield from renames_text(evaluate_renames(read_renames(EVAL / "renames.csv")))
    yield "```"


def pairs() -> Iterator[str]:
    """Yield the tables on labelled pairs."""
    yield "### Labelled pairs"
    yield ""
    yield from table_head(
        "pairs", ["AP", "AP without case and order", "best F1", "threshold", "precision", "recall"]
    )
    groups: list[str] = []
    for name in ("cross_list_pairs", "name_pairs"):
        report = evaluate_pairs(
            row for row in read_labelled(str(EVAL / f"{name}.csv")) if isinstance(row, LabelledPair)
        )
        at = report.at
        figures = (
            report.average_precision,
            report.average_precision_hard,
            at.f1,
            at.threshold,
            at.precision,
            at.recall,
        )
        yield table_row(f"{name} ({report.pairs:,})", [f"{figure:.4f}" for figure in figures])
        for value, group in report.by.get("group", {}).items():
            if group.same + group.different >= 20:
                count = group.same + group.different
                groups.append(
                    table_row(
                        f"{value} ({count})", [f"{group.f1:.4f}", f"{group.average_precision or 0:.4f}"]
                    )
                )
    yield ""
    yield from table_head("name_pairs by group", ["F1 at the common threshold", "AP of the group"])
    yield from groups


def customers(name: str) -> Iterator[Query]:
    """The rows of a file of customers, with nothing but name and kind, as the figures are about names."""
    with CustomerFile(str(EVAL / "customers" / name)) as file:
        for row in file:
            if not isinstance(row, Query):
                sys.exit(f"{name}, line {row.line}: {row.reason}")
            yield row


def _as(rows: Iterable[Query], kind: Kind | None) -> Iterator[Query]:
    return (row.model_copy(update={"kind": kind}) for row in rows)


def _alerting(screener: Screener, rows: Iterable[Query], threshold: float) -> float:
    answers = [
        any(hit.score > threshold for hit in screening.hits)
        for screening in screener.screen_many(rows, threshold=max(threshold, 0.01))
    ]
    return sum(answers) / len(answers)


def _scripts_segment(report: RecoveryReport, threshold: float) -> float:
    """Share of persons that alert, in the segment that the evaluation data's own script defines."""
    segment = runpy.run_path(str(EVAL / "score_recovery.py"), run_name="script")["segment"]
    found = report.customer_scores["customers"]
    alerts = [
        best > threshold
        for name, best in zip(found.names, found.best, strict=True)
        if segment(name) == "latin, Arabic or Persian"
    ]
    return sum(alerts) / len(alerts)


if __name__ == "__main__":
    main(sys.argv[1:])
