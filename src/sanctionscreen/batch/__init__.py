"""Batch screening: customer files in (`CustomerFile`), results out (`screen_file`)."""

from sanctionscreen.batch.counted_run import Counts, Run
from sanctionscreen.batch.input.customers import CustomerFile
from sanctionscreen.batch.input.rows import RejectedRow, RowWarning
from sanctionscreen.batch.output.journal import unfinished
from sanctionscreen.batch.run import screen_file

__all__ = ["Counts", "CustomerFile", "RejectedRow", "RowWarning", "Run", "screen_file", "unfinished"]
