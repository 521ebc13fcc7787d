"""Texts packed into arrays, and decoded again."""

from __future__ import annotations

import numpy as np
import pytest

from sanctionscreen.cache.strings import Texts, pack


@pytest.mark.parametrize("texts", [["kim", "", "song", "a"], ["Ким", "", "kim", "é"], []])
def test_texts_are_what_was_packed_one_by_one_by_position_and_all_together(texts: list[str]) -> None:
    packed = Texts(**pack(texts))
    places = np.arange(len(texts), dtype=np.int32)
    assert list(packed) == texts
    for _ in range(3):  # one by one at first, all at once when so many were asked for
        assert packed[places[::-1]].tolist() == texts[::-1]
    assert Texts(**pack(texts)).decoded().tolist() == texts
    assert packed.decoded() is packed.decoded()
