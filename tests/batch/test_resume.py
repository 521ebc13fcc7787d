"""Runs that are killed and go on, to the same bytes as one that wasn't."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import random
import time
from pathlib import Path
from typing import Any

import pytest

from sanctionscreen.batch import CustomerFile, Run, manifest, screen_file, unfinished
from sanctionscreen.batch import run as run_module
from sanctionscreen.errors import CustomerFileError, UsageError

_NAMES = ("Ann Lee", "Bad Bank", "---", "Bo Ek", "Bad muted")


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    rows = (
        f"{number},{_NAMES[number % 5]} {'' if number % 5 == 2 else number},1967-13-01"
        for number in range(400)
    )
    path.write_text("\n".join(["id,name,dob", *rows]) + "\n", encoding="utf-8")
    return path


class Slow:
    """A screener that takes its time over every answer."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def screen_many(self, queries: Any) -> Any:
        for screening in self.inner.screen_many(queries):
            time.sleep(0.001)
            yield screening


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet", "xlsx"])
def test_a_run_killed_again_and_again_ends_with_the_same_bytes(
    customers: Path, tmp_path: Path, fake_screener: Any, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    """Killed at random moments; no row is lost or repeated, and the account of the run is the same too."""
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("no forking here")
    monkeypatch.setattr(run_module, "CHECKPOINT", 20)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    screen(fake_screener, customers, whole, format=format_)
    moments, kills = random.Random(0), 0
    while not killed.exists():
        run = multiprocessing.get_context("fork").Process(
            target=screen,
            args=(Slow(fake_screener), customers, killed),
            kwargs={"format": format_, "resume": True},
        )
        run.start()
        run.join(
            0.1 + 0.2 * moments.random() + 0.02 * kills
        )  # a busy machine takes longer to make a workbook
        kills += run.exitcode is None
        run.kill()
        run.join()
        assert kills < 100, "it never gets to the end"
    assert kills
    assert killed.read_bytes() == whole.read_bytes()
    for beside in ("rejects.csv", "warnings.csv"):
        assert Path(f"{killed}.{beside}").read_bytes() == Path(f"{whole}.{beside}").read_bytes()
    ours, theirs = (json.loads(Path(f"{out}.manifest.json").read_text("utf-8")) for out in (killed, whole))
    for part in ("counts", "warnings"):
        assert ours[part] == theirs[part]
    assert (
        ours["output"]["sha256"]
        == theirs["output"]["sha256"]
        == hashlib.sha256(killed.read_bytes()).hexdigest()
    )


class Interrupted:
    """Answers a number of queries, then the user presses Ctrl-C."""

    def __init__(self, inner: Any, answers: int) -> None:
        self.inner, self.answers, self.asked = inner, answers, 0

    def screen_many(self, queries: Any) -> Any:
        for screening in self.inner.screen_many(queries):
            if self.asked == self.answers:
                raise KeyboardInterrupt
            self.asked += 1
            yield screening


def screen(screener: Any, path: Path, out: Path, **options: Any) -> Run:
    with CustomerFile(str(path)) as opened:
        return screen_file(
            screener, opened, str(out), **({"format": "jsonl", "about": {"editions": []}} | options)
        )


@pytest.fixture
def begun(customers: Path, tmp_path: Path, fake_screener: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where 100 answers stand half done."""
    monkeypatch.setattr(run_module, "CHECKPOINT", 50)
    with pytest.raises(KeyboardInterrupt):
        screen(Interrupted(fake_screener, 120), customers, tmp_path / "o")
    return tmp_path / "o"


def test_answers_that_stand_are_not_asked_for_again(customers: Path, begun: Path, fake_screener: Any) -> None:
    again = Interrupted(fake_screener, 1_000)
    steps: list[int] = []
    run = screen(again, customers, begun, resume=True, on_progress=steps.append)
    assert again.asked == 220
    assert steps[0] == 100
    assert sum(steps) == run.counts.screened == 320
    assert run.counts.rows == 400
    manifest = json.loads(Path(f"{begun}.manifest.json").read_text("utf-8"))
    assert len(manifest["resumed"]) == 1
    assert manifest["resumed"][0] >= manifest["started"]


def test_a_run_on_other_input_lists_configuration_or_format_is_refused(
    customers: Path, begun: Path, fake_screener: Any
) -> None:
    for options, word in (
        ({"about": {"editions": [{"list": "un-sc"}]}}, "lists"),
        ({"about": {"editions": [], "configuration": {"threshold": 0.5}}}, "configuration"),
        ({"format": "csv"}, "format"),
    ):
        with pytest.raises(UsageError, match=word):
            screen(fake_screener, customers, begun, resume=True, **options)
    customers.write_text(customers.read_text("utf-8").replace("Ann", "Anne"), encoding="utf-8")
    with pytest.raises(UsageError, match="input"):
        screen(fake_screener, customers, begun, resume=True)
    assert not begun.exists()
    assert unfinished(str(begun))


def test_another_version_of_the_program_is_refused(
    customers: Path, begun: Path, fake_screener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "__version__", "0.0.0")
    with pytest.raises(UsageError, match="program version"):
        screen(fake_screener, customers, begun, resume=True)


def test_where_a_list_lies_now_makes_no_difference(
    customers: Path, tmp_path: Path, fake_screener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "CHECKPOINT", 50)
    edition = {"list": "un-sc", "sha256": "ab", "path": "here"}
    with pytest.raises(KeyboardInterrupt):
        screen(Interrupted(fake_screener, 60), customers, tmp_path / "o", about={"editions": [edition]})
    about = {"editions": [edition | {"path": "there"}]}
    assert screen(fake_screener, customers, tmp_path / "o", about=about, resume=True).answered == 50


def test_a_file_at_fault_leaves_nothing_to_go_on_with(
    customers: Path, tmp_path: Path, fake_screener: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "CHECKPOINT", 50)
    customers.write_text(customers.read_text("utf-8") + '401,"Ann', encoding="utf-8")
    with pytest.raises(CustomerFileError):
        screen(fake_screener, customers, tmp_path / "o")
    assert {path.name for path in tmp_path.iterdir()} == {"customers.csv"}


def test_nothing_to_go_on_with_is_a_run_from_the_beginning(
    customers: Path, tmp_path: Path, fake_screener: Any
) -> None:
    started = time.time()
    run = screen(fake_screener, customers, tmp_path / "o", resume=True)
    assert run.answered == 0
    assert (tmp_path / "o").stat().st_mtime >= started - 1
