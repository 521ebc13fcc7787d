"""Reading and compiling lists, beside parsing the same files and doing nothing with them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from pytest_benchmark.fixture import BenchmarkFixture
from rapidfuzz import utils

from sanctionscreen import Screener, read_list

if TYPE_CHECKING:
    from benchmarks.conftest import Case, Compiled


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


@pytest.mark.benchmark(group="lists: have them, compiled before")
def test_load_compiled(
    benchmark: BenchmarkFixture, case: Case, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Hash the published files, and map what is kept for them."""
    cache = tmp_path_factory.mktemp("cache")
    Screener.from_lists(*case.lists, cache=cache)
    screener = benchmark(lambda: Screener.from_lists(*case.lists, cache=cache))
    assert len(screener.editions) == len(case.lists)


@pytest.mark.benchmark(group="lists: have them, compiled before")
def test_baseline_read_bytes(benchmark: BenchmarkFixture, case: Case) -> None:
    assert benchmark(lambda: sum(_bytes(path) for path in case.lists))


def _bytes(path: Path) -> int:
    return sum(map(_bytes, path.iterdir())) if path.is_dir() else len(path.read_bytes())


@pytest.mark.benchmark(group="lists: an update of a few listings")
def test_update(benchmark: BenchmarkFixture, compiled: Compiled) -> None:
    """Take twenty listings away, compiling only what that touches."""
    first = compiled.editions[0]
    fewer = [replace(first, listings=first.listings[20:]), *compiled.editions[1:]]
    assert benchmark(lambda: compiled.screener.updated(fewer)).editions


@pytest.mark.benchmark(group="lists: an update of a few listings")
def test_baseline_compile_all(benchmark: BenchmarkFixture, compiled: Compiled) -> None:
    first = compiled.editions[0]
    fewer = [replace(first, listings=first.listings[20:]), *compiled.editions[1:]]
    assert benchmark(Screener, fewer).editions
