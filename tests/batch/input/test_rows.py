"""One row of a customer file to a query, or why not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.batch.input.columns import FIELDS, Field, map_columns
from sanctionscreen.batch.input.rows import (
    LONGEST_NAME,
    MOST_NAMES,
    RejectedRow,
    RowBuilder,
    RowWarning,
    trusted_query,
)
from sanctionscreen.dates import PartialDate
from sanctionscreen.model import Address, Identifier, Query


def build(delimiter: str = ",", **cells: Any) -> tuple[Query | RejectedRow, list[RowWarning]]:
    warnings: list[RowWarning] = []
    builder = RowBuilder(map_columns(list(cells)), delimiter=delimiter, warn=warnings.append)
    return builder.build(7, list(cells.values())), warnings


def query_of(**cells: Any) -> Query:
    found, _ = build(**cells)
    assert isinstance(found, Query), found
    return found


def rejection_of(**cells: Any) -> str:
    found, _ = build(**cells)
    assert isinstance(found, RejectedRow), found
    assert found.line == 7
    return found.reason


CELLS = {"kind": "vessel", "dates": "1967-08-22", "typed_identifiers": "badge:77"}


@pytest.mark.parametrize("header", ["name", "full_name"])
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_of_the_table_is_used_on_a_row(field: Field, header: str) -> None:
    """A column that the manifest calls used must change the query; the last field of the table, too."""
    if field.use in {"text", "name_part"}:
        assert field.name in Query.model_fields, f"{field.name} needs a field of this name in model.Query"
    query, warnings = build(**{header: "Ann Lee", field.headers[-1]: CELLS.get(field.use, "Sweden")})
    assert query != query_of(name="Ann Lee")
    assert not warnings


@pytest.mark.parametrize(
    "field", [field for field in FIELDS if field.use == "identifier"], ids=lambda field: field.name
)
def test_every_identifier_column_gives_an_identifier_of_its_type(field: Field) -> None:
    query = query_of(name="Ann Lee", **{field.headers[0]: "123; 456"})
    assert query.identifiers == (Identifier(field.name, "123"), Identifier(field.name, "456"))


def test_every_column_ends_in_its_field() -> None:
    assert query_of(
        customer_id=" c1 ", name="Ann Lee", given_name="Ann", family_name="Lee", alias="Annie; Anna Lee",
        type="Individual", sex="F", dob="1967-08-22;1968", nationality="KP; FR", address="1 Rd; Paris",
        imo="9314650", bic="X", identifier="inn:7",
    ) == Query(
        query_id="c1", name="Ann Lee", given_name="Ann", family_name="Lee", names=("Annie", "Anna Lee"), kind="person",
        gender="F", birth_dates=(PartialDate(1967, 8, 22), PartialDate(1968)), countries=("KP", "FR"),
        addresses=(Address(full="1 Rd; Paris"),),
        identifiers=(Identifier("imo_number", "9314650"), Identifier("swift_bic", "X"), Identifier("inn", "7")),
    )  # fmt: skip


def test_empty_cells_say_nothing() -> None:
    assert query_of(id="", name="Ann", alias="", kind="", dob="", country="", imo="", address="") == Query(
        name="Ann"
    )


def test_the_field_with_several_names_stays_the_name() -> None:
    found = query_of(name="Blue Ltd t/a Red Moon", kind="organization")
    assert (found.name, found.names) == ("Blue Ltd t/a Red Moon", ("Blue Ltd", "Red Moon"))


def test_joint_given_names_share_the_family_name() -> None:
    found = query_of(given_name="John & Mary", family_name="Smith", kind="person")
    assert found.names == ("John Smith", "Mary Smith")
    assert found.all_names()[0] == "John & Mary Smith"


def test_an_alias_of_several_names_is_told_apart_too() -> None:
    assert query_of(name="X Ltd", alias="Blue Ltd t/a Red Moon").names == (
        "Blue Ltd t/a Red Moon",
        "Blue Ltd",
        "Red Moon",
    )


def test_names_in_a_json_array_may_hold_semicolons() -> None:
    assert query_of(name="X", alias=["A; B", "C"]).names[0] == "A; B"


@pytest.mark.parametrize("name", ["", "   ", "---", "?!", "...", "\u200b", "n/a", "NULL", "#REF!"])
def test_a_row_without_a_usable_name_is_rejected(name: str) -> None:
    assert rejection_of(id="1", name=name) in {"no name", "no letter or digit in it", "only a placeholder"}


def test_a_name_too_long_to_be_one_is_rejected_and_not_cut() -> None:
    assert query_of(name="x" * LONGEST_NAME).name == "x" * LONGEST_NAME
    assert (
        rejection_of(name="x" * 1_048_576) == "a name of 1,048,576 characters; at most 1,000 can be screened"
    )


def test_an_alias_too_long_rejects_the_row_and_is_not_left_out() -> None:
    assert "2,000 characters" in rejection_of(name="Ann", alias="x" * 2000)


def test_too_many_names_reject_the_row() -> None:
    aliases = [f"name {number}" for number in range(MOST_NAMES + 1)]
    assert rejection_of(name="Ann", alias=aliases) == "101 names; at most 100 can be screened in one row"


def test_a_nul_byte_in_a_name_rejects_the_row() -> None:
    assert rejection_of(name="A\0B") == "a NUL byte in the name"


def test_a_line_break_in_a_name_is_a_space() -> None:
    assert query_of(name="John\r\nSmith").name == "John Smith"


def test_a_line_break_and_a_delimiter_in_a_name_are_two_rows_run_together() -> None:
    assert "stray quote" in rejection_of(name="John Smith,person\n2,Ann Lee")


def test_a_second_name_keeps_a_row_whose_first_is_unusable_and_that_is_told() -> None:
    found, warnings = build(name="---", alias="Ann Lee")
    assert found == Query(names=("Ann Lee",))
    assert [warning.reason for warning in warnings] == ["a name not used: no letter or digit in it"]


def test_an_unknown_kind_is_screened_as_any_kind_and_told() -> None:
    found, warnings = build(id="1", name="Ann", kind="savings")
    assert found == Query(query_id="1", name="Ann")
    assert warnings == [RowWarning(7, "1", "unknown kind, screened as any kind", "savings")]


@pytest.mark.parametrize("text", ["1967-02-31", "31/11/1967", "yesterday", "8/22/1967", "2999-01-01"])
def test_an_impossible_date_is_left_out_and_told(text: str) -> None:
    found, warnings = build(id="1", name="Ann", birth_date=text)
    assert found == Query(query_id="1", name="Ann")
    assert warnings == [RowWarning(7, "1", "no possible date, not compared", text)]


def test_a_country_that_is_none_is_told_and_stays_in_the_query() -> None:
    found, warnings = build(id="1", name="Ann", country="FR; Ruritania; North Korea")
    assert found == Query(query_id="1", name="Ann", countries=("FR", "Ruritania", "North Korea"))
    assert warnings == [RowWarning(7, "1", "unknown country, not compared", "Ruritania")]


def test_an_identifier_without_a_type_is_left_out_and_told() -> None:
    found, warnings = build(name="Ann", identifier="12345")
    assert found == Query(name="Ann")
    assert [warning.value for warning in warnings] == ["12345"]


def test_a_short_cut_query_equals_a_validated_one() -> None:
    content: dict[str, Any] = {
        "query_id": "1", "name": "Ann", "names": ("A", "B"), "kind": "person", "gender": "f", "countries": ("FR",),
        "birth_dates": (PartialDate(1967),), "identifiers": (Identifier("imo_number", "1"),),
        "addresses": (Address(full="x"),), "given_name": "A", "family_name": "B",
    }  # fmt: skip
    for keys in (content.keys(), {"name"}, set()):
        part = {key: content[key] for key in keys}
        fast, slow = trusted_query(part), Query(**part)
        assert fast == slow
        assert fast.model_dump() == slow.model_dump()
        assert fast.model_fields_set == slow.model_fields_set
        assert hash(fast) == hash(slow)


cell = st.one_of(st.text(max_size=20), st.lists(st.text(max_size=8), max_size=3))


@given(
    st.fixed_dictionaries(
        dict.fromkeys(("id", "name", "alias", "kind", "dob", "country", "imo", "identifier"), cell)
    )
)
def test_any_row_becomes_a_valid_query_or_a_rejection_with_a_reason(cells: dict[str, Any]) -> None:
    found, _ = build(**cells)
    if isinstance(found, Query):
        assert Query(**found.model_dump(exclude_unset=True)) == found
        assert any(char.isalnum() for name in found.all_names() for char in name)
    else:
        assert found.reason
