"""Parquet writer for results. Imports pyarrow, so it is imported late."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
from pyarrow import parquet

from sanctionscreen.batch.output.arrow import screening_fields
from sanctionscreen.batch.output.results import answers

_ROWS = 10_000
"""Rows in memory at a time."""


def write_parquet(lines: Path, out: BinaryIO, notice: str) -> None:
    """Make a Parquet file of JSON lines: a row for every query, its hits a list of structs.

    Args:
        lines: as `json_lines` wrote them.
        out: an empty binary file.
        notice: makes a last column, if not empty.
    """
    fields = screening_fields()
    schema = pa.schema([*fields, pa.field("notice", pa.string())] if notice else fields)
    stream = answers(lines)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while rows := list(islice(stream, _ROWS)):
            writer.write_table(_table(rows, schema, notice))


def _table(rows: list[dict[str, Any]], schema: pa.Schema, notice: str) -> pa.Table:
    if notice:
        for row in rows:
            row["notice"] = notice
    return pa.Table.from_pylist(rows, schema=schema)
