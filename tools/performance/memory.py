"""How much memory a program and its children take together."""

from __future__ import annotations

import threading
import time
from pathlib import Path


class Watch(threading.Thread):
    """Looks at a process and its children, until it is gone; for Linux.

    (What the system tells of a process that has ended counts what its parent had when it was started.)

    Attributes:
        peak_mb: the most that all of them had at once; what they share counts once (proportional set size).
        largest_mb: the most that the first process had.
    """

    def __init__(self, pid: int) -> None:
        """Take the process; `start` begins to look."""
        super().__init__(daemon=True)
        self._pid = pid
        self.peak_mb = self.largest_mb = 0.0

    def run(self) -> None:
        """Look until the process is gone."""
        turn = 0
        while pids := _family(self._pid):
            self.largest_mb = max(self.largest_mb, _megabytes(self._pid, "status", "VmHWM:"))
            if turn % _TURNS == 0:
                found = sum(_megabytes(pid, "smaps_rollup", "Pss:") for pid in pids)
                self.peak_mb = max(self.peak_mb, found)
            turn += 1
            time.sleep(_PAUSE)


_PAUSE = 0.01
_TURNS = 10  # adding up what is shared takes longer


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return []
    return [pid, *map(int, children)]


def _megabytes(pid: int, file: str, field: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text("ascii", "replace").splitlines()
    except OSError:  # it has ended meanwhile
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024
