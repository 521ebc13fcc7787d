"""Screening of data frames: the answers, rejects and warnings are those of a file of the same rows."""

from __future__ import annotations

import csv
import datetime
import decimal
import doctest
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import csv as arrow_csv
from pyarrow import parquet

import sanctionscreen
from sanctionscreen import CustomerFile, Screener, UsageError, read_list, screen_file, screen_frame
from sanctionscreen.batch.output.arrow import hit_schema
from sanctionscreen.errors import CustomerFileError, MissingExtraError
from sanctionscreen.lists import shipped_path
from sanctionscreen.spark import result_schema

EXAMPLE = Path(__file__).parents[2] / "examples" / "customers.csv"

Rows = list[dict[str, Any]]


def by_file(screener: Screener, path: Path) -> tuple[Rows, Rows, Rows]:
    """Answers, rejects and warnings of a file, as `screen_file` writes them; rows count from 0."""
    out = path.with_name("out.jsonl")
    with CustomerFile(str(path)) as customers:
        screen_file(screener, customers, str(out), format="jsonl", about={})
    reports: list[Rows] = []
    for name in ("rejects", "warnings"):
        report = path.with_name(f"out.jsonl.{name}.csv")
        reports.append([])
        if report.exists():
            with report.open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    line = int(row.pop("line"))
                    reports[-1].append({"row": line - (1 if path.suffix == ".parquet" else 2), **row})
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return answers, reports[0], reports[1]


def assert_same(screener: Screener, table: pa.Table, kind: Any, wanted: tuple[Rows, Rows, Rows]) -> None:
    answers, rejects, warnings = wanted
    nested = screen_frame(kind.make(table), screener=screener, nested=True)
    rows = kind.read(nested.hits).to_pylist()
    assert [
        {name: row[name] for name in ("query_id", "name", "hits")} for row in rows if row["rejected"] is None
    ] == answers
    rejected = [
        {"row": number, "query_id": row["query_id"], "reason": row["rejected"]}
        for number, row in enumerate(rows)
        if row["rejected"] is not None
    ]
    flat = screen_frame(kind.make(table), screener=screener)
    hits = kind.read(flat.hits).to_pylist()
    screened = [number for number, row in enumerate(rows) if row["rejected"] is None]
    alerts = [hit.pop("alert") for hit in hits]
    assert hits == [
        {"row": number, "query_id": answer["query_id"], "name": answer["name"], **hit}
        for number, answer in zip(screened, answers, strict=True)
        for hit in answer["hits"]
    ]
    assert type(flat.hits).__name__ == type(nested.hits).__name__ == kind.type
    for screening in (nested, flat):
        reported = [kind_read(kind, report) for report in (screening.rejects, screening.warnings)]
        assert reported == [rejects, warnings]
        counts = screening.counts
        assert (counts.rows, counts.screened, counts.rejected) == (len(rows), len(answers), len(rejects))
        assert counts.rows == counts.screened + counts.rejected == table.num_rows
        assert (counts.hits, counts.alerts, counts.warnings) == (len(hits), sum(alerts), len(warnings))
    assert rejected == [{name: row[name] for name in ("row", "query_id", "reason")} for row in rejects]


def kind_read(kind: Any, report: Any) -> Rows:
    found: Rows = (report if isinstance(report, pa.Table) else kind.read(report)).to_pylist()
    return found


def test_the_example_customers_get_the_answers_of_their_file(
    kind: Any, screener: Screener, tmp_path: Path
) -> None:
    texts = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(EXAMPLE.read_text().splitlines()[0].split(","), pa.string())
    )
    table = arrow_csv.read_csv(EXAMPLE, convert_options=texts)
    copy = tmp_path / EXAMPLE.name
    copy.write_bytes(EXAMPLE.read_bytes())
    wanted = by_file(screener, copy)
    assert sum(len(answer["hits"]) for answer in wanted[0]) > 10
    assert_same(screener, table, kind, wanted)


