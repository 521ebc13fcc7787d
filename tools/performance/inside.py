"""What is measured within one process: usage: inside.py PART CACHE ARGUMENTS…; prints one line of JSON."""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sanctionscreen import Query, Screener
from sanctionscreen.files import CustomerFile

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
    """Seconds to take 300 listings away and to add them again, over seconds to compile all."""
    from dataclasses import replace

    from sanctionscreen import read_list

    editions = [read_list(path) for path in lists]
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
    return {"whole": whole, "removed": removed, "added": added}


def one(cache: str, customers: str, count: str, *lists: str) -> dict[str, float]:
    """Milliseconds of one query, median and 99th percentile."""
    screener = compiled(cache, lists)
    return _latency(screener, _queries(customers)[: int(count)])


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


def stages(cache: str, customers: str, *lists: str) -> dict[str, float]:
    """Share of each package in a run in one process, as a profiler counts it (it makes small functions dearer)."""
    screener = compiled(cache, lists)
    profile = cProfile.Profile()
    profile.enable()
    for _ in screener.screen_many(_queries(customers), workers=1):
        pass
    profile.disable()
    shares: Counter[str] = Counter()
    stats: Any = pstats.Stats(profile)
    for (file, _, _), (_, _, _, _, callers) in stats.stats.items():
        for caller, (_, _, own, _) in callers.items():
            shares[_stage(file) or _stage(caller[0]) or "Python and libraries"] += own
    total = sum(shares.values())
    return {stage: share / total for stage, share in shares.most_common()}


def _stage(file: str) -> str:
    parts = Path(file).parts
    if "sanctionscreen" not in parts:
        return ""
    after = parts[len(parts) - parts[::-1].index("sanctionscreen") :]
    return "/".join(after).removesuffix(".py")


def _queries(path: str) -> list[Query]:
    with CustomerFile(path) as customers:
        return [row for row in customers if isinstance(row, Query)]


PARTS = {"load": load, "update": update, "one": one, "many": many, "stages": stages}

if __name__ == "__main__":
    main(*sys.argv[1:])
