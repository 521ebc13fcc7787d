"""What each kind of data frame holds that others don't: its types, its index, its connection."""

from __future__ import annotations

import datetime
import decimal
import uuid
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest

from sanctionscreen import Screener, screen_frame
from sanctionscreen.errors import CustomerFileError

EXTRA = "is in the extra frames-test; `make frames` installs it"

BANK = "Tongbang Bank"


def keys(frame: Any, screener: Screener) -> list[str]:
    """The key of each row, as text, by way of a name that is listed."""
    hits = screen_frame(frame, screener=screener, columns=[("query_id", "key")]).hits
    return list(hits["query_id"].to_list() if hasattr(hits["query_id"], "to_list") else hits["query_id"])


# pandas


@pytest.fixture
def pandas() -> Any:
    return pytest.importorskip("pandas", reason=f"pandas {EXTRA}")


def test_an_index_of_pandas_stays_on_hits_rejects_and_customers(pandas: Any, screener: Screener) -> None:
    index = pandas.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)], names=["branch", None])
    frame = pandas.DataFrame({"name": ["Ann", BANK, None]}, index=index)
    screened = screen_frame(frame, screener=screener)
    assert list(screened.hits.index) == [("a", 2)]
    assert list(screened.rejects.index) == [("b", 1)]
    assert screened.hits.index.names == ["branch", None]
    assert screen_frame(frame, screener=screener, nested=True).hits.index.equals(index)
    assert len(frame.drop(columns="name").join(screened.hits)) == 3


def test_a_named_index_of_pandas_is_a_column_unless_a_column_has_its_name(
    pandas: Any, screener: Screener
) -> None:
    frame = pandas.DataFrame({"name": [BANK]}, index=pandas.Index([70], name="customer_id"))
    screened = screen_frame(frame, screener=screener, keep=["customer_id"])
    assert screened.hits["query_id"].to_list() == ["70"]
    assert screened.hits["customer_id"].to_list() == [70]
    frame["customer_id"] = ["C1"]
    assert screen_frame(frame, screener=screener).hits["query_id"].to_list() == ["C1"]


def test_values_of_pandas_are_the_text_that_people_wrote(pandas: Any, screener: Screener) -> None:
    months = pandas.period_range("2020-01", periods=3, freq="M")
    times = pandas.Series(["2020-01-02", None, "2020-01-03 10:00"], dtype=object)
    uuids = [uuid.UUID(int=1), None, uuid.UUID(int=2)]
    series: dict[str, tuple[Any, list[str]]] = {
        "mixed": (pandas.Series([12345.0, "A12", None], dtype=object), ["12345", "A12", ""]),
        "floats": (pandas.Series([12345.0, float("nan"), 0.5]), ["12345", "", "0.5"]),
        "nullable": (pandas.Series([1, pandas.NA, 3], dtype="Int64"), ["1", "", "3"]),
        "missing": (pandas.Series([pandas.NaT, pandas.NA, float("nan")], dtype=object), ["", "", ""]),
        "category": (pandas.Series(["x", None, "x"], dtype="category"), ["x", "", "x"]),
        "large": (pandas.Series([2**70, 1, None], dtype=object), [str(2**70), "1", ""]),
        "months": (pandas.Series(months), ["2020-01", "2020-02", "2020-03"]),
        "times": (pandas.to_datetime(times, format="mixed"), ["2020-01-02", "", "2020-01-03T10:00:00"]),
        "sparse": (pandas.Series(pandas.arrays.SparseArray([1.0, float("nan"), 2.0])), ["1", "", "2"]),
        "decimals": (pandas.Series([decimal.Decimal("7.00"), None, decimal.Decimal("7.50")]), ["7", "", "7.50"]),
        "uuids": (pandas.Series(uuids), [str(uuids[0]), "", str(uuids[2])]),
        "booleans": (pandas.Series([True, pandas.NA, False], dtype="boolean"), ["true", "", "false"]),
        "lists": (pandas.Series([["a", None, "b"], None, "c"], dtype=object), ["a; ; b", "", "c"]),
    }  # fmt: skip
    for what, (column, wanted) in series.items():
        frame = pandas.DataFrame({"key": column, "name": BANK})
        assert keys(frame, screener) == wanted, what


def test_names_in_pandas_that_are_missing_are_rejected(pandas: Any, screener: Screener) -> None:
    for missing in (None, float("nan"), pandas.NA, pandas.NaT):
        screened = screen_frame(pandas.DataFrame({"name": [BANK, missing]}), screener=screener)
        assert screened.rejects["reason"].to_list() == ["no name"]


def test_columns_of_pandas_may_have_numbers_for_names_or_one_name(pandas: Any, screener: Screener) -> None:
    frame = pandas.DataFrame([[7, "Ann", BANK, {"a": 1}]], columns=[0, "name", "name", "x"])
    screened = screen_frame(frame, screener=screener, columns=[("query_id", "0")])
    assert screened.columns == {"query_id": ("0",), "name": ("name",), "alias": ("name",)}
    assert screened.hits["query_id"].to_list() == ["7"]


