"""The table of ratios: goals, and what was measured."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import median

from rapidfuzz import fuzz

from performance import baselines, cases
from performance.measuring import Measuring, Target, line
from performance.running import inside, run

ROUNDS = 3
LOGIC_SECONDS = 0.00022
"""Of a pair, where nomenklatura is not at hand: as measured when the target was set."""
LOW = 50_000
"""Customers that are screened at threshold 0.5, where answers take most of the time."""
_OURS = frozenset({"four", "two"})


def against_peers(m: Measuring) -> Iterator[str]:
    """Yield the command line over all customers beside `cdist`, logic-v2 and an exact join; rounds alternate."""
    names = {"four": cases.listed_names(cases.FOUR), "two": cases.listed_names(cases.TWO)}
    cost = _rounds(m, names)
    m.rate = len(names["four"]) / cost["sort four"]
    for lists, title, target in (
        ("four", f"four lists, {len(names['four']):,} names", (10, 15)),
        ("two", f"OFAC CSV and UN, {len(names['two']):,}", (5, 8)),
    ):
        yield _beside_cdist(m, title, target, cost[lists], cost[f"sort {lists}"])
        low = f"{title}, threshold 0.5" + (f" (one row in {_step(m)})" if _step(m) > 1 else "")
        yield _beside_cdist(m, low, None, cost[f"{lists} 0.5"], cost[f"sort {lists}"])
    ratio = cost["w four"] / cost["four"]
    yield line("rows a second against `cdist` WRatio", (1_000, 1_500), ratio, f"{ratio:,.0f}")
    pair = baselines.logic_v2(m.names, names["four"])
    ratio = 50 * (pair or LOGIC_SECONDS) / 2 / cost["four"]
    seconds = 1_000 * (pair or LOGIC_SECONDS)
    how = f"{seconds:.2f} ms a pair" if pair else f"not timed in this run: {seconds:.2f} ms a pair"
    what = "rows a second against the scoring alone of logic-v2 on 50 candidates, on two cores"
    yield line(what, (100, 150), ratio, f"{ratio:,.0f} ({how})")
    if "join" in cost:
        ratio = cost["four"] / cost["join"]
        shown = f"{ratio:.0f} ({1e6 * cost['four']:.0f} µs against {1e6 * cost['join']:.1f} µs)"
        what = "time of a row, file to file, over that of an exact join in DuckDB"
        yield line(what, (70, 40), ratio, shown, less=True)
    else:
        yield line("cost of a row against an exact join's", None, 0, "not measured: DuckDB is not installed")


def _rounds(m: Measuring, names: dict[str, list[str]]) -> dict[str, float]:
    """Seconds of a row for each way, the middle of some rounds."""
    lists = {"four": cases.list_paths(cases.FOUR), "two": cases.list_paths(cases.TWO)}
    join = baselines.exact_join(m.folder, m.customers, names["four"])
    low = cases.write_rows(m.folder / "low.csv", m.rows[:: _step(m)])
    few = m.sample[:: max(1, len(m.sample) // (60 if m.quick else 100))]
    first = cases.write_rows(m.folder / "first.csv", m.rows[:1])
    times: dict[str, list[float]] = {}

    def note(what: str, seconds: float, rows: int) -> None:
        times.setdefault(what, []).append(seconds / rows)

    for paths in lists.values():
        m.screen(paths, customers=first)  # compiles them
    for _ in range(1 if m.quick else ROUNDS):
        for which, paths in lists.items():
            note(which, m.screen(paths).seconds, len(m.rows))
            note(
                f"sort {which}",
                baselines.comparing(m.sample, names[which], fuzz.token_sort_ratio),
                len(m.sample),
            )
            found = m.screen(paths, "--threshold", "0.5", customers=low)
            note(f"{which} 0.5", found.seconds, len(m.rows[:: _step(m)]))
        note("w four", baselines.comparing(few, names["four"], fuzz.WRatio), len(few))
        if join:
            note("join", join(), len(m.rows))
    return {what: median(found) for what, found in times.items()}


def _step(m: Measuring) -> int:
    return max(1, len(m.rows) // LOW)


def _beside_cdist(m: Measuring, title: str, target: Target | None, ours: float, theirs: float) -> str:
    seconds = f"{ours * len(m.rows):.1f} s against {theirs * len(m.rows):.0f} s"
    what = f"rows a second against `cdist` token_sort_ratio, {title}"
    return line(what, target, theirs / ours, f"{theirs / ours:.1f} ({seconds})")


def one_query(m: Measuring) -> Iterator[str]:
    """Yield the time of one query against the four lists."""
    mixed = m.some("mixed.csv", 2_000)
    found = inside("one", mixed, 2_000, *cases.list_paths(cases.FOUR), cache=m.cache)
    for key, title, target in (("median", "median", (3, 0.5)), ("p99", "99th percentile", (15, 3))):
        beside = f"{found[key] / found['cdist']:.2f} of the {found['cdist']:.0f} ms that `cdist` takes"
        shown = f"{found[key]:.2f} ms ({beside})"
        yield line(f"one query, {title}", target, found[key], shown, less=True, unit=" ms")


def load_and_check(m: Measuring) -> Iterator[str]:
    """Yield the load of a compiled index, and `check`."""
    four = cases.list_paths(cases.FOUR)
    found = inside("load", *four, cache=m.cache)
    ms = 1_000 * found["warm"]
    what = f"loading the index of {found['names']:,} names, and hashing the files"
    yield line(what, (50, 10), ms, f"{ms:.0f} ms (building it: {found['cold']:.1f} s)", less=True, unit=" ms")
    check = [sys.executable, "-m", "sanctionscreen", "check", "Tongbang Bank"]
    named = [part for path in four for part in ("--lists", path)]
    for clusters in m.cache.glob("clusters-*"):
        clusters.unlink()
    first = run([*check, *named], cache=m.cache).peak_mb
    peak = min(run([*check, *named], cache=m.cache).peak_mb for _ in range(3))
    shown = f"{peak:.0f} MB ({first:.0f} in the run that builds the clusters)"
    yield line(
        "peak memory of `check` against the four lists", (150, 100), peak, shown, less=True, unit=" MB"
    )
    imports = [sys.executable, "-c", "import click, pydantic, rapidfuzz, numpy"]
    for title, options, target in (
        ("the shipped list", ["--lists", "shipped"], (2.5, 1.7)),
        ("the four lists", named, None),
    ):
        for command in ([*check, *options], imports):
            run(command, cache=m.cache)  # so that both find their files in memory, and compiled
        pairs = [
            (run([*check, *options], cache=m.cache).seconds, run(imports, cache=m.cache).seconds)
            for _ in range(9)
        ]
        ratio = median(ours for ours, _ in pairs) / median(theirs for _, theirs in pairs)
        what = f'time of `check` against {title}, over that of `python -c "import click, pydantic, rapidfuzz, numpy"`'
        yield line(what, target, ratio, f"{ratio:.2f}", less=True)


def million(m: Measuring) -> Iterator[str]:
    """Yield the peak memory of a million rows."""
    count = 100_000 if m.quick else 1_000_000
    path = cases.write_rows(m.folder / "million.csv", cases.repeated(m.rows, count))
    found = m.screen(cases.list_paths(cases.FOUR), customers=path)
    m.million = found, count
    path.unlink()
    largest = f"{found.largest_mb / 1000:.2f} in the largest"
    shown = f"{found.peak_mb / 1000:.2f} GB in all processes, {largest}; {found.seconds:.0f} s"
    yield line(f"{count:,} rows, peak memory", (1.5, 0.7), found.peak_mb / 1000, shown, less=True, unit=" GB")


def hard_names(m: Measuring) -> Iterator[str]:
    """Yield the cost of a row of hard names over that of an ordinary one, in as many rows."""
    four = cases.list_paths(cases.FOUR)
    ordinary = m.rows[:: max(1, len(m.rows) // 10_000)]
    usual: dict[int, float] = {}
    for title, rows in cases.hard(ordinary).items():
        count = len(rows)
        if count not in usual:
            path = cases.write_rows(m.folder / f"usual{count}.csv", ordinary[:count])
            usual[count] = inside("many", path, *four, cache=m.cache)["row"]
        path = cases.write_rows(m.folder / "hard.csv", rows)
        ratio = inside("many", path, *four, cache=m.cache)["row"] / usual[count]
        yield line(
            f"hard names: {title}, time over that of ordinary rows",
            (10, 10),
            ratio,
            f"{ratio:.1f}",
            less=True,
        )


def growing(m: Measuring) -> Iterator[str]:
    """Yield what `growth.by_list_size` found."""
    if m.growth:
        what = "time of a row at 160,000 listed names over that at 10,000"
        yield line(what, (3, 2), m.growth, f"{m.growth:.1f}", less=True)
