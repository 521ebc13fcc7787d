"""XLSX reader for customer files."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator
from typing import Any, BinaryIO

from sanctionscreen.batch.input.cells import Cell, date_text, number_text
from sanctionscreen.batch.input.rows import RowWarning
from sanctionscreen.errors import CustomerFileError, ListFileError
from sanctionscreen.lists.parsing.xlsx import refuse_bombs

_LARGEST = 4_000_000_000
_EXACT = 10**15


class XlsxTable:
    """The first sheet of a workbook. Its first row that isn't empty is the header.

    Attributes:
        header: the columns.
        lines: number of rows.
        notes: what a user should know about how it was read.

    Raises:
        CustomerFileError: if it is no workbook, is cut off, or unpacks to an absurd size.
    """

    format = "xlsx"

    def __init__(self, handle: BinaryIO, shown: str) -> None:
        from python_calamine import CalamineWorkbook  # late: only workbooks need it

        try:
            refuse_bombs(handle, shown, largest=_LARGEST)
            handle.seek(0)
            book = CalamineWorkbook.from_filelike(handle)
            self._sheet = book.get_sheet_by_index(0)
        except ListFileError as error:
            raise CustomerFileError(error.message, path=shown) from None
        except Exception as error:  # calamine has one exception for each kind of damage
            raise CustomerFileError(f"is no workbook that can be read: {error}", path=shown) from None
        self.notes = []
        if others := book.sheet_names[1:]:
            self.notes = [
                f"only the sheet {book.sheet_names[0]!r} is read, not {', '.join(map(repr, others))}"
            ]
        self.lines = self._sheet.total_height
        first = next(self._numbered(), None)
        if first is None:
            raise CustomerFileError("is empty", path=shown)
        self._header_line, cells = first
        self.header = [_cell(cell) for cell in cells]

    def rows(
        self, used: Collection[int], warn: Callable[[RowWarning], None]
    ) -> Iterator[tuple[int, list[Cell]]]:
        """Line and cells of every row below the header that isn't blank; cells of other columns are empty."""
        for line, values in self._numbered():
            if line > self._header_line:
                row: list[Cell] = [""] * len(values)
                for place in used:
                    value = values[place]
                    row[place] = text = _cell(value)
                    if isinstance(value, float) and abs(value) >= _EXACT:
                        warn(RowWarning(line, "", "a number of over 15 digits, which Excel rounds", text))
                yield line, row

    def _numbered(self) -> Iterator[tuple[int, list[Any]]]:
        for line, values in enumerate(self._sheet.iter_rows(), start=1):
            if any(value != "" for value in values):
                yield line, values


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float | int):
        return number_text(value)
    return date_text(value) if isinstance(value, datetime.date) else str(value)
