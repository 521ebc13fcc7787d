"""Arrow schema of screenings, shared by Parquet files and Spark. Imports pyarrow, so it is imported late."""

from __future__ import annotations

from types import NoneType
from typing import Any, Literal, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

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
