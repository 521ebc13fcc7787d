"""`sanctionscreen rescreen`: alerts that an update of lists adds, removes or changes."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from sanctionscreen.cli.common.list_choice import ListChoice, list_options
from sanctionscreen.cli.common.messages import queries_of
from sanctionscreen.cli.common.options import assigned_columns, customer_options
from sanctionscreen.cli.common.output import open_output
from sanctionscreen.cli.common.rejected_rows import RejectedLimit, max_rejected_option
from sanctionscreen.cli.common.stored_lists import open_store, split_label
from sanctionscreen.errors import UsageError

if TYPE_CHECKING:
    from sanctionscreen.batch import CustomerFile
    from sanctionscreen.cache.folder import CacheFolder
    from sanctionscreen.lists import Edition
    from sanctionscreen.reports.impact import Impact
    from sanctionscreen.screening import Screener


@click.command()
@click.argument("file")
@click.option(
    "--since",
    multiple=True,
    required=True,
    metavar="LIST@EDITION",
    help="The edition of a list that FILE was screened against before; may be repeated, for several lists.",
)
@click.option(
    "-o", "--output", "out", metavar="OUT", help="Write the changes here.  [default: standard output]"
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "csv", "table"]),
    help="Of the changes.  [default: by OUT's ending, else jsonl; without -o lines for people]",
)
@customer_options
@max_rejected_option
@list_options
def rescreen(
    file: str, since: tuple[str, ...], out: str | None, format_: str | None, delimiter: str | None,
    encoding: str | None, columns: tuple[str, ...], limit: RejectedLimit, choice: ListChoice,
) -> int:  # fmt: skip
    """Say which alerts on the customers in FILE the newest editions add, remove or change.

    It gives exactly what screening FILE against the edition named and against the newest one, and comparing the two,
    would give; but it looks only at customers who agree with a listing that changed. Ends with 1 if alerts are added
    or changed, 5 if more rows were rejected than --max-rejected allows.

    \b
      sanctionscreen rescreen customers.csv --since us-ofac-sdn@2019-01-09
    """
    from sanctionscreen.batch import CustomerFile
    from sanctionscreen.reports.impact import measure

    if out is not None and Path(out).resolve() == Path(file).resolve():
        raise UsageError(f"{out} is the file of customers; results would overwrite it")
    with CustomerFile(
        file, delimiter=delimiter, encoding=encoding, columns=assigned_columns(columns)
    ) as customers:
        start = time.perf_counter()
        folder, links, cannot_link = choice.folder(), *choice.links_and_cannot_link()
        new = choice.editions(folder)
        old = _before(new, since, choice.store, folder)
        read = time.perf_counter()
        before = choice.screener_of(old, folder, links, cannot_link)
        after = before.updated(new)
        indexed = time.perf_counter()
        impact = measure(before, after, queries_of(customers), cache=folder)
        impact.seconds = {"read": read - start, "index": indexed - read} | impact.seconds
        _write(impact, out, format_ or _format_of(out))
        _print_summary(impact, customers, after, choice)
    changed = any(change.how != "removed" for change in impact.changes)
    return choice.exit_code(
        after.editions, alerts=changed, incomplete=limit.incomplete([(customers.shown, customers)])
    )


def _before(
    new: list[Edition], since: tuple[str, ...], store: str | None, folder: CacheFolder | None
) -> list[Edition]:
    """The earlier editions: those named, with the names that they had dropped then; all others as they are."""
    old = {edition.list_id: edition for edition in new}
    with open_store(store) as stored:
        for text in since:
            list_id, label = split_label(text)
            if label is None:
                raise UsageError(f"--since takes LIST@EDITION, such as {list_id}@2021-07-30")
            edition = stored.find(list_id, label)
            if list_id not in old:
                raise UsageError(
                    f"--since {text}: {list_id} is none of the lists screened against; add --lists {list_id}"
                )
            old[list_id] = stored.read(edition, cache=folder)
    return list(old.values())


def _format_of(out: str | None) -> str:
    if out is None:
        return "table"
    return "csv" if out.lower().endswith(".csv") else "jsonl"


def _write(impact: Impact, out: str | None, format_: str) -> None:
    with open_output(out) as file:
        _WRITERS[format_](impact, file)


def _as_jsonl(impact: Impact, file: TextIO) -> None:
    from sanctionscreen.reports.impact import as_record

    for item in impact.rescreened:
        file.write(json.dumps(as_record(item), ensure_ascii=False) + "\n")


_COLUMNS = ("query_id", "name", "how", "score_before", "band_before")
_OF_HIT = (
    "score",
    "band",
    "list",
    "edition",
    "entity_id",
    "listed_name",
    "matched_name",
    "basis",
    "flags",
    "hit_id",
)


def _as_csv(impact: Impact, file: TextIO) -> None:
    import csv

    rows = csv.writer(file, lineterminator="\n")
    rows.writerow((*_COLUMNS, *_OF_HIT))
    for item in impact.rescreened:
        for change in item.changes:
            was = (change.before.score, change.before.band) if change.before else ("", "")
            values = [getattr(change.hit, name) for name in _OF_HIT]
            cells = ["; ".join(value) if isinstance(value, tuple) else value for value in values]
            rows.writerow((item.query_id, item.name, change.how, *was, *cells))


def _as_table(impact: Impact, file: TextIO) -> None:
    from sanctionscreen.cli.common.terminal import printable
    from sanctionscreen.reports.impact import change_lines

    for item in impact.rescreened:
        for line in change_lines(item):
            file.write(printable(line) + "\n")


_WRITERS = {"jsonl": _as_jsonl, "csv": _as_csv, "table": _as_table}


def _print_summary(impact: Impact, customers: CustomerFile, screener: Screener, choice: ListChoice) -> None:
    from sanctionscreen.cli.common.render import edition_lines
    from sanctionscreen.reports.impact import as_text

    counts = f"{customers.rows:,} rows: {customers.screened:,} screened, {customers.rejected:,} rejected"
    lines = [
        counts,
        *as_text(impact, 0)[:4],
        as_text(impact, 0)[-1],
        *edition_lines(screener.editions, choice.age),
    ]
    click.echo("\n".join(lines), err=True)
