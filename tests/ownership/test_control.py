"""Cases from the published guidance, and laws of the cascade."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.errors import UsageError
from sanctionscreen.ownership.control import OwnershipAnalysis
from sanctionscreen.ownership.explain import sentences
from sanctionscreen.ownership.graph import Holding, HoldingGraph
from sanctionscreen.ownership.policies import all_policies, policy_on, regime_of

_CASES = Path(__file__).parents[1] / "data" / "ownership_cases.csv"
CASES = list(csv.DictReader(_CASES.read_text("utf-8").splitlines()))
_HOLDING = re.compile(
    r"(?P<owner>\w)(?P<sort>[>~])(?P<owned>\w)(?: (?P<share>[\d.?-]+))?"
    r"(?: since (?P<since>\S+))?(?: until (?P<until>\S+))?(?: @(?P<joint>.+))?"
)


def holding(text: str) -> Holding:
    found = _HOLDING.fullmatch(text.strip())
    assert found, text
    share = found["share"] or "?"
    least, _, most = share.partition("-")
    return Holding(
        found["owner"],
        found["owned"],
        "control" if found["sort"] == "~" else "ownership",
        least=0.0 if share == "?" else float(least),
        most=100.0 if share == "?" else float(most or least),
        joint=found["joint"] or "",
        since=found["since"] or "",
        until=found["until"] or "",
    )


def graph_of(text: str) -> HoldingGraph:
    return HoldingGraph(map(holding, text.split(";")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['policy']}: {case['source']}")
def test_a_case_of_the_guidance_has_its_answer(case: dict[str, str]) -> None:
    """Each regime's own examples, and what follows from its words."""
    policy = policy_on(case["policy"], case["date"])
    ownership = OwnershipAnalysis(
        graph_of(case["holdings"]), case["listed"].split(";"), policy, date=case["date"]
    )
    assert ownership.find(case["party"]).verdict == case["verdict"]


def test_the_path_and_the_arithmetic_are_told() -> None:
    """Every company on the way has its sentence, those that others rest on first."""
    graph = graph_of("X>A 50; X>B 10; A>B 40")
    finding = OwnershipAnalysis(graph, ["X"], policy_on("us-ofac", "2026-01-01")).find("B")
    told = sentences(finding, {"X": "Xerxes", "A": "Alpha Ltd", "B": "Beta Ltd"}.__getitem__)
    assert told[0] == "Alpha Ltd is held by Xerxes (listed) 50 %"
    assert told[1] == "Beta Ltd is held by Xerxes (listed) 10 % + Alpha Ltd 40 % = 50 %"
    assert told[2].startswith("Beta Ltd counts as owned: 50 % or more (OFAC")


def test_what_is_not_shown_is_not_cleared() -> None:
    """Nothing found is said as such."""
    finding = OwnershipAnalysis(graph_of("X>A 10"), ["X"], policy_on("us-ofac", "2026-01-01")).find("A")
    assert "no proof that it isn't" in sentences(finding, str)[-1]


def test_every_regime_has_a_source_and_lists_of_its_own() -> None:
    """A list belongs to one regime, and each policy says where it is from."""
    for policy in all_policies():
        assert policy.source
        assert policy.source_url.startswith("https://")
        assert all(regime_of(list_id) == policy.id for list_id in policy.lists)


def test_a_regime_without_a_rule_on_that_day_is_refused() -> None:
    """Canada's Act had no such rule before June 2023."""
    with pytest.raises(UsageError, match="no ownership rule on 2020-01-01"):
        policy_on("ca", "2020-01-01")
    with pytest.raises(UsageError, match="known: au"):
        policy_on("atlantis", "2020-01-01")


PARTIES = st.sampled_from("ABCDEFGHXY")
SHARES = st.integers(0, 100)
HOLDINGS = st.lists(
    st.builds(
        lambda owner, owned, one, other: Holding(owner, owned, least=min(one, other), most=max(one, other)),
        PARTIES, PARTIES, SHARES, SHARES,
    ),
    max_size=25,
)  # fmt: skip


@given(HOLDINGS, st.sampled_from(["us-ofac", "eu", "gb"]))
def test_the_answer_is_the_smallest_set_that_holds(holdings: list[Holding], regime: str) -> None:
    """The walk gives what adding companies one by one, until none is left to add, gives."""
    policy = policy_on(regime, "2026-01-01")
    ownership = OwnershipAnalysis(HoldingGraph(holdings), ["X", "Y"], policy)
    groups = [{"X", "Y"}] if policy.adds_up else [{"X"}, {"Y"}]
    owned = set().union(*(closure(holdings, group, policy.reached) for group in groups)) - {"X", "Y"}
    found = {party for party in "ABCDEFGH" if ownership.find(party).verdict == "owned"}
    assert found == owned


def closure(holdings: list[Holding], listed: set[str], reached: Callable[[float], bool]) -> set[str]:
    inside = set(listed)
    while True:
        sums = {
            party: sum(h.least for h in holdings if h.owned == party and h.owner in inside)
            for party in "ABCDEFGHXY"
        }
        more = {party for party, share in sums.items() if reached(min(share, 100))} - inside
        if not more:
            return inside
        inside |= more


@given(HOLDINGS)
def test_knowing_more_never_makes_an_answer_unknown(holdings: list[Holding]) -> None:
    """With every share known exactly no answer is unknown."""
    exact = [Holding(h.owner, h.owned, least=h.least, most=h.least) for h in holdings]
    ownership = OwnershipAnalysis(HoldingGraph(exact), ["X", "Y"], policy_on("us-ofac", "2026-01-01"))
    assert {ownership.find(party).verdict for party in "ABCDEFGH"} <= {"owned", "not shown"}
