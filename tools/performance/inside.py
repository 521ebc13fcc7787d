"""What is measured within one process: usage: python -m performance.inside PART CACHE ARGUMENTS…; prints JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from statistics import median

import numpy as np
from rapidfuzz import fuzz, process, utils

from sanctionscreen import Query, Screener, read_list
from sanctionscreen.batch import CustomerFile

WORKERS = 2


def main(part: str, cache: str, *arguments: str) -> None:
    """Measure one part."""
    print(json.dumps(PARTS[part](cache, *arguments)))


def compiled(cache: str, lists: Iterable[str]) -> Screener:
    """A screener of lists that are compiled already, if they were asked for before."""
    return Screener.from_lists(*lists, cache=cache)


def load(cache: str, *lists: str) -> dict[str, float]:
    """Seconds to have a screener of lists that are compiled already, and to compile them where they are not."""
    compiled(cache, lists)
    times = []
    for _ in range(5):
        began = time.perf_counter()
        screener = compiled(cache, lists)
        times.append(time.perf_counter() - began)
    began = time.perf_counter()
    Screener.from_lists(*lists)
    cold = time.perf_counter() - began
    return {"warm": min(times), "cold": cold, "names": sum(edition.names for edition in screener.editions)}


def update(cache: str, *lists: str) -> dict[str, float]:
    """Seconds to read, to compile all, to take 300 listings away and to add them again, and to load what is kept."""
    from dataclasses import replace

    compiled(cache, lists)
    began = time.perf_counter()
    compiled(cache, lists)
    loaded = time.perf_counter() - began
    began = time.perf_counter()
    editions = [read_list(path) for path in lists]
    read = time.perf_counter() - began
    began = time.perf_counter()
    screener = Screener(editions)
    whole = time.perf_counter() - began
    first = editions[0]
    less = [replace(first, listings=first.listings[300:]), *editions[1:]]
    began = time.perf_counter()
    smaller = screener.updated(less)
    removed = time.perf_counter() - began
    began = time.perf_counter()
    smaller.updated(editions)
    added = time.perf_counter() - began
    return {"read": read, "whole": whole, "removed": removed, "added": added, "load": loaded}


def one(cache: str, customers: str, count: str, *lists: str) -> dict[str, float]:
    """Milliseconds of one query, median and 99th percentile, and in which `cdist` compares it with every name."""
    screener = compiled(cache, lists)
    names = [name.name for path in lists for listing in read_list(path).listings for name in listing.names]
    choices = [utils.default_process(name) for name in names]
    queries = _queries(customers)[: int(count)]
    found: dict[str, list[float]] = {"median": [], "p99": [], "cdist": []}
    for part in range(_PARTS):  # in turn, so that whatever else the machine does bears on both
        some = queries[part::_PARTS]
        for key, value in _latency(screener, some).items():
            found[key].append(value)
        texts = [utils.default_process(query.name) for query in some[:20]]
        began = time.perf_counter()
        for text in texts:
            process.cdist([text], choices, scorer=fuzz.token_sort_ratio, dtype=np.uint8, workers=1)
        found["cdist"].append(1_000 * (time.perf_counter() - began) / len(texts))
    return {key: median(values) for key, values in found.items()}


_PARTS = 5


def _latency(screener: Screener, queries: list[Query]) -> dict[str, float]:
    for query in queries[:20]:
        screener.screen(query)  # what is loaded once is not timed
    times = []
    for query in queries[20:]:
        began = time.perf_counter()
        screener.screen(query)
        times.append(1_000 * (time.perf_counter() - began))
    times.sort()
    return {"median": times[len(times) // 2], "p99": times[int(len(times) * 0.99)]}


def many(cache: str, customers: str, *lists: str) -> dict[str, float]:
    """Microseconds of a row when the screener stands, with two processes; and one query's latency."""
    screener = compiled(cache, lists)
    queries = _queries(customers)
    times = []
    for _ in range(3):
        began = time.perf_counter()
        answered = sum(1 for _ in screener.screen_many(queries, workers=WORKERS))
        times.append(time.perf_counter() - began)
    assert answered == len(queries)
    return {"row": 1e6 * min(times) / len(queries), **_latency(screener, queries[:320])}


def steps(cache: str, customers: str, *lists: str) -> dict[str, float]:
    """Microseconds of CPU time a row by step, file to file in one process."""
    from performance.steps import Clock, watch
    from sanctionscreen.batch import screen_file

    screener = compiled(cache, lists)
    with CustomerFile(customers) as warm:
        queries = [row for row in warm if isinstance(row, Query)]
        list(screener.screen_many(queries[::_PARTS]))  # what is loaded once is not timed
    clock = Clock()
    watch(clock)
    with CustomerFile(customers) as file:
        clock.restart()
        run = screen_file(screener, file, f"{customers}.out", format="jsonl", about={})
        clock.stop()
    return {step: 1e6 * seconds / run.counts.screened for step, seconds in clock.seconds.items()}


def _queries(path: str) -> list[Query]:
    with CustomerFile(path) as customers:
        return [row for row in customers if isinstance(row, Query)]


PARTS: dict[str, Callable[..., dict[str, float]]] = {
    "load": load,
    "update": update,
    "one": one,
    "many": many,
    "steps": steps,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
