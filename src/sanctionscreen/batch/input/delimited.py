"""Reader for delimited customer files: delimiter, rows with their lines, repair of unbalanced quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from sanctionscreen.batch.input.columns import map_columns
from sanctionscreen.batch.input.rows import RejectedRow, shortened
from sanctionscreen.errors import CustomerFileError, UsageError

DELIMITERS = (",", ";", "\t", "|")
"""Delimiters that are recognised; `--delimiter` takes any character."""

_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "}
_LONGEST_FIELD = 16_000_000
"""In characters; beyond it the file is refused. With csv's own limit of 131,072, one long name would end the run."""


def delimiter_of(text: str) -> str:
    """The character that `--delimiter` names.

    Raises:
        UsageError: if it is neither one character nor the name of one.
    """
    delimiter = _NAMED.get(text.lower(), text)
    if len(delimiter) != 1 or delimiter in '"\r\n\0':
        raise UsageError(
            f"--delimiter takes one character, or tab, comma, semicolon, pipe or space; not {text!r}"
        )
    return delimiter


def sniff(header: str, assigned: Sequence[tuple[str, str]] = ()) -> str:
    """The delimiter under which most columns of a header line are recognised; else the most frequent one.

    >>> sniff("CustomerId;name;Date of birth"), sniff("name")
    (';', ',')
    """
    assigned_names = {name.strip() for _, name in assigned}

    def recognised(delimiter: str) -> tuple[int, int]:
        cells = _cells(header, delimiter)
        return len(map_columns(cells).used) + len(assigned_names.intersection(cells)), len(cells)

    return max(DELIMITERS, key=recognised)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def rows(
    lines: Iterable[str], path: str, delimiter: str, first_line: int = 1
) -> Iterator[tuple[int, list[str]] | RejectedRow]:
    """Yield (line, cells) of every row that is not blank.

    Where quotes don't balance, the lines that they joined are read again one by one: a row that is whole on its own
    line is yielded, the broken one rejected.

    Raises:
        CustomerFileError: if the file ends within a quoted field, or a field is longer than 16,000,000 characters.
    """
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_FIELD))
    pending: list[str] = []
    reader = csv.reader(_noted(lines, pending), delimiter=delimiter, strict=True)
    line = first_line
    while True:
        try:
            for row in reader:
                if row:
                    yield line, row
                line += len(pending)
                pending.clear()
            return
        except csv.Error as error:
            if "unexpected end" in str(error) or "field larger" in str(error):
                message = "a quoted field that begins here is never closed; is the file cut off, or is a quote astray?"
                if "field larger" in str(error):
                    message = f"a field of over {_LONGEST_FIELD:,} characters"
                raise CustomerFileError(message, path=path, record=f"line {line}") from None
            yield from _one_by_one(pending, line, delimiter)
            line += len(pending)
            pending.clear()


def _noted(lines: Iterable[str], pending: list[str]) -> Iterator[str]:
    """The lines, each noted in `pending` until the row that it belongs to is done."""
    for line in lines:
        pending.append(line)
        yield line


def _one_by_one(
    lines: Sequence[str], first: int, delimiter: str
) -> Iterator[tuple[int, list[str]] | RejectedRow]:
    for line, text in enumerate(lines, start=first):
        try:
            for row in csv.reader([text], delimiter=delimiter, strict=True):
                if row:
                    yield line, row
        except csv.Error:
            yield RejectedRow(
                line, "", "the quotes in this row do not balance", "", shortened(text.rstrip("\r\n"))
            )
