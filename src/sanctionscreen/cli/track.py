"""`sanctionscreen track`: likely successors of listed parties."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from sanctionscreen.cli.common.list_choice import ListChoice, list_options
from sanctionscreen.cli.common.messages import queries_of
from sanctionscreen.cli.common.options import assigned_columns, column_options
from sanctionscreen.cli.common.rejected_rows import RejectedLimit, max_rejected_option
from sanctionscreen.errors import OutputError, UsageError

if TYPE_CHECKING:
    from sanctionscreen.successors import Lead

NO_VERDICT = (
    "Leads, no verdicts: what a party shares with a listed one may have an innocent reason, and a successor may share "
    "nothing that this file shows."
)
"""What every output of leads says."""


@click.command()
@click.argument("file")
@click.option(
    "-o", "--output", "out", metavar="OUT", help="Write all leads here, as JSON lines or (.csv) CSV."
)
@click.option("--svg", "folder", metavar="FOLDER", help="Draw each lead shown into this folder.")
@click.option(
    "--top", type=click.IntRange(min=1), default=10, show_default=True, help="How many leads to show."
)
@click.option(
    "--from",
    "level",
    type=click.FloatRange(0, 1),
    metavar="SCORE",
    help="Score from which there is a lead, 0 to 1.  [default: 0.5]",
)
@column_options
@max_rejected_option
@list_options
def track(
    file: str, out: str | None, folder: str | None, top: int, level: float | None, columns: tuple[str, ...],
    limit: RejectedLimit, choice: ListChoice,
) -> int:  # fmt: skip
    """Find likely successors of listed parties among the parties in FILE.

    Evidence is what a party shares with a listed one: numbers, addresses, telephones, officers and owners (with
    --links), ships, rare words of the name, a mention in the listing; more so if it was founded after the designation.
    Ends with 1 if there are leads, 5 if more rows were rejected than --max-rejected allows.

    \b
      sanctionscreen track companies.csv --lists sdn.xml
      sanctionscreen track companies.csv --lists sdn.xml --links officers.csv --svg pictures -o leads.jsonl
    """
    from sanctionscreen.batch import CustomerFile
    from sanctionscreen.successors import Tracker

    if choice.threshold is not None or choice.weak is not None:
        raise UsageError("--threshold and --weak apply to names; for leads use --from")
    with CustomerFile(file, columns=assigned_columns(columns)) as customers:
        for note in customers.notes:
            click.echo(f"{customers.shown}: {note}", err=True)
        links = choice.link_files()
        editions = choice.editions(choice.folder())
        listings = [listing for edition in editions for listing in edition.listings]
        leads = Tracker(listings, links).leads(queries_of(customers, fate="not looked at"), threshold=level)
        counts = f"{customers.rows:,} rows: {customers.screened:,} looked at, {customers.rejected:,} rejected"
    _write(leads, leads[:top], out, folder)
    _show(leads, top)
    parties = len({(lead.query.query_id, lead.name) for lead in leads})
    click.echo(f"{counts}; {len(leads):,} leads on {parties:,} parties. {NO_VERDICT}", err=True)
    if choice.notice:
        click.echo(choice.notice, err=True)
    return choice.exit_code(
        editions, alerts=bool(leads), incomplete=limit.incomplete([(customers.shown, customers)])
    )


def _show(leads: list[Lead], top: int) -> None:
    from sanctionscreen.cli.common.render import labelled
    from sanctionscreen.cli.common.terminal import padded, printable

    for place, lead in enumerate(leads[:top], 1):
        item = lead.listing
        head = f"{place}. {lead.score:.2f}  {lead.query.query_id} {lead.name}".replace("  ", " ")
        click.echo(click.style(printable(head), bold=True))
        alike = (
            not (item.kind and lead.query.kind) or item.kind == lead.query.kind
        )  # a company does not continue as a person
        title = f"{item.name} ({item.list} {item.entity_id})"
        lines = labelled(padded("may be" if alike else "may be of", 10), title)
        for at, text in enumerate(lead.words()):
            lines += labelled(padded("" if at else "since", 10), text)
        click.echo("\n".join(lines))
    if len(leads) > top:
        click.echo(f"{len(leads) - top:,} more; --top and -o show them")


def _write(leads: list[Lead], shown: list[Lead], out: str | None, folder: str | None) -> None:
    if out is None and folder is None:
        return
    from sanctionscreen.batch.output.atomic import AtomicFiles

    with AtomicFiles() as files:
        if out is not None:
            write = _write_csv if out.lower().endswith(".csv") else _write_json
            write(files.open(out), leads)
        if folder is not None:
            try:
                Path(folder).mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OutputError(f"cannot be made: {error.strerror}", path=folder) from None
            for place, lead in enumerate(shown, 1):
                files.open(str(Path(folder) / f"lead-{place:03}.svg")).write(lead.picture())
        files.commit()


def _as_json(lead: Lead) -> dict[str, Any]:
    item = lead.listing
    return {
        "query_id": lead.query.query_id,
        "name": lead.name,
        "list": item.list,
        "entity_id": item.entity_id,
        "listed_name": item.name,
        "score": lead.score,
        "founded": lead.founded,
        "traces": [
            {"kind": trace.kind, "chance": round(trace.chance, 4), "detail": trace.detail}
            for trace in lead.traces
        ],
    }


def _write_json(handle: TextIO, leads: list[Lead]) -> None:
    for lead in leads:
        handle.write(json.dumps(_as_json(lead), ensure_ascii=False) + "\n")


def _write_csv(handle: TextIO, leads: list[Lead]) -> None:
    writer = csv.writer(handle, lineterminator="\n")
    writer.writerow(("query_id", "name", "list", "entity_id", "listed_name", "score", "since"))
    for lead in leads:
        record = _as_json(lead)
        keys = ("query_id", "name", "list", "entity_id", "listed_name", "score")
        writer.writerow((*(record[key] for key in keys), "; ".join(lead.words())))
