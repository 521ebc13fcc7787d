"""Cache of customers' names, shared by screening and rescreening."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.lists import Edition
from sanctionscreen.model import ListedName, Listing, Query
from sanctionscreen.rescreening.rescreen import Rescreener
from sanctionscreen.screening import Screener, batching
from sanctionscreen.screening.query_cache import query_names

SIZE = 4
QUERIES = [
    Query(name=f"{word} Harbour Bank", names=(f"Bank {word}",), kind="organization", query_id=str(place))
    for place, word in enumerate(["Blue", "Grey", "Red", "Yellow", "Blue", "Green", "White", "Black", "Gold"])
]


def edition(*names: str) -> Edition:
    listings = [
        Listing(list="ours", entity_id=name, names=(ListedName(name, "name"),), kind="organization")
        for name in names
    ]
    return Edition("ours", None, "", "", "ours", listings)


def cached_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("customers-*.arrays")}


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batching, "BATCH", SIZE)


@pytest.mark.parametrize("workers", [1, 2])
def test_screening_caches_the_very_files_that_rescreening_caches(tmp_path: Path, workers: int) -> None:
    old = Screener([edition("Blue Harbour Bank")], cache=tmp_path / "screened")
    old.cache_names = True
    answers = list(old.screen_many(QUERIES, workers=workers))
    assert [len(answer.hits) > 0 for answer in answers].count(True) >= 2
    new = old.updated([edition("Red Harbour Bank")])
    list(Rescreener(old, new, cache=CacheFolder(tmp_path / "rescreened")).rescreen(QUERIES))
    files = cached_files(tmp_path / "screened")
    assert len(files) == 3
    assert files == cached_files(tmp_path / "rescreened")


def test_screening_caches_no_names_by_default(tmp_path: Path) -> None:
    list(Screener([edition("Blue Harbour Bank")], cache=tmp_path).screen_many(QUERIES))
    assert cached_files(tmp_path) == {}


def test_names_are_found_again_unless_they_are_damaged_or_other_ones(tmp_path: Path) -> None:
    old = Screener([edition("Blue Harbour Bank")], cache=tmp_path)
    old.cache_names = True
    list(old.screen_many(QUERIES))
    new = old.updated([edition("Red Harbour Bank")])

    def rescreened(queries: list[Query]) -> tuple[list[str], int]:
        rescreener = Rescreener(old, new, cache=CacheFolder(tmp_path))
        return [item.query_id for item in rescreener.rescreen(queries)], rescreener.names_cached

    changed, cached = rescreened(QUERIES)
    assert cached == len(QUERIES)
    assert {"0", "2", "4"} <= set(changed)
    path = next(tmp_path.glob("customers-*.arrays"))
    content = bytearray(path.read_bytes())
    content[-1] ^= 255
    path.write_bytes(content)
    again, fewer = rescreened(QUERIES)
    assert again == changed
    assert fewer in (len(QUERIES) - SIZE, len(QUERIES) - 1)
    assert rescreened(QUERIES) == (changed, len(QUERIES))  # cached again by the run before
    other = [QUERIES[0].model_copy(update={"kind": "vessel"}), *QUERIES[1:]]
    assert rescreened(other)[1] == len(QUERIES) - SIZE


def test_names_cached_by_other_rules_are_encoded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = CacheFolder(tmp_path)
    query_names(QUERIES, folder)
    assert query_names(QUERIES, folder).from_cache
    monkeypatch.setattr("sanctionscreen.screening.query_cache.rules_hash", lambda *_: "others")
    assert not query_names(QUERIES, folder).from_cache
