"""Taking editions back, clearing up, and looking whether everything is there."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sanctionscreen.cache.file_hash import hash_of
from sanctionscreen.errors import ListUnavailableError
from sanctionscreen.store import source_files, validity
from sanctionscreen.store.editions import StoredEdition, editions
from sanctionscreen.store.importing import forget, log


def roll_back(link: sqlite3.Connection, list_id: str) -> tuple[StoredEdition, StoredEdition]:
    """Withdraw the newest edition of a list, so that the one before is the newest; to be called in a transaction.

    Returns:
        The edition that was withdrawn, and the one that is the newest now.

    Raises:
        ListUnavailableError: if there is no earlier one.
    """
    live = editions(link, list_id)
    if len(live) < 2:
        raise ListUnavailableError(
            f"the store has {'one edition' if live else 'no edition'} of {list_id}; none to go back to"
        )
    members = validity.members_of(link, live[:-1])
    link.execute("UPDATE edition SET state = 'withdrawn' WHERE id = ?", (live[-1].id,))
    validity.rewrite(link, list_id, [item.id for item in live[:-1]], members)
    log(link, "rollback", list_id, f"{live[-1].label} withdrawn, {live[-2].label} is the newest again")
    return live[-1], live[-2]


def clear(link: sqlite3.Connection, keep_files: int | None) -> int:
    """Remove withdrawn editions, versions that stand in no edition, and the mention of files that are not to be kept.

    Args:
        link: within a transaction.
        keep_files: of each list keep the published files of so many of the newest editions; None for all. What the
            editions say stays in any case.

    Returns:
        How many editions were removed.
    """
    everything = editions(link, withdrawn=True)
    withdrawn = [item for item in everything if item.state == "withdrawn"]
    for item in withdrawn:
        forget(link, item.id)
    link.execute("DELETE FROM version WHERE id NOT IN (SELECT version FROM stood)")
    if keep_files is not None:
        for list_id in {item.list for item in everything}:
            for item in editions(link, list_id)[: -keep_files or None]:
                link.execute("DELETE FROM file WHERE edition = ?", (item.id,))
    log(link, "gc", "", f"{len(withdrawn)} withdrawn editions")
    return len(withdrawn)


def clear_files(link: sqlite3.Connection, folder: Path) -> tuple[int, int]:
    """Remove the files that no edition mentions; within a transaction of its own, so that nobody adds one meanwhile.

    Returns:
        How many, and their bytes.
    """
    return source_files.remove_unused(
        folder, {sha256 for (sha256,) in link.execute("SELECT sha256 FROM file")}
    )


def problems(link: sqlite3.Connection, folder: Path) -> list[str]:
    """What is wrong with a store: the database itself, editions that lack listings, files that are not as published."""
    found = [row[0] for row in link.execute("PRAGMA integrity_check") if row[0] != "ok"]
    for item in editions(link):
        (standing_there,) = link.execute(
            f"SELECT count(*) {validity.STANDING}", validity.of(item)
        ).fetchone()  # ours
        wanted = item.listings + item.account.get("in_remarks", 0)
        if standing_there != wanted:
            found.append(f"{item} has {standing_there:,} listings instead of {wanted:,}")
    for (sha256,) in link.execute("SELECT DISTINCT sha256 FROM file"):
        path = source_files.place_of(folder, sha256)
        if not path.is_file():
            found.append(f"the published file {sha256} is missing")
        elif hash_of(path) != sha256:
            found.append(f"the published file {sha256} has other bytes than when it was stored")
    return found
