"""Which versions of listings stood in which editions.

Adding the newest edition costs what changed; putting one into the history, or taking one back, costs the whole list.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from sanctionscreen.store.editions import StoredEdition

STANDING = """
    FROM version v
    JOIN stood s ON s.version = v.id
    JOIN edition f ON f.id = s.first
    LEFT JOIN edition l ON l.id = s.last
    WHERE v.list = :list
      AND (f.valid_from, f.id) <= (:valid_from, :id)
      AND (s.last IS NULL OR (l.valid_from, l.id) >= (:valid_from, :id))
"""
"""What stood in an edition, after SELECT; takes what `of` gives."""


def of(edition: StoredEdition) -> dict[str, object]:
    """Parameters of `STANDING`."""
    return {"list": edition.list, "valid_from": edition.valid_from, "id": edition.id}


def append(
    link: sqlite3.Connection, last: int | None, edition: int, gone: Iterable[int], new: Iterable[int]
) -> None:
    """Have an edition follow the newest one.

    Args:
        link: within a transaction.
        last: the newest edition so far.
        edition: that follows it.
        gone, new: versions that no longer stand there, and those that didn't yet.
    """
    link.executemany(
        "UPDATE stood SET last = ? WHERE version = ? AND last IS NULL", ((last, version) for version in gone)
    )
    link.executemany(
        "INSERT INTO stood (version, first) VALUES (?, ?)", ((version, edition) for version in new)
    )


def rewrite(
    link: sqlite3.Connection, list_id: str, order: Sequence[int], members: dict[int, set[int]]
) -> None:
    """Write anew where all versions of a list stood.

    Args:
        link: within a transaction.
        list_id: the list's id.
        order: its live editions, the oldest first.
        members: of each the versions that stood there.
    """
    link.execute("DELETE FROM stood WHERE version IN (SELECT id FROM version WHERE list = ?)", (list_id,))
    rows: list[tuple[int, int, int | None]] = []
    since: dict[int, int] = {}
    before: int | None = None
    for edition in order:
        for version in [item for item in since if item not in members[edition]]:
            rows.append((version, since.pop(version), before))
        for version in members[edition]:
            since.setdefault(version, edition)
        before = edition
    rows.extend((version, first, None) for version, first in since.items())
    link.executemany("INSERT INTO stood (version, first, last) VALUES (?, ?, ?)", rows)


def members_of(link: sqlite3.Connection, editions: Iterable[StoredEdition]) -> dict[int, set[int]]:
    """The versions that stood in each edition."""
    return {
        edition.id: {version for (version,) in link.execute(f"SELECT v.id {STANDING}", of(edition))}  # ours
        for edition in editions
    }
