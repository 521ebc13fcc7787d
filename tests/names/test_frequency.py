"""How much words of a name say."""

from __future__ import annotations

import pytest

from sanctionscreen import compare
from sanctionscreen.names.frequency import bits, counts


@pytest.mark.parametrize("syllable", ["kim", "yong", "yeong", "chen", "zhang", "wong"])
def test_a_syllable_that_many_koreans_or_chinese_have_says_little(syllable: str) -> None:
    assert bits([syllable])[0, 0] < 5.5


@pytest.mark.parametrize("word", ["digital", "energy", "technologies", "therapeutics"])
def test_a_word_that_many_companies_have_says_less_than_a_rare_one(word: str) -> None:
    assert bits([word])[1, 0] < 8.5 < bits(["zyxwvuts"])[1, 0]


def test_spellings_of_one_syllable_say_about_the_same() -> None:
    for one, other in (("yong", "yeong"), ("hyon", "hyeon"), ("chong", "jong")):
        assert abs(bits([one])[0, 0] - bits([other])[0, 0]) < 1


def test_a_common_korean_given_name_apart_does_not_make_two_people_one() -> None:
    assert compare("영수 김", "JONG, Yong Su", kind="person").score < 0.67


def test_a_word_that_nobody_has_is_counted_with_nobody() -> None:
    assert counts("zyxwvuts") == (0, 0)
