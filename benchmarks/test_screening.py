"""Screening one party and many, beside comparing the same names with every listed name."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture
from rapidfuzz import fuzz, process, utils

from sanctionscreen import Query, compare

if TYPE_CHECKING:
    from benchmarks.conftest import Compiled

SIZES = [5_000, pytest.param(25_000, marks=pytest.mark.slow)]
_WORKERS = 2
_ROWS = 1_000  # of the matrix that the baseline fills at a time


def best(names: list[str], choices: list[str]) -> NDArray[np.uint8]:
    """The best score of every name among all choices."""
    parts = [
        process.cdist(
            names[at : at + _ROWS], choices, scorer=fuzz.token_sort_ratio, dtype=np.uint8, workers=_WORKERS
        ).max(axis=1)
        for at in range(0, len(names), _ROWS)
    ]
    return np.concatenate(parts)


@pytest.mark.benchmark(group="compare: two names")
def test_compare(benchmark: BenchmarkFixture) -> None:
    assert benchmark(compare, "Mun Kyo'ng-hwan", "MUN, Kyong Hwan", kind="person").score > 0.8


@pytest.mark.benchmark(group="compare: two names")
def test_baseline_token_sort_ratio(benchmark: BenchmarkFixture) -> None:
    score = benchmark(
        lambda: fuzz.token_sort_ratio("Mun Kyo'ng-hwan", "MUN, Kyong Hwan", processor=utils.default_process)
    )
    assert score > 0


@pytest.mark.benchmark(group="screen: one party")
def test_screen(benchmark: BenchmarkFixture, compiled: Compiled) -> None:
    turn = count()  # another name each time: what was met before is answered faster
    names = compiled.names
    assert benchmark(lambda: compiled.screener.screen(Query(name=names[7 * next(turn) % len(names)]))).hits


@pytest.mark.benchmark(group="screen: one party")
def test_baseline_cdist_one(benchmark: BenchmarkFixture, compiled: Compiled) -> None:
    assert benchmark(lambda: best([utils.default_process(compiled.names[0])], compiled.choices)).max() == 100


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="screen: many parties")
def test_screen_many(benchmark: BenchmarkFixture, compiled: Compiled, size: int) -> None:
    queries, _ = compiled.customers(size)
    answers = benchmark(lambda: sum(1 for _ in compiled.screener.screen_many(queries, workers=_WORKERS)))
    assert answers == size


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.benchmark(group="screen: many parties")
def test_baseline_cdist_many(benchmark: BenchmarkFixture, compiled: Compiled, size: int) -> None:
    _, names = compiled.customers(size)
    assert len(benchmark(best, names, compiled.choices)) == size
