"""Delimited text to rows."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.batch.input.delimited import DELIMITERS, delimiter_of, rows, sniff
from sanctionscreen.batch.input.rows import RejectedRow
from sanctionscreen.errors import CustomerFileError, UsageError


def read(text: str, delimiter: str = ",") -> list[tuple[int, list[str]] | RejectedRow]:
    return list(rows(io.StringIO(text, newline=""), "file", delimiter))


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_of_a_known_header_is_found(delimiter: str) -> None:
    assert sniff(delimiter.join(("customer_id", "name", "birth_date"))) == delimiter


def test_a_delimiter_within_a_column_name_does_not_mislead() -> None:
    assert sniff('"amount, in EUR, net";name;"born, if known"') == ";"


def test_unknown_column_names_are_parted_where_most_columns_come_of_it() -> None:
    assert sniff("Kunde|Geburtstag|Ort") == "|"


def test_an_assigned_column_counts_as_known() -> None:
    assert sniff("a,b,c;Kunde", [("name", "Kunde")]) == ";"


@pytest.mark.parametrize(
    ("said", "meant"), [(";", ";"), ("tab", "\t"), ("\\t", "\t"), ("Pipe", "|"), ("~", "~")]
)
def test_the_delimiter_may_be_named(said: str, meant: str) -> None:
    assert delimiter_of(said) == meant


@pytest.mark.parametrize("said", ["", "::", '"', "\n"])
def test_what_cannot_be_a_delimiter_is_a_usage_error(said: str) -> None:
    with pytest.raises(UsageError, match="--delimiter"):
        delimiter_of(said)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_has_the_line_it_begins_on_whatever_ends_lines(end: str) -> None:
    text = end.join(("a,b", '"1', '1",2', "", "3,4", ""))
    assert [(line, cells[1]) for line, cells in (row for row in read(text) if isinstance(row, tuple))] == [
        (1, "b"),
        (2, "2"),
        (5, "4"),
    ]


def test_lines_joined_by_a_stray_quote_are_read_one_by_one() -> None:
    found = read('id,name\n1,"Smith\n2,"Jones"\n3,Miller\n')
    assert found == [
        (1, ["id", "name"]),
        RejectedRow(2, "", "the quotes in this row do not balance", "", '1,"Smith'),
        (3, ["2", "Jones"]),
        (4, ["3", "Miller"]),
    ]


def test_a_file_that_ends_within_quotes_is_refused_with_the_line_where_they_open() -> None:
    with pytest.raises(CustomerFileError, match=r"^file, line 3: a quoted field .* never closed"):
        read('id,name\n1,Smith\n2,"Jones\n3,Miller\n')


def test_a_field_of_a_million_characters_is_a_field() -> None:
    assert read(f"1,{'x' * 1_000_000}\n") == [(1, ["1", "x" * 1_000_000])]


def test_a_field_beyond_all_measure_is_refused_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    before = csv.field_size_limit(10)
    try:
        monkeypatch.setattr("sanctionscreen.batch.input.delimited._LONGEST_FIELD", 10)
        with pytest.raises(CustomerFileError, match=r"line 2: a field of over 10 characters"):
            read(f"id,name\n1,{'x' * 11}\n")
    finally:
        csv.field_size_limit(before)


cells = st.text(alphabet='ab,;"\n ', max_size=6)


@given(st.lists(st.lists(cells, min_size=2, max_size=4), max_size=8))
def test_what_csv_writes_is_read_back(table: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    assert [row[1] for row in read(out.getvalue()) if isinstance(row, tuple)] == table


@given(st.text(alphabet='ab,"\n', max_size=60))
def test_no_line_is_lost_or_read_twice(text: str) -> None:
    try:
        found = read(text)
    except CustomerFileError:
        return
    lines = [row.line if isinstance(row, RejectedRow) else row[0] for row in found]
    assert lines == sorted(set(lines))
    joined = "".join("".join(row[1]) for row in found if isinstance(row, tuple))
    rejected = "".join(text.splitlines()[row.line - 1] for row in found if isinstance(row, RejectedRow))
    assert sorted((joined + rejected).replace('"', "").replace(",", "").replace("\n", "")) == sorted(
        text.replace('"', "").replace(",", "").replace("\n", "")
    )
