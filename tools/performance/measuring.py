"""One run of `measure_performance.py`: the folder that it works in, what is asked, and rows of its tables."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from performance import cases
from performance.running import Run, screen

Target = tuple[float, float]
"""The goal and the stretch goal."""


class Measuring:
    """One run.

    Attributes:
        folder, cache: to work in, and for compiled lists.
        rows, customers, names: the customers, their file, their names.
        sample: some of the names, drawn evenly, for baselines that take long.
        quick: whether rough figures will do.
        load: how busy the machine was at the start.
        failed: names of the parts that could not be measured.
        rate: comparisons a second that `cdist` made with token_sort_ratio; 0 if not measured.
        growth: cost of a row at the largest list over that at the smallest; 0 if not measured.
        million: the run of a million rows, and how many there were; None if not measured.
    """

    def __init__(self, folder: Path, *, quick: bool) -> None:
        """Draw the customers."""
        self.folder, self.cache = folder, folder / "cache"
        self.rows = cases.customers()[:: 10 if quick else 1]
        self.customers = cases.write_rows(folder / "customers.csv", self.rows)
        self.names = [row["name"] for row in self.rows]
        self.sample = self.names[:: max(1, len(self.names) // (1_000 if quick else 6_000))]
        self.quick, self.load = quick, os.getloadavg()[0]
        self.failed: list[str] = []
        self.rate = self.growth = 0.0
        self.million: tuple[Run, int] | None = None

    def attempt(self, part: Callable[[Measuring], Iterator[str]]) -> list[str]:
        """The lines of a part; what went wrong instead of those that are missing."""
        lines: list[str] = []
        began = time.perf_counter()
        try:
            lines.extend(part(self))
        except Exception as error:
            traceback.print_exc()
            self.failed.append(part.__name__)
            lines.append(f"| {part.__name__} could not be measured: {type(error).__name__} | | | | |")
        print(f"{part.__name__}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        return lines

    def screen(self, lists: list[str], *options: str, customers: Path | None = None) -> Run:
        """A run of the command line over the customers."""
        out = self.folder / "out.jsonl"
        return screen(customers or self.customers, lists, out, *options, cache=self.cache)

    def some(self, name: str, count: int) -> Path:
        """A file of about so many of the customers, drawn evenly."""
        return cases.write_rows(self.folder / name, self.rows[:: max(1, len(self.rows) // count)])


def line(
    what: str, target: Target | None, value: float, shown: str, *, less: bool = False, unit: str = ""
) -> str:
    """A row of the table of ratios; `less` where small is good."""
    if target is None:
        return f"| {what} | | | {shown} | |"
    good = [(value <= bound) if less else (value >= bound) for bound in target]
    word = "stretch goal" if good[1] else "yes" if good[0] else "no"
    sign = "≤ " if less else ""
    return f"| {what} | {sign}{target[0]:g}{unit} | {sign}{target[1]:g}{unit} | {shown} | {word} |"
