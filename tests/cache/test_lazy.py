"""Lazy sequences: indices as of a list, and nothing is decoded that isn't read."""

from __future__ import annotations

import numpy as np
import pytest

from sanctionscreen.cache.lazy import LazySequence


class Letters(LazySequence[str]):
    """The letters of a text; notes which were read."""

    def __init__(self, text: str) -> None:
        self.text, self.read = text, list[int]()

    def __len__(self) -> int:
        return len(self.text)

    def _item(self, position: int) -> str:
        self.read.append(position)
        return self.text[position]


def test_indices_mean_what_they_mean_of_a_list() -> None:
    letters = Letters("abcd")
    assert [letters[0], letters[-1], letters[int(np.int32(2))]] == ["a", "d", "c"]
    assert [letters[1:3], letters[::-1], letters[9:]] == [["b", "c"], ["d", "c", "b", "a"], []]
    assert letters[np.array([3, 0, 0])].tolist() == ["d", "a", "a"]
    assert list(letters) == list("abcd")
    for position in (4, -5):
        with pytest.raises(IndexError):
            letters[position]


def test_only_what_is_read_is_decoded() -> None:
    letters = Letters("abcd")
    assert letters[1:2] == ["b"]
    assert next(iter(letters)) == "a"
    assert letters.read == [1, 0]
