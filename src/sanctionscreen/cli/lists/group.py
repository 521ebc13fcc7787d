"""`sanctionscreen lists`: what list files hold, what lists are known not to hold, and listings as files."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanctionscreen.cli.common.json_output import print_json
from sanctionscreen.cli.common.list_options import MAPPING_HELP
from sanctionscreen.cli.common.options import SHIPPED, date_of
from sanctionscreen.cli.common.store_options import store_option
from sanctionscreen.cli.common.warnings import tell_reading
from sanctionscreen.cli.lists.diff import diff, edition_of
from sanctionscreen.cli.lists.pools import pools
from sanctionscreen.cli.lists.show import show
from sanctionscreen.cli.lists.store_commands import gc, history, import_, rollback
from sanctionscreen.cli.lists.update import update
from sanctionscreen.errors import UsageError

if TYPE_CHECKING:
    from sanctionscreen.lists import Edition
    from sanctionscreen.lists.export import ExportFormat

_JSON_ENDINGS = (".json", ".jsonl", ".ndjson")


@click.group()
def lists() -> None:
    """Look into official and house lists, and keep every edition of them."""


def _reading_options(command: Callable[..., int]) -> Callable[..., int]:
    """`--as`, `--edition` and `--mapping`: what a file itself doesn't say."""
    for option in (
        click.option("--mapping", metavar="FILE", help=MAPPING_HELP),
        click.option("--edition", metavar="DATE", help="Its date, where its content gives none: 2026-02-27."),
        click.option(
            "--as", "list_id", metavar="LIST", help="Which list it is, where its content cannot tell."
        ),
    ):
        command = option(command)
    return command


@lists.command()
@click.argument("path")
@_reading_options
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object with all of it.")
def inspect(
    path: str, list_id: str | None, edition: str | None, mapping: str | None, *, as_json: bool
) -> int:
    """Say what the file or folder PATH holds, and what in it could not be used.

    PATH is an official or house list as it was published, or `shipped`. Ends with 3 if it is no list that can be read.
    """
    found = _read(path, list_id, edition, mapping)
    if as_json:
        print_json(found.summary())
    else:
        from sanctionscreen.cli.lists.inspect import account

        click.echo(account(found))
    return 0


@lists.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "-o", "--output", "out", metavar="OUT", help="Write the export here.  [default: standard output]"
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["ftm", "house", "csv"]),
    help="FollowTheMoney JSON lines, the house format (a row for each name), or a row for each listing.  "
    "[default: ftm if OUT ends in .json, .jsonl or .ndjson, else house]",
)
@_reading_options
@store_option
def export(
    paths: tuple[str, ...], out: str | None, format_: ExportFormat | None, list_id: str | None,
    edition: str | None, mapping: str | None, store: str | None,
) -> int:  # fmt: skip
    """Write the listings of the lists in PATH... as one file.

    PATH may also be what the store has: LIST@EDITION, or LIST for the newest edition.

    What the format cannot hold is said on standard error. OUT appears whole, or not at all. --as, --edition and
    --mapping go with a single PATH.

    \b
      sanctionscreen lists export un.xml eu.xml -o both.ftm.json
      sanctionscreen lists export sdn-folder --edition 2021-07-30 --format csv > sdn.csv
    """
    if len(paths) > 1 and (list_id or edition or mapping):
        raise UsageError("--as, --edition and --mapping are about one list; export one at a time")
    if out is not None and any(_holds(path, out) for path in paths):
        raise UsageError(f"{out} is what is to be read; the export would take its place")
    editions: dict[str, Edition] = {}
    for path in paths:
        found = _found(path, list_id, edition, mapping, store)
        other = editions.setdefault(found.list_id, found)
        if other is not found:
            raise UsageError(
                f"two editions of {found.list_id}: {other.path} and {found.path}; export one at a time"
            )
        tell_reading(found, "not exported")
    chosen = format_ or ("ftm" if out and out.lower().endswith(_JSON_ENDINGS) else "house")
    _export(list(editions.values()), chosen, out)
    return 0


def _export(editions: list[Edition], format_: ExportFormat, out: str | None) -> None:
    from sanctionscreen.batch.output.atomic import AtomicFiles
    from sanctionscreen.countries import country_code
    from sanctionscreen.lists.export import LOSSES, export_listings

    listings = [listing for edition in editions for listing in edition.listings]
    dates = {
        listing.list: edition.edition or "" for edition in reversed(editions) for listing in edition.listings
    }
    if out is None:
        if isinstance(sys.stdout, io.TextIOWrapper):  # UTF-8 and line feeds, whatever the terminal is set to
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        export_listings(listings, sys.stdout, format_, edition=dates, country_code=country_code)
    else:
        with AtomicFiles() as files:
            export_listings(listings, files.open(out), format_, edition=dates, country_code=country_code)
            files.commit()
    names = ", ".join(edition.list_id for edition in editions)
    click.echo(f"{len(listings):,} listings of {names}{f': {out}' if out else ''}", err=True)
    click.echo(f"The format {format_} cannot hold: {LOSSES[format_]}.", err=True)


def _found(
    text: str, list_id: str | None, edition: str | None, mapping: str | None, store: str | None
) -> Edition:
    from sanctionscreen.store import store_at

    if text == SHIPPED or Path(text).exists() or (store is None and store_at(None) is None):
        return _read(text, list_id, edition, mapping)
    return edition_of(text, list_id, store)


def _read(path: str, list_id: str | None, edition: str | None, mapping: str | None) -> Edition:
    from sanctionscreen.lists import read_list, shipped_path

    if edition is not None:
        date_of(edition, "--edition takes a date")
    place = shipped_path() if path == SHIPPED else path
    return read_list(place, list_id=list_id, edition=edition, mapping=mapping)


def _holds(path: str, out: str) -> bool:
    """Whether `out` is a file to be read, or stands in a folder that is: the next run would read it there."""
    place, target = Path(path).resolve(), Path(out).resolve()
    return place == target or (place.is_dir() and target.parent == place)


for _command in (import_, update, show, diff, history, rollback, gc, pools):
    lists.add_command(_command)
