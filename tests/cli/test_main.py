"""The program as a whole: help, errors and exit codes, what it imports."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from sanctionscreen import errors
from sanctionscreen._version import __version__
from sanctionscreen.cli import COMMANDS, cli

Run = Callable[..., Result]


def test_help_names_every_command_and_exit_code(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert all(f"  {command} " in result.stdout for command in COMMANDS)
    assert all(f"{code} " in result.stdout for code in range(5))


def test_no_arguments_at_all_print_help_and_are_a_usage_error(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_version_is_the_packages(run: Run) -> None:
    assert __version__ in run("--version").stdout


@pytest.mark.parametrize(
    "args", [["nonsense"], ["check"], ["check", "A", "--kind", "cat"], ["check", "A", "--weak", "x"]]
)
def test_invalid_arguments_ends_with_2(run: Run, args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.UsageError("what?"), 2),
        (errors.CustomerFileError("is empty", path="f.csv", record="line 1"), 3),
        (errors.ListFileError("is empty", path="l.csv"), 3),
        (errors.OutputError("cannot be written", path="o"), 3),
        (errors.ListUnavailableError("un-sc is missing"), 4),
        (BrokenPipeError(), 3),
        (OSError(28, "No space left on device"), 3),
        (click.Abort(), 130),
        (ValueError("a bug"), 70),
    ],
)
def test_every_error_has_its_exit_code_and_one_message(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    @click.command()
    def fails() -> None:
        raise error

    monkeypatch.setattr(type(cli), "get_command", lambda *_: fails)
    result = run("fails")
    assert result.exit_code == code
    assert result.stdout == ""
    if isinstance(error, errors.SanctionscreenError):
        assert result.stderr == f"sanctionscreen: {error}\n"
    if code == 70:
        assert "Traceback" in result.stderr
        assert "this is a bug" in result.stderr


def test_the_program_starts_without_anything_heavy() -> None:
    code = (
        "import sys, sanctionscreen, sanctionscreen.cli\n"
        "print([name for name in ('numpy', 'pydantic', 'lxml', 'rapidfuzz', 'csv') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_results_that_nobody_reads_end_with_3_and_quietly(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("id,name\n" + "1,Ann Lee\n" * 20_000)
    command = [
        sys.executable,
        "-m",
        "sanctionscreen",
        "screen",
        str(tmp_path / "c.csv"),
        "--lists",
        "shipped",
    ]
    with subprocess.Popen(
        [*command, "--format", "csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_results_that_find_no_room_end_with_3() -> None:
    command = [sys.executable, "-m", "sanctionscreen", "check", "Ann Lee", "--lists", "shipped"]
    with open("/dev/full", "w") as full:
        found = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert found.returncode == 3
    assert found.stderr.decode() == "sanctionscreen: [Errno 28] No space left on device\n"


def test_the_program_runs_as_a_module() -> None:
    found = subprocess.run(
        [sys.executable, "-m", "sanctionscreen", "--version"], capture_output=True, text=True, check=True
    )
    assert __version__ in found.stdout


def test_a_check_imports_only_what_it_wants() -> None:
    """A name against a list needs no database, no other process, no addresses and no reader of lists' formats."""
    unwanted = (
        "sqlite3",
        "multiprocessing",
        "lxml",
        "sanctionscreen.lists.readers.house.house_list",
        "sanctionscreen.addresses.parse",
    )
    code = (
        "import sys; from sanctionscreen.cli import cli\n"
        "try: cli.main(['check', 'Zzyzx Qqq', '--lists', 'shipped', '--exit-zero'])\n"
        f"finally: print([name for name in {unwanted!r} if name in sys.modules])"
    )
    for _ in range(2):  # the first reads the list, and keeps it
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
