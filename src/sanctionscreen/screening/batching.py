"""How queries are cut into batches, and what is looked at before the first one is given to another process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from sanctionscreen._gc import collector_paused
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.model import Query

BATCH = 20_000
"""Queries that are matched together: enough to share the work on their tokens, few enough to bound memory."""

BATCH_LOW = 2_500
"""The same far below the default threshold, where a query has several hits: there the answers take the memory."""

_LOW = 0.09
"""How far below the default threshold that begins."""

MANY = 500
"""Queries of a first batch from which on it pays to prepare for many: the whole of fewer takes less time."""

_SMALLER = 4  # parts of a batch that the first and the last ones are of
_WARM = 200  # names that meet the scripts of a file


def batch_size(threshold: float) -> int:
    """How many queries are matched together."""
    return BATCH_LOW if threshold < load_weights().threshold - _LOW else BATCH


def in_batches(queries: Iterable[Query], size: int, processes: int) -> Iterator[list[Query]]:
    """Cut queries into batches.

    For several processes the first ones and the last ones are smaller: so that none waits long for its first, and all
    end at about the same time.
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
    with collector_paused():  # they all stay
        return list(islice(stream, count))


def warming(first: list[Query]) -> list[Query]:
    """Queries that need all that others will: tables of scripts, of identifiers, of addresses.

    They are screened before the first fork; else each process would load the tables for itself.
    """
    chosen = list(islice((query for query in first if not query.name.isascii()), _WARM))
    chosen += islice((query for query in first if query.identifiers), 1)
    chosen += islice((query for query in first if query.addresses), 1)
    return chosen
