"""Queries against lists: one, many, and what a hit means. Reach for `Screener`."""

from sanctionscreen.screening.listed import EditionInfo
from sanctionscreen.screening.screener import Screener

__all__ = ["EditionInfo", "Screener"]
