"""Files of pairs that are two parties."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.model import ListedName, Listing, Query
from sanctionscreen.resolution.cannot_link import CannotLink, read_cannot_links, unmatched
from sanctionscreen.screening import Screener

HEADER = "list,entity_id,other_list,other_id,reason\n"


def test_a_row_is_a_cannot_link_pair(tmp_path: Path) -> None:
    """Ids keep their spaces and commas."""
    path = tmp_path / "pools.csv"
    path.write_text(HEADER + 'ca-sema,"Belarus/1, Part 1/1",eu-fsf,12,another man\n', encoding="utf-8-sig")
    assert read_cannot_links(path) == (
        CannotLink(("ca-sema", "Belarus/1, Part 1/1"), ("eu-fsf", "12"), "another man"),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"list,entity_id\n", "other_list"),
        (HEADER.encode() + b"a,1,b,\n", "line 2, other_id: is empty"),
        (HEADER.encode() + b"a,1,a,1\n", "from itself"),
        (b"\xff\xfe\xff", "UTF-8"),
        (HEADER.encode() + b'"a,1\n', "CSV"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, content: bytes, said: str) -> None:
    """No row is left out in silence: a cluster that was undone must stay undone."""
    path = tmp_path / "pools.csv"
    path.write_bytes(content)
    with pytest.raises(ListFileError, match=said):
        read_cannot_links(path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """With its path."""
    with pytest.raises(ListFileError, match=r"none\.csv"):
        read_cannot_links(tmp_path / "none.csv")


def test_pairs_of_missing_listings_are_found() -> None:
    """A mistyped id is reported; a list that isn't loaded is not."""
    listings = [Listing(list="a", entity_id="1", names=(ListedName("Acme"),))]
    wrong, elsewhere = CannotLink(("a", "9"), ("b", "1")), CannotLink(("a", "1"), ("b", "1"))
    assert unmatched([wrong, elsewhere], listings) == [wrong]


def test_a_screener_made_from_files_takes_cannot_link_pairs(tmp_path: Path) -> None:
    """In Python as on the command line: what a file keeps apart gives no names."""
    for list_id, name in (("a", "Alpha"), ("b", "Quillback")):
        (tmp_path / f"{list_id}.csv").write_text(
            f"list,entity_id,name,kind,imo\n{list_id},1,{name},vessel,8405270\n", encoding="utf-8"
        )
    (tmp_path / "pools.csv").write_text(HEADER + "a,1,b,1,\n", encoding="utf-8")
    lists = tmp_path / "a.csv", tmp_path / "b.csv"
    query = Query(name="Quillback", kind="vessel")
    assert len(Screener.from_lists(*lists).screen(query).hits) == 2
    apart = Screener.from_lists(*lists, cannot_link=read_cannot_links(tmp_path / "pools.csv"))
    assert [hit.list for hit in apart.screen(query).hits] == ["b"]
