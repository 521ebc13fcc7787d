"""The reference tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection

import pytest

from sanctionscreen.names import tables
from sanctionscreen.names.fold import fold

_ALL: tuple[Callable[[], Collection[object]], ...] = (
    tables.legal_forms,
    tables.titles,
    tables.particles,
    tables.descriptive,
    tables.abbreviations,
    tables.vessel_prefixes,
    tables.name_groups,
    tables.number_words,
)


@pytest.mark.parametrize("table", _ALL, ids=lambda table: table.__name__)
def test_every_key_is_in_the_form_that_folding_leaves(table: Callable[[], Collection[object]]) -> None:
    keys = [key for key in table() if isinstance(key, str)]
    assert [key for key in keys if fold(key) != key] == []


@pytest.mark.parametrize(
    ("native", "legal_class"),
    [
        ("общество с ограниченной ответственностью", "llc"),
        ("ООО", "llc"),
        ("ТОВ", "llc"),
        ("товариство з обмеженою відповідальністю", "llc"),
        ("акционерное общество", "plc"),
        ("публичное акционерное общество", "plc"),
        ("ЗАО", "plc"),
        ("有限公司", "llc"),
        ("股份有限公司", "plc"),
        ("株式会社", "plc"),
        ("有限会社", "llc"),
        ("주식회사", "plc"),
        ("شركة مساهمة", "plc"),
        ("ذات مسؤولية محدودة", "llc"),
        ("ΑΕ", "plc"),
        ("ΕΠΕ", "llc"),
        ("Sp. z o.o.", "llc"),
        ("S. de R.L. de C.V.", "llc"),
        ("Sdn. Bhd.", "llc"),
        ("GmbH & Co. KG", "partnership"),
        ("Société Anonyme", "plc"),
        ("Aktiengesellschaft", "plc"),
        ("Anonim Şirketi", "plc"),
        ("Stiftung", "foundation"),
        ("ФГУП", "state"),
    ],
)
def test_legal_forms_are_found_in_their_own_script(native: str, legal_class: str) -> None:
    assert tables.legal_forms().get(fold(native)) == legal_class


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("банк", "bank"),
        ("بانک", "banque"),
        ("银行", "banco"),
        ("은행", "unhaeng"),
        ("trading", "torgovy"),
        ("tejarat", "torgovaya"),
        ("keshtirani", "shipping"),
        ("general", "generale"),
        ("университет", "university"),
    ],
)
def test_a_translation_shares_the_group_of_its_word(first: str, second: str) -> None:
    words = tables.descriptive()
    assert words[fold(first).replace(" ", "")] == words[fold(second)]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("william", "bill", "nickname"),
        ("francisco", "paco", "nickname"),
        ("vladimir", "volodya", "nickname"),
        ("mohammed", "mehmet", "spelling"),
        ("lee", "ri", "spelling"),
        ("jong", "chung", "spelling"),
        ("oleksandr", "aleksandr", "spelling"),
        ("chen", "tan", "reading"),
    ],
)
def test_names_of_one_family_share_a_group(one: str, other: str, kind: str) -> None:
    groups = tables.name_groups()
    shared = set(groups[one]) & set(groups[other])
    assert kind in {group.kind for group in shared}


def test_unlike_names_share_no_group() -> None:
    groups = tables.name_groups()
    assert not set(groups["william"]) & set(groups["francisco"])


def test_no_word_is_in_two_descriptive_groups() -> None:
    data = tables._load("descriptive")
    words = [word for table in data.values() for word in tables._phrases(table["groups"])]
    assert len(words) == len(set(words))


def test_numbers_are_digits() -> None:
    numbers = tables.number_words()
    assert all(digits.isdigit() for digits in numbers.values())
    assert (numbers["second"], numbers["vii"], numbers["drei"]) == ("2", "7", "3")
    assert {"v", "xi", "one", "tri"}.isdisjoint(numbers)


def test_abbreviations_lead_to_words_not_to_themselves() -> None:
    assert [short for short, full in tables.abbreviations().items() if short == full] == []


def test_all_tables_load_faster_than_two_hundred_small_toml_files() -> None:
    """A generous bound that only a table of another order of size would break: a check loads them all."""
    for table in _ALL:
        getattr(table, "cache_clear")()  # noqa: B009 - an attribute that Callable does not have
    start = time.process_time()  # whatever else the machine does
    for table in _ALL:
        table()
    assert time.process_time() - start < 0.4


def test_words_of_structure_stand_in_one_commented_table() -> None:
    """Articles, descent and servants, in the form that `fold` leaves."""
    for section in ("servant", "article", "religion", "descent", "small"):
        words = tables.structure_words(section)
        assert words
        assert all(fold(word) == word for word in words)
