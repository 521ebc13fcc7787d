"""The `Store`: every edition of every list, in one folder."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sanctionscreen._gc import collector_paused
from sanctionscreen.cache.fingerprint import rules_hash
from sanctionscreen.cache.folder import CompiledFolder
from sanctionscreen.errors import ListUnavailableError
from sanctionscreen.lists import Edition, Rejected
from sanctionscreen.lists.edition_cache import load_edition, save_edition
from sanctionscreen.store import editions, fetch_log, importing, maintenance, source_files, staleness
from sanctionscreen.store.database import connect, told, transaction
from sanctionscreen.store.diff import Difference, difference
from sanctionscreen.store.editions import StoredEdition
from sanctionscreen.store.fetch_log import Fetch
from sanctionscreen.store.history import Span, history, listings_at
from sanctionscreen.store.importing import Added, Arrival
from sanctionscreen.store.listing_content import contents_of, listings_of
from sanctionscreen.store.validation import Accepted
from sanctionscreen.store.validity import STANDING, of

__all__ = ["Added", "Store"]


class Store:
    """A folder with a SQLite database of editions, and the published files beside it.

    Reading never waits for writing; writers wait for each other. Use it in a `with` statement, or call `close`.

    >>> import tempfile
    >>> from sanctionscreen.lists import read_list, shipped_path
    >>> with tempfile.TemporaryDirectory() as folder, Store(folder, write=True) as store:
    ...     _ = store.add(read_list(shipped_path()))
    ...     str(store.find("shipped-dprk")), store.lists()
    ('shipped-dprk@2026-02-27', ['shipped-dprk'])
    """

    def __init__(self, folder: str | Path, *, write: bool = False) -> None:
        """Open a store.

        Args:
            folder: where it is.
            write: whether it is to be written; it is made where there is none.

        Raises:
            StoreError: if it is missing, damaged, of a newer version, or can't be written.
        """
        self.folder = Path(folder)
        self._link = connect(self.folder, write=write)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._link.close()

    def lists(self) -> list[str]:
        """The ids of the lists that the store has an edition of."""
        with told(self.folder):
            return [
                row[0]
                for row in self._link.execute(
                    "SELECT DISTINCT list FROM edition WHERE state = 'live' ORDER BY 1"
                )
            ]

    def editions(self, list_id: str | None = None, *, withdrawn: bool = False) -> list[StoredEdition]:
        """The editions of a list or of all, the oldest first; with those that were rolled back, if asked."""
        with told(self.folder):
            return editions.editions(self._link, list_id, withdrawn=withdrawn)

    def find(self, list_id: str, at: str | None = None) -> StoredEdition:
        """The edition of a list that is called `at` (a date, or the beginning of a hash), else the newest.

        Raises:
            ListUnavailableError: if there is none such.
        """
        return editions.choose(self.editions(list_id), list_id, at)

    def as_of(self, list_id: str, day: str) -> StoredEdition:
        """The edition of a list that was the newest on a day.

        Raises:
            ListUnavailableError: if all are later.
        """
        return editions.on_day(self.editions(list_id), list_id, day)

    def read(
        self, edition: StoredEdition, *, former: bool = True, cache: CompiledFolder | None = None
    ) -> Edition:
        """An edition with its listings, to be screened against.

        Args:
            edition: which one.
            former: whether names that the list had dropped before are among the names, with `until`. Without them the
                edition is as it was published.
            cache: folder in which it is kept as it is screened against, and found again.
        """
        if cache is None:
            return self._read(edition, former=former)
        key = self._key(edition, former=former)
        found: Edition | None = load_edition(cache, key, str(edition))
        if found is None:
            found = self._read(edition, former=former)
            save_edition(found, cache, key)
        return found

    def _key(self, edition: StoredEdition, *, former: bool) -> str:
        """Hash of the edition, of those before it, which its former names come from, and of the rules."""
        order = [(item.valid_from, item.id, item.sha256, item.label) for item in self.editions(edition.list)]
        until = [item for item in order if item[:2] <= (edition.valid_from, edition.id)]
        parts = [
            rules_hash("store", "lists", "model.py"),
            edition.list,
            str(former),
            str(edition.date),
            str(until),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _read(self, edition: StoredEdition, *, former: bool) -> Edition:
        with told(self.folder), collector_paused():
            listings, in_remarks = listings_at(self._link, edition, former=former)
        account = edition.account
        return Edition(
            list_id=edition.list,
            edition=edition.date,
            sha256=edition.sha256,
            format=edition.format,
            path=str(edition),
            listings=listings,
            in_remarks=in_remarks,
            rejected=[Rejected(**item) for item in account["rejected"]],
            warnings=account["warnings"],
            unknown=account["unknown"],
            unused=account["unused"],
        )

    def staleness(self, edition: StoredEdition, today: str | None = None) -> str:
        """Why an edition may miss what was published since, in words; empty if it is fresh.

        It is as old as its date, or as the last time when its publisher still had nothing newer.

        Args:
            edition: the newest one of its list.
            today: another day than today, such as `2026-02-27`.
        """
        with told(self.folder):
            return staleness.staleness(self._link, edition, today)

    def add(
        self,
        edition: Edition,
        *,
        origin: str = "",
        accepted: Accepted | None = None,
        reinstate: bool = True,
    ) -> Added:
        """Store an edition with its published files, if it is fit to follow the last one.

        Args:
            edition: as `read_list` gave it; its `path` is what is kept.
            origin: where it came from, if not from that path.
            accepted: what is accepted in it.
            reinstate: whether it is taken though it was rolled back before.

        Raises:
            RefusedEditionError: if it isn't fit to follow the last one.
            StoreError: if it can't be written; the store is as it was.
        """
        with told(self.folder), collector_paused():
            contents = contents_of(edition)
            with self._writing():
                files = source_files.keep(self.folder, Path(edition.path))
                arrival = Arrival(
                    edition, contents, files, origin or edition.path, accepted or Accepted(), reinstate
                )
                return importing.add(self._link, arrival)

    def difference(self, old: StoredEdition, new: StoredEdition) -> Difference:
        """What two editions of a list say differently; costs what differs."""
        with told(self.folder):
            query = (
                f"SELECT v.entity_id, v.content, v.source {STANDING} AND v.id NOT IN (SELECT v.id "  # ours
                f"{STANDING.replace(':valid_from', ':other_from').replace(':id', ':other_id')})"
            )
            one = self._link.execute(
                query, of(old) | {"other_from": new.valid_from, "other_id": new.id}
            ).fetchall()
            two = self._link.execute(
                query, of(new) | {"other_from": old.valid_from, "other_id": old.id}
            ).fetchall()
        before = dict(zip((row[0] for row in one), listings_of(row[1:] for row in one), strict=True))
        after = dict(zip((row[0] for row in two), listings_of(row[1:] for row in two), strict=True))
        return difference(before, after)

    def history(self, list_id: str, entity_id: str) -> list[Span]:
        """Everything that a list said of a party, with the editions in which it did.

        Raises:
            ListUnavailableError: if no edition of the list has the party.
        """
        self.find(list_id)
        with told(self.folder):
            found = history(self._link, list_id, entity_id)
        if not found:
            raise ListUnavailableError(f"no edition of {list_id} in the store has {entity_id}")
        return found

    def rollback(self, list_id: str) -> tuple[StoredEdition, StoredEdition]:
        """Withdraw the newest edition of a list; gives it, and the one that is the newest now.

        Raises:
            ListUnavailableError: if there is no earlier one.
        """
        with told(self.folder), self._writing():
            return maintenance.roll_back(self._link, list_id)

    def clear(self, *, keep_files: int | None = None) -> tuple[int, int, int]:
        """Remove what is no longer needed: see `upkeep.clear`; gives the editions, the files and their bytes."""
        with told(self.folder):
            with self._writing():
                removed = maintenance.clear(self._link, keep_files)
            with self._writing():  # once it is sure that the database doesn't mention them
                count, size = maintenance.clear_files(self._link, self.folder)
            with suppress(sqlite3.OperationalError):  # on a full disk there is no room to make room
                self._link.execute("VACUUM")
        return removed, count, size

    def problems(self) -> list[str]:
        """What is wrong with the store; empty if all is well."""
        with told(self.folder):
            return maintenance.problems(self._link, self.folder)

    def note_self_test(self, edition: StoredEdition, result: dict[str, Any]) -> None:
        """Keep what screening the added listings of an edition against themselves gave."""
        with told(self.folder), self._writing():
            self._link.execute(
                "UPDATE edition SET self_test = ? WHERE id = ?",
                (json.dumps(result, ensure_ascii=False), edition.id),
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with transaction(self._link):
            yield

    def checked(self, list_id: str) -> Fetch | None:
        """What is known of the last time a list was fetched."""
        with told(self.folder):
            return fetch_log.last(self._link, list_id)

    def note_fetch(self, list_id: str, fetch: Fetch) -> None:
        """Keep when a list was fetched, and what to ask with next time."""
        with told(self.folder), self._writing():
            fetch_log.note(self._link, list_id, fetch)
