"""Recognition of Parquet and XLSX files of customers."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO, Protocol

from sanctionscreen.batch.extras import library
from sanctionscreen.batch.input.cells import Cell
from sanctionscreen.batch.input.rows import RowWarning
from sanctionscreen.errors import CustomerFileError


class Table(Protocol):
    """A table that can be read again and again.

    Attributes:
        format: `parquet` or `xlsx`.
        header: the columns.
        lines: rows, and one for the header.
        notes: what a user should know about how it is read.
    """

    format: str
    header: list[str]
    lines: int
    notes: list[str]

    def rows(
        self, used: Collection[int], warn: Callable[[RowWarning], None], /
    ) -> Iterator[tuple[int, list[Cell]]]:
        """Line and cells of every row; the cells of columns that aren't used are empty."""


def open_table(handle: BinaryIO, shown: str) -> Table | None:
    """The table in a file, by its content; None if it is none.

    Args:
        handle: seekable, at its beginning, and left there where it is no table.
        shown: how errors name it.

    Raises:
        CustomerFileError: if the table cannot be read.
        MissingExtraError: if the library for it is not installed.
    """
    head = handle.read(4)
    handle.seek(0)
    if head == b"PAR1":
        library("pyarrow", "Parquet", "parquet")
        from sanctionscreen.batch.input.parquet import ParquetTable  # late: pyarrow takes 200 ms

        return ParquetTable(handle, shown)
    if head == b"PK\x03\x04":
        _refuse_other_archives(handle, shown)
        from sanctionscreen.batch.input.xlsx import XlsxTable  # late: only workbooks need it

        return XlsxTable(handle, shown)
    return None


def _refuse_other_archives(handle: BinaryIO, shown: str) -> None:
    try:
        with zipfile.ZipFile(handle) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise CustomerFileError(
            f"is an Excel workbook or another ZIP file, cut off or damaged: {error}", path=shown
        ) from None
    if not any(name.startswith("xl/") for name in names):
        message = "is a ZIP file and no Excel workbook; CSV, JSON lines, Parquet and XLSX are read"
        raise CustomerFileError(message, path=shown)
