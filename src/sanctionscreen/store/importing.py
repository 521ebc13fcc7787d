"""Import of editions: storing a new edition, or refusing it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sanctionscreen.errors import RefusedEditionError
from sanctionscreen.lists import Edition
from sanctionscreen.store import validity
from sanctionscreen.store.editions import StoredEdition, editions
from sanctionscreen.store.listing_content import Content, listings_of
from sanctionscreen.store.validation import Accepted, is_another_party, refuse_if_doubtful, refuse_reused_ids


@dataclass(frozen=True, slots=True)
class Arrival:
    """An edition that was read and is to be stored.

    Attributes:
        edition: as read.
        contents: its listings as they are stored.
        files: name and hash of the published files, which are in the store already.
        origin: the path or address it came from.
        accepted: doubts that the user accepts.
        reinstate: whether it is taken though it was rolled back before.
    """

    edition: Edition
    contents: list[Content]
    files: dict[str, str]
    origin: str
    accepted: Accepted
    reinstate: bool


@dataclass(frozen=True, slots=True)
class Added:
    """Result of an import.

    Attributes:
        edition: as stored.
        is_new: whether it was not stored before.
        is_current: whether it is the newest of its list now.
        before: the newest edition until then.
        reused: ids that name another party than before.
        notes: for the user.
    """

    edition: StoredEdition
    is_new: bool
    is_current: bool
    before: StoredEdition | None
    reused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def add(connection: sqlite3.Connection, arrival: Arrival) -> Added:
    """Store an edition, within a transaction.

    Raises:
        RefusedEditionError: if it fails the checks against the last one.
    """
    edition = arrival.edition
    stored_editions = editions(connection, edition.list_id, withdrawn=True)
    live = [item for item in stored_editions if item.state == "live"]
    last = live[-1] if live else None
    for item in stored_editions:
        if item.sha256 != edition.sha256:
            continue
        if item.state == "live":
            if edition.edition and item.date is None:
                return _dated(connection, item, edition.edition, live)
            return Added(item, is_new=False, is_current=item == last, before=last)
        if not arrival.reinstate:
            raise RefusedEditionError(
                f"{item} was rolled back; `lists import` takes it again, if that is meant"
            )
        delete_edition(connection, item.id)
    current = _current(connection, last) if last else {}
    if last:
        refuse_if_doubtful(
            edition, last, current, (item.entity_id for item in arrival.contents), arrival.accepted
        )
    reused = _reused(connection, arrival, current)
    if last:
        refuse_reused_ids(edition, last, reused, len(current), arrival.accepted)
    valid_from, notes = _valid_from(edition, last)
    number = _insert(connection, arrival, valid_from)
    ids = _versions(connection, edition.list_id, arrival.contents, current)
    if last is None or valid_from >= last.valid_from:
        old = {version for _, version in current.values()}
        validity.append(connection, last.id if last else None, number, old - ids, ids - old)
    else:
        members = validity.versions_of(connection, live) | {number: ids}
        order = [item.id for item in editions(connection, edition.list_id)]
        validity.rewrite(connection, edition.list_id, order, members)
    now = editions(connection, edition.list_id)
    stored = next(item for item in now if item.id == number)
    log(connection, "import", edition.list_id, f"{stored.label} {stored.sha256} from {stored.origin}")
    return Added(stored, True, now[-1] == stored, last, tuple(reused), tuple(notes))


def _dated(
    connection: sqlite3.Connection, undated: StoredEdition, date: str, live: list[StoredEdition]
) -> Added:
    """Give a stored edition its date, and with it its position in the history."""
    members = validity.versions_of(connection, live)
    connection.execute("UPDATE edition SET date = ?, valid_from = ? WHERE id = ?", (date, date, undated.id))
    now = editions(connection, undated.list)
    validity.rewrite(connection, undated.list, [item.id for item in now], members)
    stored = next(item for item in now if item.id == undated.id)
    log(connection, "date", undated.list, f"{undated.label} is of {date}")
    notes = (f"was stored without a date; it is of {date} now",)
    return Added(stored, is_new=False, is_current=now[-1] == stored, before=live[-1], notes=notes)


def delete_edition(connection: sqlite3.Connection, edition: int) -> None:
    """Delete a withdrawn edition, which no part of the history refers to."""
    connection.execute("DELETE FROM file WHERE edition = ?", (edition,))
    connection.execute("DELETE FROM edition WHERE id = ?", (edition,))


def log(connection: sqlite3.Connection, action: str, list_id: str, detail: str) -> None:
    """Write an entry of the audit table."""
    connection.execute(
        "INSERT INTO audit (at, action, list, detail) VALUES (?, ?, ?, ?)",
        (now_text(), action, list_id, detail),
    )


def now_text() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _current(connection: sqlite3.Connection, last: StoredEdition) -> dict[str, tuple[bytes, int]]:
    rows = connection.execute(
        f"SELECT v.entity_id, v.digest, v.id {validity.VERSIONS_OF_EDITION}",
        validity.edition_parameters(last),
    )  # ours
    return {entity_id: (digest, version) for entity_id, digest, version in rows}


def _reused(
    connection: sqlite3.Connection, arrival: Arrival, current: dict[str, tuple[bytes, int]]
) -> list[str]:
    """Ids of the last edition that name another party now."""
    changed = {
        item.entity_id: (current[item.entity_id][1], item)
        for item in arrival.contents
        if item.entity_id in current and current[item.entity_id][0] != item.digest
    }
    rows = [
        connection.execute("SELECT content, source FROM version WHERE id = ?", (version,)).fetchone()
        for version, _ in changed.values()
    ]
    before = listings_of(rows)
    after = listings_of((item.content, item.source) for _, item in changed.values())
    return [key for key, old, new in zip(changed, before, after, strict=True) if is_another_party(old, new)]


def _valid_from(edition: Edition, last: StoredEdition | None) -> tuple[str, list[str]]:
    today = now_text()[:10]
    notes = []
    if last and today < last.stored_at[:10]:
        notes.append(
            f"the clock says {today}, but {last} was stored on {last.stored_at[:10]}: is the clock right?"
        )
    if edition.edition:
        return edition.edition, notes
    notes.append(f"the content has no date; it counts from {today} on, unless --edition gives its date")
    return max(today, last.valid_from if last else ""), notes


def _insert(connection: sqlite3.Connection, arrival: Arrival, valid_from: str) -> int:
    edition = arrival.edition
    account = edition.summary()
    stored_account = {
        key: account[key] for key in ("in_remarks", "delisted", "rejected", "warnings", "unknown", "unused")
    }
    row = (
        edition.list_id, edition.edition, valid_from, edition.sha256, edition.format, arrival.origin, now_text(),
        account["listings"], account["names"], json.dumps(stored_account, ensure_ascii=False),
    )  # fmt: skip
    number = connection.execute(
        "INSERT INTO edition (list, date, valid_from, sha256, format, origin, stored_at, listings, names, account) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    ).lastrowid
    connection.executemany(
        "INSERT INTO file (edition, name, sha256) VALUES (?, ?, ?)",
        ((number, name, sha256) for name, sha256 in arrival.files.items()),
    )
    return number or 0


def _versions(
    connection: sqlite3.Connection,
    list_id: str,
    contents: Iterable[Content],
    current: dict[str, tuple[bytes, int]],
) -> set[int]:
    """The versions of an edition's listings; missing ones are inserted."""
    versions: set[int] = set()
    missing = []
    for item in contents:
        digest, version = current.get(item.entity_id, (b"", 0))
        if digest == item.digest:
            versions.add(version)
        else:
            missing.append(item)
    connection.executemany(
        "INSERT OR IGNORE INTO version (list, entity_id, digest, in_remark, content, source) VALUES (?, ?, ?, ?, ?, ?)",
        ((list_id, *item) for item in missing),
    )
    for item in missing:
        versions.update(
            connection.execute(
                "SELECT id FROM version WHERE list = ? AND entity_id = ? AND digest = ?",
                (list_id, item.entity_id, item.digest),
            ).fetchone()
        )
    return versions