def test_pandas_frames_on_arrow_give_answers_on_arrow(pandas: Any, screener: Screener) -> None:
    frame = pandas.DataFrame({"name": pandas.Series([BANK], dtype="string[pyarrow]").astype(
        pandas.ArrowDtype(pa.string()))})  # fmt: skip
    types = screen_frame(frame, screener=screener).hits.dtypes
    assert all(isinstance(dtype, pandas.ArrowDtype) for dtype in types)
    assert screen_frame(pandas.DataFrame({"name": [BANK]}), screener=screener).hits.dtypes["row"] == "int64"


# Polars


@pytest.fixture
def polars() -> Any:
    return pytest.importorskip("polars", reason=f"Polars {EXTRA}")


def test_values_of_polars_are_the_text_that_people_wrote(polars: Any, screener: Screener) -> None:
    pairs = polars.Array(polars.String, 2)
    series: dict[str, tuple[Any, list[str]]] = {
        "floats": (polars.Series([12345.0, None, float("nan")]), ["12345", "", ""]),
        "wide": (polars.Series([2**100, None, 1], dtype=polars.Int128), [str(2**100), "", "1"])
        if hasattr(polars, "Int128")
        else (polars.Series([1, None, 2]), ["1", "", "2"]),
        "categories": (polars.Series(["x", None, "y"], dtype=polars.Categorical), ["x", "", "y"]),
        "enum": (polars.Series(["x", None, "y"], dtype=polars.Enum(["x", "y"])), ["x", "", "y"]),
        "array": (polars.Series([["a", "b"], None, ["c", None]], dtype=pairs), ["a; b", "", "c;"]),
        "nested": (polars.Series([[["a"], ["b"]], None, [[]]]), ["a; b", "", ""]),
        "times": (polars.Series([datetime.datetime(2020, 1, 2), None, datetime.datetime(2020, 1, 2, 10)]),
                  ["2020-01-02", "", "2020-01-02T10:00:00"]),
        "decimals": (polars.Series([decimal.Decimal("7.00"), None, decimal.Decimal("7.50")]), ["7", "", "7.50"]),
        "nothing": (polars.Series([None, None, None]), ["", "", ""]),
    }  # fmt: skip
    for what, (column, wanted) in series.items():
        frame = polars.DataFrame({"key": column}).with_columns(name=polars.lit(BANK))
        assert keys(frame, screener) == wanted, what


def test_columns_of_polars_that_are_not_used_are_not_read(polars: Any, screener: Screener) -> None:
    lazy = polars.LazyFrame({"name": [BANK], "amount": [2**62]})
    lazy = lazy.with_columns(polars.col("amount").map_batches(_never, return_dtype=polars.Int64))
    assert screen_frame(lazy, screener=screener).hits.collect()["row"].to_list() == [0]


def _never(_: Any) -> Any:
    raise AssertionError("nobody wants this column")


def test_categories_of_polars_are_kept(polars: Any, screener: Screener) -> None:
    frame = polars.DataFrame({"name": [BANK, "Ann", BANK], "group": ["x", "y", None]})
    for type_ in (polars.Categorical, polars.Enum(["x", "y"]), polars.String, polars.Binary):
        typed = frame.with_columns(polars.col("group").cast(type_))
        kept = screen_frame(typed, screener=screener, keep=["group"]).hits["group"]
        assert kept.dtype == typed["group"].dtype
        assert kept.cast(polars.String).to_list() == ["x", None]


# DuckDB


@pytest.fixture
def connection() -> Iterator[Any]:
    duckdb = pytest.importorskip("duckdb", reason=f"DuckDB {EXTRA}")
    with duckdb.connect() as connection:
        yield connection


def test_answers_of_duckdb_can_be_joined_with_the_customers(connection: Any, screener: Screener) -> None:
    connection.sql(f"CREATE TABLE customers AS SELECT i AS id, '{BANK}' AS name FROM range(3) t(i)")
    customers = connection.sql("SELECT * FROM customers WHERE id > 0 ORDER BY id")
    hits = screen_frame(customers, screener=screener, keep=["id"]).hits
    joined = connection.sql("SELECT c.id, h.entity_id FROM customers c JOIN hits h USING (id) ORDER BY 1")
    assert joined.fetchall() == [(1, "KPe.013"), (2, "KPe.013")]
    assert hits.aggregate("count(*), max(len(evidence))").fetchall() == [(2, 1)]


