"""`sanctionscreen evaluate --renames`: how many renamed parties are found, and by what."""

from __future__ import annotations

import csv
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from sanctionscreen.cli.common.options import ListChoice
from sanctionscreen.cli.common.provenance import editions_of

if TYPE_CHECKING:
    from sanctionscreen.evaluation.renames import RenamesReport
    from sanctionscreen.model import Listing
    from sanctionscreen.screening import Screener


def report_renames(path: str, choice: ListChoice, details: str | None, *, as_json: bool) -> None:
    """Measure the cases in a file and print the report.

    Args:
        path: the file.
        choice: the lists to ask, if any are named.
        details: where every case goes with how it was found.
        as_json: whether to print a JSON object.
    """
    from sanctionscreen.evaluation.renames import evaluate_renames, read_renames
    from sanctionscreen.evaluation.renames_text import renames_text

    cases = read_renames(path)
    screener: Screener | None = choice.screener() if choice.lists else None
    listings: list[Listing] = list(screener.listings) if screener else []
    report = evaluate_renames(cases, listings, screener, threshold=choice.threshold)
    if details is not None:
        _write(report, details)
    if as_json:
        import json

        about: dict[str, Any] = {"editions": editions_of(screener)} if screener else {}
        click.echo(json.dumps(_as_json(report) | about, ensure_ascii=False, indent=1))
    else:
        for line in renames_text(report):
            click.echo(line)


def _as_json(report: RenamesReport) -> dict[str, Any]:
    return {
        "threshold": report.threshold,
        "not_listed": report.not_listed,
        "renamed": asdict(report.renamed),
        "respelt": asdict(report.respelt),
        "by_kind": {kind: asdict(recall) for kind, recall in report.by_kind.items()},
    }


def _write(report: RenamesReport, path: str) -> None:
    from sanctionscreen.batch.output.atomic import AtomicFiles
    from sanctionscreen.evaluation.renames import WAYS

    with AtomicFiles() as files:
        writer = csv.writer(files.open(path), lineterminator="\n")
        writer.writerow(("line", "kind", "former_name", "current_name", "respelt", *WAYS, "source"))
        for rename, found in report.answers:
            ways = ["" if way not in found else str(found[way]).lower() for way in WAYS]
            respelt = str(rename.is_respelt).lower()
            writer.writerow(
                (rename.line, rename.kind or "", rename.former, rename.current, respelt, *ways, rename.source)
            )
        files.commit()
