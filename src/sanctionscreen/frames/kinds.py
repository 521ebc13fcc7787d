"""Adapters for the kinds of data frames: each to record batches, and a table of answers to the same kind.

Frames meet through the Arrow C stream interface. Only their own methods are called: no frame library is imported but
pyarrow, and pandas and Polars where such a frame is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, Protocol

import pyarrow as pa

from sanctionscreen.batch.input.arrow import cell_of
from sanctionscreen.errors import UsageError

ROWS = 10_000
"""Rows in memory at a time."""


class Frame(Protocol):
    """A data frame of any kind.

    Attributes:
        header: the columns.
    """

    header: list[str]

    def open(self, indices: Sequence[int]) -> tuple[pa.Schema | None, Iterable[pa.RecordBatch]]:
        """Schema and record batches of some of the columns, in their order; no schema if batches differ in type."""

    def result(self, schema: pa.Schema, batches: Iterator[pa.RecordBatch], keep: Sequence[str]) -> Any:
        """Answers as a frame of the same kind."""

    def small(self, table: pa.Table) -> Any:
        """A report as a frame of the same kind."""


def frame_of(frame: Any) -> Frame:
    """The adapter of a frame.

    Raises:
        UsageError: if it is no data frame.
    """
    if isinstance(frame, pa.Table | pa.RecordBatch):
        return _ArrowTable(frame)
    for library, name, kind in _KINDS:
        if any(
            parent.__name__ == name and parent.__module__.split(".")[0].strip("_") == library
            for parent in type(frame).__mro__
        ):
            adapter: Frame = kind(frame)
            return adapter
    if hasattr(frame, "__arrow_c_stream__"):
        return _Stream(frame)
    raise UsageError(
        f"{type(frame).__module__}.{type(frame).__name__} is no data frame; pandas, Polars, PyArrow "
        "and DuckDB are, and whatever has __arrow_c_stream__"
    )


class _Stream:
    """A record-batch reader, or what gives one: it is read once, and so are its answers."""

    def __init__(self, frame: Any) -> None:
        try:
            is_reader = isinstance(frame, pa.RecordBatchReader)
            self._reader = frame if is_reader else pa.RecordBatchReader.from_stream(frame)
        except pa.ArrowException as error:
            raise UsageError(f"{type(frame).__name__} gives no Arrow stream of columns: {error}") from None
        self.header = list(self._reader.schema.names)

    def open(self, indices: Sequence[int]) -> tuple[pa.Schema | None, Iterable[pa.RecordBatch]]:
        schema = pa.schema([self._reader.schema.field(index) for index in indices])
        return schema, (batch.select(indices) for batch in self._reader)

    def result(self, schema: pa.Schema, batches: Iterator[pa.RecordBatch], keep: Sequence[str]) -> Any:
        return pa.RecordBatchReader.from_batches(schema, batches)

    def small(self, table: pa.Table) -> Any:
        return table


class _Eager:
    """A frame whose answers are made at once."""

    header: list[str]

    def result(self, schema: pa.Schema, batches: Iterator[pa.RecordBatch], keep: Sequence[str]) -> Any:
        return self.small(pa.Table.from_batches(batches, schema))

    def small(self, table: pa.Table) -> Any:
        raise NotImplementedError


class _ArrowTable(_Eager):
    def __init__(self, frame: pa.Table | pa.RecordBatch) -> None:
        self._is_batch = isinstance(frame, pa.RecordBatch)
        self._table = pa.Table.from_batches([frame]) if self._is_batch else frame
        self.header = list(self._table.schema.names)

    def open(self, indices: Sequence[int]) -> tuple[pa.Schema | None, Iterable[pa.RecordBatch]]:
        table = self._table.select(indices)
        return table.schema, table.to_batches(max_chunksize=ROWS)

    def small(self, table: pa.Table) -> Any:
        if not self._is_batch:
            return table
        arrays = [column.combine_chunks() for column in table.columns]
        return pa.RecordBatch.from_arrays(arrays, schema=table.schema)


class _Polars(_Eager):
    """A Polars frame; of a lazy one only the columns in use are read, some rows at a time."""

    def __init__(self, frame: Any) -> None:
        self._polars = import_module("polars")
        self._frame = frame
        self._lazy = isinstance(frame, self._polars.LazyFrame)
        self._types = frame.collect_schema()
        self.header = list(self._types)

    def open(self, indices: Sequence[int]) -> tuple[pa.Schema | None, Iterable[pa.RecordBatch]]:
        polars = self._polars
        columns = [
            # PyArrow refuses Polars' own name for numbers of 128 bits
            polars.col(name).cast(polars.String) if str(self._types[name]) in {"Int128", "UInt128"} else name
            for name in (self.header[index] for index in indices)
        ]
        frame = self._frame.select(columns)
        empty = polars.DataFrame(schema=frame.collect_schema())
        schema = pa.RecordBatchReader.from_stream(empty).schema
        if not self._lazy:
            parts = [frame]
        elif hasattr(frame, "collect_batches"):
            parts = frame.collect_batches(chunk_size=ROWS, maintain_order=True)
        else:
            parts = [frame.collect()]
        return schema, (batch for part in parts for batch in pa.RecordBatchReader.from_stream(part))

    def small(self, table: pa.Table) -> Any:
        frame = self._polars.from_arrow(table)
        return frame.lazy() if self._lazy else frame


class _DuckDB(_Eager):
    """A DuckDB relation; its answers are a relation on the same connection."""

    def __init__(self, relation: Any) -> None:
        self._relation = relation
        self.header = list(relation.columns)

    def open(self, indices: Sequence[int]) -> tuple[pa.Schema | None, Iterable[pa.RecordBatch]]:
        relation, header = self._relation, self.header
        if len(set(header)) == len(header):  # else a name would not say which column
            types = [str(type_) for type_ in relation.types]
            relation = relation.project(", ".join(_sql(header[index], types[index]) for index in indices))
            indices = range(len(indices))
        reader = pa.RecordBatchReader.from_stream(relation)
        schema = pa.schema([reader.schema.field(index) for index in indices])
        return schema, (batch.select(indices) for batch in reader)

    def small(self, table: pa.Table) -> Any:
        # Only a query on the relation itself stays on its connection; it finds the table by the variable's name.
        sanctionscreen_answers_ = table  # noqa: F841  # DuckDB looks it up
        return self._relation.query("sanctionscreen_customers_", "SELECT * FROM sanctionscreen_answers_")


def _sql(column: str, type_: str) -> str:
    quoted = '"' + column.replace('"', '""') + '"'
    if type_ in {
        "UHUGEINT",
        "BIGNUM",
        "VARINT",
        "BIT",
    }:  # Arrow has none of them; UHUGEINT wraps to below zero
        return f"CAST({quoted} AS VARCHAR) AS {quoted}"
    return quoted


class _Pandas(_Eager):
    """A pandas frame. Named levels of its index are columns too, and its answers have its index."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame
        named = [(str(name), level) for level, name in enumerate(frame.index.names) if name is not None]
        columns = [str(name) for name in frame.columns]
        self._columns = [frame.index.get_level_values(level) for name, level in named if name not in columns]
        self.header = [name for name, _ in named if name not in columns] + columns
        self._columns += [frame.iloc[:, index] for index in range(len(columns))]

    def open(self, indices: Sequence[int]) -> tuple[pa.Schema | None, Iterable[pa.RecordBatch]]:
        names = [self.header[index] for index in indices]
        columns = [self._columns[index] for index in indices]
        return None, (
            pa.RecordBatch.from_arrays(
                [_pandas_array(_part(column, start)) for column in columns], names=names
            )
            for start in range(0, len(self._frame), ROWS)
        )

    def result(self, schema: pa.Schema, batches: Iterator[pa.RecordBatch], keep: Sequence[str]) -> Any:
        answers = super().result(schema, batches, keep)
        rows = answers["row"] if "row" in answers else range(len(answers))
        for name in keep:
            column = self._columns[self.header.index(name)]
            answers[name] = column.take(list(rows)).array
        return answers

    def small(self, table: pa.Table) -> Any:
        pandas = import_module("pandas")
        if any(isinstance(dtype, pandas.ArrowDtype) for dtype in self._frame.dtypes):
            answers = table.to_pandas(types_mapper=pandas.ArrowDtype)
        else:
            answers = table.to_pandas()
        rows = table["row"].to_numpy() if "row" in table.schema.names else slice(None)
        answers.index = self._frame.index[rows]
        return answers


