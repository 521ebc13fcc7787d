"""Customers in Parquet files and workbooks."""

from __future__ import annotations

import datetime
import decimal
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet
from xlsxwriter import Workbook

from sanctionscreen.batch import CustomerFile, RejectedRow, RowWarning
from sanctionscreen.errors import CustomerFileError, MissingExtraError, UsageError
from sanctionscreen.model import Query

Save = Callable[[dict[str, list[Any]]], str]

BIRTH = datetime.date(1967, 8, 22)


def save_parquet(path: Path, columns: dict[str, Any]) -> str:
    parquet.write_table(pa.table(columns), path)
    return str(path)


def save_xlsx(path: Path, rows: list[list[Any]], *more: str) -> str:
    book = Workbook(str(path))
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write_datetime(place, column, value, day)
            elif value is not None:
                sheet.write(place, column, value)
    for name in more:
        book.add_worksheet(name)
    book.close()
    return str(path)


def read(path: str, **options: Any) -> tuple[list[Query | RejectedRow], list[RowWarning], CustomerFile]:
    warnings: list[RowWarning] = []
    with CustomerFile(path, on_warning=warnings.append, **options) as customers:
        return list(customers), warnings, customers


def test_parquet_of_many_types_becomes_queries(tmp_path: Path) -> None:
    path = save_parquet(
        tmp_path / "c",
        {
            "id": pa.array([7, 12345678901234567, None]),
            "name": pa.array(["Ann Lee", "Bo Ek", None]).dictionary_encode(),
            "birth_date": pa.array([BIRTH, None, None], pa.date32()),
            "passport": pa.array([decimal.Decimal("123"), None, None], pa.decimal128(20, 0)),
            "alias": pa.array([["A. Lee", None, "Lee Ann"], [], None], pa.list_(pa.string())),
            "balance": pa.array([1.5, 2.0, None]),
        },
    )
    (first, second, third), warnings, customers = read(path)
    assert isinstance(first, Query)
    assert (first.query_id, first.name, first.names) == ("7", "Ann Lee", ("A. Lee", "Lee Ann"))
    assert list(map(str, first.birth_dates)) == ["1967-08-22"]
    assert [(item.type, item.value) for item in first.identifiers] == [("passport_number", "123")]
    assert isinstance(second, Query)
    assert second.query_id == "12345678901234567"
    assert third == RejectedRow(3, "", "no name", "name")
    assert not warnings
    assert (customers.format, customers.rows, customers.lines) == ("parquet", 3, 4)
    assert customers.unused == {"balance": 3}


def test_a_timestamp_at_midnight_is_a_date(tmp_path: Path) -> None:
    moments = pa.array([datetime.datetime(1967, 8, 22)], pa.timestamp("ns"))
    rows, warnings, _ = read(save_parquet(tmp_path / "c", {"name": ["Ann"], "dob": moments}))
    assert isinstance(rows[0], Query)
    assert str(rows[0].birth_dates[0]) == "1967-08-22"
    assert not warnings


def test_many_batches_keep_their_order_and_numbers(tmp_path: Path) -> None:
    count = 25_000
    names = [f"Ann {number}" if number % 1_000 else "" for number in range(count)]
    rows, _, customers = read(save_parquet(tmp_path / "c", {"x": list(range(count)), "name": names}))
    assert customers.rows == count
    assert customers.rejected == 25
    assert [row.line for row in rows if isinstance(row, RejectedRow)] == list(range(1, count, 1_000))
    assert [row.name for row in rows if isinstance(row, Query)] == [name for name in names if name]


def test_a_name_column_that_holds_no_text_is_refused_by_its_name(tmp_path: Path) -> None:
    path = save_parquet(tmp_path / "c", {"name": [{"first": "Ann"}]})
    with pytest.raises(CustomerFileError, match=r"name: a column of type struct"):
        read(path)


@pytest.mark.parametrize("cut", [8, 200])
def test_a_parquet_file_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    path = save_parquet(tmp_path / "c", {"name": [f"Ann {number}" for number in range(1_000)]})
    Path(path).write_bytes(Path(path).read_bytes()[:-cut])
    with pytest.raises(CustomerFileError, match="no Parquet file that can be read"):
        read(path)


def test_parquet_damaged_in_the_middle_is_an_error_with_its_row(tmp_path: Path) -> None:
    path = save_parquet(tmp_path / "c", {"name": [f"Ann {number}" for number in range(10_000)]})
    content = bytearray(Path(path).read_bytes())
    content[20 : len(content) // 2] = bytes(len(content) // 2 - 20)
    Path(path).write_bytes(content)
    with pytest.raises(CustomerFileError, match=r"row 1: cannot be read any further"):
        read(path)


def test_parquet_without_its_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_parquet(tmp_path / "c", {"name": ["Ann"]})
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"sanctionscreen\[parquet\]"):
        read(path)


def test_a_workbook_of_many_types_becomes_queries(tmp_path: Path) -> None:
    path = save_xlsx(
        tmp_path / "c",
        [
            [],
            ["customer_id", "Name", "dob", "passport", "note"],
            ["00123", "Ann Lee", BIRTH, 123456789, True],
            [],
            [42, "", None, None, None],
            [43, "Bo Ek", "1967", 1234567890123456789, None],
        ],
    )  # fmt: skip
    (first, second, third), warnings, customers = read(path)
    assert isinstance(first, Query)
    assert (first.query_id, str(first.birth_dates[0])) == ("00123", "1967-08-22")
    assert first.identifiers[0].value == "123456789"
    assert second == RejectedRow(5, "42", "no name", "Name")
    assert isinstance(third, Query)
    assert [(warning.line, warning.reason) for warning in warnings] == [
        (6, "a number of over 15 digits, which Excel rounds")
    ]
    assert (customers.format, customers.rows, customers.unused) == ("xlsx", 3, {"note": 3})


def test_further_sheets_are_told(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "c", [["name"], ["Ann"]], "More", "Yet more")
    _, _, customers = read(path)
    assert customers.notes == ["only the sheet 'Sheet1' is read, not 'More', 'Yet more'"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [([], "is empty"), ([["name"]], "holds no rows"), ([["amount"], [1]], "no column for the name")],
)
def test_a_workbook_that_cannot_be_used_is_refused(
    tmp_path: Path, rows: list[list[Any]], message: str
) -> None:
    with pytest.raises(CustomerFileError, match=message):
        read(save_xlsx(tmp_path / "c", rows))


def test_a_workbook_cut_off_or_of_another_program_is_refused(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "c", [["name"], ["Ann"]])
    Path(path).write_bytes(Path(path).read_bytes()[:-30])
    with pytest.raises(CustomerFileError, match="cut off"):
        read(path)
    with zipfile.ZipFile(tmp_path / "z", "w") as archive:
        archive.writestr("content.xml", "<a/>")
    with pytest.raises(CustomerFileError, match="no Excel workbook"):
        read(str(tmp_path / "z"))


def test_a_table_takes_no_delimiter_and_no_encoding(tmp_path: Path) -> None:
    path = save_parquet(tmp_path / "c", {"name": ["Ann"]})
    for options in ({"delimiter": ";"}, {"encoding": "latin-1"}):
        with pytest.raises(UsageError, match="no delimiter and no encoding"):
            read(path, **options)
