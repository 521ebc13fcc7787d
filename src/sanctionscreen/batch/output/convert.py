"""Formats that are converted from finished JSON lines: Parquet and XLSX.

Both have their directory at the end of the file, so a partial one is useless; JSON lines can grow, be killed and go on.
The same answers give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from sanctionscreen.batch.extras import library

Finish = Callable[[Path, BinaryIO, str], None]
"""Makes the result of JSON lines: from their path, into an open file, with a notice."""

FORMATS = ("csv", "jsonl", "parquet", "xlsx")
"""What results may be written as."""


def finisher(format: str) -> Finish | None:
    """What makes a format of JSON lines; None for those that are written as they grow.

    Raises:
        MissingExtraError: if the library for it is not installed.
    """
    if format == "parquet":
        library("pyarrow", "Parquet", "parquet")
        from sanctionscreen.batch.output.parquet import write_parquet  # late: pyarrow takes 200 ms

        return write_parquet
    if format == "xlsx":
        library("xlsxwriter", "Writing XLSX", "xlsx")
        from sanctionscreen.batch.output.xlsx import write_xlsx  # late: only workbooks need it

        return write_xlsx
    return None
