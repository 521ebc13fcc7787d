"""Ownership analysis: the companies that count as owned or controlled by listed parties, under one policy.

Ownership cascades and is never multiplied (OFAC FAQ 401): a company that counts as owned passes on the whole of what it
holds, and one that doesn't passes on nothing. So the companies that count are the smallest set with this property: a
company is in it if its holders in the set, listed parties included, reach the policy's share. A work list finds the set
in one walk over the holdings, with or without cycles.

An unknown share is a range, so the walk is done twice: with the least that each holding can be, which gives what is
shown, and with the most, which gives what cannot be excluded. The difference is `unknown`; an unknown share never
counts as none.

A policy that doesn't add up the holdings of several listed parties (the UK's) is walked for each of them, or for each
group that acts together, by itself.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from sanctionscreen.ownership.graph import Holding, HoldingGraph
from sanctionscreen.ownership.policies import Policy

Verdict = Literal["owned", "controlled", "unknown", "not shown"]
"""`not shown` means that the data don't show it; it never means that a party is not blocked."""


@dataclass(frozen=True, slots=True)
class CascadeStep:
    """One company of a cascade, and the holdings that make it count.

    Attributes:
        owned: id of the company.
        holdings: by listed parties, and by companies of earlier steps.
        least, most: their sum in per cent, 0 to 100.
    """

    owned: str
    holdings: tuple[Holding, ...]
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one policy for one party.

    Attributes:
        party: its id.
        verdict: see `Verdict`.
        policy: the policy.
        sources: ids of the listed parties that the result rests on.
        steps: the cascade that leads there, from the listed parties to the party itself, which is the last.
    """

    party: str
    verdict: Verdict
    policy: Policy
    sources: tuple[str, ...] = ()
    steps: tuple[CascadeStep, ...] = ()


class OwnershipAnalysis:
    """Results for all parties of a graph under one policy on one day."""

    def __init__(
        self, graph: HoldingGraph, listed: Iterable[str], policy: Policy, *, date: str = "9999-12-31"
    ) -> None:
        """Walk the holdings.

        Args:
            graph: parties and holdings.
            listed: ids of the parties that are listed, under a measure that the policy passes on.
            policy: the rule.
            date: the day on which holdings have to hold, as `2026-11-24`; one without an end never ends.
        """
        self.graph, self.policy, self.date = graph, policy, date
        self.listed = frozenset(listed)
        self._known_shares: dict[str, float] = {}
        self._walks: dict[_Start, _Walk] = {}
        self._shown = self._walk_all(sure=True)
        self._possible = self._walk_all(sure=False)

    def verdict(self, party: str) -> Verdict:
        """The verdict on a party that is not listed itself."""
        if party in self.listed:
            return "not shown"
        if party in self._shown:
            return self._shown[party].verdict
        return "unknown" if party in self._possible else "not shown"

    def find(self, party: str) -> Finding:
        """The verdict on a party that is not listed itself, with the cascade that leads to it."""
        verdict = self.verdict(party)
        if verdict == "not shown":
            return Finding(party, verdict, self.policy)
        walk = self._walk((self._possible if verdict == "unknown" else self._shown)[party])
        steps = tuple(_cascade(party, walk))
        sources = {holding.owner for step in steps for holding in step.holdings} & walk.sources
        return Finding(party, verdict, self.policy, tuple(sorted(sources)), steps)

    def parties(self) -> list[str]:
        """All parties that are owned or controlled, or may be; without the listed ones."""
        return [party for party in (self._shown | self._possible) if party not in self.listed]

    def _walk_all(self, *, sure: bool) -> dict[str, _Start]:
        """For each company that is reached, the start of the first walk that reaches it, with its verdict."""
        starts: dict[str, _Start] = {}
        for sources, joint in self._groups():
            for company, reached in self._walk(_Start(sources, joint, sure)).reached.items():
                if company not in starts:
                    by_control = any(holding.kind == "control" for holding in reached.holdings)
                    starts[company] = _Start(sources, joint, sure, "controlled" if by_control else "owned")
        return starts

    def _walk(self, start: _Start) -> _Walk:
        """The walk from a start; only a few are cached, since each may be as large as the graph."""
        key = replace(start, verdict="owned")
        walk = self._walks.get(key)
        if walk is None:
            if len(self._walks) >= _MOST_WALKS:
                self._walks.clear()
            walk = self._walks[key] = _Walk(self, key)
        return walk

    def most(self, holding: Holding) -> float:
        """The most that a holding can be, in per cent: 100 less the known holdings of others in the company."""
        if holding.least == holding.most:
            return holding.most
        known = self._known_shares.get(holding.owned)
        if known is None:
            shares = (h for h in self.graph.holders_of(holding.owned) if h.kind == "ownership")
            known = sum(h.least for h in shares if h.holds_on(self.date))
            self._known_shares[holding.owned] = known
        return max(min(holding.most, 100.0 - (known - holding.least)), holding.least)

    def _groups(self) -> Iterator[tuple[frozenset[str], str]]:
        """Groups of listed parties whose holdings are added up: all; or each by itself, and those that act together."""
        if self.policy.adds_up:
            yield self.listed, ""
            return
        joint: dict[str, set[str]] = defaultdict(set)
        for party in sorted(self.listed):  # in an order that is the same in every run
            holdings = [holding for holding in self.graph.held_by(party) if holding.holds_on(self.date)]
            if holdings:
                yield frozenset({party}), ""
            for holding in holdings:
                if holding.joint:
                    joint[holding.joint].add(party)
        for agreement, parties in joint.items():
            if len(parties) > 1:
                yield frozenset(parties), agreement


_MOST_WALKS = 4


@dataclass(frozen=True, slots=True)
class _Start:
    """Start of a walk: some listed parties, their agreement, whether the least share counts; and the verdict."""

    sources: frozenset[str]
    joint: str
    sure: bool
    verdict: Literal["owned", "controlled"] = "owned"


@dataclass(slots=True)
class _Reached:
    """A company on a walk: the holdings that count so far, and their sum."""

    holdings: list[Holding] = field(default_factory=list)
    share: float = 0.0


class _Walk:
    """A walk from some listed parties along the holdings, by a work list.

    Attributes:
        sources: the listed parties.
        reached: the companies that count, each with the holdings that make it count.
    """

    def __init__(self, ownership: OwnershipAnalysis, start: _Start) -> None:
        self._ownership, self._start, self.sources = ownership, start, start.sources
        self.reached: dict[str, _Reached] = {}
        states: dict[str, _Reached] = {}
        todo = deque(sorted(start.sources))
        while todo:
            for holding in ownership.graph.held_by(todo.popleft()):
                owned = holding.owned
                if owned in self.reached or owned in self.sources or not self._counts(holding):
                    continue
                state = states.setdefault(owned, _Reached())
                if self._suffices(holding, state):
                    self.reached[owned] = state
                    todo.append(owned)

    def _counts(self, holding: Holding) -> bool:
        """Whether a holding counts: it holds on the day, and is under the agreement if parties act under one."""
        outside = self._start.joint and holding.owner in self.sources and holding.joint != self._start.joint
        return not outside and holding.holds_on(self._ownership.date)

    def _suffices(self, holding: Holding, state: _Reached) -> bool:
        """Whether the company counts, with this holding and those before it."""
        policy = self._ownership.policy
        if holding.kind == "control":
            if policy.control:
                state.holdings = [holding]
            return policy.control
        share = holding.least if self._start.sure else self._ownership.most(holding)
        if share <= 0:
            return False
        state.holdings.append(holding)
        state.share += share
        return policy.reached(min(state.share, 100.0))


def _cascade(party: str, walk: _Walk) -> list[CascadeStep]:
    """The steps that lead to a party, each after those that it rests on.

    A company is reached after all companies whose holdings reach it, so there is no cycle.
    """
    steps: dict[str, CascadeStep] = {}
    todo: list[tuple[str, bool]] = [(party, False)]
    while todo:
        company, ready = todo.pop()
        if company in steps:
            continue
        holdings = walk.reached[company].holdings
        if ready:
            least = min(sum(h.least for h in holdings), 100.0)
            most = min(sum(h.most for h in holdings), 100.0)
            steps[company] = CascadeStep(company, tuple(holdings), least, most)
            continue
        todo.append((company, True))
        todo += [
            (h.owner, False) for h in holdings if h.owner in walk.reached and h.owner not in walk.sources
        ]
    return list(steps.values())
