"""Lists kept as they were read."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from sanctionscreen.cache.array_file import load
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import Edition, read_list, shipped_path
from sanctionscreen.lists.edition_cache import CachedEdition, listings_hash, load_edition, name_digests

SAMPLES = sorted(
    path
    for path in (Path(__file__).parent / "readers" / "golden").glob("*/*")
    if path.name != "expected.json"
)


@pytest.fixture
def folder(tmp_path: Path) -> CacheFolder:
    """A folder with nothing in it."""
    return CacheFolder(tmp_path / "kept")


def same(one: Edition, other: Edition) -> bool:
    """Whether two editions say the same, listing by listing."""
    return [list(one.listings), one.summary(), name_digests(one).tolist()] == [
        list(other.listings),
        other.summary(),
        name_digests(other).tolist(),
    ] and all(getattr(one, field.name) == getattr(other, field.name) for field in fields(Edition)[:5])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_a_list_of_any_format_comes_back_as_it_was_read(sample: Path, folder: CacheFolder) -> None:
    plain = read_list(sample)
    assert type(read_list(sample, cache=folder)) is Edition
    kept = read_list(sample, cache=folder)
    assert isinstance(kept, CachedEdition)
    assert same(kept, plain)
    assert listings_hash(kept) == listings_hash(
        plain
    )  # so that what was worked out of the one is known of the other


def test_a_changed_file_is_read_anew(tmp_path: Path, folder: CacheFolder) -> None:
    path = tmp_path / "list.csv"
    shutil.copy(shipped_path(), path)
    before = read_list(path, cache=folder)
    path.write_text(
        path.read_text("utf-8").replace("Bank of East Land", "Bank of West Land"), encoding="utf-8"
    )
    after = read_list(path, cache=folder)
    assert after.sha256 != before.sha256
    assert "Bank of West Land" in {listing.name for listing in after.listings}


def test_what_the_caller_says_of_a_list_counts(folder: CacheFolder) -> None:
    path = Path(__file__).parent / "readers" / "golden" / "house-jsonl" / "names.jsonl"
    for list_id in (None, "mine", "mine"):
        kept = read_list(path, cache=folder, list_id=list_id, edition="2026-01-01")
        assert same(kept, read_list(path, list_id=list_id, edition="2026-01-01"))
    assert kept.listings[0].list == "mine"


def test_a_missing_file_is_the_error_it_always_was(tmp_path: Path, folder: CacheFolder) -> None:
    with pytest.raises(ListFileError, match="no such file"):
        read_list(tmp_path / "nothing.xml", cache=folder)


def test_an_edition_that_another_version_cached_is_read_from_its_file(folder: CacheFolder) -> None:
    """Under the very key: a file of other metadata or arrays is neither misread nor an error."""
    sample = shipped_path()
    plain = read_list(sample, cache=folder)
    (key,) = folder.keys("list")
    path = folder.path / f"list-{key}.arrays"
    contents = load(path, "list", key, whole=True)
    without_layout = {name: value for name, value in contents.meta.items() if name}
    without_array = {name: array for name, array in contents.arrays.items() if name != "name_digests"}
    texts = {"text": contents.arrays["listings.text"], "ends": contents.arrays["listings.ends"]}
    for meta, arrays in (
        (without_layout, contents.arrays),
        (contents.meta, without_array),
        (contents.meta | {"": "0123456789abcdef"}, contents.arrays),
        ({"list_id": "shipped-dprk", "names": 1}, texts),
        ({}, {}),
    ):
        folder.put("list", key, meta, arrays)
        assert load_edition(folder, key, "x") is None
        assert type(read_list(sample, cache=folder)) is Edition
        cached = read_list(sample, cache=folder)
        assert isinstance(cached, CachedEdition)
        assert same(cached, plain)
