"""Staleness of a stored edition: its age counts from the last day on which its publisher had nothing newer."""

from __future__ import annotations

import sqlite3
from datetime import date

from sanctionscreen.lists.staleness import edition_age
from sanctionscreen.store import fetch_log
from sanctionscreen.store.editions import StoredEdition, editions


def current_on(connection: sqlite3.Connection, edition: StoredEdition) -> str:
    """The last day on which an edition was known to be the newest.

    That is the day of the last download, if it brought nothing newer. Else it is the edition's date, or the day it was
    stored.
    """
    live = editions(connection, edition.list)
    last = fetch_log.last(connection, edition.list)
    if last is None or not live or live[-1].id != edition.id:
        return edition.valid_from
    return max(edition.valid_from, last.checked_at[:10])


def staleness(connection: sqlite3.Connection, edition: StoredEdition, today: str | None) -> str:
    """See `Store.staleness`."""
    day = date.fromisoformat(today) if today else None
    return edition_age(edition.list, edition.valid_from, current_on(connection, edition), today=day).stale
