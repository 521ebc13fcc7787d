"""The published files, which lie beside the database under their SHA-256."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sanctionscreen.cache.file_hash import hash_of

_PART = ".part"


def files_folder(folder: Path) -> Path:
    """Where the files of a store are."""
    return folder / "files"


def place_of(folder: Path, sha256: str) -> Path:
    """Where one file is."""
    return files_folder(folder) / sha256[:2] / sha256


def keep(folder: Path, path: Path) -> dict[str, str]:
    """Copy a published file, or those of a folder, into the store.

    Returns:
        Name and hash of each.

    Raises:
        OSError: if one cannot be written.
    """
    files = [path]
    if path.is_dir():
        files = sorted(item for item in path.iterdir() if item.is_file() and not item.name.startswith("."))
    return {item.name: _keep_one(folder, item) for item in files}


def _keep_one(folder: Path, path: Path) -> str:
    sha256 = hash_of(path)
    place = place_of(folder, sha256)
    if place.is_file() and place.stat().st_size == path.stat().st_size:
        return sha256
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{sha256}.{os.getpid()}{_PART}")
    try:
        shutil.copyfile(path, beside)
        with beside.open("rb") as handle:
            os.fsync(handle.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
    return sha256


def remove_unused(folder: Path, used: set[str]) -> tuple[int, int]:
    """Remove files that no edition has, and what a killed process left.

    Returns:
        How many, and their bytes.
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
    """Whether a running process writes it: a part file has the process in its name."""
    return path.suffix == _PART and _is_running(path.name.split(".")[1])


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except OSError:
        return True
    return True
