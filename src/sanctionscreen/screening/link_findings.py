"""Link findings: what ownership, other links and shared addresses say about a query and a listing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sanctionscreen.model import Band, Basis, Evidence
from sanctionscreen.screening.bands import BANDS


@dataclass(frozen=True, slots=True)
class LinkEdge:
    """A link for drawing: the ids of two parties, and the label of the arrow."""

    first: str
    second: str
    label: str


@dataclass(slots=True)
class LinkFindings:
    """What links say about one query and one listing.

    Attributes:
        basis: `ownership`, `link` or both.
        band: how strong that is by itself.
        evidence: path and arithmetic, policy and source, and how the parties were identified.
        edges: the same as a graph.
    """

    basis: list[Basis] = field(default_factory=list)
    band: Band = "low"
    evidence: list[Evidence] = field(default_factory=list)
    edges: list[LinkEdge] = field(default_factory=list)

    def add(
        self, basis: Basis, band: Band, evidence: Iterable[Evidence], edges: Iterable[LinkEdge] = ()
    ) -> None:
        """Add an observation; the stronger band counts."""
        self.basis = sorted({*self.basis, basis}, reverse=True)
        self.band = max(self.band, band, key=BANDS.index)
        self.evidence += [item for item in evidence if item not in self.evidence]
        self.edges += [edge for edge in edges if edge not in self.edges]
