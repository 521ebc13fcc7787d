from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError, UsageError
from sanctionscreen.lists import read_list

MAPPING = """
list = "watch"
[columns]
entity_id = "PartyNo"
name = ["Given", "Family"]
kind = "Typ"
alias = "AKA"
birth_date = "Born"
identifier = "Id"
[values.kind]
P = "person"
F = "organization"
[defaults]
programme = "Internal"
kind = "organization"
"""
TABLE = (
    "PartyNo;Given;Family;Typ;AKA;Born;Note\n1;John;Sample;P;Jon, Johnny;1967-08-22;x\n2;;Sample Ltd;;;;\n"
)


def written(folder: Path, table: str | bytes = TABLE, mapping: str = MAPPING) -> tuple[Path, Path]:
    (folder / "table.csv").write_bytes(table.encode() if isinstance(table, str) else table)
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    return folder / "table.csv", folder / "mapping.toml"


def test_a_mapping_says_what_the_columns_of_a_table_mean(tmp_path: Path) -> None:
    table, mapping = written(tmp_path, mapping=MAPPING.replace('identifier = "Id"\n', ""))
    edition = read_list(table, mapping=mapping)
    first, second = edition.listings
    assert (first.list, first.entity_id, first.name, first.kind) == ("watch", "1", "John Sample", "person")
    assert [name.name for name in first.names] == ["John Sample", "Jon, Johnny"]
    assert (second.name, second.kind, second.programmes) == ("Sample Ltd", "organization", ("Internal",))
    assert edition.unknown == {"column Note": 1}


def test_json_lines_take_a_mapping_too(tmp_path: Path) -> None:
    table, mapping = written(
        tmp_path,
        '{"PartyNo": 7, "Given": "John", "Family": "Sample", "Typ": "p"}\n',
        MAPPING.replace('identifier = "Id"\n', ""),
    )
    assert read_list(table, mapping=mapping).listings[0].name == "John Sample"


def test_the_encoding_can_be_said(tmp_path: Path) -> None:
    mapping = 'encoding = "cp1252"\n[columns]\nentity_id = "id"\nname = "n"\n'
    table, path = written(tmp_path, "id,n\n1,Café\n".encode("cp1252"), mapping)
    assert read_list(table, mapping=path).listings[0].name == "Café"


def test_a_column_that_the_table_lacks_is_named(tmp_path: Path) -> None:
    table, mapping = written(tmp_path)
    with pytest.raises(ListFileError, match="lacks the columns that the mapping names: id"):
        read_list(table, mapping=mapping)


@pytest.mark.parametrize(
    ("mapping", "word"),
    [
        ("[columns", "cannot be read"),
        ("", r"no \[columns\]"),
        ('[columns]\nname = "n"\n', "doesn't say which column is entity_id"),
        (
            '[columns]\nentity_id = "a"\nname = "b"\nshoe_size = "c"\n',
            "not columns of the house format: shoe_size",
        ),
        ('colums = 1\n[columns]\nentity_id = "a"\nname = "b"\n', "unknown keys: colums"),
        ('encoding = "klingon"\n[columns]\nentity_id = "a"\nname = "b"\n', "unknown encoding: klingon"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_a_usage_error(tmp_path: Path, mapping: str, word: str) -> None:
    table, path = written(tmp_path, mapping=mapping)
    with pytest.raises(UsageError, match=word):
        read_list(table, mapping=path)
