"""Text files with a delimiter between fields: bytes to rows, with the line of each, and errors that name the
line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from sanctionscreen.errors import ListFileError

END_OF_FILE = "\x1a"
"""The byte that ended a text file under CP/M and MS-DOS; official copies of the OFAC CSV still carry it."""

_LONGEST_LINE = 4_000_000
"""Longer lines (in bytes, counted where a file starts) are no list: the longest published record has some
50,000."""

_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def decode(data: bytes, path: Path, *, fallback: str | None = None) -> str:
    """Read bytes as UTF-8, with or without its mark; else in the fallback encoding that the format is known
    for.

    Raises:
        ListFileError: if the bytes are in another encoding, with the line of the first one that doesn't fit.
    """
    if wide := _WIDE.get(data[:2]):
        raise ListFileError(f"is in {wide}; save it as UTF-8", path=str(path))
    if (at := data.find(0)) >= 0:
        raise ListFileError("holds a NUL byte, so it is no text", path=str(path), record=_line(data, at))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if fallback is None:
            message = f"is not in UTF-8 (byte 0x{data[error.start]:02x})"
            raise ListFileError(message, path=str(path), record=_line(data, error.start)) from None
        return data.decode(fallback, errors="replace")


def rows(
    text: str, path: Path, *, delimiter: str = ",", quoting: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, fields) of each row that is not empty.

    Raises:
        ListFileError: if a quoted field is never closed, or a field is longer than 131,072 characters.
    """
    if len(text) > _LONGEST_LINE and "\n" not in text[:_LONGEST_LINE] and "\r" not in text[:_LONGEST_LINE]:
        raise ListFileError(
            f"has a line longer than {_LONGEST_LINE:,} characters", path=str(path), record="line 1"
        )
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE,
        strict=True,
    )
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        message = (
            "is cut off within a quoted field" if "unexpected end" in str(error) else f"broken row: {error}"
        )
        raise ListFileError(message, path=str(path), record=f"line {reader.line_num}") from None


def _line(data: bytes, at: int) -> str:
    return f"line {data.count(bytes([10]), 0, at) + 1}"
