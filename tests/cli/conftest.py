"""Running commands as a user would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanctionscreen.cli import cli

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command line; gives exit code, standard output and standard error."""
    return lambda *args, **options: CliRunner().invoke(cli, [str(arg) for arg in args], **options)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write text or bytes into a file, and give its path."""

    def write(content: str | bytes, name: str = "customers.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def examples() -> Path:
    """The example customers that `make demo` screens."""
    return ROOT / "examples" / "customers.csv"
