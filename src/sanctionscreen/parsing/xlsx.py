"""Parser for XLSX: the rows of the first sheet, with a check of the archive before anything is unpacked."""

from __future__ import annotations

import datetime
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from sanctionscreen.errors import DataError

Cell = str | float | bool | datetime.date | datetime.time | datetime.timedelta
"""What a cell holds (a date may have a time); an empty one is an empty string."""

_FIRST = 1_000_000
"""Bytes of each part that `first_texts` reads."""

_RATIO = 200
"""No part of a workbook unpacks to more than so many times its packed size, once it is large."""

_DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError, RuntimeError)


class Sheet:
    """The first sheet of a workbook.

    Args:
        file: seekable, at its beginning.
        shown: how errors name it.
        error: the class of the errors.
        largest: bytes that all parts together may unpack to.

    Attributes:
        height: number of rows, blank ones included.
        sheets: the names of all sheets.

    Raises:
        DataError: of the class `error`, if the file is no workbook, is cut off or damaged, or would unpack to an
            absurd size.
    """

    def __init__(
        self, file: BinaryIO, shown: str, error: type[DataError], *, largest: int = 300_000_000
    ) -> None:
        from python_calamine import CalamineWorkbook  # late: only workbooks need it

        refuse_damaged(file, shown, error, largest=largest)
        file.seek(0)
        try:
            book = CalamineWorkbook.from_filelike(file)
            self._sheet = book.get_sheet_by_index(0)
        except Exception as problem:  # calamine has one exception for each kind of damage, and panics on some
            raise error(f"is no workbook that can be read: {problem}", path=shown) from None
        self.sheets: list[str] = book.sheet_names
        self.height: int = self._sheet.total_height

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Number and cells of each row that isn't blank."""
        for number, cells in enumerate(self._sheet.iter_rows(), start=1):
            if cells.count("") < len(cells):
                yield number, cells


def refuse_damaged(file: BinaryIO, shown: str, error: type[DataError], *, largest: int = 300_000_000) -> None:
    """Check a workbook's archive before anything is unpacked.

    Args:
        file, shown, error, largest: as of `Sheet`.

    Raises:
        DataError: of the class `error`, if it is no archive, is cut off or damaged, or would unpack to an absurd size.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > largest:
                raise error(f"unpacks to more than {largest // 1_000_000:,} MB: a zip bomb?", path=shown)
            for part in parts:
                if part.file_size > 10_000_000 and part.file_size > _RATIO * max(1, part.compress_size):
                    message = f"unpacks {part.filename} to {_RATIO} times its size and more: a zip bomb?"
                    raise error(message, path=shown)
            if damaged := archive.testzip():  # reads every part, and no more of it than the archive announces
                raise error(f"is damaged at {damaged}", path=shown)
    except _DAMAGE as problem:
        raise error(f"is no workbook, or is cut off: {problem}", path=shown) from None


def first_texts(path: Path) -> str:
    """The beginning of a workbook's texts, as XML in lower case; empty for an archive that holds none, or is damaged.

    Header rows are in it: programs write shared texts in the order of the cells.
    """
    texts = []
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name == "xl/sharedStrings.xml" or name.startswith("xl/worksheets/sheet"):
                    with archive.open(name) as part:
                        texts.append(part.read(_FIRST).decode("utf-8", errors="replace").lower())
    except _DAMAGE:
        return ""
    return " ".join(texts)


def cell_text(value: Any) -> str:
    """A cell as one would write it.

    >>> cell_text(123.0), cell_text(True), cell_text(datetime.datetime(1967, 8, 22))
    ('123', 'true', '1967-08-22')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float | int):
        return number_text(value)
    return date_text(value) if isinstance(value, datetime.date) else str(value)


def number_text(value: float) -> str:
    """A number of a workbook or a table as one would write it: 123 and not 123.0.

    >>> number_text(123.0), number_text(1.5)
    ('123', '1.5')
    """
    return str(int(value)) if abs(value) < 1e18 and value == int(value) else str(value)


def date_text(value: datetime.date) -> str:
    """A date of a workbook or a table; the time of day only where it isn't midnight.

    >>> date_text(datetime.datetime(1967, 8, 22))
    '1967-08-22'
    """
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return value.isoformat()
