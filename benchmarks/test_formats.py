"""Reading each published format, beside parsing the same file and doing nothing with it.

Beside the times stand MB and listings a second, and the peak memory of a process that reads the file and nothing else.
"""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest
from lxml import etree
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.conftest import note_peak, note_throughput
from sanctionscreen.lists import read_list

ROOT = Path(__file__).parents[1] / os.environ.get("SANCTIONSCREEN_REAL_DATA", "../shared") / "lists"

FILES = {
    "ofac-xml": "us-ofac-sdn/xml-2024-05-07/sdn.xml",
    "ofac-advanced": "us-ofac-sdn/advanced-2024-02-23-excerpt/sdn_advanced.xml",
    "ofac-csv": "us-ofac-sdn/csv-2021-07",
    "un-xml": "un-sc/2026-02-27/consolidated.xml",
    "eu-xml": "eu-fsf/2024-05-13/20240513-FULL-1_1.xml",
    "uk-conlist": "uk-ofsi-conlist/2018-04-13/sanctionsconlist.csv",
    "sema-xml": "ca-sema/2025-05/sema-lmes.xml",
    "dfat-xlsx": "au-dfat/2024-12/regulation8_consolidated.xlsx",
    "csl-csv": "us-csl/2022-05/consolidated.csv",
    "dpl-tsv": "us-bis-dpl/2023-11/dpl.txt",
    "ftm": "opensanctions-format/entities.ftm.json",
}

_READ = "from sanctionscreen.lists import read_list; read_list(sys.argv[1])"


@pytest.fixture(params=FILES)
def path(request: pytest.FixtureRequest) -> Path:
    found = ROOT / FILES[request.param]
    if not found.exists():
        pytest.skip(f"no official files under {ROOT} (SANCTIONSCREEN_REAL_DATA)")
    return found


@pytest.mark.benchmark(group="formats: read")
def test_read(benchmark: BenchmarkFixture, path: Path) -> None:
    edition = benchmark(read_list, path)
    note_throughput(benchmark, path, len(edition.listings))
    note_peak(benchmark, _READ, path)
    assert edition.listings


@pytest.mark.benchmark(group="formats: read")
def test_baseline_parse(benchmark: BenchmarkFixture, path: Path) -> None:
    assert benchmark(_parse, path) > 0
    note_throughput(benchmark, path)


def _parse(path: Path) -> int:
    """Parse with lxml.iterparse, the csv module, calamine or json alone."""
    if path.is_dir():
        return sum(map(_parse, path.iterdir()))
    if path.suffix == ".xml":
        return sum(1 for _ in etree.iterparse(str(path)))
    if path.suffix == ".xlsx":
        from python_calamine import CalamineWorkbook

        return len(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())
    with path.open(encoding="utf-8", errors="replace", newline="") as handle:
        if path.suffix == ".json":
            return sum(1 for line in handle if json.loads(line))
        return sum(1 for _ in csv.reader(handle, delimiter="\t" if path.suffix == ".txt" else ","))
