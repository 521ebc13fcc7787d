"""How long a single check takes, beside importing what it stands on."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from performance.running import environment

IMPORTS = [sys.executable, "-c", "import click, pydantic, rapidfuzz, numpy"]
CHECK = [
    sys.executable,
    "-m",
    "sanctionscreen",
    "check",
    "Tongbang Bank",
    "--lists",
    "shipped",
    "--exit-zero",
]
MOST = 3.0
"""How many times the wall time of the bare imports a check may take: 2.1 when this was set."""


def test_a_check_takes_less_than_three_times_its_imports(tmp_path: Path) -> None:
    """`check` against the shipped list starts, screens and answers; both are timed in turn on a warm disk."""
    for command in (IMPORTS, CHECK):
        _seconds(command, tmp_path)  # so that both find their files in memory, and compiled
    rounds = [(_seconds(CHECK, tmp_path), _seconds(IMPORTS, tmp_path)) for _ in range(7)]
    check, imports = (median(times) for times in zip(*rounds, strict=True))
    print(f"check {check:.3f} s, imports {imports:.3f} s: {check / imports:.2f} times")  # pytest -s shows it
    assert check < MOST * imports


def _seconds(command: list[str], folder: Path) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, env=environment(folder))
    seconds = time.perf_counter() - start
    assert done.returncode == 0, done.stderr.decode()
    return seconds
