"""Opening the SQLite file of a store, and its troubles as errors of ours. Reach for `connect`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from sanctionscreen.errors import StoreError
from sanctionscreen.store.paths import FILE_NAME

VERSION = 1
"""Of the tables; a store of a newer one is refused."""

_PATIENCE = 120.0  # seconds to wait while another process writes


def connect(folder: Path, *, write: bool) -> sqlite3.Connection:
    """Open the database in a folder.

    Args:
        folder: of the store.
        write: make it where there is none, and have it ready for writing.

    Raises:
        StoreError: if it is missing, damaged, of a newer version, or can't be written.
    """
    path = folder / FILE_NAME
    with told(folder):
        if write:
            folder.mkdir(parents=True, exist_ok=True)
            link = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            link.execute("PRAGMA journal_mode = WAL")
            link.execute("PRAGMA foreign_keys = ON")
            _prepare(link, folder)
        else:
            if not path.is_file():
                raise StoreError(
                    "there is no store; `sanctionscreen lists import PATH` makes one", path=str(folder)
                )
            link = _open_to_read(path)
            _check(link, folder)
    return link


def _open_to_read(path: Path) -> sqlite3.Connection:
    try:
        link = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE, isolation_level=None
        )
        link.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        # where nothing can be written SQLite can't keep its log of changes, and needs none
        link = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
        link.execute("SELECT 1 FROM sqlite_schema").fetchone()
    return link


def _prepare(link: sqlite3.Connection, folder: Path) -> None:
    if _check(link, folder):
        return
    with transaction(link):
        if not _check(link, folder):  # another process may have been faster
            for statement in files("sanctionscreen.store").joinpath("schema.sql").read_text().split(";\n"):
                if statement.strip():
                    link.execute(statement)
            link.execute(f"PRAGMA user_version = {VERSION}")


def _check(link: sqlite3.Connection, folder: Path) -> bool:
    (version,) = link.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StoreError(
            f"the store is of version {version}, made by a newer sanctionscreen", path=str(folder)
        )
    return bool(version)


@contextmanager
def transaction(link: sqlite3.Connection) -> Iterator[None]:
    """Everything within, or nothing of it. Other writers wait."""
    link.execute("BEGIN IMMEDIATE")
    try:
        yield
        link.execute("COMMIT")
    except BaseException:
        if link.in_transaction:
            link.execute("ROLLBACK")
        raise


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Tell what SQLite and the file system say as a `StoreError` about the folder."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{error}; the store is as it was", path=str(folder)) from error
    except OSError as error:
        raise StoreError(
            f"cannot be written: {error.strerror or error}; the store is as it was",
            path=str(error.filename or folder),
        ) from error
