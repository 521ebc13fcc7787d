"""Entity resolution: which listings of several lists are one party."""

from sanctionscreen.resolution.cannot_link import CannotLink, read_cannot_links
from sanctionscreen.resolution.clusters import PartyClusters

__all__ = ["CannotLink", "PartyClusters", "read_cannot_links"]
