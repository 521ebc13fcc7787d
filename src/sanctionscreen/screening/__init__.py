"""Screening: queries against lists, one or many, and what a hit means."""

from sanctionscreen.screening.list_index import EditionInfo
from sanctionscreen.screening.screener import Screener

__all__ = ["EditionInfo", "Screener"]
