"""Published files of a store: copies next to the database, named by their SHA-256."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sanctionscreen.cache.file_hash import hash_of

_PART = ".part"


def files_folder(folder: Path) -> Path:
    """The folder of a store's published files."""
    return folder / "files"


def path_of(folder: Path, sha256: str) -> Path:
    """The path of one file."""
    return files_folder(folder) / sha256[:2] / sha256


def add(folder: Path, path: Path) -> dict[str, str]:
    """Copy a published file, or those of a folder, into the store.

    Returns:
        Name and hash of each file.

    Raises:
        OSError: if one cannot be written.
    """
    files = [path]
    if path.is_dir():
        files = sorted(item for item in path.iterdir() if item.is_file() and not item.name.startswith("."))
    return {item.name: _add_one(folder, item) for item in files}


def _add_one(folder: Path, path: Path) -> str:
    sha256 = hash_of(path)
    target = path_of(folder, sha256)
    if target.is_file() and target.stat().st_size == path.stat().st_size:
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{sha256}.{os.getpid()}{_PART}")
    try:
        shutil.copyfile(path, temporary)
        with temporary.open("rb") as handle:
            os.fsync(handle.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return sha256


def remove_unused(folder: Path, used: set[str]) -> tuple[int, int]:
    """Remove files of no edition, and the temporary files of killed processes.

    Returns:
        Number of files, and their bytes.
    """
    count = size = 0
    for path in files_folder(folder).glob("??/*"):
        if path.name not in used and not _is_being_written(path):
            count, size = count + 1, size + path.stat().st_size
            path.unlink(missing_ok=True)
    for path in (folder / "incoming").glob("*"):
        if not _is_running(path.name.rpartition(".")[2]):
            shutil.rmtree(path, ignore_errors=True)
    return count, size


def _is_being_written(path: Path) -> bool:
    """Whether a running process writes the file: the name of a temporary file has the process id."""
    return path.suffix == _PART and _is_running(path.name.split(".")[1])


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except OSError:
        return True
    return True
