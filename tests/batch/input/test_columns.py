"""Columns of a customer file by what they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.batch.input.columns import FIELDS, Field, field_of, map_columns
from sanctionscreen.errors import UsageError
from sanctionscreen.parsing.delimited import header_name


@pytest.mark.parametrize("header", ["birth_date", "Birth Date", "DATE OF BIRTH", "date-of-birth", " dob "])
def test_a_column_is_known_whatever_its_case_spaces_and_hyphens(header: str) -> None:
    assert field_of(header) == "birth_date"


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_is_known_by_its_own_name_and_by_each_header(field: Field) -> None:
    assert field_of(field.name) == field.name
    assert {field_of(header) for header in field.headers} == {field.name}


def test_no_header_means_two_fields_and_each_is_written_as_headers_are_compared() -> None:
    headers = [header for field in FIELDS for header in field.headers]
    assert len(headers) == len(set(headers))
    assert headers == [header_name(header, punctuated=True) for header in headers]


@pytest.mark.parametrize("header", ["query_id", "customer_id", "id"])
def test_the_id_may_be_called_as_the_contract_says(header: str) -> None:
    assert map_columns([header, "name"]).places["query_id"] == (0,)


def test_of_several_ids_the_one_best_named_is_the_id_and_the_others_are_unused() -> None:
    found = map_columns(["id", "name", "customer_id", "query_id"])
    assert found.places["query_id"] == (3,)
    assert found.unused == ("id", "customer_id")


def test_a_second_column_for_the_name_gives_further_names() -> None:
    found = map_columns(["name", "full_name", "alias"])
    assert found.places["name"] == (0,)
    assert set(found.places["alias"]) == {1, 2}


def test_several_columns_may_give_countries() -> None:
    assert map_columns(["name", "country", "nationality"]).places["country"] == (1, 2)


def test_an_unknown_column_is_unused() -> None:
    assert map_columns(["name", "balance"]).unused == ("balance",)


def test_an_assignment_overrules_recognition() -> None:
    found = map_columns(["Name", "CustomerName"], [("name", "CustomerName")])
    assert found.places["name"] == (1,)
    assert found.unused == ("Name",)


def test_an_assigned_alias_stands_beside_recognised_ones() -> None:
    assert set(map_columns(["name", "alias", "x"], [("alias", "x")]).places["alias"]) == {1, 2}


def test_an_assignment_may_use_a_synonym_of_the_field() -> None:
    assert map_columns(["name", "geb"], [("dob", "geb")]).places["birth_date"] == (1,)


@pytest.mark.parametrize(
    ("pair", "what"), [(("nme", "Name"), "no such field"), (("name", "Nme"), "no such column")]
)
def test_an_assignment_of_what_is_not_there_is_a_usage_error(pair: tuple[str, str], what: str) -> None:
    with pytest.raises(UsageError, match=what):
        map_columns(["Name"], [pair])


def test_given_and_family_name_or_an_alias_are_enough_for_a_name() -> None:
    assert map_columns(["given_name", "surname"]).has_name
    assert map_columns(["alias"]).has_name
    assert not map_columns(["id", "country"]).has_name


def test_every_header_stands_in_the_docs() -> None:
    """In the table of docs/cli.md, in the row of its field."""
    text = (Path(__file__).parents[3] / "docs" / "cli.md").read_text("utf-8")
    for field in FIELDS:
        row = next((line for line in text.splitlines() if line.startswith(f"| `{field.name}` |")), "")
        missing = [header for header in field.headers if f"`{header}`" not in row]
        assert not missing, f"docs/cli.md, table of columns: the row of `{field.name}` lacks {missing}"
