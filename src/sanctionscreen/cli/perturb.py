"""`sanctionscreen perturb`: makes variants of a list's own names, for testing any matcher."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanctionscreen.cli.common.list_choice import SHIPPED
from sanctionscreen.cli.common.output import open_output
from sanctionscreen.errors import CustomerFileError, ListFileError, ListUnavailableError

if TYPE_CHECKING:
    from sanctionscreen.evaluation.perturb.labelled_variants import Original


def _show_classes(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from sanctionscreen.evaluation.perturb.classes import CLASSES

    for name, item in CLASSES.items():
        click.echo(f"{name}\n    {item.strength}\n    Source: {item.source}.")
    context.exit(0)


@click.command()
@click.argument("list_or_file")
@click.option(
    "--class",
    "classes",
    multiple=True,
    metavar="CLASS",
    help="What to do to the names; may be repeated.  [default: all]",
)
@click.option(
    "--seed", type=int, default=0, show_default=True, metavar="N", help="The same variants for the same seed."
)
@click.option(
    "-n", "count", type=click.IntRange(min=1), default=500, show_default=True, metavar="COUNT",
    help="Names that each class changes.",
)  # fmt: skip
@click.option("-o", "--output", "out", metavar="OUT", help="Write the CSV here.  [default: standard output]")
@click.option("--as", "list_id", metavar="LIST", help="Which list it is, where its content cannot tell.")
@click.option(
    "--list-classes", is_flag=True, is_eager=True, expose_value=False, callback=_show_classes,
    help="Say what each class does, how strongly, and where it comes from.",
)  # fmt: skip
def perturb(
    list_or_file: str, classes: tuple[str, ...], seed: int, count: int, out: str | None, list_id: str | None
) -> int:
    """Make variants of the names in LIST_OR_FILE, class by class, as a CSV of labelled queries.

    LIST_OR_FILE is an official or house list, `shipped`, or a file of customers; weak aliases are left out. Any matcher
    can be tested with the result, and `evaluate` reports on each class by itself.

    \b
      sanctionscreen perturb sdn.xml --class initials --class truncated --seed 1 -o variants.csv
      sanctionscreen evaluate variants.csv --lists sdn.xml --customers people.csv
    """
    from sanctionscreen.evaluation.perturb.labelled_variants import COLUMNS, make_variants

    variants = make_variants(_originals(list_or_file, list_id), classes, count=count, seed=seed)
    with open_output(out) as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(variant.row() for variant in variants)
    for name, made in variants.made.items():
        if made < count:
            click.echo(f"{name}: {made:,} of {count:,}; it can change no more of the names", err=True)
    return 0


def _originals(path: str, list_id: str | None) -> Iterator[Original]:
    """The names of a list; else, if it is no list, of a file of customers."""
    from sanctionscreen.evaluation.perturb.labelled_variants import originals_of
    from sanctionscreen.lists import read_list, shipped_path

    if path != SHIPPED and not Path(path).exists():
        raise ListUnavailableError(f"{path}: no such file or folder, and no list of that id")
    try:
        edition = read_list(shipped_path() if path == SHIPPED else path, list_id=list_id)
    except ListFileError as error:
        yield from _customers(path, error)
        return
    if edition.rejected:
        click.echo(f"{path}: {len(edition.rejected):,} records could not be used", err=True)
    yield from originals_of(edition.listings)


def _customers(path: str, as_list: ListFileError) -> Iterator[Original]:
    from sanctionscreen.batch import CustomerFile
    from sanctionscreen.evaluation.perturb.labelled_variants import Original
    from sanctionscreen.model import Query

    try:
        file = CustomerFile(path)
    except CustomerFileError:
        raise as_list from None
    with file:
        for row in file:
            if isinstance(row, Query):
                yield Original(row.all_names()[0], row.kind, row.query_id)
        if file.rejected:
            click.echo(f"{path}: {file.rejected:,} of {file.rows:,} rows could not be used", err=True)
