"""Results under way and their journal, from which a killed run goes on.

The journal is JSON lines. The first line identifies the run (input, lists, configuration, version, format). Every
further one is a checkpoint, written after the results up to it are on the disk: the number of queries answered, the
length and CRC-32 of the results, and the counts. A torn last line is a checkpoint that was not reached.
"""

from __future__ import annotations

import io
import json
import os
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, TextIO, cast

from sanctionscreen.errors import OutputError, UsageError

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a run got.

    Attributes:
        answered: queries whose answers are written.
        bytes, crc32: of the results up to here.
        state: what the run noted.
    """

    answered: int = 0
    bytes: int = 0
    crc32: int = 0
    state: dict[str, Any] = field(default_factory=dict)


def unfinished(out: str) -> bool:
    """Whether a partial result for this file exists."""
    partial, journal = _paths(Path(os.path.realpath(out)))
    return partial.exists() and journal.exists()


def _paths(target: Path) -> tuple[Path, Path]:
    return target.with_name(f".{target.name}.partial"), target.with_name(f".{target.name}.journal")


class PartialFile:
    """A text file that grows next to its target, `.NAME.partial`, and its journal, `.NAME.journal`.

    After an exception both stay if a checkpoint was reached, since it may be a full disk or an interrupt; `discard`
    removes them if the run cannot go on.

    Args:
        target: the file of results.
        identity: what must be the same for a run to go on, by the label of error messages.
        resume: go on from the last checkpoint of an earlier run, if there is one; else start over.

    Attributes:
        path: of the growing file.
        at: the checkpoint it went on from.
        out: to write into.

    Raises:
        UsageError: if the earlier run is not the same.
        OutputError: if the file cannot be written, or another process is writing it.
    """

    def __init__(self, target: Path, identity: dict[str, Any], *, resume: bool) -> None:
        self.path, self.journal = _paths(target)
        self.at = Checkpoint()
        self._reached = False
        identity = json.loads(json.dumps(identity))  # as it will be read again: tuples are lists then
        try:
            self._log = open(self.journal, "a+b")  # noqa: SIM115  # closed by __exit__
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", path=str(target)) from None
        try:
            _lock(self._log, target)
            if resume:
                self.at, end = self._last_checkpoint(identity)
                self._log.truncate(end)  # a torn line must not run into the next one
                self._reached = self.at.answered > 0
            self._file = self._opened()
            if not self.at.answered:
                self._log.truncate(0)
                self._note(identity)
        except BaseException:
            self._log.close()
            raise
        self.out: TextIO = io.TextIOWrapper(cast(BinaryIO, self._file), encoding="utf-8", newline="")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError, ValueError):  # a full disk says so once more
            self.out.close()
        if error is not None and not self._reached:
            self.discard()
        self._log.close()

    def checkpoint(self, answered: int, state: dict[str, Any]) -> None:
        """Note that so many queries are answered, once their answers are on the disk."""
        try:
            self.out.flush()
            self._file.sync()
            self._note(
                {"answered": answered, "bytes": self._file.bytes, "crc32": self._file.crc32, "state": state}
            )
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", path=str(self.path)) from None
        self._reached = True

    def discard(self) -> None:
        """Remove the file and its journal; nothing can go on from here."""
        for path in (self.path, self.journal):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _note(self, line: dict[str, Any]) -> None:
        self._log.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        self._log.flush()
        os.fsync(self._log.fileno())

    def _last_checkpoint(self, identity: dict[str, Any]) -> tuple[Checkpoint, int]:
        """The last checkpoint, and where its line ends; the beginning if there is none.

        Raises:
            UsageError: if the journal is of another run, or the partial file isn't as the journal says.
        """
        self._log.seek(0)
        lines = [line for line in self._log.read().splitlines(keepends=True) if line.endswith(b"\n")]
        if len(lines) < 2 or not self.path.exists():
            return Checkpoint(), 0
        earlier = json.loads(lines[0])
        if changed := [key for key in {**earlier, **identity} if earlier.get(key) != identity.get(key)]:
            raise UsageError(
                f"cannot go on with {self.path}: not the same as in that run: {', '.join(changed)}. "
                "Without --resume it starts over"
            )
        checkpoint = Checkpoint(**json.loads(lines[-1]))
        if _crc32(self.path, checkpoint.bytes) != checkpoint.crc32:
            raise UsageError(
                f"cannot go on with {self.path}: it was changed since. Without --resume it starts over"
            )
        return checkpoint, sum(map(len, lines))

    def _opened(self) -> _Counted:
        raw = open(self.path, "r+b" if self.at.answered else "wb", buffering=0)  # noqa: SIM115
        raw.truncate(self.at.bytes)
        raw.seek(self.at.bytes)
        return _Counted(raw, self.at)


class _Counted(io.BufferedIOBase):
    """A binary file that knows the length and the CRC-32 of what was written."""

    def __init__(self, raw: io.FileIO, at: Checkpoint) -> None:
        self._raw, self.bytes, self.crc32 = raw, at.bytes, at.crc32
        self._buffer = io.BufferedWriter(raw, _BLOCK)

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self.bytes += len(data)
        self.crc32 = zlib.crc32(data, self.crc32)
        return self._buffer.write(data)

    def flush(self) -> None:
        if not self._buffer.closed:
            self._buffer.flush()

    def sync(self) -> None:
        self.flush()
        os.fsync(self._raw.fileno())

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._buffer.close()


def _crc32(path: Path, size: int) -> int:
    """Of the first `size` bytes; -1 if there are fewer."""
    value = 0
    with path.open("rb") as handle:
        while size:
            block = handle.read(min(size, _BLOCK))
            if not block:
                return -1
            value = zlib.crc32(block, value)
            size -= len(block)
    return value


def _lock(log: io.BufferedRandom, target: Path) -> None:
    """Lock the file for this process until the journal is closed; the system unlocks it when the process ends."""
    try:
        import fcntl
    except ImportError:  # Windows has none, and doesn't let two processes replace one file
        return
    try:
        fcntl.lockf(log, fcntl.LOCK_EX | fcntl.LOCK_NB)  # unlike flock's, not inherited by worker processes
    except OSError:
        raise OutputError("another run is writing it", path=str(target)) from None