LISTED = [
    "Tongbang Bank",
    "Korea Kwangson Banking Corp",
    "MUN, Kyong Hwan",
    "김정은",
    "Kim Jong Un",
    "Hui Chon",
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.one_of(st.none(), st.sampled_from([*LISTED, "Ann Lee", "---", "n/a", "x\0y", " "]), TEXTS)
IDS = st.sampled_from([
    (pa.int64(), st.integers(-(2**40), 2**53 - 1)),
    (pa.float64(), st.one_of(st.integers(0, 2**50).map(float), st.just(float("nan")), st.floats(0, 1))),
    (pa.decimal128(20, 3), st.integers(0, 10**9).map(lambda n: decimal.Decimal(n) / 8).map(lambda d: round(d, 3))),
    (pa.string(), TEXTS),
])  # fmt: skip
DATES = st.sampled_from([
    (pa.date32(), st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))),
    (pa.timestamp("us"), st.datetimes(datetime.datetime(1900, 1, 1), datetime.datetime(2100, 1, 1))),
    (pa.string(), st.sampled_from(["1984-01-08", "8 Jan 1984", "1984", "1984-02-31", "soon"])),
])  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> pa.Table:
    """Tables of customers, with columns of several types, and at least one row."""
    size = draw(st.integers(1, 12))

    def column(values: st.SearchStrategy[Any], type_: pa.DataType) -> pa.Array:
        return pa.array(draw(st.lists(st.one_of(st.none(), values), min_size=size, max_size=size)), type_)

    (id_type, ids), (date_type, dates) = draw(IDS), draw(DATES)
    return pa.table({
        "id": column(ids, id_type),
        "name": column(NAMES, pa.string()),
        "aliases": column(st.lists(NAMES, max_size=3), pa.list_(pa.string())),
        "birth_date": column(dates, date_type),
        "kind": column(st.sampled_from(["person", "Ship", "savings"]), pa.string()).dictionary_encode(),
        "country": column(st.sampled_from(["KP", "Utopia", "DE; FR"]), pa.string()),
        "imo": column(st.sampled_from([8405270.0, 8405271.0]), pa.float64()),
        "balance": column(st.floats(allow_nan=False), pa.float64()),
    })  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables())
def test_a_frame_of_any_kind_gets_the_answers_of_a_file_with_its_rows(
    table: pa.Table, kinds: dict[str, Any], screener: Screener, tmp_path: Path
) -> None:
    path = tmp_path / "customers.parquet"
    parquet.write_table(table, path)
    try:
        wanted = by_file(screener, path)
    except CustomerFileError:  # no row can be screened
        for kind in kinds.values():
            with pytest.raises(CustomerFileError, match="none of its"):
                kind.read(screen_frame(kind.make(table), screener=screener).hits)
        return
    for kind in kinds.values():
        assert_same(screener, table, kind, wanted)
    for left in tmp_path.glob("out.jsonl*"):
        left.unlink()


