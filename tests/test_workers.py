"""The same work on many batches in several processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sanctionscreen.workers import in_order, usable_workers


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_order_and_are_learned_before_they_are_given(workers: int) -> None:
    learned: list[int] = []
    given = []
    for batch, result in in_order(range(7), lambda batch: batch * 10, workers, learn=learned.append):
        assert result in learned
        given.append((batch, result))
    assert given == [(batch, batch * 10) for batch in range(7)]
    assert learned == [batch * 10 for batch in range(7)]


@pytest.mark.skipif(usable_workers(2) == 1, reason="needs to fork")
def test_a_process_knows_what_was_learned_before_it_was_forked() -> None:
    """The batches after the first ones, of which there is one more than processes, see the results before them."""
    learned: list[int] = []
    results = [seen for _, (_, seen) in in_order(
        range(7), lambda batch: (batch, list(learned)), 2, learn=lambda result: learned.append(result[0])
    )]  # fmt: skip
    assert results == [[], [], [], [0], [0, 1], [0, 1, 2], [0, 1, 2, 3]]


@pytest.mark.skipif(usable_workers(2) == 1, reason="needs to fork")
def test_no_more_batches_are_worked_on_than_there_are_workers(tmp_path: Path) -> None:
    def work(batch: int) -> int:
        mine = tmp_path / str(batch)
        mine.touch()
        time.sleep(0.05)
        at_once = len(list(tmp_path.iterdir()))
        mine.unlink()
        return at_once

    assert max(at_once for _, at_once in in_order(range(8), work, 2)) == 2


@pytest.mark.skipif(usable_workers(2) == 1, reason="needs to fork")
def test_a_process_waits_for_its_turn_while_nobody_takes_results(tmp_path: Path) -> None:
    """When the first of six results is taken, three more batches have a process, and all three get done."""
    results = in_order(range(6), lambda batch: (tmp_path / str(batch)).touch(), 2)
    next(results)
    until = time.monotonic() + 10
    while not (tmp_path / "3").exists() and time.monotonic() < until:
        time.sleep(0.01)
    went_on = (tmp_path / "3").exists()
    assert len(list(results)) == 5
    assert went_on


@pytest.mark.skipif(usable_workers(2) == 1, reason="needs to fork")
def test_an_error_in_a_process_is_raised_in_its_turn_and_a_killed_one_is_told() -> None:
    def work(batch: int) -> int:
        if batch == 2:
            raise ValueError("of the third")
        return batch

    given: list[int] = []
    with pytest.raises(ValueError, match="of the third"):
        given.extend(batch for batch, _ in in_order(range(4), work, 2))
    assert given == [0, 1]
    with pytest.raises(RuntimeError, match="ended before"):
        list(in_order(range(2), lambda _: os._exit(1), 2))