def test_values_of_duckdb_are_the_text_that_people_wrote(connection: Any, screener: Screener) -> None:
    values = {
        "12345::DECIMAL(18, 3)": "12345",
        "12345::DOUBLE": "12345",
        "340282366920938463463374607431768211455::UHUGEINT": "340282366920938463463374607431768211455",
        "170141183460469231731687303715884105727::HUGEINT": "170141183460469231731687303715884105727",
        "'x'::ENUM('x', 'y')": "x",
        "[['a'], ['b', NULL]]": "a; b;",
        "['a', 'b']::VARCHAR[2]": "a; b",
        "DATE '2020-01-02'": "2020-01-02",
        "TIMESTAMP '2020-01-02 00:00:00'": "2020-01-02",
        "TIMESTAMP_NS '2020-01-02 00:00:00'": "2020-01-02",
        "NULL": "",
        "'101'::BIT": "101",
    }
    for expression, wanted in values.items():
        frame = connection.sql(f"SELECT {expression} AS key, '{BANK}' AS name")
        hits = screen_frame(frame, screener=screener, columns=[("query_id", "key")]).hits
        assert hits.project("query_id").fetchall() == [(wanted,)], expression


def test_a_date_that_python_cannot_hold_is_a_warning(connection: Any, screener: Screener) -> None:
    for date in ("DATE 'infinity'", "TIMESTAMP '20000-01-01'", "DATE '0044-03-15 (BC)'"):
        screened = screen_frame(
            connection.sql(f"SELECT {date} AS birth_date, '{BANK}' AS name"), screener=screener
        )
        assert screened.warnings.project("reason").fetchall() == [("no possible date, not compared",)]
        assert len(screened.hits.fetchall()) == 1


def test_a_name_with_quotes_is_a_column_of_duckdb(connection: Any, screener: Screener) -> None:
    frame = connection.sql(f'SELECT \'{BANK}\' AS "the ""name""", 1 AS amount')
    screened = screen_frame(frame, screener=screener, columns=[("name", 'the "name"')])
    assert len(screened.hits.fetchall()) == 1


# Arrow


def test_values_of_arrow_are_the_text_that_people_wrote(screener: Screener) -> None:
    zoned = pa.array([datetime.datetime(2020, 1, 1, 23, tzinfo=datetime.UTC)], pa.timestamp("us", "UTC"))
    arrays = {
        "12345": pa.array([12345.0], pa.float32()),
        "x": pa.array(["x"], pa.large_string()),
        "y": pa.array(["y"], pa.string()).dictionary_encode().cast(pa.dictionary(pa.int8(), pa.string())),
        "a; b": pa.array([["a", "b"]], pa.large_list(pa.large_string())),
        "c; d": pa.array([["c", "d"]], pa.list_(pa.string(), 2)),
        "2020-01-02": zoned.cast(pa.timestamp("us", "+01:00")),
        "": pa.nulls(1),
    }
    if hasattr(pa, "string_view"):
        arrays["view"] = pa.array(["view"], pa.string_view())
    for wanted, array in arrays.items():
        assert keys(pa.table({"key": array, "name": [BANK]}), screener) == [pa.scalar(wanted)], wanted


def test_numbers_that_a_float_has_rounded_are_warned_about(screener: Screener) -> None:
    for type_, number in ((pa.float64(), 2.0**53), (pa.float32(), 2.0**24)):
        table = pa.table({
            "id": ["a", "b", "c"],
            "name": [BANK] * 3,
            "imo": pa.array([number, number - 1, None], type_),
        })  # fmt: skip
        warnings = screen_frame(table, screener=screener).warnings.to_pylist()
        assert [(row["row"], row["query_id"]) for row in warnings] == [(0, "a")]
        assert warnings[0]["reason"] == "a number too large for a float column, which rounds it"


def test_a_text_that_is_not_utf_8_is_an_error_that_names_its_rows(screener: Screener) -> None:
    names = pa.StringArray.from_buffers(1, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff"))
    with pytest.raises(CustomerFileError, match="the frame, rows 0 to 0: a text is not UTF-8"):
        screen_frame(pa.table({"name": names}), screener=screener)


def test_a_reader_is_read_no_further_than_its_answers_need(screener: Screener) -> None:
    read = 0

    def batches() -> Iterator[pa.RecordBatch]:
        nonlocal read
        for _ in range(100):
            read += 1
            yield pa.RecordBatch.from_pydict({"name": ["Ann"] * 1_000})

    source = pa.RecordBatchReader.from_batches(pa.schema([("name", pa.string())]), batches())
    customers = screen_frame(source, screener=screener, nested=True).hits
    assert read == 0
    assert customers.read_next_batch().num_rows == 10_000
    assert read < 60


def test_an_error_of_a_stream_comes_out_as_it_was(screener: Screener) -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        yield pa.RecordBatch.from_pydict({"name": ["Ann"]})
        raise KeyError("the source broke")

    source = pa.RecordBatchReader.from_batches(pa.schema([("name", pa.string())]), batches())
    with pytest.raises(KeyError, match="the source broke"):
        screen_frame(source, screener=screener).hits.read_all()
