"""Files that appear whole or not at all. Reach for `AtomicFiles`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TextIO, cast

from sanctionscreen.errors import OutputError


class AtomicFiles:
    """Several files that are written beside their places, and all renamed into them by `commit`.

    Left without `commit` (an error, an interrupt), it removes what it wrote and leaves the places as they were. The
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
        for handle, beside, _ in self._open:
            with suppress(OSError):  # a full disk says so once more
                handle.close()
            beside.unlink(missing_ok=True)
        self._open.clear()

    def open(self, path: str) -> TextIO:
        """Begin a file, in UTF-8 with line feeds; it takes its place at `commit`.

        Raises:
            OutputError: if the place cannot be written, or is no ordinary file.
        """
        place = checked_place(path)
        beside = place.with_name(f".{place.name}{self._mark}.part")
        with _told(path):
            handle = cast(TextIO, open(beside, self._mode, encoding="utf-8", newline=""))  # noqa: SIM115  # closed later
        self._open.append((handle, beside, place))
        return handle

    def open_binary(self, path: str) -> BinaryIO:
        """The same for bytes."""
        place = checked_place(path)
        beside = place.with_name(f".{place.name}{self._mark}.part")
        with _told(path):
            handle = cast(BinaryIO, open(beside, f"{self._mode}b"))  # noqa: SIM115  # the same
        self._open.append((handle, beside, place))
        return handle

    def take(self, beside: Path, place: Path) -> None:
        """Have a file that is written elsewhere take its place at `commit`, after all others; without, it stays."""
        self._taken.append((beside, place))

    def remove(self, path: str) -> None:
        """Have a file of an earlier run gone at `commit`; nothing if there is none."""
        self._stale.append(Path(os.path.realpath(path)))

    def commit(self) -> None:
        """Put every file in its place.

        Raises:
            OutputError: if one cannot be finished; those that stand already are whole.
        """
        try:
            for handle, _, _ in self._open:
                handle.flush()
                os.fsync(handle.fileno())
                handle.close()
            for place in self._stale:
                place.unlink(missing_ok=True)
            while self._open:
                _, beside, place = self._open[-1]
                beside.replace(place)
                self._open.pop()
            for beside, place in self._taken:
                beside.replace(place)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", path=error.filename) from None


def checked_place(path: str) -> Path:
    """Where a file is to stand: a link stays a link, and what it points to is replaced.

    Raises:
        OutputError: if it cannot be written there, or something is there that is no ordinary file.
    """
    place = Path(os.path.realpath(path))
    if place.exists() and not place.is_file():
        raise OutputError("is not an ordinary file", path=path)
    if place.exists() and not os.access(place, os.W_OK):
        raise OutputError("cannot be written: permission denied", path=path)
    return place


@contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", path=path) from None
