"""Rows with unescaped quotes, which are read where there is only one way to."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.errors import ListFileError
from sanctionscreen.parsing.delimited import rows
from sanctionscreen.parsing.quote_repair import only_reading


@pytest.mark.parametrize(
    ("line", "width", "expected"),
    [
        ('1,"a.k.a. "KOMID"; more"', 2, ["1", 'a.k.a. "KOMID"; more']),
        ('1,"a.k.a. "KOMID""', 2, ["1", 'a.k.a. "KOMID"']),
        ('1,""KOMID" of old","x"', 3, ["1", '"KOMID" of old', "x"]),
        ('1,"the "A", the "B"","x"', 3, ["1", 'the "A", the "B"', "x"]),
        ('1,"5" pipe",-0- ', 3, ["1", '5" pipe', "-0- "]),
        ('1,"a "b" c","d ""e"" f"', 3, ["1", 'a "b" c', 'd "e" f']),
        ('1,"a.k.a. "KOMID"; more"', None, ["1", 'a.k.a. "KOMID"; more']),
    ],
)
def test_a_row_with_one_reading_is_read(line: str, width: int | None, expected: list[str]) -> None:
    assert only_reading(line, ",", width) == expected


@pytest.mark.parametrize(
    ("line", "width"),
    [
        ('1,"the "A", "B" and C","x"', None),
        ('1,"a "b","c" d","e "f","g" h"', 4),
        ('1,"never closed', 2),
        ('1,"a "b" c"', 3),
        ("1," + '"a",' * 40 + '"b', None),
    ],
)
def test_a_row_with_several_readings_or_none_is_not(line: str, width: int | None) -> None:
    assert only_reading(line, ",", width) is None


@given(st.lists(st.text(alphabet="ab ;", max_size=6), min_size=1, max_size=4))
def test_a_row_that_is_right_has_the_reading_of_the_csv_module(fields: list[str]) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerow(fields)
    assert only_reading(file.getvalue().rstrip("\r\n"), ",", len(fields)) == fields


def test_rows_before_and_after_a_broken_one_are_read_with_their_lines_and_a_warning() -> None:
    text = '1,"a"\r\n2,"the "B""\r\n3,"two\r\nlines"\r\n4,"the "D" of d"\r\n5,"e"\r\n'
    warnings: list[str] = []
    assert list(rows(text, Path("t.csv"), warnings=warnings)) == [
        (1, ["1", "a"]),
        (2, ["2", 'the "B"']),
        (4, ["3", "two\r\nlines"]),
        (5, ["4", 'the "D" of d']),
        (6, ["5", "e"]),
    ]
    assert [warning.partition(":")[0] for warning in warnings] == ["t.csv, line 2", "t.csv, line 5"]


def test_a_file_that_is_cut_off_within_quotes_is_still_refused() -> None:
    with pytest.raises(ListFileError, match="cut off"):
        list(rows('1,"a"\n2,"b', Path("t.csv"), warnings=[]))


def test_without_a_place_for_the_warning_a_broken_row_is_refused() -> None:
    with pytest.raises(ListFileError, match="broken row"):
        list(rows('1,"a "b" c"\n', Path("t.csv")))
