"""Customers in, results out. Reach for `CustomerFile` and `screen_file`."""

from sanctionscreen.files.customers import CustomerFile
from sanctionscreen.files.partial import unfinished
from sanctionscreen.files.rows import RejectedRow, RowWarning
from sanctionscreen.files.run import Counts, Run, screen_file

__all__ = ["Counts", "CustomerFile", "RejectedRow", "RowWarning", "Run", "screen_file", "unfinished"]
