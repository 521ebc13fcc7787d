"""Leads: parties that may be successors of listed ones, with the traces that point to it."""

from __future__ import annotations

from dataclasses import dataclass

from sanctionscreen.model import Listing, Query
from sanctionscreen.ownership.svg import Arrow, Box, draw


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that a party and a listing have in common.

    Attributes:
        kind: as in `data/weights.toml`.
        key: what is shared; equal for equal things.
        chance: weight of the trace by itself, 0 to 1; the more parties share it, the less.
        detail: a sentence that can be checked.
        label: two or three words for a picture.
    """

    kind: str
    key: str
    chance: float
    detail: str
    label: str


@dataclass(frozen=True, slots=True)
class Lead:
    """A party and a listing with traces in common. No verdict: a case for an analyst.

    Attributes:
        query: the user's party.
        listing: the listed one.
        score: 0 to 1, from `data/weights.toml`; only for ranking.
        traces: what is shared, the strongest first.
        founded: what the dates add, in words; empty if nothing is known.
    """

    query: Query
    listing: Listing
    score: float
    traces: tuple[Trace, ...]
    founded: str = ""

    @property
    def name(self) -> str:
        """The name to show for the party."""
        return next(iter(self.query.all_names()), self.query.query_id)

    def words(self) -> list[str]:
        """The traces in words, a sentence for each."""
        return [trace.detail for trace in self.traces] + ([self.founded] if self.founded else [])

    def picture(self) -> str:
        """The traces as SVG: the party, what is shared, the listing."""
        item = self.listing
        boxes = [Box("query", f"{self.query.query_id} {self.name}".strip(), "query")]
        arrows = []
        for number, trace in enumerate(self.traces):
            boxes.append(Box(str(number), trace.label))
            arrows += [Arrow("query", str(number), f"{trace.chance:.2f}"), Arrow(str(number), "listing")]
        boxes.append(Box("listing", f"{item.name} ({item.list} {item.entity_id})", "listed"))
        return draw(f"{self.name} and {item.name}: {self.score:.2f}", boxes, arrows)
