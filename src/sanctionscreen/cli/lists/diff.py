"""`sanctionscreen lists diff`: differences between two editions of a list, and their effect on alerts."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanctionscreen.cli.common.messages import queries_of
from sanctionscreen.cli.common.options import store_option
from sanctionscreen.cli.common.output import open_output, print_json
from sanctionscreen.cli.common.stored_lists import find_edition, open_store
from sanctionscreen.errors import ListUnavailableError, UsageError

if TYPE_CHECKING:
    from sanctionscreen.lists import Edition
    from sanctionscreen.model import Listing
    from sanctionscreen.reports.impact import Impact
    from sanctionscreen.store.diff import Difference

_SHOWN = 20


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--as", "list_id", metavar="LIST", help="Which list both are, where their content cannot tell.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print a JSON object: added, removed, renamed, changed."
)
@click.option(
    "--all", "show_all", is_flag=True, help="Print every party; else the first twenty of each sort."
)
@click.option(
    "--against",
    metavar="FILE",
    help="Customers: say which alerts the change adds, removes or changes, and at what cost.",
)
@click.option("--html", metavar="OUT", help="With --against: write the report as a page, with plots.")
@store_option
def diff(
    old: str, new: str, list_id: str | None, against: str | None, html: str | None, store: str | None,
    *, as_json: bool, show_all: bool,
) -> int:  # fmt: skip
    """Say what changes from the edition OLD to the edition NEW of a list: parties added, removed, renamed or changed.

    OLD and NEW are files or folders as published, or what the store has: LIST@EDITION, or LIST for the newest. Only
    content is compared, not the order of parties in a file or of values in a party.

    \b
      sanctionscreen lists diff un-2020.xml un-2024.xml
      sanctionscreen lists diff us-ofac-sdn@2019-01-09 us-ofac-sdn --json
      sanctionscreen lists diff un-sc ./downloaded.xml --against customers.csv --html impact.html
    """
    if html and not against:
        raise UsageError("--html needs --against FILE: the report is on customers")
    difference = compared(old, new, list_id, store)
    limit = None if show_all else _SHOWN
    impact = None
    if against:
        impact = impact_on(old, new, list_id, store, against)
        if html:
            from sanctionscreen.reports.impact_page import as_html

            with open_output(html) as file:
                file.write(as_html(impact, difference, old, new, against))
    if as_json:
        print_json(difference.as_json() | ({"impact": impact.as_json()} if impact else {}))
        return 0
    lines = as_text(difference, limit)
    if impact:
        from sanctionscreen.reports.impact import as_text as impact_text

        lines += ["", *impact_text(impact, limit)]
    for line in lines:
        click.echo(line)
    return 0


def compared(old: str, new: str, list_id: str | None, store: str | None) -> Difference:
    """The difference between two editions, from files or the store.

    Raises:
        UsageError: if they are of different lists.
        ListUnavailableError: if the store lacks one of them.
        ListFileError: if a file can't be read.
    """
    if not Path(old).exists() and not Path(new).exists():
        with open_store(store) as stored:
            before, after = find_edition(stored, old, None), find_edition(stored, new, None)
            _refuse_other_lists(before.list, after.list)
            return stored.difference(before, after)
    from sanctionscreen.store.diff import difference
    from sanctionscreen.store.listing_content import listing_key

    old_edition, new_edition = edition_of(old, list_id, store), edition_of(new, list_id, store)
    _refuse_other_lists(old_edition.list_id, new_edition.list_id)
    return difference(
        {listing_key(listing, old_edition.list_id): listing for listing in old_edition.listings},
        {listing_key(listing, new_edition.list_id): listing for listing in new_edition.listings},
    )


def edition_of(text: str, list_id: str | None, store: str | None) -> Edition:
    """An edition as published, from a file or the store."""
    if Path(text).exists():
        from sanctionscreen.lists import read_list

        return read_list(text, list_id=list_id)
    try:
        with open_store(store) as stored:
            return stored.read(find_edition(stored, text, None), former=False)
    except ListUnavailableError as error:
        raise ListUnavailableError(f"{text}: no such file or folder, and {error}") from None


def _refuse_other_lists(old: str, new: str) -> None:
    if old != new:
        raise UsageError(f"OLD is of {old} and NEW of {new}; --as LIST says that both are of one list")


def impact_on(old: str, new: str, list_id: str | None, store: str | None, customers: str) -> Impact:
    """The effect of an update on the alerts of a file of customers, before it is stored.

    Args:
        old, new: as of `lists diff`; a NEW that is a file is treated as if it followed OLD in the store, so names
            that it drops are former names.
        list_id: which list both are, where their content cannot tell.
        store: the folder of the store.
        customers: the file.
    """
    from sanctionscreen.batch import CustomerFile
    from sanctionscreen.cache.folder import CacheFolder, default_cache_folder
    from sanctionscreen.reports.impact import measure
    from sanctionscreen.screening import Screener

    start = time.perf_counter()
    before = _with_former(old, list_id, store)
    after = _with_former(new, list_id, store)
    if Path(new).exists() or Path(old).exists():
        from sanctionscreen.store.history import with_former_names

        after = with_former_names(before, after)
    if before.list_id != after.list_id:
        raise UsageError(f"OLD is of {before.list_id} and NEW of {after.list_id}")
    read = time.perf_counter()
    folder = CacheFolder(default_cache_folder(), lambda problem: click.echo(problem, err=True))
    screener_before = Screener([before], cache=folder)
    compiled = time.perf_counter()
    screener_after = screener_before.updated([after])
    updated = time.perf_counter()
    with CustomerFile(customers) as file:
        impact = measure(screener_before, screener_after, queries_of(file), cache=folder)
    steps = {
        "read": read - start,
        "index of the old edition": compiled - read,
        "index update": updated - compiled,
    }
    impact.seconds = steps | impact.seconds
    return impact


def _with_former(text: str, list_id: str | None, store: str | None) -> Edition:
    if Path(text).exists():
        from sanctionscreen.lists import read_list

        return read_list(text, list_id=list_id)
    with open_store(store) as stored:
        return stored.read(find_edition(stored, text, None))


def as_text(difference: Difference, limit: int | None) -> list[str]:
    """The difference for people: counts, then each sort of change."""
    ways = Counter(item.how for item in difference.renamed)
    told = ", ".join(f"{number} {how}" for how, number in ways.most_common())
    lines = [
        click.style(
            f"{len(difference.added):,} added, {len(difference.removed):,} removed, {len(difference.renamed):,} with "
            f"another primary name{f' ({told})' if told else ''}, {len(difference.changed):,} changed",
            bold=True,
        )
    ]
    order = {"renamed": 0, "respelt": 1, "reordered": 2}
    renamed = sorted(difference.renamed, key=lambda item: order[item.how])
    lines += _part(
        "Another name",
        [f"{item.entity_id}  {item.before} -> {item.after}  ({item.how})" for item in renamed],
        None,
    )
    lines += _part("New", [_party(key, listing) for key, listing in difference.added.items()], limit)
    lines += _part("Gone", [_party(key, listing) for key, listing in difference.removed.items()], limit)
    lines += _part(
        "Changed", [f"{item.entity_id}  {', '.join(item.fields)}" for item in difference.changed], limit
    )
    return lines


def _part(title: str, parties: list[str], limit: int | None) -> list[str]:
    from sanctionscreen.cli.common.terminal import printable

    if not parties:
        return []
    more = len(parties) - limit if limit is not None else 0
    shown = [f"  {printable(text)}" for text in parties[:limit]]
    return ["", f"{title}:", *shown, *([f"  … and {more:,} more (--all shows them)"] if more > 0 else [])]


def _party(key: str, listing: Listing) -> str:
    about = ", ".join(filter(None, (listing.kind, *listing.programmes[:3])))
    return f"{key}  {listing.name}{f'  ({about})' if about else ''}"
