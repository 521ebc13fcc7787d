"""Likely successors of listed parties."""

from __future__ import annotations

from sanctionscreen.successors.lead import Lead, Trace
from sanctionscreen.successors.tracker import Tracker

__all__ = ["Lead", "Trace", "Tracker"]
