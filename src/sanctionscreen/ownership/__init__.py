"""Ownership and control: files of links, and the parties that listed ones own or control."""

from __future__ import annotations

from sanctionscreen.ownership.read import read_links
from sanctionscreen.ownership.records import LinkFile

__all__ = ["LinkFile", "read_links"]
