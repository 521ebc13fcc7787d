"""Arrow columns to cells, shared by Parquet files, data frames and Spark. Imports pyarrow, so it is imported late."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pyarrow as pa

from sanctionscreen.batch.input.cells import Cell
from sanctionscreen.parsing.xlsx import date_text, number_text

_TEXT_EXTENSIONS = {"arrow.json", "arrow.uuid"}
"""Extension types whose values are text. Others store something else: `pandas.period` has a number of months."""


def unreadable(type_: pa.DataType) -> bool:
    """Whether a column of this type cannot be taken as text (structs, maps, bytes)."""
    if isinstance(type_, pa.BaseExtensionType):
        return type_.extension_name not in _TEXT_EXTENSIONS
    inner = getattr(type_, "value_type", None)  # of lists of every kind, dictionaries and run-end encoding
    if inner is not None:
        return unreadable(inner)
    return bool(pa.types.is_nested(type_)) or "binary" in str(type_)


def cells(batch: pa.RecordBatch, used: Collection[int]) -> Iterator[list[Cell]]:
    """The rows of a batch as text, with an empty cell in each column that isn't used.

    Raises:
        UnicodeDecodeError: if a text is not UTF-8.
    """
    empty: Sequence[Cell] = [""] * batch.num_rows
    columns = [_column(batch.column(place)) if place in used else empty for place in range(batch.num_columns)]
    return map(list, zip(*columns, strict=True))


def _column(array: pa.Array) -> list[Cell]:
    type_ = array.type
    if pa.types.is_dictionary(type_):
        values = _column(array.dictionary)
        return ["" if index is None else values[index] for index in array.indices.to_pylist()]
    if pa.types.is_timestamp(type_) and type_.unit == "ns":
        array = array.cast(pa.timestamp("us", type_.tz), safe=False)  # Python's own times have no nanoseconds
    try:
        values = array.to_pylist()
    except UnicodeDecodeError:
        raise
    except (OverflowError, ValueError):  # a date beyond the years that Python knows
        values = array.cast(pa.string()).to_pylist()
    if str(type_) in {"string", "large_string", "string_view"}:
        return ["" if value is None else value for value in values]
    return [cell_of(value) for value in values]


def cell_of(value: Any) -> Cell:
    """The cell of a value as Python has it: text, a number, a date, or a list of them.

    >>> cell_of(12345.0), cell_of(float("nan")), cell_of(decimal.Decimal("12345.00"))
    ('12345', '', '12345')
    >>> cell_of([["Ann", None], ["Bo"]])
    ['Ann', '', 'Bo']
    """
    if isinstance(value, list):
        inner = [cell_of(item) for item in value]
        return [text for cell in inner for text in ([cell] if isinstance(cell, str) else cell)]
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, float):
        return "" if math.isnan(value) else number_text(value)
    if isinstance(value, decimal.Decimal):
        whole = value.to_integral_value()
        return format(whole if whole == value else value, "f")
    if isinstance(value, datetime.date):
        return date_text(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
