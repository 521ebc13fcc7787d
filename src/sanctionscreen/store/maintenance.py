"""Maintenance of a store: rollback of an edition, removal of unused data, integrity checks."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sanctionscreen.cache.file_hash import hash_of
from sanctionscreen.errors import ListUnavailableError
from sanctionscreen.store import source_files, validity
from sanctionscreen.store.editions import StoredEdition, editions
from sanctionscreen.store.importing import delete_edition, log


def roll_back(connection: sqlite3.Connection, list_id: str) -> tuple[StoredEdition, StoredEdition]:
    """Withdraw the newest edition of a list, so that the one before is the newest; within a transaction.

    Returns:
        The edition that was withdrawn, and the one that is the newest now.

    Raises:
        ListUnavailableError: if there is no earlier one.
    """
    live = editions(connection, list_id)
    if len(live) < 2:
        raise ListUnavailableError(
            f"the store has {'one edition' if live else 'no edition'} of {list_id}; none to go back to"
        )
    members = validity.versions_of(connection, live[:-1])
    connection.execute("UPDATE edition SET state = 'withdrawn' WHERE id = ?", (live[-1].id,))
    validity.rewrite(connection, list_id, [item.id for item in live[:-1]], members)
    log(connection, "rollback", list_id, f"{live[-1].label} withdrawn, {live[-2].label} is the newest again")
    return live[-1], live[-2]


def clear(connection: sqlite3.Connection, keep_files: int | None) -> int:
    """Remove withdrawn editions, versions of no edition, and the records of published files that are not wanted.

    Args:
        connection: within a transaction.
        keep_files: for each list, how many of the newest editions retain their published files; None for all. The
            listings of all editions are retained.

    Returns:
        How many editions were removed.
    """
    everything = editions(connection, withdrawn=True)
    withdrawn = [item for item in everything if item.state == "withdrawn"]
    for item in withdrawn:
        delete_edition(connection, item.id)
    connection.execute("DELETE FROM version WHERE id NOT IN (SELECT version FROM stood)")
    if keep_files is not None:
        for list_id in {item.list for item in everything}:
            for item in editions(connection, list_id)[: -keep_files or None]:
                connection.execute("DELETE FROM file WHERE edition = ?", (item.id,))
    log(connection, "gc", "", f"{len(withdrawn)} withdrawn editions")
    return len(withdrawn)


def clear_files(connection: sqlite3.Connection, folder: Path) -> tuple[int, int]:
    """Remove the files of no edition; within a transaction of its own, so that no import adds one meanwhile.

    Returns:
        Number of files, and their bytes.
    """
    return source_files.remove_unused(
        folder, {sha256 for (sha256,) in connection.execute("SELECT sha256 FROM file")}
    )


def problems(connection: sqlite3.Connection, folder: Path) -> list[str]:
    """Problems of a store: a damaged database, incomplete editions, published files that are missing or changed."""
    result = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    for item in editions(connection):
        (listings,) = connection.execute(
            f"SELECT count(*) {validity.VERSIONS_OF_EDITION}", validity.edition_parameters(item)
        ).fetchone()  # a constant
        wanted = item.listings + item.account.get("in_remarks", 0)
        if listings != wanted:
            result.append(f"{item} has {listings:,} listings instead of {wanted:,}")
    for (sha256,) in connection.execute("SELECT DISTINCT sha256 FROM file"):
        path = source_files.path_of(folder, sha256)
        if not path.is_file():
            result.append(f"the published file {sha256} is missing")
        elif hash_of(path) != sha256:
            result.append(f"the published file {sha256} has other bytes than when it was stored")
    return result
