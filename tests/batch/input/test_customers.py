"""A whole file of customers: what it is, what its rows are, and when it is refused."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanctionscreen.batch import CustomerFile, RejectedRow, RowWarning
from sanctionscreen.errors import CustomerFileError, UsageError
from sanctionscreen.model import Query

Write = Callable[..., str]


def read(path: str, **options: object) -> list[Query | RejectedRow]:
    with CustomerFile(path, **options) as customers:  # type: ignore[arg-type]
        return list(customers)


ANN = Query(query_id="1", name="Ann Lee", kind="person")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_as_it_comes(write: Write, delimiter: str, encoding: str, end: str) -> None:
    text = end.join(
        delimiter.join(row) for row in (("Customer ID", "Name", "Kind"), ("1", "Ann Lee", "person"), ())
    )
    assert read(write(text.encode(encoding))) == [ANN]


def test_excels_line_about_the_delimiter_is_understood(write: Write) -> None:
    with CustomerFile(write("sep=;\nid;name;kind\n1;Ann Lee;person\n")) as customers:
        assert (list(customers), customers.delimiter) == ([ANN], ";")


def test_blank_lines_are_no_rows_but_count_as_lines(write: Write) -> None:
    assert read(write("\n\nid,name\n\n1,---\n\n2,Ann\n")) == [
        RejectedRow(5, "1", "no letter or digit in it", "name", "---"),
        Query(query_id="2", name="Ann"),
    ]


def test_json_lines_with_differing_keys_are_read(write: Write) -> None:
    text = '{"id": 1, "name": "Ann Lee", "kind": "person"}\n{"Customer Name": "Bo", "aliases": ["B", "C"], "x": 1}\n'
    with CustomerFile(write(text)) as customers:
        assert list(customers) == [ANN, Query(name="Bo", names=("B", "C"))]
        assert customers.format == "jsonl"
        assert customers.columns["name"] == ("name", "Customer Name")
        assert customers.unused == {"x": 1}


def test_columns_are_assigned_in_json_lines_too(write: Write) -> None:
    assert read(write('{"Kunde": "Ann"}\n'), columns=[("name", "Kunde")]) == [Query(name="Ann")]


def test_the_file_tells_what_it_found(write: Write) -> None:
    data = "id;name;balance\n1;José;5\n".encode("cp1252")
    with CustomerFile(write(data)) as customers:
        assert list(customers) == [Query(query_id="1", name="José")]
        assert (customers.encoding, customers.delimiter, customers.format) == ("cp1252", ";", "csv")
        assert customers.sha256 == hashlib.sha256(data).hexdigest()
        assert (customers.size, customers.rows, customers.screened, customers.rejected) == (
            len(data),
            1,
            1,
            0,
        )
        assert customers.columns == {"query_id": ("id",), "name": ("name",)}
        assert customers.unused == {"balance": 1}
        assert len(customers.notes) == 1


def test_reading_twice_gives_the_same(write: Write) -> None:
    with CustomerFile(write("id,name,kind\n1,Ann Lee,person\n")) as customers:
        assert list(customers) == list(customers) == [ANN]
        assert customers.rows == 1


def test_standard_input_is_read_for_a_hyphen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id,name,kind\n1,Ann Lee,person\n")))
    assert read("-") == [ANN]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read_though_it_cannot_seek(tmp_path: Path) -> None:
    inwards, outwards = os.pipe()
    os.write(outwards, b"id,name,kind\n1,Ann Lee,person\n")
    os.close(outwards)
    assert read(f"/dev/fd/{inwards}") == [ANN]
    os.close(inwards)


def test_too_many_fields_reject_a_row_and_too_few_are_warned_about(write: Write) -> None:
    warnings: list[RowWarning] = []
    path = write("id,name,kind\n1,Smith, John,person\n2,Ann\n3,Bo,person,,\n4,Cy,person\n")
    assert read(path, on_warning=warnings.append) == [
        RejectedRow(
            2,
            "",
            "4 fields where the header has 3: is a delimiter not quoted?",
            "",
            "1,Smith, John,person",
        ),
        Query(query_id="2", name="Ann"),
        Query(query_id="3", name="Bo", kind="person"),
        Query(query_id="4", name="Cy", kind="person"),
    ]
    assert warnings == [RowWarning(3, "", "fewer fields than the header", "2 of 3")]


def test_a_nul_byte_anywhere_rejects_its_row_alone(write: Write) -> None:
    assert read(write(b"id,name\n1\0,Ann\n2,Bo\n")) == [
        RejectedRow(2, "", "a NUL byte in the row", "id", "1\N{SYMBOL FOR NULL}"),
        Query(query_id="2", name="Bo"),
    ]


def test_a_million_characters_reject_their_row_alone(write: Write) -> None:
    found = read(write(f"id,name\n1,{'x' * 1_048_576}\n2,Bo\n"))
    assert found == [
        RejectedRow(
            2, "1", "a name of 1,048,576 characters; at most 1,000 can be screened", "name", "x" * 80
        ),
        Query(query_id="2", name="Bo"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        ("\ufeff".encode(), "is empty"),
        (b"id,name\n", "holds no rows"),
        (b"id,country\n1,FR\n", "line 1: no column for the name; name it with --column name=COLUMN"),
        (b"1,Ann Lee\n2,Bo\n", "no column for the name"),
        (b"id,name\n1,Ann\n2,\"Bo", "line 3: a quoted field"),
        (b"id,name,kind\n1,Ann,person\n2,Bo", "line 3: the file ends within this row"),
        (b"id,name\n1,---\n2,\n", "line 2: none of its 2 rows can be screened"),
        (b'[{"name": "Ann"}]', "is a JSON array"),
        (b'{"name": "Ann"}\n{"name": "B', "line 2: breaks off"),
        (b"PK\x03\x04....", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0....", "old Excel workbook"),
        (b"PAR1....", "Parquet"),
        (b"\x1f\x8b....", "gzip"),
        (b"<?xml version='1.0'?>", "XML"),
        (b"%PDF-1.7", "PDF"),
        ("id,name\n1,Иван\n".encode("cp1251"), "line 2: is not UTF-8 and does not look like Western text"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_its_name(
    write: Write, content: bytes, message: str
) -> None:
    path = write(content)
    with pytest.raises(CustomerFileError) as raised:
        read(path)
    assert str(raised.value).startswith(path)
    assert message in str(raised.value)


def test_a_short_last_row_is_no_cut_where_rows_are_short_throughout(write: Write) -> None:
    assert len(read(write("id,name,kind\n1,Ann\n2,Bo"))) == 2


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CustomerFileError, match="no such file"):
        read(str(tmp_path / "none.csv"))
    with pytest.raises(CustomerFileError, match="is a folder"):
        read(str(tmp_path))


def test_an_unreadable_file_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("id,name\n1,Ann\n")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)  # root may read everything, so modes would prove nothing
    with pytest.raises(CustomerFileError, match="cannot be read: Permission denied"):
        read(path)


@pytest.mark.parametrize("columns", [[("nme", "Name")], [("name", "Nme")]])
def test_an_impossible_assignment_is_a_usage_error(write: Write, columns: list[tuple[str, str]]) -> None:
    with pytest.raises(UsageError, match="--column"):
        read(write("id,Name\n1,Ann\n"), columns=columns)


TEXT = st.text(alphabet='ab1,;"\n\r\t\0é김 -', max_size=80)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT)
def test_rows_in_are_rows_screened_and_rows_rejected(write: Write, text: str) -> None:
    warnings: list[RowWarning] = []
    try:
        with CustomerFile(
            write(f"id,name,kind\n1,Ann,person\n{text}"), on_warning=warnings.append
        ) as customers:
            rows = list(customers)
    except CustomerFileError:
        return
    assert customers.rows == len(rows) == customers.screened + customers.rejected
    assert customers.screened == sum(isinstance(row, Query) for row in rows)
    assert all(row.reason and row.line > 1 for row in rows if isinstance(row, RejectedRow))
