"""Ownership in large graphs, beside a plain walk over the same graph; and what links add to screening."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rustworkx
from pytest_benchmark.fixture import BenchmarkFixture

from sanctionscreen import Screener
from sanctionscreen.ownership import read_links
from sanctionscreen.ownership.control import OwnershipAnalysis
from sanctionscreen.ownership.graph import Holding, HoldingGraph
from sanctionscreen.ownership.policies import policy_on
from sanctionscreen.successors import Tracker

if TYPE_CHECKING:
    from benchmarks.conftest import Compiled

EDGES = [
    100_000,
    pytest.param(300_000, marks=pytest.mark.slow),
    pytest.param(1_000_000, marks=pytest.mark.slow),
]
_LISTED = 50  # one party in so many is listed
_SHARES = (10.0, 25.0, 50.0, 60.0, 100.0)


def _rows(edges: int) -> Iterator[tuple[str, str, float, float]]:
    """Owner, owned and a share as a range: three edges to a party, rings among them, a tenth of unknown size."""
    draw = random.Random(edges)  # the same graph in every run
    parties = edges // 3
    left: dict[int, float] = {}
    for _ in range(edges):
        owner, owned = draw.randrange(parties), draw.randrange(parties)
        rest = left.get(owned, 100.0)
        share = min(draw.choice(_SHARES), rest)
        least, most = (0.0, rest) if draw.random() < 0.1 else (share, share)
        left[owned] = rest - least
        yield f"p{owner}", f"p{owned}", least, most


@lru_cache(maxsize=1)
def _graph(edges: int) -> tuple[HoldingGraph, list[str]]:
    graph = HoldingGraph(Holding(owner, owned, "ownership", a, b) for owner, owned, a, b in _rows(edges))
    return graph, [f"p{number}" for number in range(0, edges // 3, _LISTED)]


@pytest.mark.parametrize("edges", EDGES)
@pytest.mark.benchmark(group="links: who is owned")
def test_ownership(benchmark: BenchmarkFixture, edges: int) -> None:
    graph, listed = _graph(edges)
    policy = policy_on("us-ofac", "2026-01-01")
    assert benchmark(lambda: OwnershipAnalysis(graph, listed, policy).parties())


@pytest.mark.parametrize("edges", EDGES)
@pytest.mark.benchmark(group="links: who is owned")
def test_baseline_strongly_connected_components(benchmark: BenchmarkFixture, edges: int) -> None:
    graph, _ = _graph(edges)
    assert benchmark(lambda: rustworkx.strongly_connected_components(graph.graph))


@pytest.mark.parametrize("edges", EDGES)
@pytest.mark.benchmark(group="links: reading")
def test_read_links(benchmark: BenchmarkFixture, edges: int, tmp_path: Path) -> None:
    path = _file(edges, tmp_path)
    assert benchmark(lambda: read_links(path).records) == edges


@pytest.mark.parametrize("edges", EDGES)
@pytest.mark.benchmark(group="links: reading")
def test_baseline_split_lines(benchmark: BenchmarkFixture, edges: int, tmp_path: Path) -> None:
    path = _file(edges, tmp_path)
    rows = benchmark(lambda: [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()])
    assert len(rows) == edges + 1


def _file(edges: int, folder: Path) -> Path:
    path = folder / "owners.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("owner,owned,percentage\n")
        file.writelines(f"{owner},{owned},{'' if a != b else b}\n" for owner, owned, a, b in _rows(edges))
    return path


@pytest.mark.parametrize("links", ["without links", "with 10,000 links"])
@pytest.mark.benchmark(group="links: screening")
def test_screen_many(benchmark: BenchmarkFixture, compiled: Compiled, links: str, tmp_path: Path) -> None:
    queries, _ = compiled.customers(5_000)
    queries = [query.model_copy(update={"query_id": f"p{place}"}) for place, query in enumerate(queries)]
    files = [read_links(_file(10_000, tmp_path))] if links.startswith("with ") else None
    screener = Screener(compiled.editions, links=files)
    assert benchmark(lambda: sum(1 for _ in screener.screen_many(queries))) == 5_000


@pytest.mark.benchmark(group="links: leads")
def test_track(benchmark: BenchmarkFixture, compiled: Compiled) -> None:
    tracker = Tracker([listing for edition in compiled.editions for listing in edition.listings])
    queries, _ = compiled.customers(5_000)
    benchmark(lambda: tracker.leads(queries))
