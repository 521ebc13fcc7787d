"""`sanctionscreen screen`: screens a file of customers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sanctionscreen.cli.common.list_choice import ListChoice, list_options
from sanctionscreen.cli.common.messages import RowMessages, print_renames
from sanctionscreen.cli.common.options import assigned_columns, customer_options
from sanctionscreen.cli.common.output import open_output
from sanctionscreen.cli.common.provenance import cannot_link_of, editions_of, links_of, mapping_of
from sanctionscreen.cli.common.rejected_rows import RejectedLimit, max_rejected_option
from sanctionscreen.cli.common.run_record import run_record
from sanctionscreen.errors import OutputError, UsageError

if TYPE_CHECKING:
    from sanctionscreen.batch import CustomerFile, Run
    from sanctionscreen.batch.previous.previous_names import Previous
    from sanctionscreen.model import Screening
    from sanctionscreen.screening import Screener

_FORMATS = {
    ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".parquet": "parquet", ".xlsx": "xlsx",
}  # fmt: skip
_BINARY = ("parquet", "xlsx")


@click.command()
@click.argument("file")
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    help="Write results here, with OUT.manifest.json and OUT.rejects.csv next to it.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "jsonl", "parquet", "xlsx", "table"]),
    help="Of the results.  [default: by OUT's ending, else jsonl; without -o a table for people]",
)
@customer_options
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes to use.  [default: one a processor]"
)
@click.option(
    "--previous",
    metavar="RESULTS",
    help="Results of an earlier run, in any format: customers who had another name then are screened under both, and "
    "their earlier hits carried over.",
)
@max_rejected_option
@click.option(
    "--resume", is_flag=True, help="Go on where an earlier run with this OUT was killed or interrupted."
)
@click.option(
    "--keep-names",
    is_flag=True,
    help="Cache the encoded names of the customers, which makes `rescreen` faster after an update.",
)
@list_options
def screen(
    file: str, out: str | None, format_: str | None, delimiter: str | None, encoding: str | None,
    columns: tuple[str, ...], workers: int | None, previous: str | None, resume: bool, keep_names: bool,
    limit: RejectedLimit, choice: ListChoice,
) -> int:  # fmt: skip
    """Screen the customers in FILE: CSV, JSON lines, Parquet or XLSX (- for standard input).

    Every row is screened, or rejected with line and reason; counts come at the end. Ends with 0 if nothing is found,
    1 if there are alerts, 5 if more rows were rejected than --max-rejected allows.

    \b
      sanctionscreen screen customers.csv --lists sdn-folder --lists un.xml -o hits.jsonl
      sanctionscreen screen customers.csv --lists un.xml --format csv > hits.csv
      sanctionscreen screen customers.csv --lists un.xml -o today.jsonl --previous yesterday.jsonl
    """
    from sanctionscreen.batch import CustomerFile
    from sanctionscreen.batch.previous.previous_names import Previous
    from sanctionscreen.workers import usable_workers

    if out is not None and Path(out).resolve() == Path(file).resolve():
        raise UsageError(f"{out} is the file of customers; results would overwrite it")
    if out is not None and format_ == "table":
        raise UsageError("a table is for people; with -o the format is csv, jsonl, parquet or xlsx")
    if out is None and (resume or format_ in _BINARY):
        raise UsageError(f"{'--resume' if resume else f'--format {format_}'} needs -o OUT")
    if keep_names and (choice.no_cache or previous):
        raise UsageError(
            f"--keep-names and {'--no-cache' if choice.no_cache else '--previous'} contradict each other"
        )
    with CustomerFile(
        file, delimiter=delimiter, encoding=encoding, columns=assigned_columns(columns)
    ) as customers:
        for note in customers.notes:
            click.echo(f"{customers.shown}: {note}", err=True)
        screener = choice.screener(workers=usable_workers(workers), cache_names=keep_names)
        earlier = Previous(screener, previous) if previous else None
        format_ = format_ or _format_of(out)
        if out is None:
            run = _to_stdout(screener, customers, format_, choice, earlier)
        else:

            def record(run: Run) -> dict[str, Any]:
                code = _exit_code(run, screener, choice, incomplete=limit.exceeded_by(run.counts))
                settings = {"format": format_, "workers": screener.workers, "max_rejected": limit.text}
                return run_record(choice, screener, exit_code=code, **settings)

            run = _to_files(screener, customers, out, format_, choice, earlier, record, resume=resume)
    _print_summary(run, out, format_, screener, choice)
    if earlier:
        print_renames(earlier, out, resumed=run.answered > 0)
    return _exit_code(run, screener, choice, incomplete=limit.incomplete([(customers.shown, run.counts)]))


def _exit_code(run: Run, screener: Screener, choice: ListChoice, *, incomplete: bool) -> int:
    return choice.exit_code(screener.editions, alerts=run.counts.alerts > 0, incomplete=incomplete)


def _format_of(out: str | None) -> str:
    if out is None:
        return "table"
    return next((name for ending, name in _FORMATS.items() if out.lower().endswith(ending)), "jsonl")


def _to_files(
    screener: Screener, customers: CustomerFile, out: str, format_: str, choice: ListChoice,
    earlier: Previous | None, record: Callable[[Run], dict[str, Any]], *, resume: bool,
) -> Run:  # fmt: skip
    from sanctionscreen.batch import screen_file, unfinished

    about = {
        "editions": editions_of(screener, choice),
        "configuration": {
            "threshold": screener.threshold,
            "weak": choice.weak,
            "mapping": mapping_of(choice),
            **({"pools": pairs} if (pairs := cannot_link_of(choice)) else {}),
            **({"links": links} if (links := links_of(screener)) else {}),
            **({"previous": earlier.source} if earlier else {}),
        },
    }
    if resume and not unfinished(out):
        click.echo(f"{out}: no earlier run to go on with; starting from the beginning", err=True)
    elif not resume and unfinished(out):
        click.echo(
            f"{out}: an unfinished earlier run is discarded; --resume would have gone on with it", err=True
        )
    try:
        with _progress(customers) as advance:
            return screen_file(
                earlier or screener,
                customers,
                out,
                format=format_,
                about=about,
                notice=choice.notice,
                resume=resume,
                on_progress=advance,
                record=record,
            )
    except (KeyboardInterrupt, OSError, OutputError):
        if unfinished(out):
            click.echo(
                f"{out}: the answers so far are saved; the same command with --resume goes on from there",
                err=True,
            )
        raise


def _to_stdout(
    screener: Screener, customers: CustomerFile, format_: str, choice: ListChoice, earlier: Previous | None
) -> Run:
    from sanctionscreen.batch import Run
    from sanctionscreen.batch.output.results import WRITERS

    messages = RowMessages(customers.shown)
    run = Run(customers, on_reject=messages.reject, on_warning=messages.warn)
    with _progress(customers, hidden=sys.stdout.isatty()) as advance:
        screenings = _counted(run.screenings(earlier or screener), advance)
        if format_ == "table":
            from sanctionscreen.cli.common.render import edition_lines
            from sanctionscreen.cli.common.table import table

            for line in table(screenings, edition_lines(screener.editions, choice.age)):
                click.echo(line)
        else:
            with open_output(None) as file:
                write = WRITERS[format_](file, choice.notice)
                for screening in screenings:
                    write(screening)
    messages.finish()
    return run


def _counted(screenings: Iterator[Screening], advance: Callable[[int], None]) -> Iterator[Screening]:
    for screening in screenings:
        yield screening
        advance(1)


@contextmanager
def _progress(customers: CustomerFile, *, hidden: bool = False) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, if that is a terminal and results don't run across it."""
    if hidden or not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(
        length=max(customers.lines - 1, 1), label="Screening", file=sys.stderr, update_min_steps=200
    ) as bar:
        yield bar.update
        bar.update(bar.length or 0)


