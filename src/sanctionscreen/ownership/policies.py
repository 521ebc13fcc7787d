"""Ownership policies by regime and date: when a company counts as owned or controlled by listed parties.

The policies are in `data/policies.toml`, each with its source. They are no legal advice.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sanctionscreen.errors import UsageError
from sanctionscreen.lists.metadata import known_lists, list_info


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule of one regime, as it holds from one day on.

    Attributes:
        id: of the regime: `us-ofac`, `eu`, `gb`…
        title: the rule in a line.
        lists: ids of the lists whose parties it is about.
        since: first day, as `2024-07-03`; empty for the beginning.
        share: per cent of a company, 0 to 100.
        suffices: whether exactly that share is enough ("or more"), or not ("more than").
        adds_up: whether holdings of several listed parties are added; else only of those that act together.
        control: whether control counts as ownership does.
        passes_on: the measures that reach what is owned.
        source, source_url: of the rule.
        note: what else a reader should know.
    """

    id: str
    title: str
    lists: tuple[str, ...]
    since: str
    share: float
    suffices: bool
    adds_up: bool
    control: bool
    passes_on: tuple[str, ...]
    source: str
    source_url: str
    note: str

    def reached(self, share: float) -> bool:
        """Whether a share, in per cent, makes a company count as owned.

        >>> policy_on("gb", "2024-01-01").reached(50), policy_on("us-ofac", "2024-01-01").reached(50)
        (False, True)
        """
        return share >= self.share - _ROUNDING if self.suffices else share > self.share + _ROUNDING

    @property
    def wanted(self) -> str:
        """The share in words: `50 % or more`."""
        return f"{self.share:g} % or more" if self.suffices else f"more than {self.share:g} %"


_ROUNDING = 1e-9  # per cent: sums of shares such as 16.7 + 33.3 must reach 50


@lru_cache(maxsize=1)
def all_policies() -> tuple[Policy, ...]:
    """Every policy, each regime's newest first."""
    raw = tomllib.loads(files("sanctionscreen.ownership").joinpath("data/policies.toml").read_text("utf-8"))
    found = [
        Policy(
            id=table["id"],
            title=table["title"],
            lists=tuple(info.id for info in known_lists().values() if info.ownership_regime == table["id"]),
            since=table["since"],
            share=float(table["share"]),
            suffices=_SUFFICES[table["reached_at"]],
            adds_up=table["adds_up"],
            control=table["control"],
            passes_on=tuple(table["passes_on"]),
            source=table["source"],
            source_url=table["source_url"],
            note=table["note"],
        )
        for table in raw["policy"]
    ]
    return tuple(sorted(found, key=lambda policy: policy.since, reverse=True))


_SUFFICES = {"or more": True, "more than": False}


def policy_on(regime: str, date: str) -> Policy:
    """The policy of a regime on a day.

    Args:
        regime: id of the regime, as `eu`.
        date: as `2026-11-24`.

    Raises:
        UsageError: if the regime is not known, or had no such rule yet on that day.
    """
    regimes = {policy.id for policy in all_policies()}
    if regime not in regimes:
        raise UsageError(f"no ownership policy {regime!r}; known: {', '.join(sorted(regimes))}")
    for policy in all_policies():
        if policy.id == regime and policy.since <= date:
            return policy
    raise UsageError(f"the regime {regime} had no ownership rule on {date}")


def regime_of(list_id: str) -> str | None:
    """The regime whose policy is about a list's parties; None for a list that no policy names."""
    info = list_info(list_id)
    return info.ownership_regime if info else None
