"""Errors of sanctionscreen, with the exit code of a command that ends with one.

SanctionscreenError
├── UsageError            2   invalid arguments
│   └── MissingExtraError     … an optional library is missing
├── DataError             3   a file, record or field cannot be used
│   ├── ListFileError         … an official or house list
│   ├── CustomerFileError     … a file of customers
│   └── LinkFileError         … a file of owners and other links
├── OutputError           3   a result cannot be written
├── StoreError            3   the store cannot be opened, read or written
└── ListUnavailableError  4   a list is missing, stale or refused
    ├── RefusedEditionError   … an edition that must not replace the last one
    └── DownloadError         … a list that cannot be downloaded
"""

from __future__ import annotations


class SanctionscreenError(Exception):
    """Base of all errors raised on purpose; `exit_code` is what a command ends with."""

    exit_code = 3


class UsageError(SanctionscreenError):
    """Invalid arguments: unknown kind, impossible threshold, two editions of one list."""

    exit_code = 2


class MissingExtraError(UsageError):
    """A feature needs a library that is part of an extra of the installation.

    Args:
        what: the feature, as `Parquet`.
        extra: what to install.
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what} needs a library that is not installed: pip install 'sanctionscreen[{extra}]'"
        )


class DataError(SanctionscreenError):
    """Data that cannot be used, with file, record and field.

    Args:
        message: what is wrong, in one sentence without the location.
        path: the file.
        record: the line or record within the file, as `line 12` or `entity 36`.
        field: the field within the record.
    """

    def __init__(
        self, message: str, *, path: str | None = None, record: str | None = None, field: str | None = None
    ) -> None:
        self.message, self.path, self.record, self.field = message, path, record, field
        location = ", ".join(part for part in (path, record, field) if part)
        super().__init__(f"{location}: {message}" if location else message)


class ListFileError(DataError):
    """A list file that is missing, unreadable, cut off, or of no known format."""


class CustomerFileError(DataError):
    """A customer file that is missing, unreadable, wrongly encoded, or without a name column."""


class LinkFileError(DataError):
    """A file of links that is missing, unreadable, cut off, or of no known format."""


class OutputError(DataError):
    """A result that cannot be written."""


class StoreError(DataError):
    """A store that cannot be opened, read or written: read-only, on a full disk, damaged, of a newer version."""


class ListUnavailableError(SanctionscreenError):
    """A requested list is missing, stale or refused."""

    exit_code = 4


class RefusedEditionError(ListUnavailableError):
    """An edition that must not replace the last one; the message says why, and how to accept it."""


class DownloadError(ListUnavailableError):
    """A list that cannot be fetched; the store is as it was."""
