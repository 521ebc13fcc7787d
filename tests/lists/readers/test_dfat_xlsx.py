from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from xlsxwriter import Workbook

from sanctionscreen.lists import Edition, read_list

N = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def path(real_data: Path) -> Path:
    return real_data / "lists/au-dfat/2024-12/regulation8_consolidated.xlsx"


@pytest.fixture(scope="module")
def rows(path: Path) -> list[dict[str, str]]:
    """By the standard library alone: the sheet's cells, and the strings that they share."""
    with zipfile.ZipFile(path) as archive:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{N}t"))
            for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314
        ]
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    found = []
    for row in sheet.iter(f"{N}row"):
        cells = {}
        for cell in row:
            value = cell.findtext(f"{N}v") or ""
            letters = re.sub(r"\d", "", cell.get("r", ""))
            cells[letters] = shared[int(value)] if cell.get("t") == "s" else value
        found.append([cells.get(letter, "").strip() for letter in "ABCDEFGHIJKL"])
    header, *body = found
    return [dict(zip(header, row, strict=True)) for row in body if any(row)]


@pytest.mark.real
def test_every_reference_without_its_letter_is_a_listing(path: Path, rows: list[dict[str, str]]) -> None:
    numbers = {re.match(r"\d+", row["Reference"])[0] for row in rows}  # type: ignore[index]
    edition = read_list(path)
    assert {listing.entity_id for listing in edition.listings} == numbers
    assert (len(rows), len(edition.listings), edition.rejected, edition.unknown) == (
        9_553,
        3_062,
        [],
        {"country Congolese": 15},
    )


@pytest.mark.real
def test_every_name_is_counted(path: Path, rows: list[dict[str, str]]) -> None:
    names = set()
    for row in rows:
        number = re.match(r"\d+", row["Reference"])[0]  # type: ignore[index]
        for name in " ".join(row["Name of Individual or Entity"].split()).split(";"):
            if name.strip():
                names.add((number, name.strip(), row["Name Type"].lower()))
    assert abs(read_list(path).names - len(names)) <= 2  # names that differ in double spaces only


@pytest.mark.real
def test_nearly_every_date_of_birth_is_read(path: Path, rows: list[dict[str, str]]) -> None:
    with_date = {
        re.match(r"\d+", row["Reference"])[0]  # type: ignore[index]
        for row in rows
        if re.search(r"\d{4}", row["Date of Birth"])
    }
    without = {listing.entity_id for listing in read_list(path).listings if not listing.birth_dates}
    assert len(with_date & without) <= 0.005 * len(with_date)


@pytest.mark.real
def test_imo_numbers_in_the_remarks_stand_on_their_listings(path: Path, rows: list[dict[str, str]]) -> None:
    by_id = {item.entity_id: {i.value for i in item.identifiers} for item in read_list(path).listings}
    found = 0
    for row in rows:
        for value in re.findall(r"IMO (?:number|no\.?):? ?(\d{7})", row["Additional Information"], re.I):
            found += 1
            assert value in by_id[re.match(r"\d+", row["Reference"])[0]]  # type: ignore[index]
    assert found > 10


HEADER = ["Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Citizenship"]
MEASURES = ["Targeted Financial Sanction", "Travel Ban", "Arms Embargo", "Maritime Restriction"]


def dfat(folder: Path, *rows: Sequence[object], header: Sequence[str]) -> Edition:
    """A workbook of the publisher's columns, as it is read."""
    with Workbook(folder / "list.xlsx") as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((header, *rows)):
            sheet.write_row(at, 0, row)
    return read_list(folder / "list.xlsx")


def test_each_party_has_the_measures_of_its_columns_since_november_2025(tmp_path: Path) -> None:
    ship = ["1", "MV SAMPLE", "Vessel", "Primary Name", "", "", False, False, False, True]
    person = ["2", "Jan Sample", "Individual", "Primary Name", "", "", True, True, False, False]
    alias = ["2a", "Jon Sample", "Individual", "Alias", "", "", "", "", "", ""]
    entity = ["3", "Sample Corps", "Entity", "Primary Name", "", "", "Yes", "No", "Yes", ""]
    edition = dfat(tmp_path, ship, person, alias, entity, header=HEADER + MEASURES)
    assert {item.entity_id: item.measures for item in edition.listings} == {
        "1": ("maritime restriction",),
        "2": ("asset freeze", "travel ban"),
        "3": ("asset freeze", "arms embargo"),
    }
    assert edition.unknown == {}


def test_headers_of_measures_may_be_plural_and_cells_numbers(tmp_path: Path) -> None:
    row = ["1", "Sample Corps", "Entity", "Primary Name", "", "", 0, 0, 1, 0]
    edition = dfat(tmp_path, row, header=[*HEADER, *(f"{name}s" for name in MEASURES)])
    assert (edition.listings[0].measures, edition.unknown) == (("arms embargo",), {})


def test_a_party_without_a_measure_and_words_that_are_neither_yes_nor_no_are_counted(tmp_path: Path) -> None:
    row = ["1", "Sample Corps", "Entity", "Primary Name", "", "", "perhaps", False, False, False]
    edition = dfat(tmp_path, row, header=HEADER + MEASURES)
    assert edition.listings[0].measures == ()
    assert edition.unknown == {"targeted financial sanction perhaps": 1, "parties without a measure": 1}


def test_ships_of_older_files_are_under_no_asset_freeze(tmp_path: Path) -> None:
    ship = ["1", "MV SAMPLE", "Vessel", "Primary Name", "", ""]
    entity = ["2", "Sample Corps", "Entity", "Primary Name", "", ""]
    edition = dfat(tmp_path, ship, entity, header=HEADER)
    assert [item.measures for item in edition.listings] == [("maritime restriction",), ("asset freeze",)]


def test_several_citizenships_and_dates_in_one_cell_are_all_read(tmp_path: Path) -> None:
    row = ["1", "Jan Sample", "Individual", "Primary Name", "Approximately 1999, 2003", "Iran, Iraq"]
    listing = dfat(tmp_path, row, header=HEADER).listings[0]
    assert listing.nationalities == ("Iran", "Iraq")
    assert list(map(str, listing.birth_dates)) == ["circa 1999", "2003"]
