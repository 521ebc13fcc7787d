"""Atomic output files: each appears complete or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TextIO, cast

from sanctionscreen.errors import OutputError


class AtomicFiles:
    """Several files that are written next to their targets, and all renamed to them by `commit`.

    Left without `commit` (an error, an interrupt), it removes what it wrote and leaves the targets as they were. The
    last file opened is renamed first, so the first one, the main result, appears when everything about it is there.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, AtomicFiles() as files:
    ...     _ = files.open(f"{folder}/a.txt").write("whole")
    ...     before = os.path.exists(f"{folder}/a.txt")
    ...     files.commit()
    ...     before, os.path.exists(f"{folder}/a.txt")
    (False, True)
    """

    def __init__(self, *, alone: bool = False) -> None:
        """Begin with none.

        Args:
            alone: whether nobody else can be writing these files, so that what a killed run left of them is written
                over. Else each process has its own.
        """
        self._mark, self._mode = ("", "w") if alone else (f".{os.getpid()}", "x")
        self._open: list[tuple[TextIO | BinaryIO, Path, Path]] = []
        self._taken: list[tuple[Path, Path]] = []
        self._stale: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for handle, part, _ in self._open:
            with suppress(OSError):  # a full disk says so once more
                handle.close()
            part.unlink(missing_ok=True)
        self._open.clear()

    def open(self, path: str) -> TextIO:
        """Begin a file, in UTF-8 with line feeds; it appears at `commit`.

        Raises:
            OutputError: if the target cannot be written, or is no ordinary file.
        """
        target = checked_target(path)
        part = target.with_name(f".{target.name}{self._mark}.part")
        with _as_output_error(path):
            handle = cast(TextIO, open(part, self._mode, encoding="utf-8", newline=""))  # noqa: SIM115  # closed later
        self._open.append((handle, part, target))
        return handle

    def open_binary(self, path: str) -> BinaryIO:
        """The same for bytes."""
        target = checked_target(path)
        part = target.with_name(f".{target.name}{self._mark}.part")
        with _as_output_error(path):
            handle = cast(BinaryIO, open(part, f"{self._mode}b"))  # noqa: SIM115  # the same
        self._open.append((handle, part, target))
        return handle

    def take(self, part: Path, target: Path) -> None:
        """Rename a file that is written elsewhere to its target at `commit`, after all others."""
        self._taken.append((part, target))

    def remove(self, path: str) -> None:
        """Have a file of an earlier run gone at `commit`; nothing if there is none."""
        self._stale.append(Path(os.path.realpath(path)))

    def commit(self) -> None:
        """Rename every file to its target.

        Raises:
            OutputError: if one cannot be finished; those already renamed are complete.
        """
        try:
            for handle, _, _ in self._open:
                handle.flush()
                os.fsync(handle.fileno())
                handle.close()
            for target in self._stale:
                target.unlink(missing_ok=True)
            while self._open:
                _, part, target = self._open[-1]
                part.replace(target)
                self._open.pop()
            for part, target in self._taken:
                part.replace(target)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", path=error.filename) from None


def checked_target(path: str) -> Path:
    """The file to write: a link stays a link, and what it points to is replaced.

    Raises:
        OutputError: if it cannot be written there, or something is there that is no ordinary file.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise OutputError("is not an ordinary file", path=path)
    if target.exists() and not os.access(target, os.W_OK):
        raise OutputError("cannot be written: permission denied", path=path)
    return target


@contextmanager
def _as_output_error(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", path=path) from None
