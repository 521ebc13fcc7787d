"""How screening grows: the same persons against more and more names, beside `cdist`, and more and more persons."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from rapidfuzz import utils

from benchmarks.conftest import official_folder
from benchmarks.test_screening import best
from sanctionscreen import Edition, Query, Screener
from sanctionscreen.model import ListedName, Listing

if TYPE_CHECKING:
    from benchmarks.conftest import Compiled

SIZES = [10_000, 40_000, pytest.param(160_000, marks=pytest.mark.slow)]
QUERIES = [1, 100, 10_000, pytest.param(1_000_000, marks=pytest.mark.slow)]
_ASKED = 2_000


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Companies and persons in turn, so that sizes have like mixtures; skips without evaluation data."""
    companies, persons = _names("companies_gleif"), _names("persons_global") + _names("persons_us")[_ASKED:]
    mixed = [name for pair in zip(companies, persons, strict=False) for name in pair]
    return mixed + companies[len(persons) :] + [f"{name} Ltd" for name in persons]


@pytest.fixture(scope="module")
def asked() -> list[Query]:
    return [Query(name=name, kind="person") for name in _names("persons_us")[:_ASKED]]


def _names(file: str) -> list[str]:
    with (official_folder() / f"eval/customers/{file}.csv").open(encoding="utf-8", newline="") as opened:
        return [row["name"] for row in csv.DictReader(opened)]


@pytest.fixture(scope="module", params=SIZES)
def size(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def screener(names: list[str], size: int) -> Screener:
    """Compiled once for each size."""
    assert len(names) >= size
    listings = [
        Listing(list="large", entity_id=str(n), names=(ListedName(name=name),))
        for n, name in enumerate(names[:size])
    ]
    return Screener([Edition("large", None, "", "house", "", listings)])


@pytest.mark.benchmark(group="growth: 2,000 persons")
def test_screen_many(benchmark: BenchmarkFixture, screener: Screener, asked: list[Query]) -> None:
    assert benchmark(lambda: sum(1 for _ in screener.screen_many(asked, workers=2))) == _ASKED


@pytest.mark.benchmark(group="growth: 2,000 persons")
def test_baseline_cdist(
    benchmark: BenchmarkFixture, names: list[str], size: int, screener: Screener, asked: list[Query]
) -> None:
    choices = [utils.default_process(name) for name in names[:size]]
    texts = [utils.default_process(query.name) for query in asked]
    assert len(benchmark(best, texts, choices)) == _ASKED


@pytest.mark.benchmark(group="growth: one party")
def test_screen_one(benchmark: BenchmarkFixture, screener: Screener, asked: list[Query]) -> None:
    turn = iter(range(10**9))
    assert benchmark(lambda: screener.screen(asked[next(turn) % _ASKED])).name


@pytest.mark.benchmark(group="growth: number of persons")
@pytest.mark.parametrize("number", QUERIES)
def test_screen_more(benchmark: BenchmarkFixture, compiled: Compiled, number: int) -> None:
    """Against the lists of the other benchmarks; no two persons have the same name."""
    made = random.Random(5)
    letters = "aaaabdeeeghiiklmnnoorrsstuvyz"

    def queries() -> Iterator[Query]:
        for _ in range(number):
            words = ("".join(made.choices(letters, k=made.randint(4, 8))) for _ in range(3))
            yield Query(name=" ".join(words), kind="person")

    def answers() -> int:
        return sum(1 for _ in compiled.screener.screen_many(queries(), workers=2))

    found = benchmark(answers) if number < 10_000 else benchmark.pedantic(answers, rounds=1)  # type: ignore[no-untyped-call]
    assert found == number
