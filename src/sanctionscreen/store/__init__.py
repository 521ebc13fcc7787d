"""Every edition of every list: kept, compared, and screened against. Reach for `Store`."""

from sanctionscreen.store.guards import Accepted
from sanctionscreen.store.place import default_folder, store_at
from sanctionscreen.store.record import KeptEdition
from sanctionscreen.store.store import Added, Store

__all__ = ["Accepted", "Added", "KeptEdition", "Store", "default_folder", "store_at"]
