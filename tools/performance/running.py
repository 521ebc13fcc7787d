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

LIMIT = 900
"""Seconds after which a program is given up."""


@dataclass(frozen=True)
class Run:
    """What a run took: seconds by the clock, and the most memory of all its processes (what they share counts once)."""

    seconds: float
    peak_mb: float
    largest_mb: float


def run(command: Sequence[str], *, cache: Path) -> Run:
    """Run a program with compiled lists kept in `cache`; raises if it fails (alerts are no failure)."""
    env = {**os.environ, "SANCTIONSCREEN_CACHE": str(cache)}
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env) as process:
        watch = _Memory(process.pid)
        watch.start()
        timer = threading.Timer(LIMIT, process.kill)
        timer.start()
        assert process.stderr
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.join()
    if process.returncode not in {0, 1}:
        raise RuntimeError(f"{command[:4]} ended with {process.returncode}: {said.decode()[-500:]}")
    return Run(seconds, max(watch.peak_mb, usage.ru_maxrss / 1024), usage.ru_maxrss / 1024)


def screen(customers: Path, lists: Sequence[str], out: Path, *options: str, cache: Path) -> Run:
    """Run `sanctionscreen screen`."""
    named = [part for path in lists for part in ("--lists", path)]
    command = [
        sys.executable,
        "-m",
        "sanctionscreen",
        "screen",
        str(customers),
        *named,
        "-o",
        str(out),
        *options,
    ]
    return run(command, cache=cache)


def inside(part: str, *arguments: object, cache: Path) -> Any:
    """What a function of `inside.py` measures, in a process of its own."""
    script = Path(__file__).with_name("inside.py")
    command = [sys.executable, str(script), part, str(cache), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    if done.returncode:
        raise RuntimeError(f"{part}: {done.stderr[-500:]}")
    return json.loads(done.stdout.splitlines()[-1])


class _Memory(threading.Thread):
    """Looks at a process and its children ten times a second (proportional set size)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak_mb = 0.0

    def run(self) -> None:
        while pids := _family(self._pid):
            self.peak_mb = max(self.peak_mb, sum(map(_proportional_mb, pids)))
            time.sleep(0.1)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return []
    return [pid, *map(int, children)]


def _proportional_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:  # it has ended meanwhile
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
