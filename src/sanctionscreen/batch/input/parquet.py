"""Parquet reader for customer files. Imports pyarrow, so it is imported late."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from sanctionscreen.batch.input.arrow import cells, unreadable
from sanctionscreen.batch.input.cells import Cell
from sanctionscreen.batch.input.rows import RowWarning
from sanctionscreen.errors import CustomerFileError

_ROWS = 10_000
"""Rows in memory at a time."""


class ParquetTable:
    """A Parquet file, read some rows at a time. Its rows count from 1.

    Attributes:
        header: the columns.
        lines: number of rows, and one for the header.
        notes: what a user should know about how it was read.

    Raises:
        CustomerFileError: if it is no Parquet file, or is cut off.
    """

    format = "parquet"

    def __init__(self, handle: BinaryIO, shown: str) -> None:
        self._shown = shown
        try:
            self._file = parquet.ParquetFile(handle, memory_map=False)
        except (pa.ArrowException, OSError, ValueError) as error:
            message = f"is no Parquet file that can be read, or is cut off: {error}"
            raise CustomerFileError(message, path=shown) from None
        self._schema = self._file.schema_arrow
        self.header = list(self._schema.names)
        self.lines = self._file.metadata.num_rows + 1
        self.notes: list[str] = []

    def rows(
        self,
        used: Collection[int],
        warn: Callable[[RowWarning], None],  # a table of types has nothing to warn about
    ) -> Iterator[tuple[int, list[Cell]]]:
        """Row number and cells of every row; the cells of columns that aren't used are empty.

        Raises:
            CustomerFileError: if a used column holds no text, or the file is damaged.
        """
        for place in used:
            if unreadable(self._schema.types[place]):
                message = f"a column of type {self._schema.types[place]}, which is no text"
                raise CustomerFileError(message, path=self._shown, field=self.header[place])
        names = None
        if len(set(self.header)) == len(self.header):
            names = [name for place, name in enumerate(self.header) if place in used]
        row = 0
        try:
            for batch in self._file.iter_batches(_ROWS, columns=names):
                for found in cells(batch, range(len(names)) if names else used):
                    row += 1
                    yield row, _spread(found, used, len(self.header)) if names else found
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            message = f"cannot be read any further: {error}"
            raise CustomerFileError(message, path=self._shown, record=f"row {row + 1}") from None


def _spread(found: list[Cell], used: Collection[int], width: int) -> list[Cell]:
    row: list[Cell] = [""] * width
    for place, cell in zip(sorted(used), found, strict=True):
        row[place] = cell
    return row
