"""Arrow columns to cells, shared by Parquet files and Spark. Imports pyarrow, so it is imported late."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pyarrow as pa

from sanctionscreen.batch.input.cells import Cell
from sanctionscreen.parsing.xlsx import date_text, number_text


def unreadable(type_: pa.DataType) -> bool:
    """Whether a column of this type cannot be taken as text (structs, maps, bytes)."""
    if pa.types.is_list(type_) or pa.types.is_large_list(type_) or pa.types.is_dictionary(type_):
        return unreadable(type_.value_type)
    return bool(pa.types.is_nested(type_)) or type_ in {pa.binary(), pa.large_binary()}


def cells(batch: pa.RecordBatch, used: Collection[int]) -> Iterator[list[Cell]]:
    """The rows of a batch as text, with an empty cell in each column that isn't used.

    Raises:
        UnicodeDecodeError: if a text is not UTF-8.
    """
    empty: Sequence[Cell] = [""] * batch.num_rows
    columns = [_column(batch.column(place)) if place in used else empty for place in range(batch.num_columns)]
    return map(list, zip(*columns, strict=True))


def _column(array: pa.Array) -> list[Cell]:
    if pa.types.is_timestamp(array.type) and array.type.unit == "ns":
        array = array.cast(
            pa.timestamp("us", array.type.tz), safe=False
        )  # Python's own times have no nanoseconds
    values = array.to_pylist()
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        return ["" if value is None else value for value in values]
    return [_cell(value) for value in values]


def _cell(value: Any) -> Cell:
    if isinstance(value, list):
        return [text for item in value if isinstance(text := _cell(item), str)]
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date):
        return date_text(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
