"""Screen the same customers on a local Spark cluster and with the command line, in one run; for docs/spark.md.

usage: measure_spark.py [ROWS]        (after `make spark`, which installs Spark; Java 17 or later)

Two executors of one core each against two processes; ROWS (150,000 if not said) are the evaluation customers repeated
with changed letters, against four official lists. Spark's start, and making the lists' file, are timed apart. CPU time
is told too, since other work on the machine bears less on it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from performance import cases
from performance.running import screen
from pyspark.sql import SparkSession

from sanctionscreen import spark as on_spark

Result = TypeVar("Result")


def main(count: int) -> None:
    """Run both twice and print seconds; the second run of each has its lists."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    lists = cases.list_paths(cases.FOUR)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SPARK_WORKER_DIR"] = str(folder / "work")
        customers = cases.write_rows(folder / "in.csv", cases.repeated(cases.customers(), count))
        session = timed("start Spark", _session)
        frame = session.read.csv(str(customers), header=True).repartition(8)
        answers = timed("read, compile and pack the lists", lambda: on_spark.screen(frame, lists=lists))
        out = folder / "out.parquet"
        for round_ in (1, 2):
            timed(
                f"Spark, round {round_}",
                lambda: answers.write.mode("overwrite").parquet(str(folder / "out")),
                count,
            )
            timed(
                f"screen, round {round_}",
                lambda: screen(customers, lists, out, cache=folder / "cache"),
                count,
            )
        print(f"{count:,} rows, {session.read.parquet(str(folder / 'out')).count():,} answers")
        session.stop()


def _session() -> SparkSession:
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    for key, value in {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1"}.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def timed(what: str, work: Callable[[], Result], rows: int = 0) -> Result:
    """Do it, and print what it took, in all and for each of some rows."""
    began, spent = time.perf_counter(), _cpu(os.getpid())
    result = work()
    seconds, spent = time.perf_counter() - began, _cpu(os.getpid()) - spent
    each = f"; {1e6 * spent / rows:.0f} µs of CPU a row" if rows else ""
    print(f"{what}: {seconds:.1f} s, {spent:.1f} s of CPU in all processes{each}", flush=True)
    return result


def _cpu(pid: int) -> float:
    """CPU seconds of a process, of those it has started, and of those of them that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        threads = Path(f"/proc/{pid}/task").iterdir()
        children = [
            int(child) for thread in threads for child in (thread / "children").read_text("ascii").split()
        ]
    except OSError:  # it has ended meanwhile
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK") + sum(map(_cpu, children))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 150_000)
