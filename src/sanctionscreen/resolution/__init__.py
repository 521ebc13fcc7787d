"""Entity resolution: which listings of several lists are one party."""

from sanctionscreen.resolution.cannot_link import read_splits
from sanctionscreen.resolution.clusters import Pools, Split

__all__ = ["Pools", "Split", "read_splits"]
