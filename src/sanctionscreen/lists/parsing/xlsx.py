"""Parser for XLSX: the rows of a sheet, with a check of the archive before anything is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO

from sanctionscreen.errors import ListFileError

Cell = str | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one is an empty string."""

_FIRST = 1_000_000
"""Bytes of each part that `first_texts` reads."""

_LARGEST = 300_000_000
_RATIO = 200
"""No part of a workbook unpacks to more bytes than this, nor to so many times its packed size once it is large."""


def read_sheet(path: Path) -> list[list[Cell]]:
    """The rows of the first sheet.

    Raises:
        ListFileError: if the file is no workbook, is cut off or damaged, or would unpack to an absurd size.
    """
    from python_calamine import CalamineWorkbook  # late: only lists published as XLSX need it

    try:
        refuse_damaged(path)
        rows: list[list[Cell]] = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except ListFileError:
        raise
    except Exception as error:  # calamine has one exception for each kind of damage, and panics on some
        raise ListFileError(f"is no workbook that can be read: {error}", path=str(path)) from None
    return rows


def refuse_damaged(path: Path) -> None:
    """As `refuse_bombs`, for a path."""
    with path.open("rb") as file:
        refuse_bombs(file, str(path))


def refuse_bombs(file: BinaryIO, shown: str, *, largest: int = _LARGEST) -> None:
    """Look at a workbook's archive before anything is unpacked.

    Args:
        file: seekable.
        shown: how errors name it.
        largest: bytes that all parts together may unpack to.

    Raises:
        ListFileError: if it is no archive, is cut off or damaged, or would unpack to an absurd size.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > largest:
                message = f"unpacks to more than {largest // 1_000_000:,} MB: a zip bomb?"
                raise ListFileError(message, path=shown)
            for part in parts:
                if part.file_size > 10_000_000 and part.file_size > _RATIO * max(1, part.compress_size):
                    message = f"unpacks {part.filename} to {_RATIO} times its size and more: a zip bomb?"
                    raise ListFileError(message, path=shown)
            if damaged := archive.testzip():  # reads every part, and no more of it than the archive announces
                raise ListFileError(f"is damaged at {damaged}", path=shown)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
        raise ListFileError(f"is no workbook, or is cut off: {error}", path=shown) from None


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
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError, RuntimeError):
        return ""
    return " ".join(texts)
