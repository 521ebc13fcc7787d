"""`sanctionscreen lists`: what list files hold, what lists are known not to hold, and listings as files."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sanctionscreen.cli.options import MAPPING_HELP, SHIPPED, date_of, tell_reading
from sanctionscreen.errors import ListUnavailableError, UsageError

if TYPE_CHECKING:
    from sanctionscreen.lists import Edition
    from sanctionscreen.lists.capabilities import ListInfo
    from sanctionscreen.lists.export import ExportFormat

_JSON_ENDINGS = (".json", ".jsonl", ".ndjson")
_LABEL = 11
_INDENT = " " * 4


@click.group()
def lists() -> None:
    """Look into official and house lists."""


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
        _print_json(found.summary())
    else:
        from sanctionscreen.cli.inspection import account

        click.echo(account(found))
    return 0


@lists.command()
@click.argument("list_ids", metavar="[LIST_ID]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object for each list.")
def show(list_ids: tuple[str, ...], *, as_json: bool) -> int:
    """Say what published lists hold, and what they are known not to hold.

    Every gap comes with the source that says so and, where there is one, the house list to fill in. Without LIST_ID
    every list is shown that there is a reader for. Ends with 4 for a list that is not known.

    \b
      sanctionscreen lists show eu-fsf un-sc
    """
    from sanctionscreen.lists.capabilities import known_lists

    known = known_lists()
    if strange := [list_id for list_id in list_ids if list_id not in known]:
        raise ListUnavailableError(f"no list is known as {', '.join(strange)}; known: {', '.join(known)}")
    chosen = [known[list_id] for list_id in list_ids or known]
    if as_json:
        _print_json([_as_json(info) for info in chosen])
    else:
        click.echo("\n\n".join(map(_for_people, chosen)))
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
def export(
    paths: tuple[str, ...], out: str | None, format_: ExportFormat | None, list_id: str | None,
    edition: str | None, mapping: str | None,
) -> int:  # fmt: skip
    """Write the listings of the lists in PATH... as one file.

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
        found = _read(path, list_id, edition, mapping)
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
    from sanctionscreen.files.atomic import AtomicFiles
    from sanctionscreen.lists.export import LOSSES, export_listings
    from sanctionscreen.screening.countries import country_code

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


def _print_json(value: object) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _as_json(info: ListInfo) -> dict[str, Any]:
    from dataclasses import asdict

    about = asdict(info)
    return {"list": about.pop("id")} | about


def _for_people(info: ListInfo) -> str:
    from sanctionscreen.cli.show import labelled

    lines = [click.style(f"{info.id}: {info.title}", bold=True)]
    lines += labelled(_label("publisher"), info.publisher)
    lines += [f"{_INDENT}{_label('address')}{info.url}"]  # addresses stay whole, to be copied
    lines += labelled(_label("holds"), info.holds)
    for gap in info.gaps:
        lines += labelled(_label("lacks"), gap.what)
        lines.append(f"{_INDENT}{_label('')}source: {gap.source}")
        if gap.template:
            lines.append(f"{_INDENT}{_label('')}house list to fill in: docs/templates/{gap.template}")
    return "\n".join(lines)


def _label(text: str) -> str:
    return f"{text:<{_LABEL}}"
