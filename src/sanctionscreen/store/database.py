"""SQLite database of a store: opening it, transactions, and its errors as `StoreError`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from sanctionscreen.errors import StoreError
from sanctionscreen.store.paths import FILE_NAME

VERSION = 1
"""Version of the tables; a store of a newer one is refused."""

_TIMEOUT = 120.0  # seconds to wait while another process writes


def connect(folder: Path, *, write: bool) -> sqlite3.Connection:
    """Open the database in a folder.

    Args:
        folder: of the store.
        write: open it for writing; it is made where there is none.

    Raises:
        StoreError: if it is missing, damaged, of a newer version, or can't be written.
    """
    path = folder / FILE_NAME
    with as_store_error(folder):
        if write:
            folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_TIMEOUT, isolation_level=None)
            with _closed_on_error(connection):
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA foreign_keys = ON")
                _prepare(connection, folder)
        else:
            if not path.is_file():
                raise StoreError(
                    "there is no store; `sanctionscreen lists import PATH` makes one", path=str(folder)
                )
            connection = _open_to_read(path)
            with _closed_on_error(connection):
                _check(connection, folder)
    return connection


def _open_to_read(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_TIMEOUT, isolation_level=None
        )
        with _closed_on_error(connection):
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        # where nothing can be written SQLite can't keep its log of changes, and needs none
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None
        )
        with _closed_on_error(connection):
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    return connection


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection that turns out to be of no use; one that works stays open."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _prepare(connection: sqlite3.Connection, folder: Path) -> None:
    if _check(connection, folder):
        return
    with transaction(connection):
        if not _check(connection, folder):  # another process may have been faster
            for statement in files("sanctionscreen.store").joinpath("schema.sql").read_text().split(";\n"):
                if statement.strip():
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")


def _check(connection: sqlite3.Connection, folder: Path) -> bool:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StoreError(
            f"the store is of version {version}, made by a newer sanctionscreen", path=str(folder)
        )
    return bool(version)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run statements all or none; other writers wait."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def as_store_error(folder: Path) -> Iterator[None]:
    """Raise errors of SQLite and the file system as a `StoreError` that names the folder."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{error}; the store is as it was", path=str(folder)) from error
    except OSError as error:
        raise StoreError(
            f"cannot be written: {error.strerror or error}; the store is as it was",
            path=str(error.filename or folder),
        ) from error