def _part(column: Any, start: int) -> Any:
    column = getattr(column, "iloc", column)  # a Series by position; an Index has no other way
    return column[start : start + ROWS]


def _pandas_array(values: Any) -> pa.Array:
    """A pandas Series or Index as Arrow has it; as text where Arrow has no type, or where types are mixed."""
    try:
        array = pa.Array.from_pandas(values)
        if isinstance(array, pa.ChunkedArray):
            array = array.combine_chunks()
        if not isinstance(array, pa.ExtensionArray):  # a Period would be a number of months
            return array
    except (pa.ArrowException, OverflowError, TypeError, ValueError):
        pass
    present = values.notna()
    cells = [
        cell_of(_plain(value)) if is_present else ""
        for value, is_present in zip(values, present, strict=True)
    ]
    if any(isinstance(cell, list) for cell in cells):
        return pa.array([[cell] if isinstance(cell, str) else cell for cell in cells], pa.list_(pa.string()))
    return pa.array(cells, pa.string())


def _plain(value: Any) -> Any:
    """The value as Python's own: numbers and arrays of NumPy, and other collections, as numbers and lists."""
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    return value.tolist() if hasattr(value, "tolist") else value


_KINDS = (
    ("polars", "DataFrame", _Polars),
    ("polars", "LazyFrame", _Polars),
    ("pandas", "DataFrame", _Pandas),
    ("duckdb", "DuckDBPyRelation", _DuckDB),
)
"""Library, class and adapter."""
