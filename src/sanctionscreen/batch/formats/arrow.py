"""Arrow: columns of a table to cells, and screenings to a table whose schema follows `Screening`.

Parquet and Spark share it. Imports pyarrow, so import it late.
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Collection, Iterator, Sequence
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

from sanctionscreen.batch.input.cells import Cell, date_text, number_text
from sanctionscreen.model import Screening


def _arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type of a model's field: text, number, list or struct."""
    inner = [part for part in get_args(annotation) if part not in {NoneType, Ellipsis}]
    if annotation is str or get_origin(annotation) is Literal:
        return pa.string()
    if annotation is float:
        return pa.float64()
    if get_origin(annotation) is tuple:
        return pa.list_(_arrow_type(inner[0]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(
            [pa.field(name, _arrow_type(field.annotation)) for name, field in annotation.model_fields.items()]
        )
    if len(inner) == 1:  # X | None
        return _arrow_type(inner[0])
    raise TypeError(f"no Arrow type for {annotation!r}")  # a field of a new kind; a test meets it first


def screening_fields() -> list[pa.Field]:
    """`query_id`, `name` and `hits`, as in JSON lines: one row for every query, its hits a list of structs."""
    return [pa.field(name, _arrow_type(field.annotation)) for name, field in Screening.model_fields.items()]


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
