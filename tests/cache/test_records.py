"""Records as cache files: every kind of field comes back, and a record of other fields is not read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sanctionscreen.cache.array_file import BrokenFileError, Contents
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.cache.records import from_contents, load, save, to_contents
from sanctionscreen.cache.strings import Texts


@dataclass(frozen=True)
class Place:
    """A small record of plain values."""

    line: int
    reason: str


@dataclass(frozen=True)
class Inner:
    """A record within a record."""

    hashes: NDArray[np.uint64]
    words: Texts


@dataclass
class Outer:
    """A record with every kind of field."""

    numbers: NDArray[np.int32]
    none: NDArray[np.uint8]
    words: NDArray[np.object_] | Texts
    inner: Inner
    by_group: dict[int, Inner]
    nested: dict[str, dict[str, NDArray[np.bool_]]]
    counts: dict[str, int]
    places: list[Place]
    pair: tuple[str, ...]
    missing: Inner | None
    title: str | None


def example() -> Outer:
    inner = Inner(np.array([1, 2**63], dtype=np.uint64), Texts.of(["Ann", "", "李"]))
    return Outer(
        numbers=np.arange(3, dtype=np.int32),
        none=np.zeros((0, 16), dtype=np.uint8),
        words=np.array(["a.b", "c"], dtype=object),
        inner=inner,
        by_group={2: inner, 1: inner},
        nested={"x.y": {"z": np.array([True])}, "w": {}},
        counts={"a": 1},
        places=[Place(3, "no name")],
        pair=("a", "b"),
        missing=None,
        title=None,
    )


def plain(value: Any) -> Any:
    """A record as lists and dictionaries, to be compared."""
    if isinstance(value, np.ndarray | Texts):
        return [str(getattr(value, "dtype", "")) * isinstance(value, np.ndarray), list(value)]
    if isinstance(value, dict):
        return [(key, plain(item)) for key, item in value.items()]
    return {name: plain(item) for name, item in vars(value).items()} if hasattr(value, "__dict__") else value


def test_every_kind_of_field_comes_back(tmp_path: Path) -> None:
    folder, record = CacheFolder(tmp_path), example()
    save(folder, "example", "key", record)
    again = load(folder, "example", "key", Outer)
    assert again is not None
    assert isinstance(again.words, Texts)
    assert list(again.words) == ["a.b", "c"]
    record.words = again.words = Texts.of([])
    assert plain(again) == plain(record)
    assert again.none.shape == (0, 16)


def test_a_record_of_other_fields_is_not_read(tmp_path: Path) -> None:
    """As after an update of the program: a field more, a field less, another type, in a nested record too."""
    folder = CacheFolder(tmp_path)

    def of_fields(**types: Any) -> type:
        return dataclass(type("Record", (), {"__annotations__": types, "__module__": __name__}))

    numbers, flags = np.zeros(2, dtype=np.int32), np.zeros(2, dtype=bool)
    written = of_fields(numbers=NDArray[np.int32])
    save(folder, "example", "key", written(numbers))
    assert load(folder, "example", "key", written) is not None
    for other in (
        of_fields(numbers=NDArray[np.int64]),
        of_fields(numbers=NDArray[np.int32], flags=NDArray[np.bool_]),
        of_fields(hashes=NDArray[np.int32]),
    ):
        assert load(folder, "example", "key", other) is None
    holder = of_fields(inner=written)
    save(folder, "example", "nested", holder(written(numbers)))
    assert load(folder, "example", "nested", holder) is not None
    inner = of_fields(numbers=NDArray[np.int32], flags=NDArray[np.bool_])
    assert load(folder, "example", "nested", of_fields(inner=inner)) is None
    save(folder, "example", "nested", of_fields(inner=inner)(inner(numbers, flags)))
    assert load(folder, "example", "nested", holder) is None


def test_what_lacks_an_array_or_the_layout_is_not_read() -> None:
    contents = to_contents(example())
    for lost in contents.arrays:
        arrays = {name: array for name, array in contents.arrays.items() if name != lost}
        with pytest.raises(BrokenFileError):
            from_contents(Outer, Contents(contents.meta, arrays))
    with pytest.raises(BrokenFileError):
        from_contents(Outer, Contents({}, contents.arrays))


def test_a_text_that_utf_8_cannot_hold_is_not_cached(tmp_path: Path) -> None:
    folder = CacheFolder(tmp_path)
    record = example()
    record.words = np.array(["\ud800"], dtype=object)
    save(folder, "example", "key", record)
    assert load(folder, "example", "key", Outer) is None


def test_objects_of_other_classes_are_not_written() -> None:
    with pytest.raises(TypeError):
        to_contents(object())
