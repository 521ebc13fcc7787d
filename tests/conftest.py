"""Fixtures that several test modules share."""

from __future__ import annotations

import os
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import settings

from sanctionscreen.identifiers.agreement import agreement
from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.lists import Edition, read_list
from sanctionscreen.model import Listing

# The fast suite gives the same verdict in every run; `make fuzz` looks further, and elsewhere each time.
settings.register_profile("small", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("short", max_examples=200, deadline=None)
settings.register_profile("thorough", max_examples=5_000, deadline=None)
settings.load_profile("small")


@pytest.fixture(scope="session", autouse=True)
def kept_lists(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Commands keep lists in a folder of this test run, never in the user's."""
    os.environ["SANCTIONSCREEN_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with official files and evaluation data (SANCTIONSCREEN_REAL_DATA); skips without one."""
    root = Path(__file__).parents[1]
    folder = (root / os.environ.get("SANCTIONSCREEN_REAL_DATA", "../shared")).resolve()
    if not (folder / "lists").is_dir():
        pytest.skip(f"no official files under {folder} (SANCTIONSCREEN_REAL_DATA)")
    return folder


@pytest.fixture(autouse=True)
def no_store_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tests see no store but their own: the data folder is an empty one."""
    folder = tmp_path_factory.getbasetemp() / "no-data"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


SEVERAL = (
    "us-ofac-sdn/xml-2024-05-07", "us-ofac-cons/xml-2024-05-06", "un-sc/2024-05-15", "eu-fsf/2024-05-13",
    "uk-ofsi-conlist/2018-04-13",
)  # fmt: skip


@pytest.fixture(scope="module")
def several_lists(real_data: Path) -> list[Edition]:
    """OFAC (2024), UN, EU and UK (2018)."""
    return [read_list(real_data / "lists" / path) for path in SEVERAL]


@pytest.fixture(scope="module")
def tied_listings(several_lists: list[Edition]) -> list[tuple[Listing, Listing]]:
    """Pairs of listings of different lists that share a strong identifier, which no more than twelve hold."""
    listings = [listing for edition in several_lists for listing in edition.listings]
    pairs = {
        (min(one[0], other[0]), max(one[0], other[0]))
        for entries in IdentifierIndex(listings).shared()
        if len(entries) <= 12
        for one, other in combinations(entries, 2)
        if listings[one[0]].list != listings[other[0]].list and agreement(one[2], other[2]) == "strong"
    }
    return [(listings[one], listings[other]) for one, other in sorted(pairs)]
