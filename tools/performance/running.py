"""Programs run for their time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from performance.memory import Watch

LIMIT = 900
"""Seconds after which a program is given up."""


@dataclass(frozen=True)
class Run:
    """What a run took: seconds by the clock, and the most memory of all its processes (what they share counts once)."""

    seconds: float
    peak_mb: float
    largest_mb: float


def environment(cache: Path) -> dict[str, str]:
    """Variables for a program with lists compiled in `cache`, and its modules too, as where it is installed."""
    others = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**others, "SANCTIONSCREEN_CACHE": str(cache), "PYTHONPYCACHEPREFIX": str(cache / "bytecode")}


def run(command: Sequence[str], *, cache: Path) -> Run:
    """Run a program with compiled lists kept in `cache`; raises if it fails (alerts are no failure)."""
    env = environment(cache)
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env) as process:
        watch = Watch(process.pid)
        watch.start()
        timer = threading.Timer(LIMIT, process.kill)
        timer.start()
        assert process.stderr
        said = process.stderr.read()
        _, status = os.waitpid(process.pid, 0)
        seconds = time.perf_counter() - began
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.join()
    if process.returncode not in {0, 1}:
        raise RuntimeError(f"{command[:4]} ended with {process.returncode}: {said.decode()[-500:]}")
    return Run(seconds, max(watch.peak_mb, watch.largest_mb), watch.largest_mb)


def screen(customers: Path, lists: Sequence[str], out: Path, *options: str, cache: Path) -> Run:
    """Run `sanctionscreen screen`."""
    named = [part for path in lists for part in ("--lists", path)]
    program = [sys.executable, "-m", "sanctionscreen", "screen"]
    return run([*program, str(customers), *named, "-o", str(out), *options], cache=cache)


def inside(part: str, *arguments: object, cache: Path) -> Any:
    """What a function of `inside.py` measures, in a process of its own."""
    command = [sys.executable, "-m", "performance.inside", part, str(cache), *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=LIMIT, check=False, cwd=Path(__file__).parents[1]
    )
    if done.returncode:
        raise RuntimeError(f"{part}: {done.stderr[-500:]}")
    return json.loads(done.stdout.splitlines()[-1])
