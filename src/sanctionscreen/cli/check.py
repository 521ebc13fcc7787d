"""`sanctionscreen check`: screens one party, and explains every hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sanctionscreen._gc import collector_paused
from sanctionscreen.cli.common.list_choice import ListChoice, list_options
from sanctionscreen.cli.common.output import open_output, print_json
from sanctionscreen.cli.common.provenance import editions_of, links_of
from sanctionscreen.errors import UsageError

if TYPE_CHECKING:
    from sanctionscreen.dates import PartialDate
    from sanctionscreen.model import Identifier, Kind, Query, Screening
    from sanctionscreen.screening import Screener


@click.command()
@click.argument("name")
@click.option(
    "--kind", type=click.Choice(["person", "organization", "vessel", "aircraft"]), help="What the party is."
)
@click.option(
    "--birth-date",
    "birth_dates",
    multiple=True,
    metavar="DATE",
    help="1967-08-22, 1967-08 or 1967; may be repeated.",
)
@click.option(
    "--country", "countries", multiple=True, metavar="CC", help="Code or English name; may be repeated."
)
@click.option(
    "--id",
    "ids",
    multiple=True,
    metavar="TYPE:VALUE",
    help="imo:9314650, bic:…, passport:…; may be repeated.",
)
@click.option(
    "--alias",
    "aliases",
    multiple=True,
    metavar="NAME",
    help="Another name of the same party; may be repeated.",
)
@click.option(
    "--address",
    "addresses",
    multiple=True,
    metavar="TEXT",
    help='"7 Fadeyeva Street, Moscow, RU", in one text; may be repeated.',
)
@click.option("--svg", metavar="OUT.svg", help="Draw the --links that lead to the party into this file.")
@list_options
@click.option("--json", "as_json", is_flag=True, help="Print the answer as a JSON object.")
@collector_paused()  # it ends before garbage matters
def check(
    name: str, kind: Kind | None, birth_dates: tuple[str, ...], countries: tuple[str, ...], ids: tuple[str, ...],
    aliases: tuple[str, ...], addresses: tuple[str, ...], svg: str | None, choice: ListChoice, *, as_json: bool,
) -> int:  # fmt: skip
    """Check one NAME, and explain every hit.

    Ends with 0 if nothing is found, 1 if there are alerts. Muted hits (on a weak alias) and de-listed parties are
    shown, but are no alerts.

    \b
      sanctionscreen check "Tongbang Bank" --lists sdn.xml
      sanctionscreen check "Mun Kyong-hwan" --birth-date 1967-08-22 --json
      sanctionscreen check "Bright Star 7" --kind vessel --id imo:8909915
    """
    if not any(char.isalnum() for text in (name, *aliases) for char in text) and not ids:
        raise UsageError(f"no letter or digit in {name!r}, and no --id: nothing to screen")
    from sanctionscreen.model import Address, Query

    query = Query(
        name=name,
        names=aliases,
        kind=kind,
        birth_dates=tuple(map(_date, birth_dates)),
        countries=countries,
        identifiers=tuple(map(_identifier, ids)),
        addresses=tuple(Address(full=text) for text in addresses),
    )
    screener = choice.screener()
    screening = screener.screen(query)
    if svg is not None:
        _draw(screener, query, svg)
    if as_json:
        about: dict[str, object] = {"editions": editions_of(screener, choice)}
        if choice.notice:
            about["notice"] = choice.notice
        if links := links_of(screener):
            about["links"] = links
        about |= _record(choice, screener, screening)
        print_json(screening.model_dump() | about)
    else:
        from sanctionscreen.cli.common.render import answer, edition_lines

        click.echo(answer(screening, edition_lines(screener.editions, choice.age)))
        if links := links_of(screener):
            click.echo(f"{links['note']} As of {links['date']}.")
    if choice.notice:
        click.echo(choice.notice, err=as_json)
    return choice.exit_code(screener.editions, alerts=bool(screening.alerts))


def _record(choice: ListChoice, screener: Screener, screening: Screening) -> dict[str, object]:
    """What `--json` says of the run: exit code, options, versions, time zone, counts."""
    from dataclasses import asdict

    from sanctionscreen.batch.counted_run import Counts
    from sanctionscreen.batch.manifest import time_zone
    from sanctionscreen.batch.versions import versions
    from sanctionscreen.cli.common.run_record import run_record

    counts = Counts(rows=1, screened=1)
    counts.add(screening)
    code = choice.exit_code(screener.editions, alerts=bool(screening.alerts))
    return {
        **run_record(choice, screener, exit_code=code),
        "versions": versions(),
        "time_zone": time_zone(),
        "counts": asdict(counts),
    }


def _draw(screener: Screener, query: Query, path: str) -> None:
    if screener.ownership is None:
        raise UsageError("--svg draws links; name them with --links")
    if not (picture := screener.ownership.picture(query)):
        click.echo(f"{path}: not written, for no link leads to the party", err=True)
        return
    with open_output(path) as file:
        file.write(picture)


def _date(text: str) -> PartialDate:
    from sanctionscreen.dates import parse_date

    try:
        return parse_date(text)
    except ValueError as error:
        raise UsageError(f"--birth-date: {error}") from None


def _identifier(text: str) -> Identifier:
    from sanctionscreen.model import Identifier

    kind, _, value = (part.strip() for part in text.partition(":"))
    if not kind or not value:
        raise UsageError(f"--id takes TYPE:VALUE, such as imo:9314650; not {text!r}")
    return Identifier(kind, value)
