"""Export of listings: FollowTheMoney JSON lines, the house format, one row per listing."""

from sanctionscreen.lists.export.write import (
    EXPORT_FORMATS,
    LOSSES,
    ExportFormat,
    export_lines,
    export_listings,
)

__all__ = ["EXPORT_FORMATS", "LOSSES", "ExportFormat", "export_lines", "export_listings"]
