"""Folding and normalising names, beside what rapidfuzz does to a string before it compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from rapidfuzz import utils

from sanctionscreen.names.fold import fold
from sanctionscreen.names.tokens import normalise_all

if TYPE_CHECKING:
    from benchmarks.conftest import Compiled


@pytest.mark.benchmark(group="names: all listed names")
def test_fold(benchmark: BenchmarkFixture, compiled: Compiled) -> None:
    assert all(benchmark(lambda: list(map(fold, compiled.names))))


@pytest.mark.benchmark(group="names: all listed names")
def test_normalise(benchmark: BenchmarkFixture, compiled: Compiled) -> None:
    assert all(benchmark(lambda: list(map(normalise_all, compiled.names))))


@pytest.mark.benchmark(group="names: all listed names")
def test_baseline_default_process(benchmark: BenchmarkFixture, compiled: Compiled) -> None:
    assert all(benchmark(lambda: list(map(utils.default_process, compiled.names))))
