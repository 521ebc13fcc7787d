"""XLSX writer for results."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from sanctionscreen.batch.output.results import CSV_COLUMNS, answers, table_rows
from sanctionscreen.model import Screening

MOST_ROWS = 1_048_576
"""Rows of a worksheet, which is Excel's limit; further rows go to further sheets."""
LONGEST_CELL = 32_767
"""Characters of a cell, which is Excel's limit too."""

_CUT = " … [cut: a cell holds no more; JSON lines and CSV have all of it]"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
