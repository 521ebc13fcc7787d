"""`sanctionscreen lists inspect`: content of a list file, and everything in it that could not be used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import click

from sanctionscreen.cli.common.list_choice import SHIPPED
from sanctionscreen.cli.common.options import MAPPING_HELP, date_of, with_options
from sanctionscreen.cli.common.output import print_json

if TYPE_CHECKING:
    from sanctionscreen.lists import Edition

_SHOWN = 20
_INDENT = " " * 13

reading_options = with_options(
    click.option("--as", "list_id", metavar="LIST", help="Which list it is, where its content cannot tell."),
    click.option("--edition", metavar="DATE", help="Its date, where its content gives none: 2026-02-27."),
    click.option("--mapping", metavar="FILE", help=MAPPING_HELP),
)


@click.command()
@click.argument("path")
@reading_options
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object with all of it.")
def inspect(
    path: str, list_id: str | None, edition: str | None, mapping: str | None, *, as_json: bool
) -> int:
    """Say what the file or folder PATH holds, and what in it could not be used.

    PATH is an official or house list as it was published, or `shipped`. Ends with 3 if it is no list that can be read.
    """
    edition_read = read_published(path, list_id, edition, mapping)
    if as_json:
        print_json(edition_read.summary())
    else:
        click.echo(as_text(edition_read))
    return 0


def read_published(path: str, list_id: str | None, edition: str | None, mapping: str | None) -> Edition:
    """Read a list file or folder, or `shipped`, with what the options say of it."""
    from sanctionscreen.lists import read_list, shipped_path

    if edition is not None:
        date_of(edition, "--edition takes a date")
    place = shipped_path() if path == SHIPPED else path
    return read_list(place, list_id=list_id, edition=edition, mapping=mapping)


def as_text(edition: Edition) -> str:
    """The account in lines: facts first, then what there may be thousands of, at most twenty of each."""
    from sanctionscreen.cli.common.render import count
    from sanctionscreen.cli.common.terminal import printable
    from sanctionscreen.lists.formats import FORMATS

    title = next((found.title for found in FORMATS if found.id == edition.format), "")
    lines = [
        _line("list", edition.list_id),
        _line("edition", edition.edition or "no date in the file (--edition gives one)"),
        _line("path", edition.path),
        _line("format", f"{edition.format}: {title}"),
        _line("sha256", edition.sha256),
        _line("listings", f"{len(edition.records):,}"),
        _line("names", f"{edition.names:,} (distinct listing, name and type of name)"),
        *_kinds(edition),
        *_in_remarks(edition),
    ]
    if edition.delisted:
        lines.append(_line("de-listed", f"{edition.delisted:,} of the listings: they raise no alert"))
    rejected = [f"{item.record}: {item.reason}" for item in edition.rejected]
    lines += _several(
        "rejected", count(len(rejected), "record or part of one", "records or parts of one"), rejected
    )
    lines += _several("warnings", f"{len(edition.warnings):,}", edition.warnings)
    lines += _counted(
        "unknown", edition.unknown, "not understood, and not guessed: kept in words or left out"
    )
    lines += _counted("unused", edition.unused, "understood, without a place on a listing")
    return printable("\n".join(lines))


def _line(label: str, text: str) -> str:
    return f"{label:<{len(_INDENT)}}{text}"


def _kinds(edition: Edition) -> list[str]:
    counts: dict[str, int] = {}
    for listing in edition.records:
        kind = listing.kind or "not said"
        counts[kind] = counts.get(kind, 0) + 1
    found = sorted(counts.items(), key=lambda item: -item[1])
    return [_line("kinds", ", ".join(f"{kind} {number:,}" for kind, number in found))]


def _in_remarks(edition: Edition) -> list[str]:
    """Listings beside the records: who reads a count wants to know where they come from."""
    if not edition.in_remarks:
        return []
    from sanctionscreen.cli.common.render import count

    further = count(len(edition.in_remarks), "further listing")
    lines = [_line("in remarks", f"{further}, which the list names only in a remark on another one")]
    found = edition.listings[len(edition.records) :]
    return lines + [f"{_INDENT}{listing.entity_id}: {listing.name}" for listing in found]


def _several(label: str, head: str, items: list[str]) -> list[str]:
    if not items:
        return [_line(label, "none")]
    return [_line(label, head), *(f"{_INDENT}{item}" for item in items[:_SHOWN]), *_more(len(items))]


def _counted(label: str, counts: Mapping[str, int], meaning: str) -> list[str]:
    """A table of counts, the most frequent first."""
    if not counts:
        return [_line(label, "none")]
    items = sorted(counts.items(), key=lambda item: -item[1])
    width = len(f"{items[0][1]:,}")
    shown: Iterable[str] = (f"{_INDENT}{number:>{width},}  {name}" for name, number in items[:_SHOWN])
    return [_line(label, f"{sum(counts.values()):,} {meaning}"), *shown, *_more(len(items))]


def _more(number: int) -> list[str]:
    return [f"{_INDENT}… and {number - _SHOWN:,} more (--json shows all)"] if number > _SHOWN else []
