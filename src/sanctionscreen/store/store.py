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
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.errors import ListUnavailableError
from sanctionscreen.lists import Edition, Rejected
from sanctionscreen.lists.edition_cache import load_edition, save_edition
from sanctionscreen.model import Listing
from sanctionscreen.store import editions, fetch_log, importing, maintenance, source_files, staleness
from sanctionscreen.store.database import as_store_error, connect, transaction
from sanctionscreen.store.diff import Difference, difference
from sanctionscreen.store.editions import StoredEdition
from sanctionscreen.store.fetch_log import Fetch
from sanctionscreen.store.history import Span, history, listings_at
from sanctionscreen.store.importing import Added, Arrival
from sanctionscreen.store.listing_content import listing_contents, listings_of
from sanctionscreen.store.validation import Accepted
from sanctionscreen.store.validity import VERSIONS_OF_EDITION, edition_parameters

__all__ = ["Added", "Store"]


class Store:
    """A folder with a SQLite database of editions, and the published files.

    Readers never wait for writers; writers wait for each other. Use it in a `with` statement, or call `close`.

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
            write: open it for writing; it is made where there is none.

        Raises:
            StoreError: if it is missing, damaged, of a newer version, or can't be written.
        """
        self.folder = Path(folder)
        self._connection = connect(self.folder, write=write)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def lists(self) -> list[str]:
        """The ids of the lists that the store has an edition of."""
        with as_store_error(self.folder):
            return [
                row[0]
                for row in self._connection.execute(
                    "SELECT DISTINCT list FROM edition WHERE state = 'live' ORDER BY 1"
                )
            ]

    def editions(self, list_id: str | None = None, *, withdrawn: bool = False) -> list[StoredEdition]:
        """The editions of a list or of all, the oldest first; with those that were rolled back, if asked."""
        with as_store_error(self.folder):
            return editions.editions(self._connection, list_id, withdrawn=withdrawn)

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
        self, edition: StoredEdition, *, former: bool = True, cache: CacheFolder | None = None
    ) -> Edition:
        """An edition with its listings, to be screened against.

        Args:
            edition: which one.
            former: whether names that the list dropped before are among the names, with `until`. Without them the
                edition is as it was published.
            cache: folder where the result is cached.
        """
        if cache is None:
            return self._read(edition, former=former)
        key = self._key(edition, former=former)
        cached = load_edition(cache, key, str(edition))
        if cached is not None:
            return cached
        result = self._read(edition, former=former)
        save_edition(result, cache, key)
        return result

    def _key(self, edition: StoredEdition, *, former: bool) -> str:
        """Hash of the edition, of those before it, which its former names come from, and of the code."""
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
        with as_store_error(self.folder), collector_paused():
            listings, in_remarks = listings_at(self._connection, edition, former=former)
            current_on = staleness.current_on(self._connection, edition)
        account = edition.account
        return Edition(
            list_id=edition.list,
            edition=edition.date,
            sha256=edition.sha256,
            format=edition.format,
            path=str(edition),
            current_on=current_on,
            listings=listings,
            in_remarks=in_remarks,
            rejected=[Rejected(**item) for item in account["rejected"]],
            warnings=account["warnings"],
            unknown=account["unknown"],
            unused=account["unused"],
        )

    def staleness(self, edition: StoredEdition, today: str | None = None) -> str:
        """Why an edition may miss what was published since, in words; empty if it is fresh.

        Its age counts from its date, or from the last time when its publisher had nothing newer.

        Args:
            edition: any in the store.
            today: another day than today, such as `2026-02-27`.
        """
        with as_store_error(self.folder):
            return staleness.staleness(self._connection, edition, today)

    def add(
        self,
        edition: Edition,
        *,
        origin: str = "",
        accepted: Accepted | None = None,
        reinstate: bool = True,
    ) -> Added:
        """Store an edition with its published files, if it passes the checks against the last one.

        Args:
            edition: as `read_list` gave it; the files at its `path` are copied.
            origin: where it came from, if not from that path.
            accepted: findings that the user accepts.
            reinstate: whether it is taken though it was rolled back before.

        Raises:
            RefusedEditionError: if it fails the checks.
            StoreError: if it can't be written; the store is as it was.
        """
        with as_store_error(self.folder), collector_paused():
            contents = listing_contents(edition)
            with self._writing():
                files = source_files.add(self.folder, Path(edition.path))
                arrival = Arrival(
                    edition, contents, files, origin or edition.path, accepted or Accepted(), reinstate
                )
                return importing.add(self._connection, arrival)

    def difference(self, old: StoredEdition, new: StoredEdition) -> Difference:
        """The difference of two editions of a list; the cost is that of the listings that differ."""
        with as_store_error(self.folder):
            query = (
                f"SELECT v.entity_id, v.content, v.source {VERSIONS_OF_EDITION} AND v.id NOT IN (SELECT v.id "  # ours
                f"{VERSIONS_OF_EDITION.replace(':valid_from', ':other_from').replace(':id', ':other_id')})"
            )
            old_rows = self._connection.execute(
                query, edition_parameters(old) | {"other_from": new.valid_from, "other_id": new.id}
            ).fetchall()
            new_rows = self._connection.execute(
                query, edition_parameters(new) | {"other_from": old.valid_from, "other_id": old.id}
            ).fetchall()
        before = _by_id(old_rows)
        after = _by_id(new_rows)
        return difference(before, after)

    def history(self, list_id: str, entity_id: str) -> list[Span]:
        """Every value that a list had on a party, with the editions in which it appeared.

        Raises:
            ListUnavailableError: if no edition of the list has the party.
        """
        self.find(list_id)
        with as_store_error(self.folder):
            spans = history(self._connection, list_id, entity_id)
        if not spans:
            raise ListUnavailableError(f"no edition of {list_id} in the store has {entity_id}")
        return spans

    def rollback(self, list_id: str) -> tuple[StoredEdition, StoredEdition]:
        """Withdraw the newest edition of a list; gives it, and the one that is the newest now.

        Raises:
            ListUnavailableError: if there is no earlier one.
        """
        with as_store_error(self.folder), self._writing():
            return maintenance.roll_back(self._connection, list_id)

    def clear(self, *, keep_files: int | None = None) -> tuple[int, int, int]:
        """Remove unused data, see `maintenance.clear`; gives the numbers of editions, files and bytes."""
        with as_store_error(self.folder):
            with self._writing():
                removed = maintenance.clear(self._connection, keep_files)
            with self._writing():  # after the commit: then the database no longer has the files
                count, size = maintenance.clear_files(self._connection, self.folder)
            with suppress(sqlite3.OperationalError):  # on a full disk there is no room to make room
                self._connection.execute("VACUUM")
        return removed, count, size

    def problems(self) -> list[str]:
        """Problems of the store; empty if all is well."""
        with as_store_error(self.folder):
            return maintenance.problems(self._connection, self.folder)

    def note_self_test(self, edition: StoredEdition, result: dict[str, Any]) -> None:
        """Store the result of screening the added listings of an edition against themselves."""
        with as_store_error(self.folder), self._writing():
            self._connection.execute(
                "UPDATE edition SET self_test = ? WHERE id = ?",
                (json.dumps(result, ensure_ascii=False), edition.id),
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with transaction(self._connection):
            yield

    def checked(self, list_id: str) -> Fetch | None:
        """The last download of a list."""
        with as_store_error(self.folder):
            return fetch_log.last(self._connection, list_id)

    def note_fetch(self, list_id: str, fetch: Fetch) -> None:
        """Store the last download of a list."""
        with as_store_error(self.folder), self._writing():
            fetch_log.note(self._connection, list_id, fetch)


def _by_id(rows: list[tuple[str, str, str]]) -> dict[str, Listing]:
    """Listings of (id, content, source)."""
    return dict(zip((row[0] for row in rows), listings_of(row[1:] for row in rows), strict=True))
