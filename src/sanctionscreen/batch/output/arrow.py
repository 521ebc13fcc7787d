"""Arrow schemas of screenings, shared by Parquet files, data frames and Spark. Imports pyarrow: import it late."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

from sanctionscreen.model import Hit, Screening


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


def _fields(model: type[BaseModel]) -> list[pa.Field]:
    return [pa.field(name, _arrow_type(field.annotation)) for name, field in model.model_fields.items()]


def screening_fields() -> list[pa.Field]:
    """`query_id`, `name` and `hits`, as in JSON lines: one row for every query, its hits a list of structs."""
    return _fields(Screening)


def customer_schema() -> pa.Schema:
    """One row for every customer: `screening_fields`, `rejected` (null if the row was screened) and `warnings`."""
    return pa.schema(
        [*screening_fields(), pa.field("rejected", pa.string()), pa.field("warnings", pa.list_(pa.string()))]
    )


def hit_schema() -> pa.Schema:
    """One row for every hit: the customer's row and key, whether the hit is an alert, and the fields of the hit."""
    customer = [
        pa.field("row", pa.int64()),
        pa.field("query_id", pa.string()),
        pa.field("name", pa.string()),
        pa.field("alert", pa.bool_()),
    ]
    return pa.schema([*customer, *_fields(Hit)])


def customer_row(
    answer: Screening, warnings: Sequence[str] = (), rejected: str | None = None
) -> dict[str, Any]:
    """The row of a customer under `customer_schema`."""
    hits = answer.model_dump(mode="json")["hits"] if answer.hits else []
    return {
        "query_id": answer.query_id,
        "name": answer.name,
        "hits": hits,
        "rejected": rejected,
        "warnings": warnings,
    }


def hit_rows(row: int, answer: Screening) -> list[dict[str, Any]]:
    """The rows of a customer's hits under `hit_schema`."""
    customer = {"row": row, "query_id": answer.query_id, "name": answer.name}
    return [{**customer, "alert": hit.is_alert, **hit.model_dump(mode="json")} for hit in answer.hits]
