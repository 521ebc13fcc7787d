"""Screening of data frames: pandas, Polars, PyArrow, DuckDB, and whatever has the Arrow C stream interface."""

from sanctionscreen.frames.screen import ScreenedFrame, screen_frame

__all__ = ["ScreenedFrame", "screen_frame"]
