"""Screening on Spark: its parts anywhere, and the whole on a local cluster where Spark and Java are installed."""

from __future__ import annotations

import datetime
import importlib.util
import os
import runpy
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from sanctionscreen import Query, Screener, read_list
from sanctionscreen import spark as on_spark
from sanctionscreen.dates import PartialDate
from sanctionscreen.errors import CustomerFileError, UsageError
from sanctionscreen.lists import shipped_path
from sanctionscreen.model import Screening

NAMES = (
    "Tongbang Bank",
    "Ann Lee",
    "---",
    "Korea Kwangson Banking Corp",
    "MUN, Kyong Hwan",
    "김정은",
    "Bo Ek",
)
EXECUTORS = 2


def rows(count: int) -> list[tuple[str, str, datetime.date, list[str]]]:
    """(query_id, name, birth date, aliases) of customers, of whom every seventh has no name."""
    found = []
    for n in range(count):
        name = NAMES[n % 7] + (f" {n}" if n % 11 == 0 and n % 7 != 2 else "")
        found.append((str(n), name, datetime.date(1967, 8, 22), [] if n % 7 == 2 else ["Al Lee"]))
    return found


def expected(count: int) -> list[dict[str, Any]]:
    """What the screener answers on this machine."""
    queries = [
        Query(
            query_id=query_id,
            name=name,
            birth_dates=(PartialDate(born.year, born.month, born.day),),
            names=tuple(aliases),
        )
        for query_id, name, born, aliases in rows(count)
        if name != "---"
    ]
    answers = iter(Screener.from_lists("shipped").screen_many(queries))
    found = []
    for query_id, name, *_ in rows(count):
        answer = Screening(query_id=query_id, name="") if name == "---" else next(answers)
        rejected = "no letter or digit in it" if name == "---" else None
        found.append({**answer.model_dump(mode="json"), "rejected": rejected})
    return found


def batches_of(count: int, size: int) -> Iterator[pa.RecordBatch]:
    names = ["id", "name", "birth_date", "alias"]
    table = pa.table([list(column) for column in zip(*rows(count), strict=True)], names=names)
    return iter(table.to_batches(max_chunksize=size))


def settings(*assigned: tuple[str, str]) -> Any:
    return on_spark._Settings("", None, None, ("id", "name", "birth_date", "alias"), assigned)


def without_warnings(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "warnings"} for row in found]


def test_every_row_has_one_answer_in_order_whatever_the_batches() -> None:
    screener = Screener.from_lists("shipped")
    for size in (5, 1_000):
        found = pa.Table.from_batches(
            on_spark.answered(screener, settings(), batches_of(40, size))
        ).to_pylist()
        assert without_warnings(found) == expected(40)


def test_what_could_not_be_used_stands_in_the_row_it_is_about() -> None:
    batch = pa.RecordBatch.from_pydict(
        {"id": ["1", "2"], "name": ["Ann", "Bo"], "birth_date": ["1967-02-31", ""], "alias": ["", ""]}
    )
    (found,) = on_spark.answered(Screener.from_lists("shipped"), settings(), [batch])
    assert found["warnings"].to_pylist() == [["no possible date, not compared: 1967-02-31"], []]


def test_a_partition_without_rows_is_no_batch() -> None:
    assert list(on_spark.answered(Screener.from_lists("shipped"), settings(), iter(()))) == []


def test_lists_travel_in_one_file_and_answer_the_same(tmp_path: Path) -> None:
    edition = read_list(shipped_path())
    archive = on_spark.pack([edition], threshold=None, weak=None)
    assert (
        on_spark.pack([edition], threshold=None, weak=None).name == archive.name
    )  # the same lists, the same file
    there = Path(shutil.copy(archive, tmp_path))
    folder = on_spark.unpacked(there)
    compiled = {path: path.stat().st_mtime_ns for path in (folder / "compiled").glob("*.arrays")}
    assert compiled
    assert on_spark.unpacked(there) == folder
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".unpacked", ".zip"]
    again = on_spark._screener(str(there), None, None)
    assert {
        path: path.stat().st_mtime_ns for path in (folder / "compiled").glob("*.arrays")
    } == compiled  # only mapped
    (info,) = Screener([edition]).editions
    assert again.editions == (info,)
    query = Query(name="Tongbang Bank", kind="organization")
    assert again.screen(query) == Screener([edition]).screen(query)


class Frame:
    """As much of a DataFrame as is looked at before Spark is needed."""

    def __init__(self, *columns: str) -> None:
        self.columns = list(columns)


@pytest.mark.parametrize(
    ("frame", "lists", "error"),
    [
        (Frame("id", "amount"), ["shipped"], CustomerFileError),
        (Frame("name"), [], UsageError),
        (Frame("name"), ["shipped"], UsageError),  # no session that could send files
    ],
)
def test_what_makes_no_sense_is_refused_on_the_driver(
    frame: Any, lists: list[str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        on_spark.screen(frame, lists=lists)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A cluster of two executors on this machine, each a process of its own."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is in the extra spark; `make spark` installs it")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("Spark needs Java 17 or later, and there is none")
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ["SPARK_WORKER_DIR"] = str(tmp_path_factory.mktemp("spark"))
    builder = SparkSession.builder.master(f"local-cluster[{EXECUTORS},1,1024]").appName("sanctionscreen")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # what Spark itself warns about is not ours
def test_two_executors_answer_as_one_machine_does(session: Any) -> None:
    schema = "id string, name string, birth_date date, alias array<string>"
    frame = session.createDataFrame(rows(1_000), schema).repartition(4)
    found = on_spark.screen(frame, lists=["shipped"])
    answers = {row.query_id: row.asDict(recursive=True) for row in found.collect()}
    wanted = expected(1_000)
    assert len(answers) == 1_000
    assert without_warnings([answers[row["query_id"]] for row in wanted]) == wanted
    assert sum(bool(row["hits"]) for row in wanted) > 200
    assert found.where("rejected is not null").count() == 143


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_work_is_done_by_every_executor_with_lists_of_its_own(session: Any) -> None:
    frame = session.createDataFrame(rows(500), "id string, name string, birth_date date, alias array<string>")
    on_spark.screen(frame.repartition(4), lists=["shipped"]).count()

    def places(_: Any) -> Iterator[pa.RecordBatch]:
        from pyspark import SparkFiles

        unpacked = list(Path(SparkFiles.getRootDirectory()).glob("sanctionscreen-*.unpacked"))
        yield pa.RecordBatch.from_pydict({"place": [str(path.resolve()) for path in unpacked]})

    where = session.range(4).repartition(4).mapInArrow(places, "place string").distinct().collect()
    assert len(where) == EXECUTORS


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_example_job_writes_an_answer_for_every_customer(session: Any, tmp_path: Path) -> None:
    examples = Path(__file__).parents[1] / "examples"
    run = runpy.run_path(str(examples / "spark_job.py"))["run"]
    alerts = run(session, str(examples / "customers.csv"), str(tmp_path / "answers.parquet"), ["shipped"])
    assert alerts == 17
    assert session.read.parquet(str(tmp_path / "answers.parquet")).count() == 32
