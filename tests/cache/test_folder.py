"""The folder of compiled lists: nothing in it is needed, and nothing wrong in it does harm."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import platformdirs
import pytest
from platformdirs.api import PlatformDirsABC
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows, get_win_folder_from_env_vars

from sanctionscreen.cache import folder as module
from sanctionscreen.cache.folder import CacheFolder, default_cache_folder

ARRAYS = {"numbers": np.arange(100)}


def one_file(path: Path) -> Path:
    """The only file of arrays in a folder."""
    (found,) = path.glob("*.arrays")
    return found


def test_what_is_put_is_got_by_kind_and_key(tmp_path: Path) -> None:
    kept = CacheFolder(tmp_path / "new" / "folder")
    kept.put("list", "aa", {"a": 1}, ARRAYS)
    found = CacheFolder(tmp_path / "new" / "folder").get("list", "aa")
    assert found is not None
    assert (found.meta, found.arrays["numbers"].tolist()) == ({"a": 1}, list(range(100)))
    assert kept.get("list", "bb") is None
    assert kept.get("names", "aa") is None


def test_a_damaged_file_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    """The damage is found although the file was checked before, for its times have changed."""
    kept = CacheFolder(tmp_path)
    kept.put("list", "aa", {}, ARRAYS)
    assert kept.get("list", "aa") is not None
    path = one_file(tmp_path)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert kept.get("list", "aa") is None


def test_a_copied_folder_is_checked_and_used(tmp_path: Path) -> None:
    CacheFolder(tmp_path / "one").put("list", "aa", {}, ARRAYS)
    (tmp_path / "one").rename(tmp_path / "two")
    one_file(tmp_path / "two").with_suffix(".checked").write_text("nonsense", encoding="ascii")
    assert CacheFolder(tmp_path / "two").get("list", "aa") is not None


def test_a_folder_that_cannot_be_written_to_is_told_of_once_and_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    told: list[str] = []
    kept = CacheFolder(tmp_path / "file", told.append)
    kept.put("list", "aa", {}, ARRAYS)
    kept.put("list", "bb", {}, ARRAYS)
    assert kept.get("list", "aa") is None
    assert kept.keys("list") == []
    assert len(told) == 1
    assert "compiled lists cannot be kept" in told[0]


def test_what_was_not_used_for_longest_goes_when_there_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = CacheFolder(tmp_path)
    for age, key in enumerate(("cc", "bb", "aa")):
        kept.put("list", key, {}, ARRAYS)
        os.utime(tmp_path / f"list-{key}.checked", (1_000_000 - age, 1_000_000 - age))
    assert kept.keys("list") == ["cc", "bb", "aa"]
    monkeypatch.setattr(module, "MOST_BYTES", 2 * one_size(tmp_path))
    kept.put("list", "dd", {}, ARRAYS)
    assert kept.keys("list") == ["dd", "cc"]


def one_size(path: Path) -> int:
    """Size of the files in a folder, which are alike."""
    (size,) = {file.stat().st_size for file in path.glob("*.arrays")}
    return size


@pytest.mark.parametrize(
    ("system", "environment", "expected"),
    [
        (Unix, {"HOME": "/home/ann"}, "/home/ann/.cache/sanctionscreen"),
        (Unix, {"HOME": "/home/ann", "XDG_CACHE_HOME": "/big/cache"}, "/big/cache/sanctionscreen"),
        (MacOS, {"HOME": "/Users/ann"}, "/Users/ann/Library/Caches/sanctionscreen"),
        (Windows, {"LOCALAPPDATA": "/ann/AppData/Local"}, "/ann/AppData/Local/sanctionscreen"),
        (Unix, {"SANCTIONSCREEN_CACHE": "/mine"}, "/mine"),
    ],
)
def test_the_default_folder_is_the_users(
    monkeypatch: pytest.MonkeyPatch, system: type[PlatformDirsABC], environment: dict[str, str], expected: str
) -> None:
    for name in ("SANCTIONSCREEN_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(platformdirs, "PlatformDirs", system)
    monkeypatch.setattr("platformdirs.windows.get_win_folder", get_win_folder_from_env_vars)
    assert default_cache_folder() == Path(expected)