def test_the_page_of_data_frames_shows_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("pandas", "polars", "duckdb"):
        pytest.importorskip(library, reason="is in the extra frames-test; `make frames` installs it")
    monkeypatch.chdir(tmp_path)
    parquet.write_table(CUSTOMERS, "customers.parquet")
    page = (EXAMPLE.parents[1] / "docs" / "frames.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for language, text in re.findall(r"^```(python|pycon)\n(.*?)^```", page, re.M | re.S):
        if language == "python":
            exec(text, names)
        else:
            test = doctest.DocTestParser().get_doctest(text, names, "docs/frames.md", None, 0)
            runner.run(test, clear_globs=False)
            names.update(test.globs)
    assert runner.summarize(verbose=False) == (0, runner.tries)
    assert runner.tries > 8
    assert parquet.read_table("hits.parquet")["query_id"].to_pylist() == ["7"]


CUSTOMERS = pa.table({"id": [7, 8, 9], "name": ["Tongbang Bank", None, "Ann"], "since": [2001, 2002, 2003]})


def test_spark_and_frames_have_one_schema(screener: Screener) -> None:
    assert screen_frame(CUSTOMERS, screener=screener, nested=True).hits.schema == result_schema()


def test_answers_have_the_types_of_the_schema(kind: Any, screener: Screener) -> None:
    found = kind.read(screen_frame(kind.make(CUSTOMERS), screener=screener).hits).schema
    assert found.names == hit_schema().names
    for field in hit_schema():
        if not pa.types.is_string(field.type) and not pa.types.is_list(field.type):  # text has several forms
            assert found.field(field.name).type == field.type
        elif pa.types.is_list(field.type):
            assert str(found.field(field.name).type).startswith(("list<", "large_list<"))


def test_columns_that_are_kept_have_their_types(kind: Any, screener: Screener) -> None:
    for nested, since in ((False, [2001]), (True, [2001, 2002, 2003])):
        screened = screen_frame(kind.make(CUSTOMERS), screener=screener, keep=["since", "id"], nested=nested)
        found = kind.read(screened.hits)
        assert found.column_names[-2:] == ["since", "id"]
        assert found["since"].to_pylist() == since
        assert found["id"].type == pa.int64()


@pytest.mark.parametrize(("column", "message"), [("name", "of that name"), ("street", "no such column")])
def test_a_column_that_cannot_be_kept_is_an_error(screener: Screener, column: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        screen_frame(CUSTOMERS, screener=screener, keep=[column])


def test_columns_of_other_names_are_assigned(kind: Any, screener: Screener) -> None:
    table = CUSTOMERS.rename_columns(["Nr", "Kunde", "since"])
    screened = screen_frame(
        kind.make(table), screener=screener, columns=[("name", "Kunde"), ("query_id", "Nr")]
    )
    assert kind.read(screened.hits)["query_id"].to_pylist() == ["7"]
    assert screened.columns == {"query_id": ("Nr",), "name": ("Kunde",)}
    assert screened.unused == ("since",)


def test_a_frame_without_names_or_without_rows_is_an_error(kind: Any, screener: Screener) -> None:
    with pytest.raises(CustomerFileError, match=r"no column for the name.*since"):
        screen_frame(kind.make(CUSTOMERS.select(["id", "since"])), screener=screener)
    with pytest.raises(CustomerFileError, match="holds no rows"):
        kind.read(screen_frame(kind.make(CUSTOMERS.slice(0, 0)), screener=screener).hits)


def test_a_column_in_use_that_holds_no_text_is_an_error_and_another_one_is_ignored(
    kind: Any, screener: Screener
) -> None:
    parts = pa.array([{"first": "Ann"}] * 3)
    table = CUSTOMERS.append_column("parts", parts)
    screened = screen_frame(kind.make(table), screener=screener)
    assert kind.read(screened.hits)["query_id"].to_pylist() == ["7"]
    with pytest.raises(CustomerFileError, match="alias: a column of type struct<"):
        kind.read(screen_frame(kind.make(CUSTOMERS.append_column("alias", parts)), screener=screener).hits)


def test_rows_with_one_key_are_told_apart_by_their_position(kind: Any, screener: Screener) -> None:
    table = pa.table({"id": ["a", "a", "a"], "name": ["Ann", "Tongbang Bank", "Tongbang Bank"]})
    assert kind.read(screen_frame(kind.make(table), screener=screener).hits)["row"].to_pylist() == [1, 2]


def test_the_threshold_applies(kind: Any, screener: Screener) -> None:
    table = pa.table({"name": ["Tongbang Ban"]})
    low = kind.read(screen_frame(kind.make(table), screener=screener, threshold=0.3).hits)
    high = kind.read(screen_frame(kind.make(table), screener=screener, threshold=1.0).hits)
    assert low.num_rows > high.num_rows == 0


def test_lists_are_read_once_given_as_path_edition_or_word() -> None:
    wanted = screen_frame(CUSTOMERS, lists="shipped").hits
    for lists in (shipped_path(), str(shipped_path()), read_list(shipped_path()), ["shipped"]):
        assert screen_frame(CUSTOMERS, lists=lists).hits == wanted
    assert screen_frame(CUSTOMERS, lists="shipped", threshold=1.0).hits.num_rows == 1


def test_one_of_screener_and_lists_is_given(screener: Screener) -> None:
    with pytest.raises(UsageError, match="either"):
        screen_frame(CUSTOMERS)
    with pytest.raises(UsageError, match="either"):
        screen_frame(CUSTOMERS, screener=screener, lists="shipped")


@pytest.mark.parametrize("thing", [[{"name": "Ann"}], {"name": ["Ann"]}, "customers.csv", None])
def test_what_is_no_frame_is_an_error(screener: Screener, thing: Any) -> None:
    with pytest.raises(UsageError, match="is no data frame"):
        screen_frame(thing, screener=screener)


def test_a_single_column_is_no_frame(screener: Screener) -> None:
    with pytest.raises(UsageError, match="no Arrow stream of columns"):
        screen_frame(pa.chunked_array([["Ann"]]), screener=screener)


def test_several_processes_give_the_same_answers(kind: Any, screener: Screener) -> None:
    table = pa.concat_tables([CUSTOMERS] * 20)
    one, two = (
        kind.read(screen_frame(kind.make(table), screener=screener, workers=workers).hits)
        for workers in (1, 2)
    )
    assert one.num_rows == 20
    assert one.equals(two)


def test_the_progress_adds_up_to_the_rows(kind: Any, screener: Screener) -> None:
    steps: list[int] = []
    table = pa.table({"name": ["Ann", None] * 15_000})
    kind.read(screen_frame(kind.make(table), screener=screener, on_progress=steps.append).hits)
    assert sum(steps) == 30_000
    assert len(steps) > 2


def test_the_reports_of_a_stream_are_refused_until_it_is_read(screener: Screener) -> None:
    screened = screen_frame(CUSTOMERS.to_reader(), screener=screener)
    assert "not read to its end" in repr(screened)
    for report in ("rejects", "warnings"):
        with pytest.raises(UsageError, match="read it to its end"):
            getattr(screened, report)
    screened.hits.read_all()
    assert screened.rejects.to_pylist() == [
        {"row": 1, "query_id": "8", "reason": "no name", "column": "name", "value": ""}
    ]
    assert repr(screened) == "ScreenedFrame(rows=3, screened=2, rejected=1, hits=1, alerts=1)"


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"sanctionscreen\[frames\]"):
        screen_frame(CUSTOMERS, lists="shipped")


def test_the_package_imports_no_frame_library() -> None:
    code = (
        "import sys, sanctionscreen; sanctionscreen.screen_frame; sanctionscreen.ScreenedFrame;"
        "sys.exit(', '.join({'pandas', 'polars', 'duckdb', 'pyarrow', 'narwhals'} & sys.modules.keys()) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "screen_frame" in sanctionscreen.__all__
