"""Files of arrays: what comes back, and what is never trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sanctionscreen.cache.array_file import BrokenFileError, load, write
from sanctionscreen.cache.strings import Texts, pack

ARRAYS: dict[str, NDArray[Any]] = {
    "numbers": np.arange(7, dtype=np.int32),
    "none": np.zeros((0, 16), dtype=np.uint8),
    "table": np.array([[True, False], [False, True]]),
    "floats": np.array([0.5, -1.0], dtype=np.float32),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that was just written."""
    path = tmp_path / "some.arrays"
    write(path, "kind", "key", {"names": ["Ann", "李"]}, ARRAYS)
    return path


def test_what_was_written_comes_back_and_cannot_be_written_to(file: Path) -> None:
    found = load(file, "kind", "key", whole=True)
    assert found.meta == {"names": ["Ann", "李"]}
    for name, array in ARRAYS.items():
        assert found.arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(found.arrays[name], array)
    with pytest.raises(ValueError, match="read-only"):
        found.arrays["numbers"][0] = 1


def test_a_file_with_any_byte_changed_is_refused(file: Path) -> None:
    """Also in the padding and the header: every byte of the file counts."""
    good = file.read_bytes()
    for place in range(len(good)):
        file.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        with pytest.raises(BrokenFileError):
            load(file, "kind", "key", whole=True)


def test_a_file_that_is_cut_off_or_too_long_is_refused_by_its_header_alone(file: Path) -> None:
    good = file.read_bytes()
    for content in (b"", good[:50], good[:-1], good + b"\0", b"PK\x03\x04 something else" * 20):
        file.write_bytes(content)
        with pytest.raises(BrokenFileError):
            load(file, "kind", "key", whole=False)


def test_a_file_of_another_kind_or_key_is_refused(file: Path) -> None:
    for kind, key in (("other", "key"), ("kind", "other")):
        with pytest.raises(BrokenFileError):
            load(file, kind, key, whole=False)


def test_objects_are_never_written(tmp_path: Path) -> None:
    """They would have to be pickled."""
    with pytest.raises(TypeError):
        write(tmp_path / "some.arrays", "kind", "key", {}, {"objects": np.array(["a", None], dtype=object)})
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=8), st.data())
def test_packed_texts_come_back_one_by_one_and_by_the_array(texts: list[str], data: st.DataObject) -> None:
    found = Texts(**pack(texts))
    assert list(found) == texts
    assert found[1:3] == texts[1:3]
    for _ in range(3):  # rarely asked for one by one, often as a whole
        places = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=9)) if texts else []
        assert found[np.array(places, dtype=np.int32)].tolist() == [texts[place] for place in places]
