"""Results that are killed and go on."""

from __future__ import annotations

import json
import multiprocessing
from contextlib import suppress
from pathlib import Path

import pytest

from sanctionscreen.batch.output.journal import PartialFile, unfinished
from sanctionscreen.errors import OutputError, UsageError

RUN = {"input": ["abc"], "lists": [1]}


def killed(place: Path, text: str, answered: int, more: str = "") -> None:
    """A run that reached a checkpoint, wrote on, and ended by an exception."""
    with suppress(KeyboardInterrupt), PartialFile(place, RUN, resume=False) as partial:
        partial.out.write(text)
        partial.checkpoint(answered, {"n": answered})
        partial.out.write(more)
        raise KeyboardInterrupt


def test_what_is_behind_the_last_checkpoint_is_cut_off_and_written_again(tmp_path: Path) -> None:
    place = tmp_path / "o"
    killed(place, "één\n", 1, more="hal")
    assert unfinished(str(place))
    with PartialFile(place, RUN, resume=True) as partial:
        assert (partial.at.answered, partial.at.state) == (1, {"n": 1})
        partial.out.write("two\n")
        partial.checkpoint(2, {"n": 2})
    assert partial.path.read_text("utf-8") == "één\ntwo\n"
    partial.discard()
    assert not unfinished(str(place))
    assert list(tmp_path.iterdir()) == []


def test_a_run_without_a_checkpoint_leaves_nothing(tmp_path: Path) -> None:
    with suppress(KeyboardInterrupt), PartialFile(tmp_path / "o", RUN, resume=True) as partial:
        partial.out.write("half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_checkpoint_half_written_is_not_reached(tmp_path: Path) -> None:
    place = tmp_path / "o"
    killed(place, "1\n", 1, more="2\n")
    journal = tmp_path / ".o.journal"
    journal.write_bytes(journal.read_bytes() + b'{"answered": 2, "by')
    for _ in range(2):  # the torn line must not spoil the next one either
        with PartialFile(place, RUN, resume=True) as partial:
            assert partial.at.answered == 1
            partial.checkpoint(1, {})


@pytest.mark.parametrize("changed", list(RUN))
def test_another_run_is_refused_and_said_in_what_it_differs(tmp_path: Path, changed: str) -> None:
    killed(tmp_path / "o", "1\n", 1)
    with pytest.raises(UsageError, match=f"not the same as in that run: {changed}"):
        PartialFile(tmp_path / "o", RUN | {changed: ["other"]}, resume=True)
    assert unfinished(str(tmp_path / "o"))  # a refusal must not cost what was done


@pytest.mark.parametrize("content", ["2\n", ""])
def test_results_changed_by_somebody_are_refused(tmp_path: Path, content: str) -> None:
    killed(tmp_path / "o", "1\n", 1)
    (tmp_path / ".o.partial").write_text(content)
    with pytest.raises(UsageError, match="was changed since"):
        PartialFile(tmp_path / "o", RUN, resume=True)


def test_without_resume_it_begins_anew(tmp_path: Path) -> None:
    killed(tmp_path / "o", "1\n", 1)
    with PartialFile(tmp_path / "o", RUN | {"lists": []}, resume=False) as partial:
        assert partial.at.answered == 0
        partial.checkpoint(0, {})
    assert partial.path.read_bytes() == b""
    assert json.loads(partial.journal.read_bytes().splitlines()[0])["lists"] == []


def _hold(place: Path, held: object, done: object) -> None:
    with PartialFile(place, RUN, resume=False):
        held.set()  # type: ignore[attr-defined]
        done.wait(30)  # type: ignore[attr-defined]


def test_two_processes_cannot_write_one_place(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path / "o", held, done))
    other.start()
    try:
        assert held.wait(30)
        with pytest.raises(OutputError, match="another run is writing it"):
            PartialFile(tmp_path / "o", RUN, resume=True)
    finally:
        done.set()
        other.join()


def test_a_folder_that_isnt_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        PartialFile(tmp_path / "none" / "o", RUN, resume=False)
