"""Batch screening of a frame: record batches to queries, screenings to record batches. Imports pyarrow."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from sanctionscreen.batch.counted_run import Counts
from sanctionscreen.batch.input.arrow import cells, unreadable
from sanctionscreen.batch.input.cells import Cell
from sanctionscreen.batch.input.columns import Columns, map_frame_columns
from sanctionscreen.batch.input.rows import RejectedRow, RowBuilder, RowWarning
from sanctionscreen.batch.output.arrow import customer_row, customer_schema, hit_rows, hit_schema
from sanctionscreen.errors import CustomerFileError, UsageError
from sanctionscreen.frames.kinds import ROWS, Frame
from sanctionscreen.model import Query, Screening
from sanctionscreen.screening import Screener

SHOWN = "the frame"
"""How errors name it."""

_EXACT = {16: 2**11, 32: 2**24, 64: 2**53}
"""Width of a float type → from where on it has no room for every whole number."""

_REJECTS = pa.schema(
    [("row", pa.int64()), *((name, pa.string()) for name in ("query_id", "reason", "column", "value"))]
)
_WARNINGS = _REJECTS.remove(_REJECTS.get_field_index("column"))


class Report:
    """Rows of a report on a run, held as record batches, so that many of them take little memory."""

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._batches: list[pa.RecordBatch] = []
        self._rows: list[tuple[object, ...]] = []

    def add(self, *values: object) -> None:
        """Add a row."""
        self._rows.append(values)
        if len(self._rows) >= ROWS:
            self._pack()

    def table(self) -> pa.Table:
        """All rows."""
        self._pack()
        return pa.Table.from_batches(self._batches, self._schema)

    def _pack(self) -> None:
        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [
                pa.array(column, type_) for column, type_ in zip(columns, self._schema.types, strict=True)
            ]
            self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
            self._rows = []


class _Pending(NamedTuple):
    """A row that was read and is not answered yet, with its place in the batch of columns to keep."""

    row: int
    built: Query | RejectedRow
    warnings: list[str]
    kept: pa.RecordBatch
    position: int


class FrameRun:
    """One frame going through a screener.

    Attributes:
        schema: of the answers.
        columns_by_field, unused: as of `ScreenedFrame`.
        counts, rejects, warnings: so far.
        finished: whether every row is answered.
    """

    def __init__(
        self, frame: Frame, *, columns: Sequence[tuple[str, str]], keep: Sequence[str], nested: bool,
        on_progress: Callable[[int], None] | None,
    ) -> None:  # fmt: skip
        """Map the columns and open the frame.

        Raises:
            CustomerFileError: if no column holds the name, or a column in use holds no text.
            UsageError: if a column is named that isn't there, or one to keep has the name of a column of the answers.
        """
        self.counts, self.finished = Counts(), False
        self.rejects, self.warnings = Report(_REJECTS), Report(_WARNINGS)
        self._nested, self._on_progress = nested, on_progress
        mapped = map_frame_columns(frame.header, columns, SHOWN)
        self.columns_by_field = {
            field: tuple(frame.header[index] for index in indices) for field, indices in mapped.places.items()
        }
        self.unused = mapped.unused
        self._answer_schema = customer_schema() if nested else hit_schema()
        kept = [_index(frame.header, column, self._answer_schema) for column in keep]
        opened = sorted({*mapped.used, *kept})
        place = {index: number for number, index in enumerate(opened)}
        self._columns = Columns(
            {field: tuple(place[index] for index in indices) for field, indices in mapped.places.items()}, ()
        )
        self._names = [frame.header[index] for index in opened]
        types, self._batches = frame.open(opened)
        self._keep = [] if types is None else [place[index] for index in kept]
        self.schema = self._answer_schema
        if types is not None:
            self._refuse_unreadable(types)
            self.schema = pa.schema([*self.schema, *(types.field(number) for number in self._keep)])
        self._row_warnings: list[RowWarning] = []
        self._pending: deque[_Pending] = deque()
        self._begin_part()

    def answers(
        self, screener: Screener, *, threshold: float | None, workers: int | None
    ) -> Iterator[pa.RecordBatch]:
        """Screen the frame, and yield the answers as they come.

        Raises:
            CustomerFileError: if there are no rows, none can be screened, or a text is not UTF-8.
        """
        for answer in screener.screen_many(self._queries(), threshold=threshold, workers=workers):
            self.counts.add(answer)
            while isinstance(self._pending[0].built, RejectedRow):
                self._add(self._pending.popleft(), None)
            self._add(self._pending.popleft(), answer)
            if self._answered >= ROWS:
                yield from self._part()
        while self._pending:
            self._add(self._pending.popleft(), None)
        yield from self._part()
        if not self.counts.rows:
            raise CustomerFileError("holds no rows", path=SHOWN)
        if not self.counts.screened:
            first = self.rejects.table().slice(0, 1).to_pylist()[0]
            message = f"none of its {self.counts.rows} rows can be screened; of the first: {first['reason']}"
            raise CustomerFileError(message, path=SHOWN, record=f"row {first['row']}")
        self.finished = True

    def _queries(self) -> Iterator[Query]:
        build = RowBuilder(
            self._columns, delimiter="", warn=self._row_warnings.append, header=self._names
        ).build
        first = 0
        for large in self._batches:
            for start in range(0, large.num_rows, ROWS):
                batch = large.slice(start, ROWS)
                kept = batch.select(self._keep)
                rounded = self._rounded(batch)
                for position, row in enumerate(self._cells(batch, first)):
                    built = build(first + position, row)
                    if position in rounded:
                        reason = "a number too large for a float column, which rounds it"
                        warning = RowWarning(first + position, built.query_id, reason, rounded[position])
                        self._row_warnings.append(warning)
                    texts = (
                        self._reported(built) if self._row_warnings or isinstance(built, RejectedRow) else []
                    )
                    self._pending.append(_Pending(first + position, built, texts, kept, position))
                    if isinstance(built, Query):
                        yield built
                first += batch.num_rows

    def _cells(self, batch: pa.RecordBatch, first: int) -> Iterator[list[Cell]]:
        self._refuse_unreadable(batch.schema)
        try:
            return cells(batch, self._columns.used)
        except UnicodeDecodeError as error:
            rows = f"rows {first} to {first + batch.num_rows - 1}"
            raise CustomerFileError(f"a text is not UTF-8: {error}", path=SHOWN, record=rows) from None

    def _refuse_unreadable(self, types: pa.Schema) -> None:
        for number in self._columns.used:
            if unreadable(types.types[number]):
                message = f"a column of type {types.types[number]}, which is no text"
                raise CustomerFileError(message, path=SHOWN, field=types.names[number])

    def _rounded(self, batch: pa.RecordBatch) -> dict[int, str]:
        """The positions of rows with a number that its float type may have rounded, and the number."""
        rounded: dict[int, str] = {}
        for number in self._columns.used:
            column = batch.column(number)
            if pa.types.is_floating(column.type):
                values = column.to_numpy(zero_copy_only=False)
                large = (np.abs(values) >= _EXACT[column.type.bit_width]) & np.isfinite(values)
                rounded |= {int(position): str(values[position]) for position in np.flatnonzero(large)}
        return rounded

    def _reported(self, built: Query | RejectedRow) -> list[str]:
        """Put the row into the reports; gives its warnings as texts."""
        if isinstance(built, RejectedRow):
            self.rejects.add(built.line, built.query_id, built.reason, built.column, built.value)
        for warning in self._row_warnings:
            self.counts.warnings += 1
            self.warnings.add(warning.line, warning.query_id, warning.reason, warning.value)
        texts = [f"{warning.reason}: {warning.value}" for warning in self._row_warnings]
        self._row_warnings.clear()
        return texts

    def _begin_part(self) -> None:
        self._answered = 0
        self._rows: list[dict[str, Any]] = []
        self._kept: list[pa.RecordBatch] = []

    def _add(self, pending: _Pending, answer: Screening | None) -> None:
        self._answered += 1
        self.counts.rows += 1
        self.counts.screened += answer is not None
        self.counts.rejected += answer is None
        rows: list[dict[str, Any]] = []
        if self._nested:
            rejected = pending.built.reason if isinstance(pending.built, RejectedRow) else None
            answer = answer or Screening(query_id=pending.built.query_id, name="")
            rows = [customer_row(answer, pending.warnings, rejected)]
        elif answer and answer.hits:
            rows = hit_rows(pending.row, answer)
        self._rows += rows
        if self._keep:
            self._kept += [pending.kept.slice(pending.position, 1)] * len(rows)

    def _part(self) -> Iterator[pa.RecordBatch]:
        """The answers since the last part, if there are any."""
        if self._rows:
            columns = pa.RecordBatch.from_pylist(self._rows, schema=self._answer_schema).columns
            if self._keep:
                kept = pa.Table.from_batches(self._kept).combine_chunks()
                columns += [column.combine_chunks() for column in kept.columns]
            yield pa.RecordBatch.from_arrays(columns, schema=self.schema)
        if self._on_progress and self._answered:
            self._on_progress(self._answered)
        self._begin_part()


def _index(header: Sequence[str], column: str, answers: pa.Schema) -> int:
    if column in answers.names:
        raise UsageError(f"keep={column!r}: the answers have a column of that name; rename the frame's own")
    if column not in header:
        raise UsageError(f"keep={column!r}: no such column; the columns are {', '.join(header)}")
    return list(header).index(column)
