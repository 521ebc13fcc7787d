from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import read_list
from sanctionscreen.lists.formats import format_of

GOLDEN = Path(__file__).parents[1] / "lists" / "readers" / "golden" / "dfat-xlsx" / "list.xlsx"


def with_sheet(folder: Path, sheet: bytes) -> Path:
    """A workbook whose first sheet has these bytes."""
    path = folder / "list.xlsx"
    with zipfile.ZipFile(GOLDEN) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, sheet if part.filename.endswith("sheet1.xml") else old.read(part))
    return path


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(ListFileError, match="zip bomb"):
        read_list(with_sheet(tmp_path, b" " * 400_000_000))


def test_a_part_that_unpacks_to_hundreds_of_times_its_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListFileError, match=r"sheet1\.xml to 200 times its size"):
        read_list(with_sheet(tmp_path, b" " * 50_000_000))


def test_a_workbook_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(GOLDEN.read_bytes()[:-100])
    with pytest.raises(ListFileError, match="is no workbook, or is cut off"):
        read_list(tmp_path / "list.xlsx")


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    data = bytearray(GOLDEN.read_bytes())
    with zipfile.ZipFile(GOLDEN) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    at = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    data[at] ^= 0xFF
    (tmp_path / "list.xlsx").write_bytes(bytes(data))
    with pytest.raises(ListFileError, match=r"damaged|no workbook"):
        read_list(tmp_path / "list.xlsx")


def test_a_sheet_that_is_no_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ListFileError):
        read_list(with_sheet(tmp_path, b"hello"))


def test_an_archive_without_a_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(ListFileError, match="is a ZIP archive and no workbook of a list that is known here"):
        read_list(tmp_path / "list.xlsx")


def sheet_of(*header: str) -> bytes:
    """The XML of a sheet with one row."""
    cells = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in header)
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f'<?xml version="1.0"?>{start}<row r="1">{cells}</row></sheetData></worksheet>'.encode()


def test_a_workbook_without_the_columns_names_them(tmp_path: Path) -> None:
    with pytest.raises(ListFileError, match="lacks the columns type, name_type"):
        read_list(with_sheet(tmp_path, sheet_of("Reference", "Name of Individual or Entity")))


@pytest.mark.parametrize("header", [("id", "name"), ("entity_id", "name"), ("Reference",), ()])
def test_a_workbook_of_another_table_is_refused_as_one(tmp_path: Path, header: tuple[str, ...]) -> None:
    path = with_sheet(tmp_path, sheet_of(*header))
    assert format_of(path) is None
    with pytest.raises(ListFileError, match="is a workbook of no list that is known here"):
        read_list(path)
