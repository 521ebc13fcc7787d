"""Spelling keys."""

from __future__ import annotations

import pytest

from sanctionscreen.names.phonetic import skeleton, sound


@pytest.mark.parametrize(("spoken", "written"), [("istambul", "istanbul"), ("kumba", "kunba")])
def test_an_n_before_b_sounds_like_m(spoken: str, written: str) -> None:
    assert sound(spoken) == sound(written)
    assert skeleton(sound(spoken)) == skeleton(sound(written))


def test_an_n_before_another_letter_stays() -> None:
    assert sound("anwar") != sound("amwar")
