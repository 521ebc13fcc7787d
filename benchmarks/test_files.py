"""Customers in and results out, beside the plainest way to read the rows or to write as many lines."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from sanctionscreen.batch import CustomerFile, screen_file
from sanctionscreen.batch.output.convert import FORMATS
from sanctionscreen.model import Query, Screening

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROWS = 20_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def customers(folder: Path) -> Path:
    """A file of drawn persons with a kind, a birth date and a country."""
    path = folder / "customers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("customer_id", "name", "kind", "birth_date", "country"))
        writer.writerows(
            (n, f"Ann {n} Lee", "person", f"19{n % 90 + 10}-0{n % 9 + 1}-11", ("FR", "Peru")[n % 2])
            for n in range(ROWS)
        )
    return path


class NoHits:
    """Answers every query at no cost, so that reading and writing alone are timed."""

    def screen_many(self, queries: Iterable[Query], /) -> Iterator[Screening]:
        for query in queries:
            yield Screening(query_id=query.query_id, name=query.name)


@pytest.mark.benchmark(group="files: read customers")
def test_read_customers(benchmark: BenchmarkFixture, customers: Path) -> None:
    def read() -> int:
        with CustomerFile(str(customers)) as rows:
            return sum(1 for _ in rows)

    assert benchmark(read) == ROWS


@pytest.mark.benchmark(group="files: read customers")
def test_baseline_csv_reader(benchmark: BenchmarkFixture, customers: Path) -> None:
    def read() -> int:
        with customers.open(encoding="utf-8", newline="") as file:
            return sum(1 for _ in csv.DictReader(file))

    assert benchmark(read) == ROWS


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.benchmark(group="files: a run without a hit")
def test_run(benchmark: BenchmarkFixture, customers: Path, folder: Path, format_: str) -> None:
    def run() -> int:
        with CustomerFile(str(customers)) as rows:
            return screen_file(NoHits(), rows, str(folder / "out"), format=format_, about={}).counts.screened

    assert benchmark(run) == ROWS


@pytest.mark.benchmark(group="files: a run without a hit")
def test_baseline_json_lines(benchmark: BenchmarkFixture, customers: Path, folder: Path) -> None:
    def copy() -> int:
        with customers.open(encoding="utf-8", newline="") as file, (folder / "copy").open("w") as out:
            return sum(1 for row in csv.DictReader(file) if out.write(json.dumps(row) + "\n"))

    assert benchmark(copy) == ROWS
