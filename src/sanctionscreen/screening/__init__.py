"""Queries against lists: one, many, and what a hit means. Reach for `Screener`."""

from sanctionscreen.screening.listed import EditionInfo
from sanctionscreen.screening.pools import Split
from sanctionscreen.screening.screener import Screener
from sanctionscreen.screening.splits import read_splits

__all__ = ["EditionInfo", "Screener", "Split", "read_splits"]
