"""Measure what docs/performance.md gives as ratios, each beside its baseline in the same run, and put it there.

usage: measure_performance.py [--write docs/performance.md] [--quick]        (make performance)

Needs Linux, and the official files and evaluation data named by SANCTIONSCREEN_REAL_DATA (default ../shared beside the
repository). Uses DuckDB for the exact join if it is installed (extra `bench`), and for logic-v2 the Python of an
environment that has nomenklatura, if NOMENKLATURA_PYTHON names one (`python -m venv ENV; ENV/bin/pip install
nomenklatura`). Prints tables in Markdown; with `--write` they replace what stands between the two marks of that file.
Takes about fifteen minutes on two quiet cores; `--quick` takes a tenth of the customers and gives rough figures.
A part that fails is told in its row, and the rest is measured; it ends with 1 then.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from performance import baselines, cases
from performance.running import Run, inside, run, screen
from rapidfuzz import fuzz

BEGIN, END = "<!-- figures: made by tools/measure_performance.py -->", "<!-- end of figures -->"
ROUNDS = 3
LOGIC_SECONDS = 0.00022
"""Of a pair, where nomenklatura is not at hand: as measured when the target was set."""
Target = tuple[float, float]


class Measuring:
    """One run: a folder to work in, the cases, and the lines of the tables."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self.folder, self.cache = folder, folder / "cache"
        self.rows = cases.customers()[:: 10 if quick else 1]
        self.customers = cases.write_rows(folder / "customers.csv", self.rows)
        self.names = [row["name"] for row in self.rows]
        self.sample = self.names[:: max(1, len(self.names) // (1_000 if quick else 6_000))]
        self.quick = quick
        self.failed: list[str] = []

    def attempt(self, part: Callable[[Measuring], Iterator[str]]) -> list[str]:
        """The lines of a part; what went wrong instead of those that are missing."""
        lines: list[str] = []
        began = time.perf_counter()
        try:
            lines.extend(part(self))
        except Exception as error:
            traceback.print_exc()
            self.failed.append(part.__name__)
            lines.append(f"| {part.__name__} could not be measured: {type(error).__name__} | | | | |")
        print(f"{part.__name__}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        return lines

    def screen(self, lists: list[str], *options: str, customers: Path | None = None) -> Run:
        """A run of the command line over the customers."""
        return screen(
            customers or self.customers, lists, self.folder / "out.jsonl", *options, cache=self.cache
        )


def main(arguments: list[str]) -> int:
    """Measure, and print or write."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="sanctionscreen-") as folder:
        measuring = Measuring(Path(folder), quick="--quick" in arguments)
        lines = [f"Measured on {_state(measuring)}.", ""]
        lines += ["| what | reach | dream | measured | reached |", "| --- | --- | --- | --- | --- |"]
        for ratios in (against_peers, one_query, load_and_check, million, hard_names):
            lines += measuring.attempt(ratios)
        for tables in (by_list_size, by_queries, compiling, stages):
            lines += ["", *measuring.attempt(tables)]
    lines += ["", f"The whole took {(time.perf_counter() - began) / 60:.0f} minutes."]
    text = "\n".join(lines)
    print(text)
    if "--write" in arguments:
        path = Path(arguments[arguments.index("--write") + 1])
        before, _, rest = path.read_text("utf-8").partition(BEGIN)
        path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}", "utf-8")
    return 1 if measuring.failed else 0


def _line(
    what: str, target: Target | None, value: float, shown: str, *, less: bool = False, unit: str = ""
) -> str:
    """A row of the table of ratios; `less` where small is good."""
    if target is None:
        return f"| {what} | | | {shown} | |"
    good = [(value <= bound) if less else (value >= bound) for bound in target]
    word = "dream" if good[1] else "yes" if good[0] else "no"
    sign = "≤ " if less else ""
    return f"| {what} | {sign}{target[0]:g}{unit} | {sign}{target[1]:g}{unit} | {shown} | {word} |"


def against_peers(m: Measuring) -> Iterator[str]:
    """Yield the command line over all customers beside `cdist`, logic-v2 and an exact join; rounds alternate."""
    four, two = cases.list_paths(cases.FOUR), cases.list_paths(cases.TWO)
    names = {"four": cases.listed_names(cases.FOUR), "two": cases.listed_names(cases.TWO)}
    join = baselines.exact_join(m.folder, m.customers, names["four"])
    first = cases.write_rows(m.folder / "first.csv", m.rows[:1])
    for lists in (four, two):
        m.screen(lists, customers=first)  # compiles them
    times: dict[str, list[float]] = {}

    def note(what: str, seconds: float) -> None:
        times.setdefault(what, []).append(seconds)

    few = m.sample[:: max(1, len(m.sample) // (60 if m.quick else 200))]
    for _ in range(1 if m.quick else ROUNDS):
        note("four", m.screen(four).seconds)
        note("sort four", baselines.comparing(m.sample, names["four"], fuzz.token_sort_ratio) / len(m.sample))
        note("four 0.5", m.screen(four, "--threshold", "0.5").seconds)
        note("w four", baselines.comparing(few, names["four"], fuzz.WRatio) / len(few))
        note("two", m.screen(two).seconds)
        note("sort two", baselines.comparing(m.sample, names["two"], fuzz.token_sort_ratio) / len(m.sample))
        note("two 0.5", m.screen(two, "--threshold", "0.5").seconds)
        if join:
            note("join", join())
    row = {what: median(seconds) / (len(m.rows) if what in _OURS else 1) for what, seconds in times.items()}
    listed = f"{len(names['four']):,} names"
    for lists_, title, target in (
        ("four", f"four lists, {listed}", (10, 15)),
        ("two", f"OFAC CSV and UN, {len(names['two']):,}", (5, 8)),
    ):
        for level in ("", " 0.5"):
            ratio = row[f"sort {lists_}"] / row[f"{lists_}{level}"]
            at = "threshold 0.5" if level else "default threshold"
            ours, theirs = row[f"{lists_}{level}"] * len(m.rows), row[f"sort {lists_}"] * len(m.rows)
            shown = f"{ratio:.1f} ({ours:.1f} s against {theirs:.0f} s)"
            yield _line(
                f"rows a second against `cdist` token_sort_ratio, {title}, {at}",
                None if level else target,
                ratio,
                shown,
            )
    ratio = row["w four"] / row["four"]
    yield _line("against `cdist` WRatio", (1_000, 1_500), ratio, f"{ratio:,.0f}")
    pair = baselines.logic_v2(m.names, names["four"])
    ratio = 50 * (pair or LOGIC_SECONDS) / 2 / row["four"]
    how = (
        f"{1000 * pair:.2f} ms a pair"
        if pair
        else f"not timed in this run: {1000 * LOGIC_SECONDS:.2f} ms a pair"
    )
    yield _line(
        "against logic-v2 on 50 candidates, its scoring alone on two cores",
        (100, 150),
        ratio,
        f"{ratio:,.0f} ({how})",
    )
    if join:
        ratio = row["four"] / (row["join"] / len(m.rows))
        shown = f"{ratio:.0f} ({1e6 * row['four']:.0f} µs against {1e6 * row['join'] / len(m.rows):.1f} µs)"
        yield _line(
            "cost of a row, file to file, against an exact join's in DuckDB",
            (70, 40),
            ratio,
            shown,
            less=True,
        )
    else:
        yield _line("cost of a row against an exact join's", None, 0, "not measured: DuckDB is not installed")


_OURS = frozenset({"four", "four 0.5", "two", "two 0.5"})


def one_query(m: Measuring) -> Iterator[str]:
    """Yield the time of one query against the four lists."""
    mixed = cases.write_rows(m.folder / "mixed.csv", m.rows[:: len(m.rows) // 2_000])
    found = inside("one", mixed, 2_000, *cases.list_paths(cases.FOUR), cache=m.cache)
    yield _line(
        "one query, median", (3, 0.5), found["median"], f"{found['median']:.2f} ms", less=True, unit=" ms"
    )
    yield _line(
        "one query, 99th percentile", (15, 3), found["p99"], f"{found['p99']:.2f} ms", less=True, unit=" ms"
    )


def load_and_check(m: Measuring) -> Iterator[str]:
    """Yield the load of a compiled index, and `check`."""
    four = cases.list_paths(cases.FOUR)
    found = inside("load", *four, cache=m.cache)
    ms = 1_000 * found["warm"]
    yield _line(
        f"load of compiled lists of {found['names']:,} names, hashing their files included",
        (50, 10),
        ms,
        f"{ms:.0f} ms (compiled anew: {found['cold']:.1f} s)",
        less=True,
        unit=" ms",
    )
    check = [sys.executable, "-m", "sanctionscreen", "check", "Tongbang Bank"]
    named = [part for path in four for part in ("--lists", path)]
    run([*check, *named], cache=m.cache)
    peak = min(run([*check, *named], cache=m.cache).peak_mb for _ in range(3))
    yield _line(
        "peak memory of `check` against the four lists",
        (150, 100),
        peak,
        f"{peak:.0f} MB",
        less=True,
        unit=" MB",
    )
    imports = [sys.executable, "-c", "import click, pydantic, rapidfuzz, numpy"]
    for title, lists, target in (
        ("the shipped list", ["--lists", "shipped"], (2.5, 1.7)),
        ("the four lists", named, None),
    ):
        pairs = [
            (run([*check, *lists], cache=m.cache).seconds, run(imports, cache=m.cache).seconds)
            for _ in range(9)
        ]
        ratio = median(ours for ours, _ in pairs) / median(theirs for _, theirs in pairs)
        yield _line(
            f'`check` against {title}, over `python -c "import click, pydantic, rapidfuzz, numpy"`',
            target,
            ratio,
            f"{ratio:.2f}",
            less=True,
        )


def million(m: Measuring) -> Iterator[str]:
    """Yield the peak memory of a million rows."""
    count = 100_000 if m.quick else 1_000_000
    path = cases.write_rows(m.folder / "million.csv", cases.repeated(m.rows, count))
    found = m.screen(cases.list_paths(cases.FOUR), customers=path)
    path.unlink()
    largest = f"{found.largest_mb / 1000:.2f} in the largest"
    shown = f"{found.peak_mb / 1000:.2f} GB in all processes, {largest}; {found.seconds:.0f} s"
    yield _line(
        f"{count:,} rows, peak memory", (1.5, 0.7), found.peak_mb / 1000, shown, less=True, unit=" GB"
    )


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
        yield _line(f"hard names: {title}, over ordinary rows", (10, 10), ratio, f"{ratio:.1f}", less=True)


def by_list_size(m: Measuring) -> Iterator[str]:
    """Yield cost of a row and latency by the number of listed names, beside `cdist` over the same."""
    names, rows = cases.growth()
    asked = cases.write_rows(m.folder / "asked.csv", rows[:: 10 if m.quick else 1])
    few = [row["name"] for row in rows[:500]]
    yield "| listed names | µs a row, two processes | `cdist`, µs a row | one query, median | 99th percentile |"
    yield "| --- | --- | --- | --- | --- |"
    costs: list[float] = []
    for size in cases.SIZES:
        path = cases.house_list(m.folder / f"house{size}.csv", names[:size])
        found = inside("many", asked, path, cache=m.cache)
        base = 1e6 * baselines.comparing(few, names[:size], fuzz.token_sort_ratio) / len(few)
        costs.append(found["row"])
        yield f"| {size:,} | {found['row']:.0f} | {base:.0f} | {found['median']:.2f} ms | {found['p99']:.2f} ms |"
    ratio = costs[-1] / costs[0]
    yield ""
    yield f"Cost of a row at 160,000 listed names over 10,000: {ratio:.1f} (reach: 3, dream: 2)."


def by_queries(m: Measuring) -> Iterator[str]:
    """Yield the time of a whole run by the number of rows."""
    yield "| rows | whole run | µs a row | peak memory, all processes |"
    yield "| --- | --- | --- | --- |"
    for count in (1, 10, 100, 1_000, 10_000, 100_000):
        rows = m.rows[:: max(1, len(m.rows) // count)][:count]
        path = cases.write_rows(m.folder / "some.csv", rows)
        runs = [
            m.screen(cases.list_paths(cases.FOUR), customers=path) for _ in range(3 if count < 100_000 else 1)
        ]
        best = min(runs, key=lambda found: found.seconds)
        cost = 1e6 * best.seconds / len(rows)
        yield f"| {len(rows):,} | {best.seconds:.2f} s | {cost:,.0f} | {best.peak_mb:.0f} MB |"


def compiling(m: Measuring) -> Iterator[str]:
    """Yield what an update costs that touches few listings."""
    found = inside("update", *cases.list_paths(cases.FOUR), cache=m.cache)
    yield "| compiling the four lists | seconds | of compiling all |"
    yield "| --- | --- | --- |"
    for key, title in (
        ("whole", "all"),
        ("removed", "300 listings taken away"),
        ("added", "300 listings added"),
    ):
        yield f"| {title} | {found[key]:.2f} | {found[key] / found['whole']:.1%} |"


def stages(m: Measuring) -> Iterator[str]:
    """Yield the shares of the modules in the hot path."""
    some = cases.write_rows(m.folder / "some.csv", m.rows[:: max(1, len(m.rows) // 30_000)])
    found: dict[str, Any] = inside("stages", some, *cases.list_paths(cases.FOUR), cache=m.cache)
    yield "| module | share of the time in one process, as a profiler sees it |"
    yield "| --- | --- |"
    for module, share in list(found.items())[:12]:
        yield f"| `{module}` | {share:.0%} |"


def _state(m: Measuring) -> str:
    commit = _git("rev-parse", "--short", "HEAD") or "an unknown commit"
    changed = " with changes" if _git("status", "--porcelain") else ""
    load = os.getloadavg()[0]
    parts = f"Python {sys.version.split()[0]}, NumPy {version('numpy')}, RapidFuzz {version('rapidfuzz')}"
    rough = "; **a rough run**" if m.quick else ""
    machine = f"{os.cpu_count()} cores, load {load:.1f} at the start"
    return f"{commit}{changed}, {machine}; {parts}; {len(m.rows):,} customers{rough}"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=cases.ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
