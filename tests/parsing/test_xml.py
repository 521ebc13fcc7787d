from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import read_list

RECORD = "<ENTITIES><ENTITY><DATAID>1</DATAID><FIRST_NAME>{}</FIRST_NAME></ENTITY></ENTITIES>"


def written(folder: Path, text: str) -> Path:
    path = folder / "list.xml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path, word: str) -> None:
    with pytest.raises(ListFileError, match=word) as caught:
        read_list(path)
    assert str(path) in str(caught.value)


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    entities = '<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {x} "{f"&{y};" * 10}">' for y, x in zip("abcdefgh", "bcdefghi", strict=True)
    )
    record = RECORD.format("&i;")
    text = f"<!DOCTYPE CONSOLIDATED_LIST [{entities}]><CONSOLIDATED_LIST>{record}</CONSOLIDATED_LIST>"
    refused(written(tmp_path, text), "entit")


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    text = (
        f'<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
        f"<CONSOLIDATED_LIST>{RECORD.format('&x;')}</CONSOLIDATED_LIST>"
    )
    refused(written(tmp_path, text), "declares XML entities")


def test_ten_thousand_levels_are_refused(tmp_path: Path) -> None:
    text = f"<CONSOLIDATED_LIST>{'<A>' * 10_000}{'</A>' * 10_000}</CONSOLIDATED_LIST>"
    refused(written(tmp_path, text), "broken XML: Excessive depth")


def test_a_list_without_records_is_refused(tmp_path: Path) -> None:
    refused(
        written(tmp_path, "<CONSOLIDATED_LIST><INDIVIDUALS/><ENTITIES/></CONSOLIDATED_LIST>"),
        "holds no listing",
    )


def test_bytes_that_are_not_in_the_declared_encoding_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    start = b'<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST>\n'
    path.write_bytes(start + RECORD.format("Caf\xe9").encode("latin-1") + b"</CONSOLIDATED_LIST>")
    refused(path, "line 3")
