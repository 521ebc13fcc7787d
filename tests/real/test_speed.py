"""A whole run of the command line, beside comparing the same names with rapidfuzz, timed in turn."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from performance.memory import Watch
from rapidfuzz import fuzz, process, utils

from sanctionscreen import read_list

pytestmark = [pytest.mark.real, pytest.mark.slow]

LEAST_RATIO = 1.5
"""Rows a second of the whole run, reading and compiling included, over rows a second of the bare comparison."""
MOST_MEMORY_MB = 600
ROUNDS = 3
_ROWS = 1_000  # of the baseline's matrix that are filled at a time

LISTS = ("us-ofac-sdn/csv-2021-07", "un-sc/2026-02-27/consolidated.xml")


@pytest.fixture
def command(real_data: Path, tmp_path: Path) -> list[str]:
    """Screen 25,000 persons against two official lists, at the default threshold, into JSON lines."""
    lists = [part for path in LISTS for part in ("--lists", str(real_data / "lists" / path))]
    customers = str(real_data / "eval/customers/persons_global.csv")
    out = str(tmp_path / "hits.jsonl")
    return [sys.executable, "-m", "sanctionscreen", "screen", customers, *lists, "--exit-zero", "-o", out]


def test_a_whole_run_outpaces_bare_comparison(real_data: Path, command: list[str]) -> None:
    """A run reads, compiles, screens and writes at 1.5 times the rows a second that `cdist` compares names at.

    The baseline is token_sort_ratio of every customer's name with every listed one, on two workers; preparing its
    strings is not timed. The rounds alternate, so that whatever else the machine does bears on both.
    """
    with (real_data / "eval/customers/persons_global.csv").open(encoding="utf-8", newline="") as file:
        asked = [utils.default_process(row["name"]) for row in csv.DictReader(file)]
    listings = [listing for path in LISTS for listing in read_list(real_data / "lists" / path).listings]
    listed = [utils.default_process(name.name) for listing in listings for name in listing.names]
    ours, baseline = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        _compare_all(asked, listed)
        baseline.append(time.perf_counter() - start)
    ratio = median(baseline) / median(ours)
    print(f"ratio {ratio:.2f}; whole run {_seconds(ours)}; cdist {_seconds(baseline)}")  # pytest -s shows it
    assert ratio >= LEAST_RATIO


def _compare_all(asked: list[str], listed: list[str]) -> None:
    for at in range(0, len(asked), _ROWS):
        process.cdist(asked[at : at + _ROWS], listed, scorer=fuzz.token_sort_ratio, dtype=np.uint8, workers=2)


def _seconds(times: list[float]) -> str:
    return ", ".join(f"{value:.2f} s" for value in times)


def test_a_whole_run_accounts_for_every_row_within_its_memory(command: list[str]) -> None:
    """Rows in are rows screened and rows rejected, and all processes of a run together stay under 600 MB."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        watch = Watch(run.pid)
        watch.start()
        _, status = os.waitpid(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        watch.join()
    assert run.returncode == 0
    manifest = json.loads(Path(f"{command[-1]}.manifest.json").read_text("utf-8"))
    counts = manifest["counts"]
    assert counts["rows"] == counts["screened"] + counts["rejected"] == 25_000
    assert Path(command[-1]).read_bytes().count(b"\n") == counts["screened"]
    print(f"peak memory {watch.peak_mb:.0f} MB in all processes, {watch.largest_mb:.0f} MB in the largest")
    assert max(watch.peak_mb, watch.largest_mb) < MOST_MEMORY_MB
