from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import read_list

GOLDEN = Path(__file__).parent / "readers" / "golden"
PARTIAL = {"expected.json", "alt.csv", "add.csv", "sdn_comments.csv"}
CASES = [case for case in GOLDEN.iterdir() if case.is_dir()]
WHOLE_LISTS = sorted(path for case in CASES for path in case.rglob("*.*") if path.name not in PARTIAL)
NAMES = [f"{path.relative_to(GOLDEN).parts[0]}/{path.name}" for path in WHOLE_LISTS]


def refused(path: Path, *words: str) -> None:
    with pytest.raises(ListFileError) as caught:
        read_list(path)
    assert caught.value.exit_code == 3
    assert str(path) in str(caught.value)
    for word in words:
        assert word in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    refused(tmp_path / "gone.csv", "no such file")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.xml").write_bytes(b" \n")
    refused(tmp_path / "empty.xml", "empty")


def test_a_file_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sdn.csv"
    path.write_bytes(b"36")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    refused(path, "cannot be read: Permission denied")


@pytest.mark.parametrize("name", ["sdn.csv", "consolidated.xml", "list.jsonl", "list.xlsx"])
def test_a_web_page_under_the_name_of_a_list_is_called_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("\n<!-- x --><!DOCTYPE html>\n<html><body>Error 503</body></html>")
    refused(tmp_path / name, "web page")


@pytest.mark.parametrize(
    "content", ["hello", '{"error": "no"}', "<a/>", "a,b\n1,2\n", "\x00\x01\x02", "[1, 2]", "{"]
)
def test_content_of_no_known_format_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x").write_text(content)
    refused(tmp_path / "x", "no format that is known")


