"""Staleness of an edition: its age against the publishing interval of the list."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

from sanctionscreen.lists.metadata import list_info
from sanctionscreen.store import fetch_log
from sanctionscreen.store.editions import StoredEdition


def age_in_days(day: str, today: str | None = None) -> int | None:
    """Days from a date to today; None for text that begins with no date.

    >>> age_in_days("2026-02-27", "2026-03-02"), age_in_days("second edition")
    (3, None)
    """
    now = date.fromisoformat(today) if today else datetime.now(UTC).date()
    try:
        return (now - date.fromisoformat(day[:10])).days
    except ValueError:
        return None


def staleness(connection: sqlite3.Connection, edition: StoredEdition, today: str | None) -> str:
    """See `Store.staleness`."""
    info = list_info(edition.list)
    if info is None or info.stale_after is None:
        return ""
    last = fetch_log.last(connection, edition.list)
    as_of = max(edition.valid_from, last.checked_at[:10] if last else "")
    days = age_in_days(as_of, today)
    if days is None or days <= info.stale_after:
        return ""
    reason = (
        f"it is {days:,} days old"
        if as_of == edition.valid_from
        else f"it was last looked for {days:,} days ago"
    )
    return f"{reason}, and the list changes within {info.stale_after} days"
