"""Sanctions lists: published files to listings, with one reader per format, recognised by content.

`read_list` reads a list. It returns an `Edition`: the listings, and an account of every record, field and code that is
not on them. Readers are imported when a file of their format is read. `sanctionscreen.lists.export` writes listings to
files, and `sanctionscreen.lists.metadata` says what each list is known not to hold.
"""

from sanctionscreen.lists.edition import Edition, Rejected
from sanctionscreen.lists.read import read_list, shipped_path

__all__ = ["Edition", "Rejected", "read_list", "shipped_path"]