def _print_summary(run: Run, out: str | None, format_: str, screener: Screener, choice: ListChoice) -> None:
    """The counts, and where everything is."""
    from sanctionscreen.cli.common.render import count, edition_lines

    counts = run.counts
    lines = [f"{count(counts.rows, 'row')}: {counts.screened:,} screened, {counts.rejected:,} rejected"]
    bands = ", ".join(
        f"{counts.bands[band]:,} {band}" for band in ("match", "review", "low") if band in counts.bands
    )
    alerts = f"{count(counts.alerts, 'alert')} on {count(counts.customers_with_alerts, 'customer')}"
    lines.append(
        f"{alerts}{f' ({bands})' if bands else ''}; {counts.muted:,} muted, {counts.delisted:,} de-listed"
    )
    lines.extend(f"{number:,} times: {reason}" for reason, number in run.reasons.most_common(10))
    if run.customers.unused:
        lines.append(f"Columns not used: {', '.join(run.customers.unused)}")
    if format_ != "table":
        lines += edition_lines(screener.editions, choice.age)
    if out is not None:
        lines.append(f"Results: {out}; the run: {out}.manifest.json; rows not screened: {out}.rejects.csv")
        if counts.warnings:
            lines.append(f"What could not be used in rows that were screened: {out}.warnings.csv")
    if links := links_of(screener):
        lines.append(f"{links['note']} As of {links['date']}.")
    if choice.notice:
        lines.append(choice.notice)
    click.echo("\n".join(lines), err=True)
