from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import read_list


@pytest.mark.real
def test_every_target_is_a_listing_and_the_others_are_counted(real_data: Path) -> None:
    path = real_data / "lists/opensanctions-format/entities.ftm.json"
    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    targets = [entity["id"] for entity in entities if entity["target"]]
    edition = read_list(path)
    assert [listing.entity_id for listing in edition.listings] == targets
    others = [entity for entity in entities if entity["schema"] == "Person" and not entity["target"]]
    assert edition.unused["Person that is no target"] == len(others)


@pytest.mark.real
def test_every_name_of_a_target_is_counted(real_data: Path) -> None:
    path = real_data / "lists/opensanctions-format/targets.nested.json"
    names = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        entity = json.loads(line)
        for kind in ("name", "alias", "weakAlias", "previousName"):
            for value in entity["properties"].get(kind, ()):
                names.add((entity["id"], value.strip(), kind))
    assert read_list(path).names == len(names)


@pytest.mark.real
def test_the_exports_of_one_dataset_agree(real_data: Path) -> None:
    folder = real_data / "lists/opensanctions-format"
    nested = {item.entity_id: item for item in read_list(folder / "targets.nested.json").listings}
    simple = {item.entity_id: item for item in read_list(folder / "targets.simple.csv").listings}
    assert nested.keys() == simple.keys()
    for entity_id, listing in nested.items():
        assert listing.kind == simple[entity_id].kind
        assert {name.name for name in simple[entity_id].names} <= {name.name for name in listing.names}


def test_a_link_may_stand_before_the_party_it_belongs_to(tmp_path: Path) -> None:
    link = {"id": "l", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["b"]}}
    party = {"id": "a", "schema": "Company", "caption": "A", "properties": {"name": ["A"]}, "target": True}
    asset = {"id": "b", "schema": "Company", "caption": "B", "properties": {"name": ["B"]}, "target": False}
    (tmp_path / "x.json").write_text("\n".join(map(json.dumps, [link, party, asset])), encoding="utf-8")
    relation = read_list(tmp_path / "x.json").listings[0].relations[0]
    assert (relation.type, relation.name, relation.entity_id) == ("owns", "B", "b")


@pytest.mark.parametrize("tail", ["{", "[1]", '{"id": "x", "schema": "Person"}', "{" * 5000])
def test_a_broken_line_is_refused_with_its_number(tmp_path: Path, tail: str) -> None:
    party = {"id": "a", "schema": "Company", "properties": {"name": ["A"]}, "target": True}
    (tmp_path / "x.json").write_text(f"{json.dumps(party)}\n{tail}\n", encoding="utf-8")
    with pytest.raises(ListFileError, match="line 2"):
        read_list(tmp_path / "x.json")


def _written(path: Path, *entities: Mapping[str, object]) -> Path:
    path.write_text("".join(json.dumps(entity) + "\n" for entity in entities), encoding="utf-8")
    return path


def test_an_id_that_stands_there_again_is_a_listing_of_its_own_with_a_warning(tmp_path: Path) -> None:
    people = [{"id": "q1", "schema": "Person", "properties": {"name": [name]}} for name in ("Ann", "Bo")]
    edition = read_list(_written(tmp_path / "x.json", *people))
    assert [(item.entity_id, item.name) for item in edition.listings] == [("q1", "Ann"), ("q1#2", "Bo")]
    assert edition.warnings == ["the id q1 is repeated at line 2: read as q1#2"]


def test_an_address_that_two_targets_share_stands_on_both(tmp_path: Path) -> None:
    people = [
        {"id": key, "schema": "Person", "properties": {"name": [key], "addressEntity": ["a1"]}}
        for key in ("q1", "q2")
    ]
    address = {"id": "a1", "schema": "Address", "properties": {"city": ["Lyon"], "country": ["fr"]}}
    edition = read_list(_written(tmp_path / "x.json", *people, address))
    assert [item.addresses[0].city for item in edition.listings] == ["Lyon", "Lyon"]
