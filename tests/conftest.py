"""Fixtures that several test modules share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The fast suite gives the same verdict in every run; `make fuzz` looks further, and elsewhere each time.
settings.register_profile("small", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("short", max_examples=200, deadline=None)
settings.register_profile("thorough", max_examples=5_000, deadline=None)
settings.load_profile("small")


@pytest.fixture(scope="session", autouse=True)
def kept_lists(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Commands keep lists in a folder of this test run, never in the user's."""
    os.environ["SANCTIONSCREEN_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with official files and evaluation data (SANCTIONSCREEN_REAL_DATA); skips without one."""
    root = Path(__file__).parents[1]
    folder = (root / os.environ.get("SANCTIONSCREEN_REAL_DATA", "../shared")).resolve()
    if not (folder / "lists").is_dir():
        pytest.skip(f"no official files under {folder} (SANCTIONSCREEN_REAL_DATA)")
    return folder


@pytest.fixture(autouse=True)
def no_store_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tests see no store but their own: the data folder is an empty one."""
    folder = tmp_path_factory.getbasetemp() / "no-data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder
