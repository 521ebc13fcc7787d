"""Tells whether a party, whatever it calls itself today, is one that was designated, and shows how it knows.

>>> import sanctionscreen as ss
>>> ss.Screener.from_lists("shipped").screen(ss.Query(name="Tongbang Bank")).hits[0].entity_id
'KPe.013'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sanctionscreen._version import __version__

if TYPE_CHECKING:
    from sanctionscreen.batch import CustomerFile, screen_file
    from sanctionscreen.dates import PartialDate
    from sanctionscreen.errors import (
        CustomerFileError,
        DataError,
        LinkFileError,
        ListFileError,
        ListUnavailableError,
        OutputError,
        SanctionscreenError,
        UsageError,
    )
    from sanctionscreen.frames import ScreenedFrame, screen_frame
    from sanctionscreen.lists import Edition, read_list
    from sanctionscreen.matching import compare
    from sanctionscreen.model import (
        Address,
        Comparison,
        Evidence,
        Hit,
        Identifier,
        ListedName,
        Listing,
        Query,
        Relation,
        Screening,
        Source,
    )
    from sanctionscreen.ownership import LinkFile, read_links
    from sanctionscreen.resolution import CannotLink, read_cannot_links
    from sanctionscreen.screening import EditionInfo, Screener
    from sanctionscreen.store import Store

_HOMES = {
    "dates": ("PartialDate",),
    "errors": (
        "CustomerFileError", "DataError", "LinkFileError", "ListFileError", "ListUnavailableError", "OutputError",
        "SanctionscreenError", "UsageError",
    ),
    "batch": ("CustomerFile", "screen_file"),
    "frames": ("ScreenedFrame", "screen_frame"),
    "ownership": ("LinkFile", "read_links"),
    "lists": ("Edition", "read_list"),
    "matching": ("compare",),
    "model": (
        "Address", "Comparison", "Evidence", "Hit", "Identifier", "ListedName", "Listing", "Query",
        "Relation", "Screening", "Source",
    ),
    "resolution": ("CannotLink", "read_cannot_links"),
    "screening": ("EditionInfo", "Screener"),
    "store": ("Store",),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Address",
    "CannotLink",
    "Comparison",
    "CustomerFile",
    "CustomerFileError",
    "DataError",
    "Edition",
    "EditionInfo",
    "Evidence",
    "Hit",
    "Identifier",
    "LinkFile",
    "LinkFileError",
    "ListFileError",
    "ListUnavailableError",
    "ListedName",
    "Listing",
    "OutputError",
    "PartialDate",
    "Query",
    "Relation",
    "SanctionscreenError",
    "ScreenedFrame",
    "Screener",
    "Screening",
    "Source",
    "Store",
    "UsageError",
    "__version__",
    "compare",
    "read_cannot_links",
    "read_links",
    "read_list",
    "screen_file",
    "screen_frame",
]


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for, so that importing the package costs next to nothing."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
