"""Delimited text: encodings, broken rows, and headers."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.parsing.delimited import decode, delimiter_of, rows, table

PATH = Path("list.csv")


def test_bytes_in_another_encoding_are_named_with_their_line() -> None:
    with pytest.raises(ListFileError, match=r"line 2: is not in UTF-8 \(byte 0xe9\)"):
        decode(b"name\nJos\xe9\n", PATH)
    assert decode(b"\xef\xbb\xbfJos\xc3\xa9", PATH) == "José"
    assert decode(b"Jos\xe9", PATH, fallback="cp1252") == "José"
    with pytest.raises(ListFileError, match="line 2: holds a NUL byte"):
        decode(b"name\n\0", PATH)


def test_rows_have_the_line_on_which_they_end_and_blank_ones_are_left_out() -> None:
    assert list(rows('a,"b\nc"\n\nd,e\n', PATH)) == [(2, ["a", "b\nc"]), (4, ["d", "e"])]
    with pytest.raises(ListFileError, match="cut off within a quoted field"):
        list(rows('a,"b', PATH))


def test_a_table_refuses_rows_of_another_width_and_reports_a_repeated_header() -> None:
    warnings: list[str] = []
    header, body = table(
        "id;name\n1;Ann\nid;name\n2;Bo", PATH, delimiter=delimiter_of("id;name"), warnings=warnings
    )
    assert header == ["id", "name"]
    assert list(body) == [(2, ["1", "Ann"]), (4, ["2", "Bo"])]
    assert warnings == [
        "the last line has no line break: is the file cut off?",
        "line 3: the header is repeated",
    ]
    _, body = table("id,name\n1,Ann,x\n", PATH, warnings=warnings)
    with pytest.raises(ListFileError, match="line 2: a row of 3 fields where the header has 2"):
        list(body)
    with pytest.raises(ListFileError, match="has the column id twice"):
        table("id,name,id\n", PATH, warnings=warnings)
