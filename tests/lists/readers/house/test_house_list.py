from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import read_list


def written(folder: Path, text: str, name: str = "my-list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_any_usual_delimiter_and_line_end_will_do(tmp_path: Path, delimiter: str, newline: str) -> None:
    rows = [["entity_id", "name", "kind"], ["1", "A", "person"], ["1", "B", ""]]
    listing = read_list(written(tmp_path, newline.join(map(delimiter.join, rows)))).listings[0]
    assert ([name.name for name in listing.names], listing.kind) == (["A", "B"], "person")


def test_columns_may_come_in_any_order(tmp_path: Path) -> None:
    first = read_list(written(tmp_path, "entity_id,name,imo\n1,A,9999993\n")).listings
    assert read_list(written(tmp_path, "imo,name,entity_id\n9999993,A,1\n")).listings == first


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    assert read_list(written(tmp_path, "\ufeffentity_id,name\n1,A\n")).unknown == {}


def test_rows_of_one_entity_are_one_listing_wherever_they_stand(tmp_path: Path) -> None:
    edition = read_list(written(tmp_path, "entity_id,name,name_type\n1,Z,alias\n2,B,\n1,A,primary\n"))
    assert [[name.name for name in listing.names] for listing in edition.listings] == [["A", "Z"], ["B"]]


def test_the_same_id_on_two_lists_is_two_listings(tmp_path: Path) -> None:
    edition = read_list(written(tmp_path, "list,entity_id,name\na,1,A\nb,1,B\n"))
    assert [(listing.list, listing.name) for listing in edition.listings] == [("a", "A"), ("b", "B")]
    assert edition.list_id == "my-list"


def test_without_a_list_column_the_id_given_counts_and_else_the_name_of_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "entity_id,name\n1,A\n")
    assert read_list(path).listings[0].list == "my-list"
    assert read_list(path, list_id="mine").listings[0].list == "mine"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("entity_id,name,name\n1,A,B\n", "column name twice"),
        ('entity_id,name,kind\n1,"A', "line 2: is cut off within a quoted field"),
        ("entity_id,name,kind\n1,A,person\n2,B", "line 3: is cut off"),
        ("entity_id,name\n,\n", "holds no listing"),
        ('{"entity_id": "1", "name": "A"}\n{"entity_id": "2", "na', "line 2: broken JSON"),
        ('{"entity_id": "1", "name": "A"}\n[1]\n', "line 2: not a JSON object"),
    ],
)
def test_a_broken_house_list_is_refused_as_a_whole(tmp_path: Path, text: str, word: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ListFileError, match=word):
        read_list(path)


def test_another_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("entity_id,name\n1,Caf\xe9\n".encode("cp1252"))
    with pytest.raises(ListFileError, match=r"line 2: is not in UTF-8 \(byte 0xe9\)"):
        read_list(path)


def test_a_row_with_more_fields_than_the_header_is_rejected_with_its_line(tmp_path: Path) -> None:
    edition = read_list(written(tmp_path, "entity_id,name\n1,A\n2,B,C\n"))
    assert [item.record for item in edition.rejected] == ["line 3"]


def test_a_second_header_is_no_listing_and_is_reported(tmp_path: Path) -> None:
    edition = read_list(written(tmp_path, "entity_id,name\n1,A\nentity_id,name\n2,B\n"))
    assert [listing.entity_id for listing in edition.listings] == ["1", "2"]
    assert edition.warnings == ["line 3: the header is repeated"]
