"""Figures of docs/performance.md: ratios, each to a baseline timed in the same run, measured and written there.

usage: measure_performance.py [--write docs/performance.md] [--quick]        (make performance)

Needs Linux, and the official files and evaluation data named by SANCTIONSCREEN_REAL_DATA (default ../shared beside the
repository). Uses DuckDB for the exact join if it is installed (extra `bench`), and for logic-v2 the Python of an
environment that has nomenklatura, if NOMENKLATURA_PYTHON names one (`python -m venv ENV; ENV/bin/pip install
nomenklatura`). Prints tables in Markdown; with `--write` they replace the text between the two marks of that file.
Takes about fifteen minutes on two quiet cores; `--quick` takes a tenth of the customers and gives rough figures.
A part that fails is reported in its row, and the rest is measured; the exit code is 1 then.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from performance import cases
from performance.growth import by_list_size, by_queries, compiling, steps
from performance.measuring import Measuring
from performance.ratios import against_peers, growing, hard_names, load_and_check, million, one_query

BEGIN, END = "<!-- figures: made by tools/measure_performance.py -->", "<!-- end of figures -->"


def main(arguments: list[str]) -> int:
    """Measure, and print or write."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="sanctionscreen-") as folder:
        measuring = Measuring(Path(folder), quick="--quick" in arguments)
        lines = ["| what | goal | stretch goal | measured | met |", "| --- | --- | --- | --- | --- |"]
        for part in (against_peers, one_query, load_and_check, million, hard_names):
            lines += measuring.attempt(part)
        tables = [measuring.attempt(part) for part in (by_list_size, by_queries, compiling, steps)]
        lines += measuring.attempt(growing)
        for table in tables:
            lines += ["", *table]
        lines += ["", f"The whole took {(time.perf_counter() - began) / 60:.0f} minutes."]
        lines = [f"Measured on {_state(measuring)}.", "", *lines]
    text = "\n".join(lines)
    print(text)
    if "--write" in arguments:
        path = Path(arguments[arguments.index("--write") + 1])
        before, _, rest = path.read_text("utf-8").partition(BEGIN)
        path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", "utf-8")
    return 1 if measuring.failed else 0


def _state(m: Measuring) -> str:
    commit = _git("rev-parse", "--short", "HEAD") or "an unknown commit"
    changed = " with changes" if _git("status", "--porcelain") else ""
    parts = f"Python {sys.version.split()[0]}, NumPy {version('numpy')}, RapidFuzz {version('rapidfuzz')}"
    rough = "; **a rough run**" if m.quick else ""
    machine = (
        f"{os.cpu_count()} cores, load {m.load:.1f} at the start and {os.getloadavg()[0]:.1f} at the end"
    )
    rate = f"; `cdist` made {m.rate / 1e6:.0f} million comparisons a second" if m.rate else ""
    return f"{commit}{changed}, {machine};\n{parts};\n{len(m.rows):,} customers{rate}{rough}"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=cases.ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
