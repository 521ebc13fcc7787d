"""Measure recall for parties that changed their name, apart from those whose name is only spelt otherwise.

usage: measure_renames.py RENAMES.csv [--lists PATH]... [--links FILE]... [--threshold T] [--details OUT.csv] [--json]

RENAMES.csv has the columns former_name and current_name, and optionally kind, identifier_type, identifier and source.
Each party is looked for by its current name: by the name alone, against the former one; with history, against the
lists with all their names and clusters, or without --lists against a list that has both names; with the identifier,
against the former name and the number; with links, by the addresses that the lists give for the party, and by --links
(`lists` for the links that the lists state themselves). `make quality` gives the figures without lists.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from renames import ALIKE, WAYS, RenamesReport, evaluate_renames, read_renames

from sanctionscreen import Screener
from sanctionscreen.errors import SanctionscreenError
from sanctionscreen.ownership import read_links

_WAY_TITLES = {
    "name": "by name alone",
    "history": "with history",
    "identifier": "with identifier",
    "link": "with links",
}


def main(arguments: list[str]) -> None:
    """Measure the cases in a file, and print the report."""
    options = _options(arguments)
    links = None
    if options.links:
        links = [read_links(path) for path in options.links if path != "lists"]
    screener = None
    if options.lists:
        screener = Screener.from_lists(*options.lists, threshold=options.threshold, links=links)
    listings = list(screener.listings) if screener else []
    report = evaluate_renames(read_renames(options.renames), listings, screener, threshold=options.threshold)
    if options.details:
        write_details(report, options.details)
    if options.json:
        print(json.dumps(as_json(report), ensure_ascii=False, indent=1))
    else:
        print("\n".join(renames_text(report)))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("renames", metavar="RENAMES.csv")
    parser.add_argument("--lists", action="append", metavar="PATH")
    parser.add_argument("--links", action="append", metavar="FILE")
    parser.add_argument("--threshold", type=float, metavar="T")
    parser.add_argument("--details", metavar="OUT.csv")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def as_json(report: RenamesReport) -> dict[str, Any]:
    """The report without its cases."""
    return {
        "threshold": report.threshold,
        "not_listed": report.not_listed,
        "renamed": asdict(report.renamed),
        "respelt": asdict(report.respelt),
        "by_kind": {kind: asdict(recall) for kind, recall in report.by_kind.items()},
    }


def write_details(report: RenamesReport, path: str) -> None:
    """Write every case with the ways in which it is found."""
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("line", "kind", "former_name", "current_name", "respelt", *WAYS, "source"))
        for rename, answers in report.answers:
            ways = [str(answers[way]).lower() if way in answers else "" for way in WAYS]
            respelt = str(rename.is_respelt).lower()
            rows.writerow(
                (rename.line, rename.kind or "", rename.former, rename.current, respelt, *ways, rename.source)
            )


def renames_text(report: RenamesReport) -> Iterator[str]:
    """Yield the lines of the report for people."""
    cases = report.renamed.cases + report.respelt.cases
    yield f"{cases:,} parties with a former and a current name, asked by the current one"
    measures = "the better of Jaro-Winkler and token_sort_ratio"
    yield f"Threshold {report.threshold:.4f}; respelt: {ALIKE} or more on {measures}"
    if report.not_listed:
        yield f"{report.not_listed:,} of them are not on the lists; history and links are asked of the others"
    yield ""
    yield (
        f"{'':<26}{'parties':>9}" + "".join(f"{title:>17}" for title in _WAY_TITLES.values()) + f"{'any':>16}"
    )
    rows = {
        "renamed": report.renamed,
        **{f"  {kind}": recall for kind, recall in sorted(report.by_kind.items())},
        "respelt": report.respelt,
    }
    for title, recall in rows.items():
        shares = "".join(f"{_share(recall.found[way], recall.asked[way]):>17}" for way in _WAY_TITLES)
        yield f"{title:<26}{recall.cases:>9,}{shares}{_share(recall.by_any, recall.cases):>16}"
    yield ""
    history = "the lists with all names they have" if report.lists else "one that has both names"
    yield f"name: against a list that has the former name alone; history: against {history};"
    yield "identifier: with the number, against the former name; link: with the addresses that the lists give."


def _share(part: int, of: int) -> str:
    return f"{part / of:.3f} of {of}" if of else "-"


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except SanctionscreenError as error:
        sys.exit(str(error))
