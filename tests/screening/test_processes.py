"""The same work on many batches in several processes."""

from __future__ import annotations

import os

import pytest

from sanctionscreen.screening.processes import in_order, usable_workers


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
    """The batches after the first ones, of which there are as many as processes, see the results before them."""
    learned: list[int] = []
    results = [seen for _, (_, seen) in in_order(
        range(6), lambda batch: (batch, list(learned)), 2, learn=lambda result: learned.append(result[0])
    )]  # fmt: skip
    assert results == [[], [], [0], [0, 1], [0, 1, 2], [0, 1, 2, 3]]


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
