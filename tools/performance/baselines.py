"""What others take for the same work, timed in the same run: rapidfuzz, an exact join in DuckDB, nomenklatura."""

from __future__ import annotations

import csv
import importlib.util
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import process, utils

_ROWS = 500  # of the matrix that are filled at a time

_JOIN = r"""
import sys, duckdb
customers, listed, out = sys.argv[1:]
words = r"string_split(trim(regexp_replace(lower(strip_accents(name)), '[^\p{L}\p{N}]+', ' ', 'g')), ' ')"
fold = f"array_to_string(list_sort({words}), ' ')"
read = "read_csv('{}', header=true, all_varchar=true, delim=',', quote='\"', escape='\"')"
duckdb.sql(f'''
    copy (select c.customer_id, c.name, l.listed
          from (select customer_id, name, {fold} as key from {read.format(customers)}) c
          left join (select {fold} as key, string_agg(name, '; ') as listed from {read.format(listed)} group by key) l
          using (key))
    to '{out}' (header true)
''')
"""

_LOGIC = """
import random, sys, time
from followthemoney import model
from nomenklatura.matching import get_algorithm
algorithm = get_algorithm("logic-v2")
config = algorithm.default_config()
half = [line.rstrip("\\n").split("\\t") for line in sys.stdin]
def entity(key, name):
    return model.get_proxy({"id": key, "schema": "LegalEntity", "properties": {"name": [name]}})

pairs = [(entity(f"q{n}", query), entity(f"l{n}", listed)) for n, (query, listed) in enumerate(half)]
for query, listed in pairs[:50]:
    algorithm.compare(query, listed, config)  # what is loaded once is not timed
began = time.process_time()
for query, listed in pairs[50:]:
    algorithm.compare(query, listed, config)
print((time.process_time() - began) / len(pairs[50:]))
"""


def comparing(names: list[str], listed: list[str], scorer: Callable[..., float]) -> float:
    """Seconds that `cdist` takes to compare names with all listed ones, on two workers; preparing is not timed."""
    asked = [utils.default_process(name) for name in names]
    choices = [utils.default_process(name) for name in listed]
    began = time.perf_counter()
    for at in range(0, len(asked), _ROWS):
        process.cdist(asked[at : at + _ROWS], choices, scorer=scorer, dtype=np.uint8, workers=2)
    return time.perf_counter() - began


def exact_join(folder: Path, customers: Path, listed: list[str]) -> Callable[[], float] | None:
    """What times an exact join on folded names, file to file, in seconds with DuckDB's start; None without DuckDB."""
    if importlib.util.find_spec("duckdb") is None:
        return None
    path = folder / "listed.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name",), *((name,) for name in listed)])

    def join() -> float:
        began = time.perf_counter()
        command = [sys.executable, "-c", _JOIN, str(customers), str(path), str(folder / "joined.csv")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - began

    return join


def logic_v2(names: list[str], listed: list[str]) -> float | None:
    """CPU seconds that logic-v2 takes for a pair, in the environment of NOMENKLATURA_PYTHON; None without one."""
    python = os.environ.get("NOMENKLATURA_PYTHON")
    if not python:
        return None
    draw = random.Random(3)
    pairs: list[tuple[str, ...]] = [(draw.choice(names), draw.choice(listed)) for _ in range(2_050)]
    text = "\n".join("\t".join(" ".join(name.split()) for name in pair) for pair in pairs)
    done: Any = subprocess.run([python, "-c", _LOGIC], input=text, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])
