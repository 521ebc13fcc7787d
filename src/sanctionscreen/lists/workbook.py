"""XLSX to rows, with a look at the archive before anything is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sanctionscreen.errors import ListFileError

Cell = str | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one is an empty string."""

_LARGEST = 300_000_000
_RATIO = 200
"""No part of a workbook unpacks to more bytes than this, nor to so many times its packed size once it is large."""


def read_sheet(path: Path) -> list[list[Cell]]:
    """The rows of the first sheet.

    Raises:
        ListFileError: if the file is no workbook, is cut off or damaged, or would unpack to an absurd size.
    """
    from python_calamine import CalamineWorkbook  # late: only lists published as XLSX need it

    _refuse_bombs(path)
    try:
        rows: list[list[Cell]] = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except Exception as error:  # calamine has one exception for each kind of damage, and panics on some
        raise ListFileError(f"is no workbook that can be read: {error}", path=str(path)) from None
    return rows


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > _LARGEST:
                raise ListFileError("unpacks to more than 300 MB: a zip bomb?", path=str(path))
            for part in parts:
                if part.file_size > 10_000_000 and part.file_size > _RATIO * max(1, part.compress_size):
                    message = f"unpacks {part.filename} to {_RATIO} times its size and more: a zip bomb?"
                    raise ListFileError(message, path=str(path))
            if damaged := archive.testzip():  # reads every part, and no more of it than the archive announces
                raise ListFileError(f"is damaged at {damaged}", path=str(path))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
        raise ListFileError(f"is no workbook, or is cut off: {error}", path=str(path)) from None
