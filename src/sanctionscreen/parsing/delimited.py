"""Parser for delimited text: bytes to rows with their line numbers, and errors that name the line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from sanctionscreen.errors import ListFileError
from sanctionscreen.parsing.quote_repair import only_reading

END_OF_FILE = "\x1a"
"""The byte that ended a text file under CP/M and MS-DOS; official copies of the OFAC CSV still carry it."""

_LONGEST_LINE = 4_000_000
"""Longer lines (in bytes, counted where a file starts) are no list: the longest published record has some
50,000."""

_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def header_name(text: str, *, punctuated: bool = False) -> str:
    """A column's name as it is compared: lower case, with `_` for hyphens and spaces.

    Args:
        text: as in the header.
        punctuated: `_` for dots and slashes too, and none at the ends: for the headers of customer files.

    >>> header_name(" Entity-ID "), header_name("_id"), header_name("Reg. No.", punctuated=True)
    ('entity_id', '_id', 'reg_no')
    """
    text = text.strip().casefold()
    return re.sub(r"[\s_\-./]+", "_", text).strip("_") if punctuated else re.sub(r"[\s_-]+", "_", text)


def delimiter_of(line: str) -> str:
    """The delimiter of a header row: the most frequent of comma, tab, semicolon and bar."""
    return max(",\t;|", key=line.count)


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
    text: str,
    path: Path,
    *,
    delimiter: str = ",",
    quoting: bool = True,
    strict: bool = True,
    warnings: list[str] | None = None,
) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, fields) of each row that is not empty.

    Args:
        warnings: gets a warning for each row with unescaped quotes, which is read if there is only one way to
            read it; without this, such a row is refused.

    Raises:
        ListFileError: if a quoted field is never closed, or a field is longer than 131,072 characters.
    """
    if len(text) > _LONGEST_LINE and "\n" not in text[:_LONGEST_LINE] and "\r" not in text[:_LONGEST_LINE]:
        raise ListFileError(
            f"has a line longer than {_LONGEST_LINE:,} characters", path=str(path), record="line 1"
        )
    lines = io.StringIO(text, newline="")
    width: int | None = None
    before = 0  # lines before the reader, which is a new one after each broken row
    while True:
        reader = csv.reader(
            lines,
            delimiter=delimiter,
            quoting=csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE,
            strict=strict,
        )
        end, begins = lines.tell(), 0  # of the last row: where it ends, in characters and in lines
        try:
            for row in reader:
                end, begins = lines.tell(), reader.line_num
                if row:
                    width = width or len(row)
                    yield before + reader.line_num, row
            return
        except csv.Error as error:
            lines.seek(end)
            is_quote = "expected after" in str(error) or "unexpected end" in str(error)
            broken = lines.readline().rstrip("\r\n")
            fields = only_reading(broken, delimiter, width) if is_quote and quoting else None
            if fields is None or warnings is None:
                raise _broken(error, path, before + reader.line_num) from None
        before, width = before + begins + 1, width or len(fields)
        warnings.append(f"{path.name}, line {before}: quotes are not escaped; read in the only way there is")
        yield before, fields


def _broken(error: csv.Error, path: Path, line: int) -> ListFileError:
    message = "is cut off within a quoted field" if "unexpected end" in str(error) else f"broken row: {error}"
    return ListFileError(message, path=str(path), record=f"line {line}")


def table(
    text: str, path: Path, *, delimiter: str = ",", skip: int = 0, warnings: list[str]
) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The header of a table, and its rows with their lines, each as long as the header.

    Args:
        skip: number of rows before the header.
        warnings: gets a warning for each repeated header.

    Raises:
        ListFileError: if a column is repeated, if a row is longer or shorter than the header (the last one
            of a file that is cut off is), or if a quoted field is never closed. A repeated header is
            left out, with a warning.
    """
    numbered_rows = rows(text, path, delimiter=delimiter, warnings=warnings)
    for _ in range(skip):
        next(numbered_rows, None)
    line, header = next(numbered_rows, (1, []))
    header = [name.strip() for name in header]
    named = [name for name in header if name]
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise ListFileError(f"has the column {', '.join(twice)} twice", path=str(path), record=f"line {line}")
    if not text.endswith(("\n", "\r", END_OF_FILE)):
        warnings.append("the last line has no line break: is the file cut off?")
    return header, _of_width(numbered_rows, header, path, warnings)


def _of_width(
    numbered_rows: Iterator[tuple[int, list[str]]], header: list[str], path: Path, warnings: list[str]
) -> Iterator[tuple[int, list[str]]]:
    for line, row in numbered_rows:
        if len(row) != len(header):
            if not any(map(str.strip, row)) or row == [END_OF_FILE]:
                continue
            message = f"a row of {len(row)} fields where the header has {len(header)}: cut off?"
            raise ListFileError(message, path=str(path), record=f"line {line}")
        if [name.strip() for name in row] == header:
            warnings.append(f"line {line}: the header is repeated")
        else:
            yield line, row


def _line(data: bytes, at: int) -> str:
    return f"line {data.count(bytes([10]), 0, at) + 1}"
