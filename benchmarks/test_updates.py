"""An update of a list from file to alerts, each step beside what it would cost without keeping anything.

Reading each format is timed in `test_formats.py`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.conftest import note_peak, note_throughput, official_folder
from sanctionscreen import Edition, Query, Screener, read_list
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.lists.edition_cache import load_edition, save_edition
from sanctionscreen.model import ListedName
from sanctionscreen.rescreening.rescreen import Rescreener
from sanctionscreen.store import Accepted, Store

OFAC_XML = "lists/us-ofac-sdn/xml-2024-05-07/sdn.xml"
UPDATES = {
    "ofac-2019-2021": ("us-ofac-sdn/csv-2019-01", "us-ofac-sdn/csv-2021-07"),
    "un-2020-2024": ("un-sc/2020-11/consolidated.xml", "un-sc/2024-05-15/consolidated.xml"),
    "un-2024-2026": ("un-sc/2024-05-15/consolidated.xml", "un-sc/2026-02-27/consolidated.xml"),
}
CUSTOMERS = 100_000
ROUNDS = 3


@dataclass(frozen=True)
class Update:
    """A list before and after, in a store.

    Attributes:
        store: that has both.
        old, new: compiled, with former names.
        customers: some 100,000 rows who are on no list: as many as there are persons, then companies.
    """

    store: Store
    old: Screener
    new: Screener
    editions: tuple[Edition, Edition]
    customers: list[Query]


def _customers(folder: Path) -> list[Query]:
    found: list[Query] = []
    for name, kind in (
        ("persons_global", "person"),
        ("persons_us", "person"),
        ("companies_gleif", "organization"),
    ):
        with (folder / f"eval/customers/{name}.csv").open(encoding="utf-8", newline="") as file:
            found += [Query(name=row["name"], kind=kind) for row in csv.DictReader(file) if row["name"]]  # type: ignore[arg-type]
    return found[:CUSTOMERS]


@pytest.fixture(
    scope="module",
    params=[name if "ofac" in name else pytest.param(name, marks=pytest.mark.slow) for name in UPDATES],
)
def update(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Update]:
    folder = official_folder()
    with Store(tmp_path_factory.mktemp("store"), write=True) as store:
        for path, date in zip(UPDATES[request.param], ("2019-01-09", "2021-07-30"), strict=True):
            store.add(read_list(folder / "lists" / path, edition=date), accepted=Accepted(shrink=True))
        cache = CacheFolder(tmp_path_factory.mktemp("cache"))
        for _ in range(2):  # read, then as they are kept
            one, two = (store.read(item, cache=cache) for item in store.editions())
        old = Screener([one])
        new = old.updated([two])
        for screener in (old, new):
            screener.index.clusters.members(0)
        yield Update(store, old, new, (one, two), _customers(folder))


def _timed(benchmark: BenchmarkFixture, work: Callable[[], object]) -> Any:
    """A few rounds: a step of an update takes seconds."""
    return benchmark.pedantic(work, rounds=ROUNDS, warmup_rounds=1)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="updates: import OFAC XML")
def test_import(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    path, numbers = official_folder() / OFAC_XML, count()

    def work() -> None:
        with Store(tmp_path / str(next(numbers)), write=True) as store:
            store.add(read_list(path))

    _timed(benchmark, work)
    note_throughput(benchmark, path, len(read_list(path).listings))
    note_peak(benchmark, _IMPORT, path, tmp_path / "alone")


_IMPORT = """
from sanctionscreen import read_list
from sanctionscreen.store import Store
with Store(sys.argv[2], write=True) as store:
    store.add(read_list(sys.argv[1]))
