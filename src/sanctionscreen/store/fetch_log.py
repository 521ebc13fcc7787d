"""Log of downloads: address, time and validators of the last one of each list."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field

from sanctionscreen.store.importing import now_text


@dataclass(frozen=True, slots=True)
class Fetch:
    """The last time a list was fetched.

    Attributes:
        url: from where.
        validators: for each file `ETag` and `Last-Modified` of the last answer, where it had them.
        checked_at: when, in UTC.
    """

    url: str
    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    checked_at: str = field(default_factory=now_text)


def last(connection: sqlite3.Connection, list_id: str) -> Fetch | None:
    """The last download of a list."""
    row = connection.execute(
        "SELECT url, validators, checked_at FROM fetch WHERE list = ?", (list_id,)
    ).fetchone()
    return Fetch(row[0], json.loads(row[1]), row[2]) if row else None


def note(connection: sqlite3.Connection, list_id: str, fetch: Fetch) -> None:
    """Note a download, within a transaction."""
    connection.execute(
        "INSERT INTO fetch (list, url, validators, checked_at) VALUES (?, ?, ?, ?) ON CONFLICT (list) DO UPDATE SET "
        "url = excluded.url, validators = excluded.validators, checked_at = excluded.checked_at",
        (list_id, fetch.url, json.dumps(fetch.validators), fetch.checked_at),
    )
