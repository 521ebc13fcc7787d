"""`sanctionscreen lists update`: downloads lists from their publishers into the store."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sanctionscreen.cli.common.messages import print_reading_warnings
from sanctionscreen.cli.common.options import date_of, store_option
from sanctionscreen.cli.common.stored_lists import open_store
from sanctionscreen.cli.lists.store_commands import accept_options, self_test_option, take
from sanctionscreen.errors import (
    ListUnavailableError,
    RefusedEditionError,
    SanctionscreenError,
    StoreError,
    UsageError,
)

if TYPE_CHECKING:
    from sanctionscreen.lists import Edition
    from sanctionscreen.lists.metadata import Download
    from sanctionscreen.store import Accepted, Store
    from sanctionscreen.store.download import Progress, Settings


@click.command()
@click.argument("list_ids", metavar="[ID]...", nargs=-1)
@click.option("--from", "source", metavar="URL_OR_PATH", help="Take the one list ID from here instead.")
@click.option("--edition", metavar="DATE", help="Its date, where its content gives none; with one ID.")
@click.option(
    "--user-agent",
    metavar="TEXT",
    help="What to call ourselves.  [default: like a browser's, as OFAC wants it]",
)
@click.option(
    "--proxy", metavar="URL", help="Fetch through this proxy.  [default: HTTPS_PROXY, HTTP_PROXY, NO_PROXY]"
)
@click.option(
    "--wait", type=click.FloatRange(min=0.1), metavar="SECONDS", help="For an answer.  [default: 90; EU 240]"
)
@click.option(
    "--attempts",
    type=click.IntRange(min=1),
    default=4,
    help="How often to ask before giving up.  [default: 4]",
)
@click.option(
    "--force", is_flag=True, help="Fetch the whole list even if the server says that it is as it was."
)
@accept_options
@self_test_option
@store_option
def update(
    list_ids: tuple[str, ...], source: str | None, edition: str | None, user_agent: str | None, proxy: str | None,
    wait: float | None, attempts: int, force: bool, accept_shrink: bool, accept_older: bool, accept_reused_ids: bool,
    with_test: bool, store: str | None,
) -> int:  # fmt: skip
    """Fetch lists from where they are published, and store what is new.

    ID is a list, such as un-sc; without one, every list in the store whose address is known. Each list is stored whole
    or not at all: if one can't be fetched (4), can't be read (3) or is refused (4), the store has what it had, and
    the others go on.

    \b
      sanctionscreen lists update us-ofac-sdn un-sc
      sanctionscreen lists update eu-fsf --from ./full.xml
    """
    from sanctionscreen.lists.metadata import downloads
    from sanctionscreen.store import Accepted
    from sanctionscreen.store.download import USER_AGENT, WAIT, Settings

    if (source or edition) and len(list_ids) != 1:
        raise UsageError("--from and --edition are about one list; name it")
    if edition is not None:
        date_of(edition, "--edition takes a date")
    known = downloads()
    if strange := [list_id for list_id in list_ids if list_id not in known and not source]:
        raise ListUnavailableError(
            f"no address is known of {', '.join(strange)}; known: {', '.join(known)}; or use --from"
        )
    settings = Settings(
        user_agent=user_agent or USER_AGENT, proxy=proxy, attempts=attempts, wait=wait or WAIT
    )
    accepted = Accepted(accept_shrink, accept_older, accept_reused_ids)
    worst = 0
    with open_store(store, write=True) as target:
        for list_id in list_ids or [item for item in target.lists() if item in known] or _none_to_update():
            work = _Update(target, list_id, settings, accepted, edition, with_test=with_test, force=force)
            try:
                work.run(source, known.get(list_id), patient=wait is None)
            except SanctionscreenError as error:
                click.echo(f"sanctionscreen: {list_id}: {error}", err=True)
                worst = max(worst, error.exit_code)
    return worst


def _none_to_update() -> list[str]:
    raise UsageError("the store has no list whose address is known; name the lists to fetch")


class _Update:
    """One list to be brought up to date."""

    def __init__(
        self, store: Store, list_id: str, settings: Settings, accepted: Accepted, edition: str | None,
        *, with_test: bool, force: bool,
    ) -> None:  # fmt: skip
        self.store, self.list_id, self.settings, self.accepted = store, list_id, settings, accepted
        self.edition, self.with_test, self.force = edition, with_test, force

    def run(self, source: str | None, address: Download | None, *, patient: bool) -> None:
        if source and Path(source).exists():
            self._store(Path(source), source)
            return
        from sanctionscreen.lists.metadata import Download

        place = Download(source, _name_in(source)) if source else address
        if place is None:
            raise ListUnavailableError("no address is known")
        if place.note:
            click.echo(place.note, err=True)
        with _incoming(self.store.folder, self.list_id) as folder:
            self._fetch(place, folder / place.file, patient=patient)

    def _fetch(self, place: Download, path: Path, *, patient: bool) -> None:
        from dataclasses import replace

        from sanctionscreen.store.download import download
        from sanctionscreen.store.fetch_log import Fetch

        settings = replace(self.settings, wait=place.wait) if patient and place.wait else self.settings
        last = self.store.checked(self.list_id)
        same = (
            last is not None
            and last.url == place.url
            and self.list_id in self.store.lists()
            and not self.force
        )
        validators = last.validators.get(place.file, {}) if last and same else {}
        try:
            with _bar(self.list_id) as progress:
                answer = download(
                    place.url, path, validators=validators, settings=settings, progress=progress
                )
        except OSError as error:
            raise StoreError(
                f"cannot be written: {error.strerror or error}", path=str(path.parent)
            ) from error
        if answer.is_new:
            self._store(path, place.url)
        else:
            click.echo(f"{self.store.find(self.list_id)}: nothing new at {place.url}")
        kept = {place.file: answer.validators} if answer.is_new else (last.validators if last else {})
        self.store.note_fetch(self.list_id, Fetch(place.url, kept))

    def _store(self, path: Path, origin: str) -> None:
        from sanctionscreen.lists import read_list

        begun = time.perf_counter()
        found = read_list(path, edition=self.edition)
        if found.list_id != self.list_id:
            found = self._as_asked(path, found.list_id)
        print_reading_warnings(found, "not stored")
        seconds = time.perf_counter() - begun
        take(
            self.store,
            found,
            seconds,
            self.accepted,
            with_test=self.with_test,
            origin=origin,
            reinstate=False,
        )

    def _as_asked(self, path: Path, is_of: str) -> Edition:
        """The list as the one asked for, where its content doesn't say that it is another one."""
        from sanctionscreen.lists import read_list
        from sanctionscreen.lists.metadata import known_lists

        if is_of in known_lists():
            raise RefusedEditionError(f"{path.name} is {is_of}: the wrong list under this address")
        return read_list(path, list_id=self.list_id, edition=self.edition)


def _name_in(url: str) -> str:
    return Path(url.partition("?")[0]).name or "list"


@contextmanager
def _incoming(folder: Path, list_id: str) -> Iterator[Path]:
    """A folder for downloads within the store, so that what arrives is on the disk where it stays."""
    place = folder / "incoming" / f"{list_id}.{os.getpid()}"
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", path=str(folder)) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _bar(list_id: str) -> Iterator[Progress | None]:
    """A progress bar on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=f"Fetching {list_id}", file=sys.stderr) as bar:

        def advance(came: int, total: int | None) -> None:
            if total and bar.length != total:
                bar.length = total
            bar.update(came if total else 0)

        yield advance
        bar.update(bar.length or 0)
