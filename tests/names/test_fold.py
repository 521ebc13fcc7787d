"""Folding: its laws, what it undoes and what it leaves alone."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.names.fold import fold, variants

_NAMES = st.one_of(
    st.text(max_size=30),
    st.text(alphabet=st.characters(max_codepoint=0x024F), max_size=30),
    st.text(alphabet="abcXYZ 0134578@$!'&.-|\u0430\u0435\u043e\u0131\u0307", max_size=20),
    st.text(alphabet=st.characters(categories=("L", "M", "N")), max_size=12),
)


@given(_NAMES)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(_NAMES)
def test_folded_text_is_words_of_ascii_letters_and_digits_with_single_spaces(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", fold(text))


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Lt", "Lo", "Nd")), min_size=1, max_size=10))
def test_letters_and_digits_never_fold_to_nothing(text: str) -> None:
    assert fold(text)


@given(st.text(alphabet=st.characters(categories=("P", "Z", "Cc", "Cf")), max_size=10))
def test_punctuation_spaces_and_controls_fold_to_nothing_but_an_and(text: str) -> None:
    assert set(fold(text).split()) <= {"and"}


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Lo")), max_size=12))
def test_case_and_normal_form_of_unicode_do_not_matter(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(composed)


@given(_NAMES)
def test_variants_are_folded_distinct_and_at_most_four(text: str) -> None:
    found = variants(text)
    assert len(found) <= 4
    assert len({fold(text), *found}) == len(found) + 1
    assert all(fold(form) == form and form for form in found)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=30))
def test_plain_ascii_has_no_variants(text: str) -> None:
    assert variants(text) == ()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("MUN, Kyo'ng-hwan", "mun kyong hwan"),
        ("Ch\u2019o\u2019ngsong", "chongsong"),
        ("Sa\u02bfid al-\u02bfAbd", "said al abd"),
        ("O`Neil", "oneil"),
        ("S.A. de C.V.", "s a de c v"),
        ("J.R. Smith", "j r smith"),
        ("M/V Sea-Star", "m v sea star"),
        ("A & B", "a and b"),
        ("№ 5", "no 5"),
        ("No. 5", "no 5"),
        ("Müller Straße", "muller strasse"),
        ("İstanbul Ağrı", "istanbul agri"),
        ("Łódź Đorđe Žižek", "lodz dorde zizek"),
        ("Þór Guðmundsson Æsa Ødegård", "thor gudmundsson aesa odegard"),
        ("Nguyễn Văn Đức", "nguyen van duc"),
        ("Əliyev", "aliyev"),
        ("Fund Ⅶ", "fund vii"),
        ("ACME™ Ltd®", "acme ltd"),
    ],
)
def test_what_writing_adds_is_taken_off(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("M\u043eh\u0430mmed", "mohammed"),  # Cyrillic o and a
        ("Βank οf Asia", "bank of asia"),  # Greek B and o
        ("Sa\u200bd\u200cd\u2060am", "saddam"),
        ("Sad\u00addam", "saddam"),
        ("\u202emaddaS\u202c", "saddam"),
        ("\ufeffSaddam\u200f", "saddam"),
        ("S\u0336a\u0336d\u0336dam", "saddam"),
        ("Ｓａｄｄａｍ", "saddam"),
        ("Ⓢⓐⓓⓓⓐⓜ", "saddam"),
        ("𝕾𝖆𝖉𝖉𝖆𝖒", "saddam"),
        ("🅂🄰🄳🄳🄰🄼", "saddam"),
        ("M0hammed", "mohammed"),
        ("5addam", "saddam"),
        ("B4nk 0f Asia", "bank 0f asia"),
        ("$addam Hu$$ein", "saddam hussein"),
        ("K1m", "kim"),
        ("Alfon$0 P3rez", "alfonso perez"),
        ("M@ri0", "mario"),
        ("Sa1eh", "saleh"),
    ],
)
def test_disguise_is_undone(disguised: str, plain: str) -> None:
    assert fold(disguised) == plain


@pytest.mark.parametrize(
    "text", ["No. 5", "K9", "3M", "2nd", "7th", "A380", "G20", "Fund7", "H1N1", "24 Hour", "Route 66"]
)
def test_numbers_stay_numbers(text: str) -> None:
    assert re.findall(r"\d+", fold(text)) == re.findall(r"\d+", text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Müller", ("mueller",)),
        ("Jørgen Åse", ("joergen aase",)),
        ("François", ()),
        ("Петренко Григорий", ("petrenko hryhoryy",)),
        ("МАО", ("mao",)[1:]),
    ],
)
def test_other_readings_of_a_whole_name(text: str, found: tuple[str, ...]) -> None:
    assert variants(text) == found


@pytest.mark.parametrize("text", ["\ud800", "\x00", "😀", "\u202e", "", "   ", "'"])
def test_text_without_letters_folds_to_nothing(text: str) -> None:
    assert fold(text) == ""


def test_a_letter_that_nothing_romanises_keeps_its_code_point() -> None:
    assert fold("\U00013000") != ""  # an Egyptian hieroglyph
    assert fold("\u302a\u4e00") == fold("\u4e00") == "yi"


def test_a_very_long_name_is_folded_in_linear_time() -> None:
    assert len(fold("Аbв " * 50_000).split()) == 50_000
