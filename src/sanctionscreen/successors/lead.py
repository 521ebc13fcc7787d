"""A lead: a party that may be a listed one begun again, and the traces that say so."""

from __future__ import annotations

from dataclasses import dataclass

from sanctionscreen.model import Listing, Query
from sanctionscreen.ownership.svg import Arrow, Box, draw


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that a party and a listing share.

    Attributes:
        kind: as in `data/weights.toml`.
        key: what is shared; equal for equal things.
        chance: what it says by itself, 0 to 1, less the more parties share it.
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
    """A party and a listing that share traces. No verdict: something for an analyst to look at.

    Attributes:
        query: the user's party.
        listing: the listed one.
        score: 0 to 1, from `data/weights.toml`; only good for putting leads in order.
        traces: what is shared, the strongest first.
        founded: what the dates add, in words; empty where nothing is known.
    """

    query: Query
    listing: Listing
    score: float
    traces: tuple[Trace, ...]
    founded: str = ""

    @property
    def name(self) -> str:
        """What the party is called."""
        return next(iter(self.query.all_names()), self.query.query_id)

    def words(self) -> list[str]:
        """The path in words, a sentence for each trace."""
        return [trace.detail for trace in self.traces] + ([self.founded] if self.founded else [])

    def picture(self) -> str:
        """The path as SVG: the party, what is shared, the listing."""
        item = self.listing
        boxes = [Box("query", f"{self.query.query_id} {self.name}".strip(), "asked")]
        arrows = []
        for place, trace in enumerate(self.traces):
            boxes.append(Box(str(place), trace.label))
            arrows += [Arrow("query", str(place), f"{trace.chance:.2f}"), Arrow(str(place), "listing")]
        boxes.append(Box("listing", f"{item.name} ({item.list} {item.entity_id})", "listed"))
        return draw(f"{self.name} and {item.name}: {self.score:.2f}", boxes, arrows)
