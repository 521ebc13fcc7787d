"""How much memory a program and its children take together."""

from __future__ import annotations

import threading
import time
from pathlib import Path


class Watch(threading.Thread):
    """Looks at a process and its children ten times a second, until it is gone; for Linux.

    Attributes:
        peak_mb: the most that all of them had at once; what they share counts once (proportional set size).
    """

    def __init__(self, pid: int) -> None:
        """Take the process; `start` begins to look."""
        super().__init__(daemon=True)
        self._pid = pid
        self.peak_mb = 0.0

    def run(self) -> None:
        """Look until the process is gone."""
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
