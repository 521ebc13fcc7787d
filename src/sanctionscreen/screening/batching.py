"""Batching: the sizes of batches of queries, and the queries that warm up a process before it forks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from sanctionscreen._gc import collector_paused
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.model import Query

BATCH = 20_000
"""Queries that are matched together: enough to share the work on their tokens, few enough to bound memory."""

BATCH_LOW = 2_500
"""The same far below the default threshold, where a query has several hits, and the hits take the memory."""

_LOW = 0.09
"""How far below the default threshold `BATCH_LOW` begins to apply."""

MANY = 500
"""Size of a first batch from which preparing for many queries pays: fewer are screened in less time."""

_SMALLER = 4  # the first and the last batches are a fourth of a batch
_WARM = 200  # names that are likely to cover the scripts of a file


def batch_size(threshold: float) -> int:
    """How many queries are matched together."""
    return BATCH_LOW if threshold < load_weights().threshold - _LOW else BATCH


def in_batches(queries: Iterable[Query], size: int, processes: int) -> Iterator[list[Query]]:
    """Cut queries into batches.

    For several processes the first and the last ones are smaller, so that no process waits long for its first batch,
    and all end at about the same time.
    """
    stream = iter(queries)
    if processes > 1:
        for _ in range(processes):
            if first := _taken(stream, max(1, size // _SMALLER)):
                yield first
    batch = _taken(stream, size)
    while batch:
        following = _taken(stream, size) if len(batch) == size else []
        if processes > 1 and len(following) < size:
            last = batch + following
            part = max(1, size // _SMALLER)
            yield from (last[at : at + part] for at in range(0, len(last), part))
            return
        yield batch
        batch = following


def _taken(stream: Iterator[Query], count: int) -> list[Query]:
    with collector_paused():  # none of them is garbage
        return list(islice(stream, count))


def warm_up_queries(first: list[Query]) -> list[Query]:
    """Queries that load what others will need: tables of scripts, of identifiers, of addresses.

    They are screened before the first fork; otherwise each process would load the tables for itself.
    """
    chosen = list(islice((query for query in first if not query.name.isascii()), _WARM))
    chosen += islice((query for query in first if query.identifiers), 1)
    chosen += islice((query for query in first if query.addresses), 1)
    return chosen
