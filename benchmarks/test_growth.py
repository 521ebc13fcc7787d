"""How screening grows with the list: the same persons against more and more names, beside `cdist` over the same."""

from __future__ import annotations

import csv

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from rapidfuzz import utils

from benchmarks.conftest import official_folder
from benchmarks.test_screening import best
from sanctionscreen import Edition, Query, Screener
from sanctionscreen.model import ListedName, Listing

SIZES = [10_000, 40_000, pytest.param(140_000, marks=pytest.mark.slow)]
_ASKED = 2_000


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Companies and persons in turn, so that every size has the same mixture; skips without evaluation data."""
    found = []
    for name in ("companies_gleif", "persons_global"):
        with (official_folder() / f"eval/customers/{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [row["name"] for row in csv.DictReader(file)]
        found.append(rows if name == "persons_global" else rows[:-_ASKED])
    companies, persons = found
    mixed = [name for pair in zip(companies[: len(persons)], persons, strict=True) for name in pair]
    return mixed + companies[len(persons) :] + [f"{name} Ltd" for name in persons]


@pytest.fixture(scope="module")
def asked() -> list[Query]:
    with (official_folder() / "eval/customers/persons_us.csv").open(encoding="utf-8", newline="") as file:
        return [Query(name=row["name"], kind="person") for row in csv.DictReader(file)][:_ASKED]


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
