"""Validity intervals: the editions from which and up to which each version of a listing is on the list.

The cost of adding the newest edition is that of the changes; adding an older edition, or a rollback, rewrites all
intervals of the list.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from sanctionscreen.store.editions import StoredEdition

VERSIONS_OF_EDITION = """
    FROM version v
    JOIN stood s ON s.version = v.id
    JOIN edition f ON f.id = s.first
    LEFT JOIN edition l ON l.id = s.last
    WHERE v.list = :list
      AND (f.valid_from, f.id) <= (:valid_from, :id)
      AND (s.last IS NULL OR (l.valid_from, l.id) >= (:valid_from, :id))
"""
"""FROM and WHERE of a SELECT of an edition's versions; its parameters are those of `edition_parameters`."""


def edition_parameters(edition: StoredEdition) -> dict[str, object]:
    """Parameters of `VERSIONS_OF_EDITION`."""
    return {"list": edition.list, "valid_from": edition.valid_from, "id": edition.id}


def append(
    connection: sqlite3.Connection, last: int | None, edition: int, gone: Iterable[int], new: Iterable[int]
) -> None:
    """Close and open intervals for an edition that follows the newest one.

    Args:
        connection: within a transaction.
        last: the newest edition so far.
        edition: that follows it.
        gone, new: versions that the edition no longer has, and those that it adds.
    """
    connection.executemany(
        "UPDATE stood SET last = ? WHERE version = ? AND last IS NULL", ((last, version) for version in gone)
    )
    connection.executemany(
        "INSERT INTO stood (version, first) VALUES (?, ?)", ((version, edition) for version in new)
    )


def rewrite(
    connection: sqlite3.Connection, list_id: str, order: Sequence[int], members: dict[int, set[int]]
) -> None:
    """Rewrite the intervals of all versions of a list.

    Args:
        connection: within a transaction.
        list_id: the list's id.
        order: its live editions, the oldest first.
        members: the versions of each edition.
    """
    connection.execute(
        "DELETE FROM stood WHERE version IN (SELECT id FROM version WHERE list = ?)", (list_id,)
    )
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
    connection.executemany("INSERT INTO stood (version, first, last) VALUES (?, ?, ?)", rows)


def versions_of(connection: sqlite3.Connection, editions: Iterable[StoredEdition]) -> dict[int, set[int]]:
    """The versions of each edition."""
    query = f"SELECT v.id {VERSIONS_OF_EDITION}"  # a constant
    query = f"SELECT v.id {VERSIONS_OF_EDITION}"  # a constant
    return {
        edition.id: {version for (version,) in connection.execute(query, edition_parameters(edition))}
        for edition in editions
    }
