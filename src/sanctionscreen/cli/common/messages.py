"""Messages on standard error: what reading left out, rows not screened, customers with another name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from sanctionscreen.cli.common.output import open_output

if TYPE_CHECKING:
    from sanctionscreen.batch import CustomerFile, RejectedRow, RowWarning
    from sanctionscreen.batch.previous.previous_names import Previous
    from sanctionscreen.lists import Edition
    from sanctionscreen.lists.staleness import EditionAge
    from sanctionscreen.model import Query
    from sanctionscreen.ownership.records import LinkFile

SHOWN = 5
"""Number of messages of a kind that are printed; the others are counted."""

SHOWN_RENAMES = 10
SHOWN_ROWS = 50


def print_link_problems(file: LinkFile) -> None:
    """Print what of a file of links was not used, or was changed."""
    for problem in file.problems[:SHOWN]:
        click.echo(str(problem), err=True)
    if more := sum(file.reasons.values()) - len(file.problems[:SHOWN]):
        where = f"; see `sanctionscreen links inspect {file.path}`" if file.sha256 else ""
        click.echo(f"{file.path}: {more:,} more such links{where}", err=True)


def print_reading_warnings(edition: Edition, fate: str) -> None:
    """Print what reading a list left out.

    Args:
        edition: as read.
        fate: what that means for a rejected record, as `not screened against`.
    """
    for warning in edition.warnings[:SHOWN]:
        click.echo(f"{edition.path}: {warning}", err=True)
    for item in edition.rejected[:SHOWN]:
        click.echo(f"{edition.path}, {item.record}: {fate}: {item.reason}", err=True)
    more = max(0, len(edition.warnings) - SHOWN) + max(0, len(edition.rejected) - SHOWN)
    if more:
        click.echo(
            f"{edition.path}: {more} more; see `sanctionscreen lists inspect {edition.path}`", err=True
        )


def print_age(edition: Edition, age: EditionAge, *, allowed: bool) -> None:
    """Print that an edition is stale, or that its age is not known.

    Args:
        edition: as read.
        age: of it.
        allowed: whether the user has allowed stale lists.
    """
    then = "allowed by --allow-stale" if allowed else "finding nothing on it ends with 4"
    parts = [age.stale or age.unknown, then if age.stale else ""]
    if age.unknown and not edition.edition:
        parts.append(f"--edition {edition.list_id}=DATE sets its date")
    if parts[0]:
        named = f"{edition.list_id}, edition {edition.edition}," if edition.edition else edition.list_id
        state = "is stale" if age.stale else "may be out of date"
        click.echo(f"{named} {state}: {'; '.join(filter(None, parts))}", err=True)


class RowMessages:
    """Messages on the first fifty rows that were rejected or not used in full; the others are counted."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._count = 0

    def reject(self, row: RejectedRow) -> None:
        """Print why a row was rejected."""
        self._print(f"{self._path}, line {row.line}: not screened: {row.reason}")

    def warn(self, warning: RowWarning) -> None:
        """Print what of a row was not used."""
        self._print(f"{self._path}, line {warning.line}: {warning.reason}: {warning.value!r}")

    def _print(self, text: str) -> None:
        from sanctionscreen.cli.common.terminal import printable

        self._count += 1
        if self._count <= SHOWN_ROWS:
            click.echo(printable(text), err=True)

    def finish(self) -> None:
        """Print how many messages were left out."""
        if (more := self._count - SHOWN_ROWS) > 0:
            click.echo(f"{self._path}: {more:,} more such rows; -o OUT puts all of them into files", err=True)


def queries_of(customers: CustomerFile, *, fate: str = "not screened") -> Iterator[Query]:
    """The customers that can be used; a message for each that cannot, since no file lists them."""
    from sanctionscreen.cli.common.terminal import printable
    from sanctionscreen.model import Query

    for row in customers:
        if isinstance(row, Query):
            yield row
        else:
            click.echo(printable(f"{customers.shown}, line {row.line}: {fate}: {row.reason}"), err=True)


def print_renames(earlier: Previous, out: str | None, *, resumed: bool) -> None:
    """Print which customers have another name now, and write all of them to OUT.renames.csv.

    Args:
        earlier: after the run.
        out: the file of results; None for standard output.
        resumed: whether the run went on with an earlier one, whose customers are not in the file.
    """
    import csv  # late: few commands need it

    from sanctionscreen.cli.common.render import count
    from sanctionscreen.cli.common.terminal import printable

    click.echo(
        f"{count(earlier.customers, 'customer')} in the earlier run; {earlier.renamed:,} screened under another name "
        f"then; {count(earlier.carried, 'earlier hit')} carried over; {earlier.gone:,} on listings that are no more",
        err=True,
    )
    if earlier.without_id:
        click.echo(
            f"{count(earlier.without_id, 'answer')} of the earlier run not used: no query_id says whose",
            err=True,
        )
    for query_id, before, now in earlier.renames[:SHOWN_RENAMES]:
        click.echo(printable(f"  {query_id}: {before} before, {now} now"), err=True)
    if out is None:
        if earlier.renamed > SHOWN_RENAMES:
            click.echo(
                f"  {earlier.renamed - SHOWN_RENAMES:,} more; -o OUT puts all of them into a file", err=True
            )
        return
    with open_output(f"{out}.renames.csv") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("query_id", "earlier_name", "name"))
        rows.writerows(earlier.renames)
    part = ", but for the part that was answered before" if resumed else ""
    click.echo(f"Customers with another name: {out}.renames.csv{part}", err=True)
