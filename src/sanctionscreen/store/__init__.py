"""Store of list editions in SQLite: import, history, differences, screening as of a day. `Store` is its interface.

Names are imported on first use, since `check` only needs to know whether there is a store.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanctionscreen.store.editions import StoredEdition
    from sanctionscreen.store.paths import default_folder, store_at
    from sanctionscreen.store.store import Added, Store
    from sanctionscreen.store.validation import Accepted

__all__ = ["Accepted", "Added", "Store", "StoredEdition", "default_folder", "store_at"]

_HOME_OF = {
    "Accepted": "validation",
    "Added": "store",
    "StoredEdition": "editions",
    "Store": "store",
    "default_folder": "paths",
    "store_at": "paths",
}


def __getattr__(name: str) -> object:
    """Import a public name on first use."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
