"""Cache folder: files of arrays by kind and key, kept within a total size between runs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sanctionscreen.cache.array_file import Array, BrokenFileError, Contents, load, write

MOST_BYTES = 2 << 30
"""Most bytes of the folder; beyond it, the least recently used files are removed."""

_ENDING = ".arrays"


def default_cache_folder() -> Path:
    """The user's own cache folder: `$SANCTIONSCREEN_CACHE`, else as the system has it."""
    if chosen := os.environ.get("SANCTIONSCREEN_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path  # late: not every use needs the default

    return user_cache_path("sanctionscreen", appauthor=False, opinion=False)


class CacheFolder:
    """Files by kind and key. A file with any defect counts as missing.

    A file is checked in full the first time and when its times or size have changed; after that, by its header.
    A small file next to it has what was checked; its own time is that of the last use.

    Args:
        path: the folder; made when something is written.
        on_problem: called with a sentence, once, if the folder cannot be used.
    """

    def __init__(self, path: Path, on_problem: Callable[[str], None] | None = None) -> None:
        self.path = path
        self._on_problem = on_problem
        self._failed = False

    def get(self, kind: str, key: str) -> Contents | None:
        """The content of this key; None if there is none, or none that can be trusted."""
        path = self._file(kind, key)
        try:
            seen = _signature(path)
            is_checked = _checked_before(path) == seen
            contents = load(path, kind, key, whole=not is_checked)
            if is_checked:
                with suppress(OSError):
                    os.utime(_note_path(path))
            else:
                self._note(path, seen)
        except (BrokenFileError, OSError, ValueError, KeyError, TypeError):
            return None
        return contents

    def put(self, kind: str, key: str, meta: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
        """Write content. A folder that cannot be written to is reported once, and is no error."""
        if self._failed:
            return
        path = self._file(kind, key)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            write(path, kind, key, meta, arrays)
            self._note(path, _signature(path))
            self._make_room(path)
        except OSError as error:
            self._failed = True
            if self._on_problem:
                why = error.strerror or str(error)
                self._on_problem(
                    f"{self.path}: compiled lists cannot be kept: {why}. The next run compiles them again."
                )

    def keys(self, kind: str) -> list[str]:
        """The keys of one kind, the one used last first."""
        try:
            paths = [path for path in self.path.iterdir() if path.name.startswith(f"{kind}-")]
        except OSError:
            return []
        used = {path: _last_used(path) for path in paths if path.name.endswith(_ENDING)}
        return [_key_of(path) for path in sorted(used, key=lambda path: (-used[path], path.name))]

    def _file(self, kind: str, key: str) -> Path:
        return self.path / f"{kind}-{key}{_ENDING}"

    def _note(self, path: Path, seen: list[int]) -> None:
        with suppress(OSError):
            _note_path(path).write_text(json.dumps(seen), encoding="ascii")

    def _make_room(self, newest: Path) -> None:
        files = [path for path in self.path.iterdir() if path.name.endswith(_ENDING)]
        files.sort(key=_last_used)
        total = sum(path.stat().st_size for path in files)
        for path in files:
            if total <= MOST_BYTES:
                return
            if path != newest:
                with suppress(OSError):
                    size = path.stat().st_size
                    path.unlink()
                    _note_path(path).unlink(missing_ok=True)
                    total -= size


def _note_path(path: Path) -> Path:
    return path.with_suffix(".checked")


def _key_of(path: Path) -> str:
    return path.name.removesuffix(_ENDING).rpartition("-")[2]


def _signature(path: Path) -> list[int]:
    """Numbers that change when a file is written to, replaced or copied."""
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def _checked_before(path: Path) -> list[int]:
    try:
        signature: list[int] = json.loads(_note_path(path).read_text("ascii"))
    except (OSError, ValueError):
        return []
    return signature


def _last_used(path: Path) -> float:
    for file in (_note_path(path), path):
        with suppress(OSError):
            return file.stat().st_mtime
    return 0.0
