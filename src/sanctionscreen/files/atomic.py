"""Files that appear whole or not at all. Reach for `AtomicFiles`."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from sanctionscreen.errors import OutputError


class AtomicFiles:
    """Several text files that are written beside their places, and all renamed into them by `commit`.

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

    def __init__(self) -> None:
        self._open: list[tuple[TextIO, Path, Path]] = []
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
        place = Path(os.path.realpath(path))  # a link stays a link, and what it points to is replaced
        if place.exists() and not place.is_file():
            raise OutputError("is not an ordinary file", path=path)
        if place.exists() and not os.access(place, os.W_OK):
            raise OutputError("cannot be written: permission denied", path=path)
        beside = place.with_name(f".{place.name}.{os.getpid()}.part")
        try:
            handle = beside.open("x", encoding="utf-8", newline="")
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", path=path) from None
        self._open.append((handle, beside, place))
        return handle

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
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", path=error.filename) from None
