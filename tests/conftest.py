"""Fixtures that several test modules share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with official files and evaluation data (SANCTIONSCREEN_REAL_DATA); skips without one."""
    root = Path(__file__).parents[1]
    folder = (root / os.environ.get("SANCTIONSCREEN_REAL_DATA", "../shared")).resolve()
    if not (folder / "lists").is_dir():
        pytest.skip(f"no official files under {folder} (SANCTIONSCREEN_REAL_DATA)")
    return folder
