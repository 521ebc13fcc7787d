"""What links cost, on official lists and real names."""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sanctionscreen import Query, Screener, read_links, read_list

pytestmark = [pytest.mark.real, pytest.mark.slow]

_OFAC, _UN = "lists/us-ofac-sdn/csv-2021-07", "lists/un-sc/2026-02-27/consolidated.xml"
_PARTIES, _HOLDINGS, _LISTED = 100_000, 300_000, 200
_SHARES = ("10", "25", "50", "60", "100", "")


def _write(path: Path, names: list[str], holdings: int, listed: list[str]) -> None:
    """Owners at random, so that there are rings; a sixth of the shares unknown; some listed owners by reference."""
    draw = random.Random(3)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("owner", "owned", "percentage", "owner_name"))
        for _ in range(holdings):
            owner, owned = draw.randrange(len(names)), draw.randrange(len(names))
            writer.writerow((f"c{owner}", f"c{owned}", draw.choice(_SHARES), names[owner]))
        writer.writerows((reference, f"c{draw.randrange(len(names))}", "60", "") for reference in listed)


def _companies(real_data: Path) -> list[str]:
    with (real_data / "eval/customers/companies_gleif.csv").open(encoding="utf-8", newline="") as file:
        return [row["name"] for row in csv.DictReader(file)]


def test_links_cost_at_most_a_tenth_of_screening(real_data: Path, tmp_path: Path) -> None:
    editions = [read_list(real_data / _OFAC), read_list(real_data / _UN)]
    _write(tmp_path / "owners.csv", _companies(real_data)[:10_000], 10_000, [])
    with (real_data / "eval/customers/persons_global.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:5_000]
    queries = [
        Query(query_id=f"c{number}", name=row["name"], kind="person") for number, row in enumerate(rows)
    ]
    screeners = Screener(editions), Screener(editions, links=[read_links(tmp_path / "owners.csv")])
    best = [float("inf"), float("inf")]
    for _ in range(7):
        for which, screener in enumerate(screeners):
            started = time.process_time()
            assert sum(1 for _ in screener.screen_many(queries)) == len(queries)
            best[which] = min(best[which], time.process_time() - started)
    assert best[1] / best[0] <= 1.10, best


def test_a_hundred_thousand_parties_and_their_names_take_a_minute_and_a_gigabyte(
    real_data: Path, tmp_path: Path
) -> None:
    names = _companies(real_data)[:_PARTIES]
    listed = [
        f"us-ofac-sdn:{listing.entity_id}" for listing in read_list(real_data / _OFAC).listings[:_LISTED]
    ]
    _write(tmp_path / "owners.csv", names, _HOLDINGS, listed)
    with (tmp_path / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [(f"c{number}", name) for number, name in enumerate(names[:1_000])]
        csv.writer(file).writerows([("query_id", "name"), *rows])
    command = [
        sys.executable, "-m", "sanctionscreen", "screen", str(tmp_path / "customers.csv"), "--workers", "1",
        "--no-cache", "--lists", str(real_data / _OFAC), "--links", str(tmp_path / "owners.csv"),
        "-o", str(tmp_path / "hits.jsonl"),
    ]  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 1, done.stderr
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{seconds:.1f} s of CPU time, {after.ru_maxrss / 1024:.0f} MB")
    assert seconds < 60
    assert after.ru_maxrss < 1 << 20  # kilobytes
