"""`sanctionscreen evaluate`: precision and recall of the matching on a user's own labelled data."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from sanctionscreen.cli.common.list_choice import INCOMPLETE, ListChoice, list_options
from sanctionscreen.cli.common.messages import queries_of
from sanctionscreen.cli.common.output import print_json
from sanctionscreen.cli.common.provenance import editions_of
from sanctionscreen.cli.common.rejected_rows import RejectedLimit, max_rejected_option
from sanctionscreen.errors import UsageError

if TYPE_CHECKING:
    from sanctionscreen.batch import CustomerFile
    from sanctionscreen.evaluation import LabelledPair, LabelledQuery, PairsReport, RecoveryReport
    from sanctionscreen.model import Query


@click.command()
@click.argument("file")
@click.option(
    "--customers",
    multiple=True,
    metavar="FILE",
    help="Customers who are on no list; thresholds are read off all of them. May be repeated.",
)
@click.option(
    "--also",
    multiple=True,
    metavar="FILE",
    help="Further customers on no list, to whom the thresholds are applied. May be repeated.",
)
@click.option(
    "--at",
    "rates",
    default="0.001,0.005,0.01,0.02",
    show_default=True,
    metavar="RATES",
    help="Shares of those who should raise no alert at which recall is given.",
)
@click.option("--alerts-only", is_flag=True, help="Leave out hits that are muted or de-listed.")
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes to use.  [default: one a processor]"
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as a JSON object.")
@click.option("--plot", metavar="OUT.svg", help="Draw the two curves into this file.")
@click.option(
    "--details", metavar="OUT.csv", help="Write every case with its score into this file, the worst first."
)
@max_rejected_option
@list_options
def evaluate(
    file: str, customers: tuple[str, ...], also: tuple[str, ...], rates: str, workers: int | None,
    plot: str | None, details: str | None, limit: RejectedLimit, choice: ListChoice, *, alerts_only: bool,
    as_json: bool,
) -> int:  # fmt: skip
    """Measure the matching on the labelled cases in FILE, a CSV in UTF-8.

    Labelled pairs have the columns query, listed and same (true or false): scored as `compare` does, --threshold says
    from where on the two are called the same. Labelled queries have name and expect_id (the publisher's id of the
    listing to be found): screened against --lists from --threshold on (0.45 if not given), with --customers who are
    on no list. Either may have kind, group, alias_type, class, category, tier or quality to break the figures down by.
    Ends with 0 whatever the figures are, or with 5 if more rows of customers were rejected than --max-rejected allows.

    \b
      sanctionscreen evaluate pairs.csv
      sanctionscreen evaluate aliases.csv --lists sdn.xml --customers people.csv --also firms.csv --plot curves.svg
    """
    from sanctionscreen.evaluation import LabelledQuery, read_labelled, text

    if plot is not None and not plot.lower().endswith(".svg"):
        raise UsageError(f"--plot draws SVG; name a file that ends in .svg, not {plot!r}")
    levels = _rates(rates)
    labelled = read_labelled(file)
    first = labelled[0]
    report: PairsReport | RecoveryReport
    read: dict[str, CustomerFile] = {}
    if isinstance(first, LabelledQuery):
        if not customers:
            raise UsageError(
                "labelled queries need --customers: recall says nothing without what it costs in alerts"
            )
        report, about = _queries(labelled, customers, also, levels, workers, choice, alerts_only, read)  # type: ignore[arg-type]
        lines = text.recovery_text(report)
    else:
        if customers or also or choice.lists or choice.mapping:
            raise UsageError(
                "labelled pairs are compared by themselves, without --lists, --mapping, --customers and --also"
            )
        report, about = _pairs(labelled, levels, choice), {}  # type: ignore[arg-type]
        lines = text.pairs_text(report)
    _write(report, plot, details, file)
    if as_json:
        print_json(text.as_json(report) | about, indent=1)
    else:
        from sanctionscreen.cli.common.terminal import printable

        for line in lines:
            click.echo(printable(line))
    return INCOMPLETE if limit.incomplete(read.items()) else 0


def _rates(text: str) -> list[float]:
    try:
        rates = [float(item) for item in text.split(",")]
    except ValueError:
        raise UsageError(f"--at takes shares such as 0.001,0.005; not {text!r}") from None
    if not all(0 < rate <= 1 for rate in rates):
        raise UsageError(f"--at takes shares above 0 and up to 1, not {text!r}")
    return rates


def _pairs(pairs: list[LabelledPair], rates: list[float], choice: ListChoice) -> PairsReport:
    from sanctionscreen.evaluation import evaluate_pairs

    threshold = choice.threshold
    if threshold is not None and not 0 < threshold <= 1:
        raise UsageError(f"a threshold is above 0 and at most 1, not {threshold}")
    return evaluate_pairs(pairs, threshold=threshold, rates=rates)


def _queries(
    queries: list[LabelledQuery], customers: tuple[str, ...], also: tuple[str, ...], rates: list[float],
    workers: int | None, choice: ListChoice, alerts_only: bool, read: dict[str, CustomerFile],
) -> tuple[RecoveryReport, dict[str, Any]]:  # fmt: skip
    from sanctionscreen.evaluation import evaluate_queries
    from sanctionscreen.evaluation.recovery import FLOOR
    from sanctionscreen.workers import usable_workers

    floor = FLOOR if choice.threshold is None else choice.threshold
    screener = replace(choice, threshold=floor).screener(workers=usable_workers(workers))
    report = evaluate_queries(
        queries,
        screener,
        chain.from_iterable(_customers(path, read) for path in customers),
        also={path: _customers(path, read) for path in also},
        rates=rates,
        alerts_only=alerts_only,
        floor=floor,
    )
    about: dict[str, Any] = {"floor": floor, "weak": choice.weak, "editions": editions_of(screener, choice)}
    about["rows"] = {path: {"rows": file.rows, "rejected": file.rejected} for path, file in read.items()}
    if choice.notice:
        about["notice"] = choice.notice
        click.echo(choice.notice, err=True)
    return report, about


def _customers(path: str, read: dict[str, CustomerFile]) -> Iterator[Query]:
    """Every row that can be screened; a message says how many cannot.

    Args:
        path: the file.
        read: takes the file, for its counts.
    """
    from sanctionscreen.batch import CustomerFile

    with CustomerFile(path) as file:
        read[path] = file
        for note in file.notes:
            click.echo(f"{path}: {note}", err=True)
        yield from queries_of(file)
        if file.rejected:
            click.echo(
                f"{path}: {file.rejected:,} of {file.rows:,} rows could not be screened and don't count",
                err=True,
            )


def _write(report: PairsReport | RecoveryReport, plot: str | None, details: str | None, title: str) -> None:
    if plot is None and details is None:
        return
    from sanctionscreen.batch.output.atomic import AtomicFiles
    from sanctionscreen.evaluation import PairsReport, pairs, recovery
    from sanctionscreen.evaluation.plot import as_svg

    with AtomicFiles() as files:
        if plot is not None:
            files.open(plot).write(as_svg(report, title))
        if details is not None:
            found = pairs.details(report) if isinstance(report, PairsReport) else recovery.details(report)
            _write_rows(files.open(details), found)
        files.commit()


def _write_rows(handle: Any, rows: Iterable[dict[str, Any]]) -> None:
    rows = list(rows)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    writer = csv.DictWriter(handle, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
