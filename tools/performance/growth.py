"""Tables of growth, of compiling, and of the steps of the hot path."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from performance import baselines, cases
from performance.measuring import Measuring
from performance.running import inside


def by_list_size(m: Measuring) -> Iterator[str]:
    """Yield cost of a row and latency by the number of listed names, beside `cdist` over the same."""
    parties, rows = cases.growth()
    names = [name for name, _ in parties]
    asked = cases.write_rows(m.folder / "asked.csv", rows[:: 10 if m.quick else 1])
    few = [row["name"] for row in rows[:500]]
    yield "| listed names | µs a row, two processes | `cdist`, µs a row | one query, median | 99th percentile |"
    yield "| --- | --- | --- | --- | --- |"
    costs: list[float] = []
    for size in cases.SIZES:
        path = cases.house_list(m.folder / f"house{size}.csv", parties[:size])
        found = inside("many", asked, path, cache=m.cache)
        base = 1e6 * baselines.comparing(few, names[:size], fuzz.token_sort_ratio) / len(few)
        costs.append(found["row"])
        yield f"| {size:,} | {found['row']:.0f} | {base:.0f} | {found['median']:.2f} ms | {found['p99']:.2f} ms |"
    m.growth = costs[-1] / costs[0]
    size = cases.SIZES[-2]
    path = cases.house_list(m.folder / "unsaid.csv", [(name, "") for name in names[:size]])
    found = inside("many", asked, path, cache=m.cache)
    figures = f"{found['row']:.0f} | | {found['median']:.2f} ms | {found['p99']:.2f} ms"
    yield f"| {size:,}, of parties without a kind on the list | {figures} |"


def by_queries(m: Measuring) -> Iterator[str]:
    """Yield the time of a whole run by the number of rows."""
    yield "| rows | whole run | µs a row | peak memory, all processes |"
    yield "| --- | --- | --- | --- |"
    runs = []
    for count in (1, 10, 100, 1_000, 10_000, 100_000):
        rows = m.rows[:: max(1, len(m.rows) // count)][:count]
        path = cases.write_rows(m.folder / "some.csv", rows)
        times = 3 if count < 100_000 else 1
        found = [m.screen(cases.list_paths(cases.FOUR), customers=path) for _ in range(times)]
        runs.append((min(found, key=lambda run: run.seconds), len(rows)))
    for best, count in (*runs, *([m.million] if m.million else [])):
        cost = 1e6 * best.seconds / count
        yield f"| {count:,} | {best.seconds:.2f} s | {cost:,.0f} | {best.peak_mb:.0f} MB |"


def compiling(m: Measuring) -> Iterator[str]:
    """Yield what an update costs that touches few listings."""
    found = inside("update", *cases.list_paths(cases.FOUR), cache=m.cache)
    yield "| the four lists | seconds | share of building the index |"
    yield "| --- | --- | --- |"
    for key, title in (
        ("read", "reading the official files"),
        ("whole", "building the index"),
        ("removed", "removing 300 listings"),
        ("added", "adding 300 listings"),
        ("load", "loading the index, and hashing the files"),
    ):
        yield f"| {title} | {found[key]:.2f} | {found[key] / found['whole']:.1%} |"


def steps(m: Measuring) -> Iterator[str]:
    """Yield CPU time and share of the steps of a run, in one process."""
    some = m.some("some.csv", 30_000)
    found: dict[str, float] = inside("steps", some, *cases.list_paths(cases.FOUR), cache=m.cache)
    total = sum(found.values())
    yield "| step, in one process | µs of CPU time a row | share |"
    yield "| --- | --- | --- |"
    for step, cost in found.items():
        yield f"| {step} | {cost:.0f} | {cost / total:.0%} |"
    yield f"| all | {total:.0f} | |"