@pytest.mark.parametrize("path", WHOLE_LISTS, ids=NAMES)
def test_a_file_cut_in_the_middle_of_a_record_is_refused(tmp_path: Path, path: Path) -> None:
    data = path.read_bytes()
    cut = tmp_path / path.name
    cut.write_bytes(data[: len(data) * 2 // 3])
    refused(cut)


@pytest.mark.parametrize("path", WHOLE_LISTS, ids=NAMES)
def test_the_name_of_a_file_does_not_matter(tmp_path: Path, path: Path) -> None:
    renamed = tmp_path / "download"
    renamed.write_bytes(path.read_bytes())
    before = read_list(path)
    listings = read_list(renamed, list_id=before.list_id).listings
    assert [listing.entity_id for listing in listings] == [listing.entity_id for listing in before.listings]


@pytest.mark.parametrize("path", WHOLE_LISTS, ids=NAMES)
def test_utf_16_is_refused_by_name(tmp_path: Path, path: Path) -> None:
    if path.suffix == ".xlsx":
        pytest.skip("no text")
    wide = tmp_path / path.name
    wide.write_bytes(path.read_text(encoding="utf-8", errors="replace").encode("utf-16"))
    refused(wide, "UTF-16")


def test_the_hash_of_a_file_is_that_of_its_bytes() -> None:
    path = GOLDEN / "un-xml" / "consolidated.xml"
    assert read_list(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_hash_of_a_folder_is_that_of_the_sorted_hashes_of_its_files() -> None:
    folder = GOLDEN / "ofac-csv" / "tables"
    hashes = sorted(hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir())
    assert (
        read_list(folder).sha256
        == hashlib.sha256("".join(f"{item}\n" for item in hashes).encode()).hexdigest()
    )


def test_the_edition_is_that_of_the_content_and_else_the_one_given() -> None:
    assert read_list(GOLDEN / "un-xml" / "consolidated.xml", edition="1999-01-01").edition == "2025-01-02"
    assert read_list(GOLDEN / "ofac-csv" / "tables", edition="1999-01-01").edition == "1999-01-01"
    assert read_list(GOLDEN / "ofac-csv" / "tables").edition is None


def test_a_folder_with_one_list_is_that_list_and_other_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes((GOLDEN / "un-xml" / "consolidated.xml").read_bytes())
    (tmp_path / "README").write_text("about")
    edition = read_list(tmp_path)
    assert (edition.list_id, len(edition.listings)) == ("un-sc", 2)
    assert "README is no list and was not read" in edition.warnings


def test_a_folder_with_two_lists_is_refused(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes((GOLDEN / "un-xml" / "consolidated.xml").read_bytes())
    refused(tmp_path, "2 lists: a.xml, b.xml")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, "no list")


XML_LISTS = [path for path in WHOLE_LISTS if path.suffix == ".xml"]
XML_NAMES = [path.parent.name for path in XML_LISTS]
TABLES = [path for path in WHOLE_LISTS if path.suffix in {".csv", ".txt"} and path.name != "sdn.csv"]
TABLE_NAMES = [path.parent.name for path in TABLES]


@pytest.mark.parametrize("path", XML_LISTS, ids=XML_NAMES)
def test_ten_thousand_levels_of_nesting_are_refused_in_every_xml_format(tmp_path: Path, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    at = text.rindex("</")
    deep = tmp_path / "deep.xml"
    deep.write_text(f"{text[:at]}{'<deep>' * 10_000}{'</deep>' * 10_000}{text[at:]}", encoding="utf-8")
    refused(deep, "broken XML")


@pytest.mark.parametrize("path", XML_LISTS, ids=XML_NAMES)
def test_an_entity_bomb_is_refused_in_every_xml_format(tmp_path: Path, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = text.index("<", text.index("?>"))
    name = text[root + 1 :].split(maxsplit=1)[0].rstrip(">")
    bomb = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    (tmp_path / "bomb.xml").write_text(
        f"{text[:root]}<!DOCTYPE {name} [{bomb}]>\n{text[root:]}", encoding="utf-8"
    )
    refused(tmp_path / "bomb.xml", "declares XML entities")


@pytest.mark.parametrize("path", XML_LISTS, ids=XML_NAMES)
def test_an_unknown_element_beside_the_records_changes_nothing(tmp_path: Path, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    at = text.rindex("</")
    (tmp_path / path.name).write_text(f"{text[:at]}<brandNew>x</brandNew>{text[at:]}", encoding="utf-8")
    assert read_list(tmp_path / path.name).listings == read_list(path).listings


@pytest.mark.parametrize("path", TABLES, ids=TABLE_NAMES)
def test_columns_in_another_order_give_the_same_listings(tmp_path: Path, path: Path) -> None:
    rows, delimiter = table_of(path)
    header = next(at for at, row in enumerate(rows) if len(set(filter(None, row))) > 2)
    turned = [row if at < header else row[::-1] for at, row in enumerate(rows)]
    written = tmp_path / path.name
    with written.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, delimiter=delimiter).writerows(turned)
    before = read_list(path)
    after = read_list(written, list_id=before.list_id)
    assert [listing.model_dump(exclude={"source"}) for listing in after.listings] == [
        listing.model_dump(exclude={"source"}) for listing in before.listings
    ]


@pytest.mark.parametrize("path", TABLES, ids=TABLE_NAMES)
def test_a_second_header_is_reported_and_is_no_record(tmp_path: Path, path: Path) -> None:
    rows, delimiter = table_of(path)
    header = next(row for row in rows if len(set(filter(None, row))) > 2)
    with (tmp_path / path.name).open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, delimiter=delimiter).writerows([*rows, header])
    before, after = read_list(path), read_list(tmp_path / path.name)
    assert len(after.listings) == len(before.listings)
    assert any("the header is repeated" in warning for warning in after.warnings)


@pytest.mark.slow
@pytest.mark.parametrize(
    "start", ["", '36,"', "entity_id,name\n1,", '{"entity_id": "1", "name": "', "<sdnList><sdnEntry><uid>"]
)
def test_a_line_of_a_hundred_megabytes_is_refused(tmp_path: Path, start: str) -> None:
    path = tmp_path / "long"
    with path.open("wb") as handle:
        handle.write(start.encode())
        for _ in range(100):
            handle.write(b"x" * 1_000_000)
    refused(path)


def table_of(path: Path) -> tuple[list[list[str]], str]:
    text = path.read_bytes().decode("cp1252" if path.parent.name == "uk-conlist" else "utf-8-sig")
    delimiter = max(",;\t", key=text.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), delimiter
