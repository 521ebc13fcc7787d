"""Graph of parties and holdings: shares, and control."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import rustworkx

HoldingKind = Literal["ownership", "control"]


@dataclass(frozen=True, slots=True)
class Holding:
    """A share of one party in another, or control of it.

    Attributes:
        owner, owned: ids of the two parties.
        kind: `ownership` of a share, or `control` without regard to one (voting rights, the board, instructions).
        least, most: the share in per cent, as a range from 0 to 100; equal where it is known, 0 and 100 where
            nothing is known. Not used for control.
        joint: name of the agreement of owners that act together; empty for none.
        since, until: first and last day, as `2024-07-03`; empty if unknown.
        location: file and line.
    """

    owner: str
    owned: str
    kind: HoldingKind = "ownership"
    least: float = 0.0
    most: float = 100.0
    joint: str = ""
    since: str = ""
    until: str = ""
    location: str = ""

    @property
    def share(self) -> str:
        """The share in words: `25 %`, `25 to 50 %`, `an unknown share`."""
        if self.kind == "control":
            return "control"
        if self.least == self.most:
            return f"{self.least:g} %"
        if self.least <= 0 and self.most >= 100:
            return "an unknown share"
        return f"{self.least:g} to {self.most:g} %"

    def holds_on(self, date: str) -> bool:
        """Whether it holds on a day; an unknown date excludes nothing."""
        return (not self.since or self.since <= date) and (not self.until or date <= self.until)


class HoldingGraph:
    """Parties by id, and the holdings between them.

    >>> graph = HoldingGraph([Holding("x", "a", least=50, most=50)])
    >>> [holding.owned for holding in graph.held_by("x")]
    ['a']
    """

    def __init__(self, holdings: Iterable[Holding] = ()) -> None:
        """Add `holdings`; a party is added with the first that names it."""
        self.graph: rustworkx.PyDiGraph[str, Holding] = rustworkx.PyDiGraph()
        self._nodes: dict[str, int] = {}
        for holding in holdings:
            self.add(holding)

    def add(self, holding: Holding) -> None:
        """Add a holding; two of one owner in one company are two edges."""
        self.graph.add_edge(self.node(holding.owner), self.node(holding.owned), holding)

    def node(self, party: str) -> int:
        """Number of a party in the graph; a new party is added."""
        number = self._nodes.get(party)
        if number is None:
            number = self._nodes[party] = self.graph.add_node(party)
        return number

    def __contains__(self, party: str) -> bool:
        return party in self._nodes

    def __len__(self) -> int:
        return self.graph.num_edges()

    @property
    def parties(self) -> list[str]:
        """Ids of all parties."""
        return list(self._nodes)

    def held_by(self, owner: str) -> Iterator[Holding]:
        """Holdings that a party has."""
        number = self._nodes.get(owner)
        return iter(()) if number is None else (edge[2] for edge in self.graph.out_edges(number))

    def holders_of(self, owned: str) -> Iterator[Holding]:
        """Holdings in a party."""
        number = self._nodes.get(owned)
        return iter(()) if number is None else (edge[2] for edge in self.graph.in_edges(number))
