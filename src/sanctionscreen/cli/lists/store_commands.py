"""`sanctionscreen lists import`, `history`, `rollback` and `gc`: commands that fill, read and clean the store."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from sanctionscreen.cli.common.list_choice import SHIPPED
from sanctionscreen.cli.common.messages import print_reading_warnings
from sanctionscreen.cli.common.options import MAPPING_HELP, date_of, store_option, with_options
from sanctionscreen.cli.common.output import print_json
from sanctionscreen.cli.common.stored_lists import open_store
from sanctionscreen.errors import SanctionscreenError, UsageError

if TYPE_CHECKING:
    from sanctionscreen.lists import Edition
    from sanctionscreen.store import Accepted, Added, Store

accept_options = with_options(
    click.option(
        "--accept-shrink", is_flag=True, help="Take an edition that is smaller by more than a tenth."
    ),
    click.option(
        "--accept-older",
        is_flag=True,
        help="Take an edition that is older than the last one, into the history.",
    ),
    click.option(
        "--accept-reused-ids", is_flag=True, help="Take an edition whose ids name other parties than before."
    ),
)
self_test_option = click.option(
    "--self-test/--no-self-test",
    "with_test",
    default=True,
    help="Screen every added listing against itself.  [default: yes]",
)


@click.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--as", "list_id", metavar="LIST", help="Which list it is, where its content cannot tell.")
@click.option("--edition", metavar="DATE", help="Its date, where its content gives none: 2026-02-27.")
@click.option("--mapping", metavar="FILE", help=MAPPING_HELP)
@accept_options
@self_test_option
@store_option
def import_(
    paths: tuple[str, ...], list_id: str | None, edition: str | None, mapping: str | None, accept_shrink: bool,
    accept_older: bool, accept_reused_ids: bool, with_test: bool, store: str | None,
) -> int:  # fmt: skip
    """Put the lists in PATH... into the store, each as the next edition of its list.

    PATH is an official or house list, a file or a folder as published. Several editions of one list are taken in the
    order of their dates. Each is stored whole or not at all; one that is empty, cut off, of another list or much
    smaller than the last is refused, with 3 or 4 at the end, and the others are stored.

    \b
      sanctionscreen lists import sdn.xml un.xml
      sanctionscreen lists import sdn-folder --edition 2021-07-30
    """
    from sanctionscreen.store import Accepted

    if len(paths) > 1 and (list_id or edition or mapping):
        raise UsageError("--as, --edition and --mapping are about one list; import one at a time")
    if edition is not None:
        date_of(edition, "--edition takes a date")
    accepted = Accepted(accept_shrink, accept_older, accept_reused_ids)
    worst = 0
    read: list[tuple[Edition, float]] = []
    for path in paths:
        begun = time.perf_counter()
        try:
            found = _read(path, list_id, edition, mapping)
        except SanctionscreenError as error:
            worst = max(worst, _tell(error))
        else:
            read.append((found, time.perf_counter() - begun))
    read.sort(key=lambda item: item[0].edition or "9999")
    with open_store(store, write=True) as target:
        for found, seconds in read:
            try:
                take(target, found, seconds, accepted, with_test=with_test)
            except SanctionscreenError as error:
                worst = max(worst, _tell(error))
    return worst


def _read(path: str, list_id: str | None, edition: str | None, mapping: str | None) -> Edition:
    from sanctionscreen.lists import read_list, shipped_path

    found = read_list(
        shipped_path() if path == SHIPPED else path, list_id=list_id, edition=edition, mapping=mapping
    )
    print_reading_warnings(found, "not stored")
    return found


def _tell(error: SanctionscreenError) -> int:
    click.echo(f"sanctionscreen: {error}", err=True)
    return error.exit_code


def take(
    store: Store, edition: Edition, read_seconds: float, accepted: Accepted, *, with_test: bool, origin: str = "",
    reinstate: bool = True,
) -> Added:  # fmt: skip
    """Store an edition, test it, and say what came of it.

    Raises:
        RefusedEditionError: if it isn't fit to follow the last one.
        StoreError: if it can't be written.
    """
    begun = time.perf_counter()
    added = store.add(edition, accepted=accepted, origin=origin, reinstate=reinstate)
    stored = time.perf_counter()
    for note in added.notes:
        click.echo(f"{added.edition}: {note}", err=True)
    for key in added.reused:
        click.echo(f"{added.edition}: the id {key} names another party than before", err=True)
    if not added.is_new:
        click.echo(
            f"{added.edition}: nothing new, its {added.edition.listings:,} listings are in the store already"
        )
        return added
    tested, spent = _tested(store, edition, added) if with_test else ("", 0.0)
    costs = f"read {read_seconds:.1f} s, stored {stored - begun:.1f} s"
    click.echo(
        f"{added.edition}: {added.edition.listings:,} listings, {added.edition.names:,} names; "
        f"{_since_last(store, added)}.{tested} ({costs}{f', tested {spent:.1f} s' if with_test else ''})"
    )
    return added


def _since_last(store: Store, added: Added) -> str:
    before = added.before
    if before is None:
        return "the first edition of its list"
    if not added.is_current:
        return f"put into the history, {before} stays the newest"
    found = store.difference(before, added.edition)
    return (
        f"{len(found.added):,} added, {len(found.removed):,} removed, {len(found.renamed):,} with another primary "
        f"name, {len(found.changed):,} changed since {before.label}"
    )


def _tested(store: Store, edition: Edition, added: Added) -> tuple[str, float]:
    from sanctionscreen.cache.folder import CacheFolder, default_cache_folder
    from sanctionscreen.evaluation.self_recall import self_test
    from sanctionscreen.workers import usable_workers

    begun = time.perf_counter()
    if added.before and added.is_current:
        listings = list(store.difference(added.before, added.edition).added.values())
    else:
        listings = list(edition.listings)
    folder = CacheFolder(default_cache_folder())
    kept = store.read(added.edition, cache=folder)
    result = self_test(kept, listings, workers=usable_workers(None), cache=folder)
    store.note_self_test(added.edition, result.as_json())
    for key, name in result.failed[:20]:
        click.echo(f"{added.edition}: self-test: {key} {name!r} is not found under its own name", err=True)
    found = result.tested - len(result.failed)
    return (
        f" Self-test: {found:,} of {result.tested:,} added listings find themselves."
        if result.tested
        else " Self-test: no listing was added.",
        time.perf_counter() - begun,
    )


@click.command()
@click.argument("list_id", metavar="LIST")
@click.argument("entity_id", metavar="ENTITY_ID")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an object for each thing said.")
@store_option
def history(list_id: str, entity_id: str, store: str | None, *, as_json: bool) -> int:
    """Say what LIST said of the party ENTITY_ID, and in which editions it did.

    \b
      sanctionscreen lists history us-ofac-sdn 906
    """
    with open_store(store) as found:
        spans = found.history(list_id, entity_id)
        first, newest = found.editions(list_id)[0].label, found.find(list_id).label
    if as_json:
        from dataclasses import asdict

        print_json([asdict(span) for span in spans])
        return 0
    from sanctionscreen.cli.common.render import labelled

    lines = [click.style(f"{list_id} {entity_id}, editions {first} to {newest}", bold=True)]
    for span in spans:
        if span.gone:
            when = f"{span.first} to {span.last}, gone in {span.gone}"
        else:
            when = f"since {span.first}" if span.first != first else f"in all since {first}"
        lines += labelled(f"{span.field:<12} ", f"{span.value}  [{when}]")
    click.echo("\n".join(lines))
    return 0


@click.command()
@click.argument("list_id", metavar="LIST")
@store_option
def rollback(list_id: str, store: str | None) -> int:
    """Withdraw the newest edition of LIST, so that the one before is screened against again.

    What stood in the withdrawn edition alone leaves the history too. `lists update` doesn't take the same edition
    again; `lists import` does.
    """
    with open_store(store, write=True) as target:
        withdrawn, newest = target.rollback(list_id)
    click.echo(f"{withdrawn} is withdrawn; {newest} of {newest.stored_at[:10]} is the newest again")
    return 0


@click.command()
@click.option(
    "--keep-files",
    type=click.IntRange(min=1),
    metavar="N",
    help="Of each list keep the published files of the newest N editions.  [default: of all]",
)
@store_option
def gc(keep_files: int | None, store: str | None) -> int:
    """Clear the store up: withdrawn editions, what killed processes left, and published files if asked.

    What editions say, and so the history, stays in any case. Ends with 3 if anything in the store is damaged.
    """
    with open_store(store, write=True) as target:
        editions, files, size = target.clear(keep_files=keep_files)
        problems = target.problems()
    click.echo(f"removed: withdrawn editions {editions:,}, files {files:,} ({size / 1e6:,.1f} MB)")
    for problem in problems:
        click.echo(f"sanctionscreen: {problem}", err=True)
    return 3 if problems else 0
