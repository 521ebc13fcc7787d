"""Customers in, results out. Reach for `CustomerFile` and `screen_file`."""

from sanctionscreen.batch.input.customers import CustomerFile
from sanctionscreen.batch.input.rows import RejectedRow, RowWarning
from sanctionscreen.batch.output.journal import unfinished
from sanctionscreen.batch.run import Counts, Run, screen_file

__all__ = ["Counts", "CustomerFile", "RejectedRow", "RowWarning", "Run", "screen_file", "unfinished"]