"""


@pytest.mark.benchmark(group="updates: import OFAC XML")
def test_baseline_iterparse(benchmark: BenchmarkFixture) -> None:
    path = official_folder() / OFAC_XML
    _timed(benchmark, lambda: sum(1 for _ in etree.iterparse(path)))
    note_throughput(benchmark, path)
    note_peak(benchmark, "from lxml import etree; sum(1 for _ in etree.iterparse(sys.argv[1]))", path)


@pytest.mark.benchmark(group="updates: difference")
def test_difference_of_stored_editions(benchmark: BenchmarkFixture, update: Update) -> None:
    old, new = update.store.editions()
    assert _timed(benchmark, lambda: update.store.difference(old, new)).added


@pytest.mark.benchmark(group="updates: difference")
def test_baseline_import_of_the_new_edition(
    benchmark: BenchmarkFixture, update: Update, tmp_path: Path
) -> None:
    path, numbers = Path(update.store.editions()[1].origin), count()

    def work() -> None:
        with Store(tmp_path / str(next(numbers)), write=True) as store:
            store.add(read_list(path))

    _timed(benchmark, work)


def _changed(edition: Edition, number: int) -> Edition:
    """The edition with a name more on each of some listings, as it is when it was just read."""
    listings = [
        listing.model_copy(update={"names": (*listing.names, ListedName(f"{listing.name} Renamed", "alias"))})
        if place < number
        else listing
        for place, listing in enumerate(edition.listings)
    ]
    own = {field.name: getattr(edition, field.name) for field in fields(Edition)}
    return Edition(**own | {"listings": listings})


@pytest.mark.benchmark(group="updates: index of 100 changed listings")
def test_index_update(benchmark: BenchmarkFixture, update: Update) -> None:
    changed = _changed(update.editions[1], 100)
    base = Screener([update.editions[1]])
    _timed(benchmark, lambda: base.updated([changed]))


@pytest.mark.benchmark(group="updates: index of 100 changed listings")
def test_baseline_full_compile(benchmark: BenchmarkFixture, update: Update) -> None:
    changed = _changed(update.editions[1], 100)
    _timed(benchmark, lambda: Screener([changed]))


@pytest.mark.parametrize("kept", [False, True], ids=["names read anew", "names kept"])
@pytest.mark.benchmark(group="updates: rescreen")
def test_rescreen(benchmark: BenchmarkFixture, update: Update, tmp_path: Path, kept: bool) -> None:
    cache = CacheFolder(tmp_path) if kept else None

    def work() -> int:
        return len(list(Rescreener(update.old, update.new, cache=cache).rescreen(update.customers)))

    if kept:
        work()
    assert _timed(benchmark, work) > 0


@pytest.mark.benchmark(group="updates: rescreen")
def test_rescreen_of_20_listings(benchmark: BenchmarkFixture, update: Update, tmp_path: Path) -> None:
    """With the names kept."""
    cache = CacheFolder(tmp_path)
    save_edition(_changed(update.editions[0], 20), cache, "changed")
    changed = load_edition(cache, "changed", "changed")
    assert changed
    new = update.old.updated([changed])
    new.index.clusters.members(0)

    def work() -> None:
        list(Rescreener(update.old, new, cache=cache).rescreen(update.customers))

    work()
    _timed(benchmark, work)


def _screened_anew(benchmark: BenchmarkFixture, update: Update, fresh: Callable[[], Screener]) -> None:
    """All customers, by a screener that remembers no words of an earlier round: a nightly run begins anew."""

    def work(screener: Screener) -> None:
        assert sum(1 for _ in screener.screen_many(update.customers, workers=1))

    def ready() -> tuple[tuple[Screener], dict[str, object]]:
        screener = fresh()
        screener.index.clusters.members(0)  # which are kept between runs
        return (screener,), {}

    benchmark.pedantic(work, setup=ready, rounds=ROUNDS, warmup_rounds=1)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="updates: rescreen")
def test_full_screening_that_keeps_names(
    benchmark: BenchmarkFixture, update: Update, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def fresh() -> Screener:
        screener = Screener([update.editions[1]], cache=tmp_path_factory.mktemp("names"))
        screener.cache_names = True
        return screener

    _screened_anew(benchmark, update, fresh)


@pytest.mark.benchmark(group="updates: rescreen")
def test_baseline_full_screening(benchmark: BenchmarkFixture, update: Update) -> None:
    _screened_anew(benchmark, update, lambda: Screener([update.editions[1]]))
