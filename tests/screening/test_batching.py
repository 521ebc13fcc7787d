"""How queries are cut into batches."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen import Query
from sanctionscreen.screening.batching import in_batches


@given(st.integers(0, 60), st.integers(1, 12), st.integers(1, 3))
def test_every_query_is_in_one_batch_in_order(count: int, size: int, processes: int) -> None:
    queries = [Query(query_id=str(number)) for number in range(count)]
    batches = list(in_batches(queries, size, processes))
    assert [query for batch in batches for query in batch] == queries
    assert all(0 < len(batch) <= size for batch in batches)


@pytest.mark.parametrize("count", [100, 101, 119])
def test_for_several_processes_the_first_and_the_last_batches_are_smaller(count: int) -> None:
    """So that no process waits long at either end."""
    sizes = [len(batch) for batch in in_batches([Query()] * count, 20, 2)]
    assert sizes[:2] == [5, 5]
    assert set(sizes[2:-4]) <= {20, 5}
    assert max(sizes[-4:]) <= 5
    assert {len(batch) for batch in in_batches([Query()] * 100, 20, 1)} == {20}


def test_a_batch_is_given_before_all_queries_are_read() -> None:
    read: list[Query] = []

    def queries() -> Iterator[Query]:
        for _ in range(1_000):
            read.append(Query())
            yield read[-1]

    next(in_batches(queries(), 20, 2))
    assert len(read) == 5
