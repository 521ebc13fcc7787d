"""Labelled files: every row comes out as it stands, or the reading ends with the line that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.errors import DataError
from sanctionscreen.evaluation.labelled import LabelledPair, LabelledQuery, read_labelled


def _file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "labelled.csv"
    path.write_bytes(text.encode("utf-8"))
    return str(path)


def test_pairs_come_with_kinds_and_labels(tmp_path: Path) -> None:
    """The listed kind is the query's where the file has no other; columns for breakdowns are kept, others not."""
    path = _file(
        tmp_path,
        "\ufeffkind,query,listed,same,listed_kind,tier,note\n"
        "vessel,Zu Zag,ZU ZAG,yes,organization,STRONG,x\n\nperson,A Be,C De,FALSE,,,\n",
    )
    assert read_labelled(path) == [
        LabelledPair("Zu Zag", "ZU ZAG", True, "vessel", "organization", {"tier": "STRONG"}, 2),
        LabelledPair("A Be", "C De", False, "person", "person", {}, 4),
    ]


def test_queries_come_with_twins_and_a_key(tmp_path: Path) -> None:
    """A row without a key gets its line as one."""
    path = _file(tmp_path, "name,expect_id,twin_ids,list,class\nAda,7,8; 9;,un-sc,typo\n")
    query = LabelledQuery("2", "Ada", None, "7", "un-sc", frozenset({"8", "9"}), {"class": "typo"}, 2)
    assert read_labelled(path) == [query]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("\n", "is empty"),
        ("a,b\n1,2\n", "labelled pairs have the columns"),
        ("query,listed,same\n", "holds no rows"),
        ("query,listed,same\nA,B,perhaps\n", "line 2, same: true or false, not 'perhaps'"),
        ("query,listed,same\nA,,true\n", "line 2, listed: is empty"),
        ("query,listed,same\nA,B\n", "line 2: 2 cells under a header of 3"),
        ("query,listed,same,kind\nA,B,true,ship\n", "line 2, kind: unknown kind 'ship'"),
        ('query,listed,same\nA,"B,true\n', "no CSV that can be read"),
        ("name,expect_id,query_id\nA,1,k\nB,2,k\n", "line 3: query_id 'k' is already on line 2"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message.replace("(", r"\(")):
        read_labelled(_file(tmp_path, text))


def test_a_file_that_is_missing_or_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_labelled(str(tmp_path / "none.csv"))
    (tmp_path / "latin.csv").write_bytes(b"query,listed,same\nM\xfcller,Muller,true\n")
    with pytest.raises(DataError, match="not in UTF-8"):
        read_labelled(str(tmp_path / "latin.csv"))
