"""What `screen --previous` says at its end."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sanctionscreen.batch.previous.previous_names import Previous

_SHOWN = 10


def tell_renames(earlier: Previous, out: str | None, *, resumed: bool) -> None:
    """Say on standard error which customers have another name now, and put all of them into a file beside OUT.

    Args:
        earlier: after the run.
        out: where the results are; None where there is no file.
        resumed: whether an earlier part of the run was not asked again, and is not in the file.
    """
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
    for query_id, before, now in earlier.renames[:_SHOWN]:
        click.echo(printable(f"  {query_id}: {before} before, {now} now"), err=True)
    if out is None:
        if earlier.renamed > _SHOWN:
            click.echo(f"  {earlier.renamed - _SHOWN:,} more; -o OUT puts all of them into a file", err=True)
        return
    _write(earlier, f"{out}.renames.csv")
    part = ", but for the part that was answered before" if resumed else ""
    click.echo(f"Customers with another name: {out}.renames.csv{part}", err=True)


def _write(earlier: Previous, path: str) -> None:
    from sanctionscreen.batch.output.atomic import AtomicFiles

    with AtomicFiles() as files:
        rows = csv.writer(files.open(path), lineterminator="\n")
        rows.writerow(("query_id", "earlier_name", "name"))
        rows.writerows(earlier.renames)
        files.commit()
