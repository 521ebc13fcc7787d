"""Slips of scanners, keyboards and hands, as similarities of tokens."""

from __future__ import annotations

import numpy as np
import pytest

from sanctionscreen.matching.encode.vocabulary import Vocabulary
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.token_rules import Reason
from sanctionscreen.matching.tokens.typos import keyboard_table, scanner_table


def similar(query: str, listed: str) -> tuple[float, Reason]:
    """Similarity and reason of two tokens, found through their keys; 0 and NONE where there is none."""
    one, other = (
        Vocabulary([text], np.zeros(1, dtype=bool), np.zeros(1, dtype=bool)) for text in (query, listed)
    )
    found = TokenKeyIndex(other).match(one)
    if not len(found.listed):
        return 0.0, Reason.NONE
    return float(found.similarity[0]), Reason(int(found.reason[0]))


@pytest.mark.parametrize(
    ("query", "listed", "reason"),
    [
        ("rnirza", "mirza", Reason.SCANNER),
        ("clavid", "david", Reason.SCANNER),
        ("konohov", "kononov", Reason.SCANNER),
        ("mandeo", "mandro", Reason.KEYBOARD),
        ("nikilsi", "nikolai", Reason.KEYBOARD),
        ("herasimau", "gerasimov", Reason.CANONICAL),
        ("bialiakou", "belyakov", Reason.CANONICAL),
        ("hachimi", "hashimi", Reason.CANONICAL),
        ("kadhimi", "kazimi", Reason.CANONICAL),
        ("calcimor", "kalsimor", Reason.CANONICAL),
        ("nikolaevich", "mikalajevich", Reason.VARIANT),
        ("dmitrievna", "dzmitryjeuna", Reason.VARIANT),
        ("wael", "uael", Reason.HEARD),
        ("guma", "juma", Reason.HEARD),
        ("zeranui", "zeraniu", Reason.TRANSPOSED),
        ("sqaudorn", "squadron", Reason.TRANSPOSED),
    ],
)
def test_a_slip_is_told_by_its_kind(query: str, listed: str, reason: Reason) -> None:
    """And it is the same from either side."""
    similarity, found = similar(query, listed)
    assert found == reason
    assert similar(listed, query) == (similarity, found)


@pytest.mark.parametrize(
    ("one", "other"),
    [("cheng", "sheng"), ("chang", "shang"), ("dmitrievich", "dmitrievna"), ("petrovich", "pavlovich")],
)
def test_chinese_syllables_sons_and_daughters_and_two_fathers_are_no_spellings_of_one(
    one: str, other: str
) -> None:
    assert similar(one, other)[1] not in (Reason.CANONICAL, Reason.VARIANT, Reason.SOUND)


def test_hsu_and_xu_are_one_sound() -> None:
    """Wade-Giles writes hs where Pinyin writes x; within a word an h and an s stand for themselves."""
    assert similar("hsiao", "xiao")[1] == Reason.SOUND
    assert similar("mohsen", "moxen")[1] != Reason.SOUND


def test_close_vowels_are_half_another_vowel() -> None:
    """An o for a u and an e for an i are one sound in many romanisations; an a is another."""
    same, close, other = (similar(word, "muhsin")[0] for word in ("muhsin", "mohsen", "mahsan"))
    assert same > close > other
    assert close == pytest.approx(0.97 - 0.9 / 6, abs=0.001)


def test_a_slip_costs_less_than_any_other_edit() -> None:
    """Swapped letters, keys that touch, letters that look alike, each against a letter that is none of these."""
    other = similar("kavolin", "karolin")[0]
    for slip in ("akrolin", "katolin", "karalin"):
        assert similar(slip, "karolin")[0] > other


def test_short_tokens_take_one_slip_and_tokens_of_one_or_two_letters_none() -> None:
    """Two typos in four letters leave nothing to recognise."""
    assert similar("hamz", "hamx")[1] == Reason.KEYBOARD
    assert similar("jsmz", "hamx") == (0.0, Reason.NONE)
    assert similar("li", "lo") == (0.0, Reason.NONE)


def test_tables_go_both_ways_and_hold_what_touches_or_looks_alike() -> None:
    """Each letter of a pair stands for the other."""
    for table in (scanner_table(), keyboard_table()):
        assert (table == table.T).all()
        assert not table.diagonal().any()
    touching = {chr(letter) for letter in np.flatnonzero(keyboard_table()[ord("g")])}
    assert touching == set("fhtyvb")
    assert scanner_table()[ord("o"), ord("a")]


@pytest.mark.parametrize(
    ("query", "listed"), [("slmni", "salimani"), ("trnsprts", "transportes"), ("azz", "azouz")]
)
def test_a_token_without_its_inner_vowels_is_recognised(query: str, listed: str) -> None:
    """Even where consonants that come together look like another sound (`ts`)."""
    similarity, reason = similar(query, listed)
    assert reason == Reason.SHORTHAND
    assert similarity > 0.8


def test_a_token_cut_short_is_recognised_by_its_beginning() -> None:
    """Down to two letters; where it is asked about even if it is a common word, but no particle."""
    assert similar("mik", "mikhailovna")[1] == similar("vlad", "vladilenovich")[1] == Reason.CUT
    assert similar("vladile", "vladilenovich")[0] > similar("vlad", "vladilenovich")[0]
    assert similar("ali", "alireza")[1] == similar("hu", "husayn")[1] == Reason.CUT
    assert similar("al", "alireza") == (0.0, Reason.NONE)


def test_a_listed_word_that_is_short_and_common_is_no_beginning() -> None:
    """Lists seldom cut names; `ali` begins many names and is none of them."""
    assert similar("alireza", "ali") == similar("husayn", "hu") == (0.0, Reason.NONE)
    assert similar("mikhailovna", "mik")[1] == Reason.CUT


def test_legal_forms_of_one_class_stand_for_each_other_and_can_be_misspelt() -> None:
    """The words stay as they are written."""
    assert similar("ltd", "limited") == (1.0, Reason.LEGAL)
    assert similar("ltd", "ltd") == (1.0, Reason.EQUAL)
    assert similar("kikited", "limited")[1] == Reason.KEYBOARD
