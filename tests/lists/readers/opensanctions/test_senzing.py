from __future__ import annotations

import json
from pathlib import Path

import pytest

from sanctionscreen.lists import read_list


@pytest.mark.real
def test_every_record_and_every_name_is_counted(real_data: Path) -> None:
    path = real_data / "lists/opensanctions-format/senzing.json"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    edition = read_list(path)
    assert [listing.entity_id for listing in edition.listings] == [record["RECORD_ID"] for record in records]
    names = {
        (record["RECORD_ID"], part.strip(), name["NAME_TYPE"])
        for record in records
        for name in record["NAMES"]
        for part in (name.get("NAME_FULL") or name["NAME_ORG"]).split(";")
        if part.strip()
    }
    assert (edition.names, edition.unknown) == (len(names), {})
