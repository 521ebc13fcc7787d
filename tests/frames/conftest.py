"""Kinds of data frames: how the tests make each of a PyArrow table, and read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

import pyarrow as pa
import pytest

from sanctionscreen import Screener


class Foreign:
    """A frame of no known library, with the Arrow C stream interface and nothing else."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


class Kind(NamedTuple):
    """A kind of data frame.

    Attributes:
        make: makes one of a table.
        read: reads one as a table.
        type: name of the class that comes back.
    """

    make: Callable[[pa.Table], Any]
    read: Callable[[Any], pa.Table]
    type: str


def _pandas(pandas: ModuleType, **options: Any) -> Kind:
    def read(frame: Any) -> pa.Table:
        assert isinstance(frame, pandas.DataFrame)
        return pa.Table.from_pandas(frame, preserve_index=False)

    return Kind(lambda table: table.to_pandas(**options), read, "DataFrame")


def _kinds() -> Iterator[tuple[str, Kind]]:
    """Every kind of frame whose library is installed."""
    yield "table", Kind(lambda table: table, lambda table: table, "Table")
    yield (
        "batch",
        Kind(
            lambda table: pa.RecordBatch.from_arrays(
                [column.combine_chunks() for column in table.columns], schema=table.schema
            ),
            lambda batch: pa.Table.from_batches([batch]),
            "RecordBatch",
        ),
    )
    yield (
        "reader",
        Kind(
            lambda table: pa.RecordBatchReader.from_batches(
                table.schema, iter(table.to_batches(max_chunksize=7))
            ),
            lambda reader: reader.read_all(),
            "RecordBatchReader",
        ),
    )
    yield "foreign", Kind(Foreign, lambda reader: reader.read_all(), "RecordBatchReader")
    with suppress(ImportError):
        pandas = import_module("pandas")
        yield "pandas", _pandas(pandas)
        yield "pandas on Arrow", _pandas(pandas, types_mapper=pandas.ArrowDtype)
    with suppress(ImportError):
        polars = import_module("polars")
        yield "polars", Kind(polars.from_arrow, lambda frame: frame.to_arrow(), "DataFrame")
        yield (
            "lazy",
            Kind(
                lambda table: polars.from_arrow(table).lazy(),
                lambda frame: frame.collect().to_arrow(),
                "LazyFrame",
            ),
        )
    with suppress(ImportError):
        duckdb = import_module("duckdb")
        connection = duckdb.connect()
        yield (
            "duckdb",
            Kind(
                lambda table: duckdb.from_arrow(table, connection=connection),
                lambda relation: pa.RecordBatchReader.from_stream(relation).read_all(),
                "DuckDBPyRelation",
            ),
        )


KINDS = dict(_kinds())
NAMES = (
    "table", "batch", "reader", "foreign", "pandas", "pandas on Arrow", "polars", "lazy", "duckdb",
)  # fmt: skip


@pytest.fixture(params=NAMES)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Every kind of frame in turn."""
    if request.param not in KINDS:
        pytest.skip("pandas, Polars and DuckDB are in the extra frames-test; `make frames` installs them")
    return KINDS[request.param]


@pytest.fixture
def kinds() -> dict[str, Kind]:
    """Every kind of frame that is installed."""
    return KINDS


@pytest.fixture(scope="session")
def screener() -> Screener:
    """A screener of the list that ships."""
    return Screener.from_lists("shipped")
