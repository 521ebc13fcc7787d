from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean, split_names
from sanctionscreen.model import Identifier, ListedName


def builder() -> EditionBuilder:
    return EditionBuilder(Path("x.csv"), "my-list")


def draft(entity_id: str = "1", *names: str) -> ListingDraft:
    found = ListingDraft(entity_id)
    for name in names or ("A",):
        found.add_name(name)
    return found


def test_a_record_without_a_name_or_an_id_is_rejected_with_its_place() -> None:
    found = builder()
    found.add(ListingDraft("1"), record="line 2")
    found.add(draft(""), record="line 3")
    assert [(item.record, item.reason) for item in found.rejected] == [
        ("line 2", "no name"),
        ("line 3", "no id"),
    ]


def test_a_repeated_id_is_numbered_and_said() -> None:
    found = builder()
    for _ in range(3):
        found.add(draft())
    assert [listing.entity_id for listing in found.listings] == ["1", "1#2", "1#3"]
    assert len(found.warnings) == 2


def test_the_primary_name_comes_first() -> None:
    found, party = builder(), ListingDraft("1")
    party.add_name("Alias", "alias")
    party.add_name("Primary")
    found.add(party)
    assert found.listings[0].name == "Primary"


def test_an_identifier_found_in_a_sentence_gives_way_to_the_field_that_says_it() -> None:
    found, party = builder(), draft()
    party.identifiers = [
        Identifier("passport_number", "A1", "", "in remarks"),
        Identifier("passport_number", "A1", "RU"),
        Identifier("email", "a@example.test", "", "in remarks"),
    ]
    found.add(party)
    assert found.listings[0].identifiers == (party.identifiers[1], party.identifiers[2])


@pytest.mark.parametrize("text", ["IMO9999993", "IMO 9999993", "imo: 9999993", "9999993"])
def test_imo_numbers_are_bare(text: str) -> None:
    found, party = builder(), draft()
    party.identifiers = [Identifier("imo_number", text)]
    found.add(party)
    assert found.listings[0].identifiers[0].value == "9999993"


def test_a_file_without_a_listing_is_refused_and_says_why() -> None:
    found = builder()
    found.reject("line 2", "no name")
    with pytest.raises(
        ListFileError, match=r"holds no listing \(1 records rejected, first: line 2: no name\)"
    ):
        found.finish("house-csv", "")


def test_names_that_a_field_joins_are_names_of_their_own() -> None:
    assert [name.name for name in draft("1", "A; B;").names] == ["A", "B"]
    assert draft("1", "A").names == [ListedName("A")]


@given(st.lists(st.text("abc ()").map(str.strip).filter(lambda text: text.strip("() ")), min_size=1))
def test_splitting_names_keeps_every_letter(names: list[str]) -> None:
    joined = ";".join(names)
    letters = [letter for letter in joined if letter.isalpha()]
    assert [letter for name in split_names(joined) for letter in name if letter.isalpha()] == letters


@given(st.text(" a\n\t"))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
