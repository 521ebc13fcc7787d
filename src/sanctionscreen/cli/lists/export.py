"""`sanctionscreen lists export`: writes the listings of one or several lists as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanctionscreen.cli.common.list_choice import SHIPPED
from sanctionscreen.cli.common.messages import print_reading_warnings
from sanctionscreen.cli.common.options import store_option
from sanctionscreen.cli.common.output import open_output
from sanctionscreen.cli.lists.diff import edition_of
from sanctionscreen.cli.lists.inspect import read_published, reading_options
from sanctionscreen.errors import UsageError

if TYPE_CHECKING:
    from sanctionscreen.lists import Edition
    from sanctionscreen.lists.export import ExportFormat

_JSON_ENDINGS = (".json", ".jsonl", ".ndjson")


@click.command()
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
@reading_options
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
        raise UsageError(f"{out} is a file to be read; the export would overwrite it")
    editions: dict[str, Edition] = {}
    for path in paths:
        read = _read(path, list_id, edition, mapping, store)
        first = editions.setdefault(read.list_id, read)
        if first is not read:
            raise UsageError(
                f"two editions of {read.list_id}: {first.path} and {read.path}; export one at a time"
            )
        print_reading_warnings(read, "not exported")
    chosen = format_ or ("ftm" if out and out.lower().endswith(_JSON_ENDINGS) else "house")
    _export(list(editions.values()), chosen, out)
    return 0


def _export(editions: list[Edition], format_: ExportFormat, out: str | None) -> None:
    from sanctionscreen.countries import country_code
    from sanctionscreen.lists.export import LOSSES, export_listings

    listings = [listing for edition in editions for listing in edition.listings]
    dates = {
        listing.list: edition.edition or "" for edition in reversed(editions) for listing in edition.listings
    }
    with open_output(out) as file:
        export_listings(listings, file, format_, edition=dates, country_code=country_code)
    names = ", ".join(edition.list_id for edition in editions)
    click.echo(f"{len(listings):,} listings of {names}{f': {out}' if out else ''}", err=True)
    click.echo(f"The format {format_} cannot hold: {LOSSES[format_]}.", err=True)


def _read(
    text: str, list_id: str | None, edition: str | None, mapping: str | None, store: str | None
) -> Edition:
    from sanctionscreen.store import store_at

    if text == SHIPPED or Path(text).exists() or (store is None and store_at(None) is None):
        return read_published(text, list_id, edition, mapping)
    return edition_of(text, list_id, store)


def _holds(path: str, out: str) -> bool:
    """Whether `out` is a file to be read, or lies in a folder that is: the next run would read it there."""
    place, target = Path(path).resolve(), Path(out).resolve()
    return place == target or (place.is_dir() and target.parent == place)
