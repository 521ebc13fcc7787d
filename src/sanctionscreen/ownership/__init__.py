"""Who owns and controls whom, and what that means for parties that no list names. Reach for `read_links`."""

from __future__ import annotations

from sanctionscreen.ownership.read import read_links
from sanctionscreen.ownership.records import LinkFile

__all__ = ["LinkFile", "read_links"]
