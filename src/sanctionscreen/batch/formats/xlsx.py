"""XLSX in and out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from sanctionscreen.batch.input.cells import Cell, date_text, number_text
from sanctionscreen.batch.input.rows import RowWarning
from sanctionscreen.batch.output.results import CSV_COLUMNS, answers, table_rows
from sanctionscreen.errors import CustomerFileError, ListFileError
from sanctionscreen.lists.parsing.xlsx import refuse_bombs
from sanctionscreen.model import Screening

MOST_ROWS = 1_048_576
"""Rows of a worksheet, which is Excel's limit; further rows go to further sheets."""
LONGEST_CELL = 32_767
"""Characters of a cell, which is Excel's limit too."""

_LARGEST = 4_000_000_000
_CUT = " … [cut: a cell holds no more; JSON lines and CSV have all of it]"
_EXACT = 10**15
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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


def write_xlsx(lines: Path, out: BinaryIO, notice: str) -> None:
    """Make a workbook of JSON lines, with the rows and columns of the CSV.

    Every cell but the score is text, so that ids keep their zeros and no name becomes a formula, a link or a number;
    a cell that looks like a formula is marked as text for whoever edits it.

    Args:
        lines: as `json_lines` wrote them.
        out: an empty binary file.
        notice: makes a last column, if not empty.
    """
    from xlsxwriter import Workbook  # late: only this needs it

    book = Workbook(out, {"constant_memory": True})
    book.set_properties(
        {"created": datetime.datetime(2000, 1, 1)}
    )  # else two runs would never make the same bytes
    columns = (*CSV_COLUMNS, "notice") if notice else CSV_COLUMNS
    quoted = book.add_format({"quote_prefix": True})
    rows = _Sheets(book, columns, quoted)
    for answer in answers(lines):
        for cells in table_rows(Screening.model_validate(_trimmed(answer)), notice):
            rows.write(cells)
    book.close()


def _trimmed(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: answer[name] for name in Screening.model_fields if name in answer}


class _Sheets:
    """Rows on as many sheets as they need, each with a header."""

    def __init__(self, book: Any, columns: Sequence[str], quoted: Any) -> None:
        self._book, self._columns, self._quoted = book, columns, quoted
        self._begin()

    def _begin(self) -> None:
        self._sheet = self._book.add_worksheet()
        self._row = 0
        self._put(self._columns)

    def write(self, cells: Sequence[object]) -> None:
        if self._row == MOST_ROWS:
            self._begin()
        self._put(cells)

    def _put(self, cells: Sequence[object]) -> None:
        for column, value in enumerate(cells):
            if isinstance(value, float):
                self._sheet.write_number(self._row, column, value)
            elif text := "" if value is None else str(value):
                if len(text) > LONGEST_CELL:
                    text = text[: LONGEST_CELL - len(_CUT)] + _CUT
                self._sheet.write_string(
                    self._row, column, text, self._quoted if text.startswith(_FORMULA) else None
                )
        self._row += 1
