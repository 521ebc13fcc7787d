"""What is timed: a small case that runs anywhere, and official files where SANCTIONSCREEN_REAL_DATA has them."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from rapidfuzz import utils

from sanctionscreen import Edition, Query, Screener, read_list
from sanctionscreen.lists import shipped_path

OFAC_CSV, UN_XML = "lists/us-ofac-sdn/csv-2021-07", "lists/un-sc/2026-02-27/consolidated.xml"

_GIVEN = """Ahmed Aiko Alejandra Amina Andrzej Anna Antonio Ayşe Beatriz Carlos Chidi Dmitri Elena Fatima François
Grace Hans Hassan Ingrid Ivan Jean João Jürgen Kwame Li Lucía Marie Mehmet Min Mohammed Nguyen Olga Oluwaseun Pedro
Pierre Rahul Sergei Siti Yusuf Zoë Мария Сергей محمد 王 김""".split()
_FAMILY = """Abdullah Adeyemi Andersson Bianchi Chen Costa Diallo Dubois Eze Fernández García González Haddad Hansen
Hoang Ivanov Jansen Johnson Kaya Khan Kim Kowalski Kumar Lopez Martin Mensah Meyer Müller Nakamura Novák Okafor Olsen
Park Patel Petrov Popescu Rahman Rossi Santos Schmidt Singh Smith Suzuki Tanaka Wang Wilson Yılmaz Zhang Кузнецова
الخطيب""".split()


@dataclass(frozen=True)
class Case:
    """Lists to screen against and customers to screen.

    Attributes:
        lists: paths as `read_list` takes them.
        customers: persons who are on no list.
    """

    lists: tuple[Path, ...]
    customers: tuple[Query, ...]


@dataclass(frozen=True)
class Compiled:
    """A case made ready for screening, and for the baseline.

    Attributes:
        case: what it was made of.
        editions: the lists, read.
        names: every listed name.
        screener: compiled.
        choices: the same names, processed for rapidfuzz.
    """

    case: Case
    editions: list[Edition]
    names: list[str]
    screener: Screener
    choices: list[str]

    def customers(self, count: int) -> tuple[list[Query], list[str]]:
        """The first `count` customers, and their names processed for rapidfuzz; skips where there are fewer."""
        some = list(self.case.customers[:count])
        if len(some) < count:
            pytest.skip(f"this case has {len(some):,} customers")
        return some, [utils.default_process(query.name) for query in some]


def official_folder() -> Path:
    """The folder with official files and evaluation data; skips without one."""
    root = Path(__file__).parents[1]
    folder = (root / os.environ.get("SANCTIONSCREEN_REAL_DATA", "../shared")).resolve()
    if not (folder / "lists").is_dir():
        pytest.skip(f"no official files under {folder} (SANCTIONSCREEN_REAL_DATA)")
    return folder


def _small() -> Case:
    draw = random.Random(0).choice  # the same names in every run
    names = (f"{draw(_GIVEN)} {draw(_GIVEN)} {draw(_FAMILY)}" for _ in range(5_000))
    return Case((shipped_path(),), tuple(Query(name=name, kind="person") for name in names))


def _official() -> Case:
    folder = official_folder()
    with (folder / "eval/customers/persons_global.csv").open(encoding="utf-8", newline="") as file:
        customers = tuple(Query(name=row["name"], kind="person") for row in csv.DictReader(file))
    return Case((folder / OFAC_CSV, folder / UN_XML), customers)


@pytest.fixture(scope="session", params=["small", "official"])
def case(request: pytest.FixtureRequest) -> Case:
    """The shipped list with 5,000 drawn names, and two official lists with 25,000 persons."""
    return _small() if request.param == "small" else _official()


@pytest.fixture(scope="session")
def compiled(case: Case) -> Compiled:
    """A case, read and compiled."""
    editions = [read_list(path) for path in case.lists]
    names = [name.name for edition in editions for listing in edition.listings for name in listing.names]
    screener = Screener(editions)
    return Compiled(case, editions, names, screener, [utils.default_process(name) for name in names])


@pytest.fixture(scope="session", params=["shipped", "ofac-csv", "un-xml"])
def list_path(request: pytest.FixtureRequest) -> Path:
    """One list: the shipped one, or an official one of either format."""
    if request.param == "shipped":
        return shipped_path()
    return official_folder() / (OFAC_CSV if request.param == "ofac-csv" else UN_XML)


def note_throughput(benchmark: BenchmarkFixture, path: Path, listings: int = 0) -> None:
    """Note how many MB of a file or folder, and listings, were worked on in a second of the best round."""
    if benchmark.stats is not None:
        seconds = benchmark.stats.stats.min
        benchmark.extra_info["MB/s"] = round(_size(path) / 1e6 / seconds, 1)
        if listings:
            benchmark.extra_info["listings/s"] = round(listings / seconds)


def note_peak(benchmark: BenchmarkFixture, code: str, *arguments: str | Path) -> None:
    """Note the peak memory of a process that runs this code and does nothing else, where the system says it."""
    if benchmark.stats is None or not Path("/proc/self/status").exists():
        return
    told = "import re; print(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])"
    command = [sys.executable, "-c", f"import sys\n{code}\n{told}", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    benchmark.extra_info["MB at most"] = round(int(done.stdout) / 1000)


def _size(path: Path) -> int:
    return sum(map(_size, path.iterdir())) if path.is_dir() else path.stat().st_size


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Show what benchmarks noted beside their times: throughput, memory, sizes."""
    session = getattr(config, "_benchmarksession", None)
    noted = [bench for bench in session.benchmarks if bench.extra_info] if session else []
    if not noted:
        return
    terminalreporter.section("beside the times")
    width = max(len(bench.name) for bench in noted)
    for bench in noted:
        said = ", ".join(f"{value:,} {what}" for what, value in bench.extra_info.items())
        terminalreporter.write_line(f"{bench.name:<{width}}  {said}")
