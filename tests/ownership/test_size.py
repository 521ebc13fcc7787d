"""Graphs as large as a register's."""

from __future__ import annotations

import random
import time

import pytest

from sanctionscreen.ownership.control import OwnershipAnalysis
from sanctionscreen.ownership.graph import Holding, HoldingGraph
from sanctionscreen.ownership.policies import policy_on


@pytest.mark.slow
def test_a_hundred_thousand_parties_take_less_than_a_minute() -> None:
    """300,000 holdings with cycles, a tenth of them of unknown size, and one company with 10,000 owners."""
    draw = random.Random(1)
    parties, left, graph = 100_000, dict[int, float](), HoldingGraph()
    for _ in range(300_000):
        owner, owned = draw.randrange(parties), draw.randrange(parties)
        least = most = min(draw.choice((10.0, 25.0, 50.0, 60.0, 100.0)), left.get(owned, 100.0))
        if draw.random() < 0.1:
            least, most = 0.0, left.get(owned, 100.0)
        left[owned] = left.get(owned, 100.0) - least
        graph.add(Holding(f"p{owner}", f"p{owned}", least=least, most=most))
    for owner in range(10_000):
        graph.add(Holding(f"o{owner}", "p5"))
    listed = [f"p{number}" for number in range(0, parties, 50)] + [
        f"o{number}" for number in range(0, 10_000, 2)
    ]
    started = time.process_time()
    for regime in ("us-ofac", "gb", "eu"):
        ownership = OwnershipAnalysis(graph, listed, policy_on(regime, "2026-01-01"))
        assert len(ownership.parties()) > 1000
    assert time.process_time() - started < 60
