"""Reading and compiling lists, beside parsing the same files and doing nothing with them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from pytest_benchmark.fixture import BenchmarkFixture
from rapidfuzz import utils

from sanctionscreen import Screener, read_list

if TYPE_CHECKING:
    from benchmarks.conftest import Compiled


def _parsed(path: Path) -> int:
    """Parse CSV files with the csv module and XML with lxml.iterparse; return the records and elements seen."""
    if path.is_dir():
        return sum(map(_parsed, path.iterdir()))
    if path.suffix == ".xml":
        seen = 0
        for _, element in etree.iterparse(path):
            element.clear()
            seen += 1
        return seen
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return sum(1 for _ in csv.reader(file))


@pytest.mark.benchmark(group="lists: read")
def test_read(benchmark: BenchmarkFixture, list_path: Path) -> None:
    assert benchmark(read_list, list_path).listings


@pytest.mark.benchmark(group="lists: read")
def test_baseline_parse(benchmark: BenchmarkFixture, list_path: Path) -> None:
    assert benchmark(_parsed, list_path) > 0


@pytest.mark.benchmark(group="lists: compile")
def test_compile(benchmark: BenchmarkFixture, compiled: Compiled) -> None:
    screener = benchmark(Screener, compiled.editions)
    assert len(screener.editions) == len(compiled.editions)


@pytest.mark.benchmark(group="lists: compile")
def test_baseline_default_process(benchmark: BenchmarkFixture, compiled: Compiled) -> None:
    """All that `cdist` needs of a list."""
    assert len(benchmark(lambda: [utils.default_process(name) for name in compiled.names])) == len(
        compiled.names
    )
