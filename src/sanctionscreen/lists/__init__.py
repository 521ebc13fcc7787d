"""File to listings: one reader per published format, recognised by content. Reach for `read_list`.

`Edition` is what comes back: the listings, and an account of every record, field and code that is not on them. The
readers are imported when a file of their format is met. `sanctionscreen.lists.export` writes listings to files, and
`sanctionscreen.lists.metadata` says what each list is known not to hold.
"""

from sanctionscreen.lists.edition import Edition, Rejected
from sanctionscreen.lists.read import read_list, shipped_path

__all__ = ["Edition", "Rejected", "read_list", "shipped_path"]
