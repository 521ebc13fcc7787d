"""Weights of traces; the figures and their reasons are in `data/weights.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class TrackWeights:
    """The constants of the score.

    Attributes:
        trace: kind of trace → its weight, 0 to 1.
        after, before: factors of the odds for a party founded after the designation, or well before.
        threshold: score from which there is a lead, 0 to 1.
        sure_bits, rare_bits: bits from which words in common count in full, and from which a word is rare.
        common: in how many listed names a rare word may occur.
    """

    trace: dict[str, float]
    after: float
    before: float
    threshold: float
    sure_bits: float
    rare_bits: float
    common: int

    def joined(self, chances: list[float], founded: str) -> float:
        """The score of several traces, from 0 to 1.

        Args:
            chances: of each trace, 0 to 1.
            founded: `after`, `before` or empty where nothing is known.

        >>> round(load_track_weights().joined([0.6, 0.45], ""), 2)
        0.78
        """
        against = 1.0
        for chance in chances:
            against *= 1.0 - chance
        score = 1.0 - against
        if founded and score < 1.0:
            odds = score / (1.0 - score) * (self.after if founded == "after" else self.before)
            score = odds / (1.0 + odds)
        return score


@lru_cache(maxsize=1)
def load_track_weights() -> TrackWeights:
    """The weights that ship."""
    raw = tomllib.loads(files("sanctionscreen.successors").joinpath("data/weights.toml").read_text("utf-8"))
    lead = raw["lead"]
    return TrackWeights(
        dict(raw["trace"]),
        float(raw["time"]["after"]),
        float(raw["time"]["before"]),
        float(lead["threshold"]),
        float(lead["sure_bits"]),
        float(lead["rare_bits"]),
        int(lead["common"]),
    )
