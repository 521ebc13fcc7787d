from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import Edition, read_list

TABLES = Path(__file__).parents[1] / "golden" / "ofac-csv" / "tables"
REAL = [("us-ofac-sdn", "csv-2019-01"), ("us-ofac-sdn", "csv-2021-07"), ("us-ofac-cons", "csv-2018-05")]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    shutil.copytree(TABLES, tmp_path / "sdn")
    return tmp_path / "sdn"


@pytest.mark.parametrize(("ending", "delimiter"), [("pip", "|"), ("del", "@")])
def test_the_bar_and_at_delimited_twins_read_like_the_csv(tables: Path, ending: str, delimiter: str) -> None:
    csv_listings = read_list(tables).listings
    for path in sorted(tables.iterdir()):
        rows = rows_of(path)
        with (tables / f"{path.stem}.{ending}").open("w", newline="") as handle:
            csv.writer(handle, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
        path.unlink()
    for ours, theirs in zip(read_list(tables).listings, csv_listings, strict=True):
        assert ours.model_copy(update={"source": theirs.source}) == theirs


def test_twins_side_by_side_are_read_once_with_a_warning(tables: Path) -> None:
    shutil.copy(tables / "sdn.csv", tables / "sdn.txt")
    edition = read_list(tables)
    assert len(edition.listings) == 4
    assert "sdn.txt repeats sdn.csv and was not read twice" in edition.warnings


def test_two_different_tables_of_parties_are_refused(tables: Path) -> None:
    (tables / "old.csv").write_text(f'36,"OTHER",-0- ,"CUBA",{"-0- ," * 7}-0- \n')
    with pytest.raises(ListFileError, match="two tables of parties that differ"):
        read_list(tables)


def test_aliases_alone_are_refused(tables: Path) -> None:
    with pytest.raises(ListFileError, match=r"table of parties .* is missing"):
        read_list(tables / "alt.csv")


def test_parties_alone_come_with_a_warning_of_what_is_missing(tables: Path) -> None:
    warnings = read_list(tables / "sdn.csv").warnings
    assert any("no table of aliases" in warning for warning in warnings)
    assert any("no table of addresses" in warning for warning in warnings)


def test_two_files_glued_together_are_refused_at_the_line_of_the_seam(tables: Path) -> None:
    data = (tables / "sdn.csv").read_bytes()
    (tables / "sdn.csv").write_bytes(data + b"\r\n" + data)
    with pytest.raises(ListFileError, match=r"sdn\.csv, line 5: two files glued together"):
        read_list(tables)


def test_many_repeated_uids_are_taken_for_two_files(tables: Path) -> None:
    rows = "".join(
        f'{uid},"NAME {uid}",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n' for uid in range(36, 50)
    )
    (tables / "sdn.csv").write_text(rows + rows)
    with pytest.raises(ListFileError, match="14 of 28 ids are repeated"):
        read_list(tables / "sdn.csv")


def test_a_repeated_uid_keeps_both_parties(tables: Path) -> None:
    with (tables / "sdn.csv").open("r+b") as handle:
        text = handle.read().replace(
            b"\x1a", b'36,"SECOND",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
        )
        handle.seek(0)
        handle.write(text)
    edition = read_list(tables)
    assert [listing.entity_id for listing in edition.listings][::4] == ["36", "36#2"]
    assert any("36#2" in warning for warning in edition.warnings)


def test_an_alias_of_no_party_is_counted_with_its_place(tables: Path) -> None:
    with (tables / "alt.csv").open("a") as handle:
        handle.write('77,9,"aka","NOBODY",-0- \n')
    assert [(item.record, item.reason) for item in read_list(tables).rejected] == [
        ("alt.csv line 5", "no party has the uid 77")
    ]


def test_a_table_of_parties_cut_at_the_end_of_a_row_is_noticed_by_its_aliases(
    real_data: Path, tmp_path: Path
) -> None:
    for path in (real_data / "lists/us-ofac-sdn/csv-2021-07").iterdir():
        shutil.copyfile(path, tmp_path / path.name)
    lines = (tmp_path / "sdn.csv").read_bytes().splitlines(keepends=True)
    (tmp_path / "sdn.csv").write_bytes(b"".join(lines[:8000]))
    with pytest.raises(ListFileError, match="belong to no party"):
        read_list(tmp_path)


def test_which_list_it_is_can_be_said_where_nothing_tells(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text('999999,"A NAME",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n')
    with pytest.raises(ListFileError, match="name it"):
        read_list(path)
    assert read_list(path, list_id="us-ofac-cons").list_id == "us-ofac-cons"


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="latin-1", newline="") as handle:
        return [row for row in csv.reader(handle) if len(row) > 1]


def raw(folder: Path, kind: int) -> list[list[str]]:
    """The rows of the table with so many fields, by the csv module alone."""
    for path in folder.iterdir():
        rows = rows_of(path)
        if len(rows[0]) == kind:
            return rows
    return []


@pytest.fixture(scope="module", params=REAL, ids="/".join)
def real(request: pytest.FixtureRequest, real_data: Path) -> tuple[Path, Edition]:
    folder = real_data / "lists" / "/".join(request.param)
    edition = read_list(folder)
    assert edition.list_id == request.param[0]
    return folder, edition


@pytest.mark.real
def test_every_party_is_a_listing_and_nothing_is_rejected(real: tuple[Path, Edition]) -> None:
    folder, edition = real
    assert [listing.entity_id for listing in edition.listings] == [row[0] for row in raw(folder, 12)]
    assert edition.rejected == []


@pytest.mark.real
def test_every_name_in_columns_and_remarks_is_counted(real: tuple[Path, Edition]) -> None:
    folder, edition = real
    names = {(row[0], row[1], "primary") for row in raw(folder, 12)}
    names |= {(row[0], row[3], row[2]) for row in raw(folder, 5)}
    comments = {row[0]: row[1] for row in raw(folder, 2)}
    for row in raw(folder, 12):
        remark = row[11] + comments.get(row[0], "")
        names |= {
            (row[0], name, kind) for kind, name in re.findall(r"([afn]\.k\.a\.) '(.*?)'(?=[;.]|$)", remark)
        }
    assert edition.names == len(names)


SEARCHES = {
    "imo_number": r"\bIMO (\d{7})\b",
    "swift_bic": r"SWIFT/BIC ([A-Z0-9]{8,11})",
    "mmsi": r"\bMMSI (\d{9})",
    "passport_number": r"(?:^|; )(?:alt\. )?Passport ((?:[\w/-]+ )*?[\w/-]*\d[\w/-]*)(?= \(|; | issued| expires|\.?$)",
    "wallet": r"Digital Currency Address - [A-Z]+ (\w+)",
    "email": r"Email Address (\S+?)(?=;|\.?$)",
    "lei_code": r"Legal Entity Number (\w+)",
    "tax_number": r"Tax ID No\. ([\w/. -]+?)(?= \(|; | issued|\.?$)",
    "duns_code": r"D-U-N-S Number ([\d-]+)",
    "serial_number": r"\(MSN\) ([\w-]+)",
}


@pytest.mark.real
def test_every_identifier_that_a_plain_search_finds_stands_on_its_listing(real: tuple[Path, Edition]) -> None:
    folder, edition = real
    comments = {row[0]: row[1] for row in raw(folder, 2)}
    found: Counter[str] = Counter()
    missing = []
    by_id = {item.entity_id: {(i.type, i.value) for i in item.identifiers} for item in edition.listings}
    for row in raw(folder, 12):
        remark = row[11] + comments.get(row[0], "")
        for type_, pattern in SEARCHES.items():
            for value in re.findall(pattern, remark):
                found[type_] += 1
                if (type_, value.strip()) not in by_id[row[0]]:
                    missing.append((row[0], type_, value))
    assert missing == []
    assert found["imo_number"] > 50
