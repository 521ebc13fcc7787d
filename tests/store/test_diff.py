"""Differences between editions."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.lists import read_list
from sanctionscreen.model import ListedName, Listing, Source
from sanctionscreen.store.diff import difference, kind_of_rename


def listing(*names: str, **fields: object) -> Listing:
    made = tuple(ListedName(name, "alias" if place else "name") for place, name in enumerate(names))
    return Listing(list="ours", entity_id="1", names=made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("KHIN HLAING", "HLAING, Khin", "reordered"),
        ("Ann Lee", "ANN LEE", "respelt"),
        ("Tehnoglobal", "Technoglobal", "respelt"),
        ("GROMOV, Alexei", "GROMOV, Alexei Alexeyevich", "respelt"),
        ("Havana International Bank", "Havin Bank", "renamed"),
        ("Jundallah", "Jaysh al-Adl", "renamed"),
    ],
)
def test_renamed_respelt_and_reordered_are_told_apart(before: str, after: str, expected: str) -> None:
    assert kind_of_rename(before, after) == expected


def test_what_stands_elsewhere_or_in_another_order_is_no_difference() -> None:
    one = listing("A", "B", "C", countries=("KP", "CN"), source=Source("x", "1"))
    other = listing("A", "C", "B", countries=("CN", "KP"), source=Source("y", "2"))
    assert difference({"1": one}, {"1": other}).changed == []


def test_each_changed_field_says_what_went_and_what_came() -> None:
    found = difference({"1": listing("A", "B", kind=None)}, {"1": listing("B", "C", kind="vessel")})
    assert found.as_json() == {
        "added": [],
        "removed": [],
        "renamed": [{"entity_id": "1", "from": "A", "to": "B", "how": "renamed"}],
        "changed": [
            {
                "entity_id": "1",
                "fields": {
                    "kind": {"from": None, "to": "vessel"},
                    "names": {
                        "removed": [{"name": "A", "type": "name"}, {"name": "B", "type": "alias"}],
                        "added": [{"name": "B", "type": "name"}, {"name": "C", "type": "alias"}],
                    },
                },
            }
        ],
    }


@pytest.mark.real
@pytest.mark.parametrize(
    ("old", "new", "added", "removed"),
    [("2020-11", "2024-05-15", 38, 181), ("2024-05-15", "2026-02-27", 137, 9)],
)
def test_differences_of_the_un_list(real_data: Path, old: str, new: str, added: int, removed: int) -> None:
    one, two = (
        {
            item.entity_id: item
            for item in read_list(real_data / f"lists/un-sc/{date}/consolidated.xml").listings
        }
        for date in (old, new)
    )
    found = difference(one, two)
    assert (len(found.added), len(found.removed)) == (added, removed)
