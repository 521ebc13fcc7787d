"""Query names against listed names: score and evidence. Reach for `compare`, or for a `Screener`."""

from sanctionscreen.matching.compare import compare

__all__ = ["compare"]
