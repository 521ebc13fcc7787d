"""What links say about one query and one listing: a small record, so that hits need not know of graphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sanctionscreen.model import Band, Basis, Evidence
from sanctionscreen.screening.bands import BANDS


@dataclass(frozen=True, slots=True)
class Edge:
    """A link of an answer, for drawing: two ids, and what stands beside the arrow."""

    first: str
    second: str
    label: str


@dataclass(slots=True)
class LinkAnswer:
    """What links say about one query and one listing.

    Attributes:
        basis: `ownership`, `link` or both.
        band: how strong that is by itself.
        evidence: path and arithmetic, policy and source, and how the parties were told.
        edges: the same as a graph.
    """

    basis: list[Basis] = field(default_factory=list)
    band: Band = "low"
    evidence: list[Evidence] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def add(self, basis: Basis, band: Band, evidence: Iterable[Evidence], edges: Iterable[Edge]) -> None:
        """Add an observation; the stronger band counts."""
        self.basis = sorted({*self.basis, basis}, reverse=True)
        self.band = max(self.band, band, key=BANDS.index)
        self.evidence += [item for item in evidence if item not in self.evidence]
        self.edges += [edge for edge in edges if edge not in self.edges]
