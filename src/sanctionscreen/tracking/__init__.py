"""Parties that look like a listed one begun again. Reach for `Tracker`."""

from __future__ import annotations

from sanctionscreen.tracking.lead import Lead, Trace
from sanctionscreen.tracking.tracker import Tracker

__all__ = ["Lead", "Trace", "Tracker"]
