"""XLSX reader for customer files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO

from sanctionscreen.batch.input.cells import Cell
from sanctionscreen.batch.input.rows import RowWarning
from sanctionscreen.errors import CustomerFileError
from sanctionscreen.parsing.xlsx import Sheet, cell_text

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
        self._sheet = Sheet(handle, shown, CustomerFileError, largest=_LARGEST)
        self.notes = []
        first, *others = self._sheet.sheets
        if others:
            self.notes = [f"only the sheet {first!r} is read, not {', '.join(map(repr, others))}"]
        self.lines = self._sheet.height
        header = next(self._sheet.rows(), None)
        if header is None:
            raise CustomerFileError("is empty", path=shown)
        self._header_line, cells = header
        self.header = [cell_text(cell) for cell in cells]

    def rows(
        self, used: Collection[int], warn: Callable[[RowWarning], None]
    ) -> Iterator[tuple[int, list[Cell]]]:
        """Line and cells of every row below the header that isn't blank; cells of other columns are empty."""
        for line, values in self._sheet.rows():
            if line > self._header_line:
                row: list[Cell] = [""] * len(values)
                for place in used:
                    value = values[place]
                    row[place] = text = cell_text(value)
                    if isinstance(value, float) and abs(value) >= _EXACT:
                        warn(RowWarning(line, "", "a number of over 15 digits, which Excel rounds", text))
                yield line, row
