"""`lists pools` and `--pools`: pools shown, and undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

HEADER = "list,entity_id,name,kind,imo\n"


@pytest.fixture
def lists(tmp_path: Path) -> list[str]:
    """Two lists that have one ship under two names."""
    for name, row in {
        "one": "one,1,Hwang Gum San 2,vessel,8405270\n",
        "two": "two,2,Hui Chon,vessel,8405270\n",
    }.items():
        (tmp_path / f"{name}.csv").write_text(HEADER + row, encoding="utf-8")
    return [str(tmp_path / "one.csv"), str(tmp_path / "two.csv")]


@pytest.fixture
def splits(tmp_path: Path) -> str:
    path = tmp_path / "splits.csv"
    path.write_text("list,entity_id,other_list,other_id,reason\none,1,two,2,scrapped\n", encoding="utf-8")
    return str(path)


def test_pools_are_shown_with_what_ties_them(run: Run, lists: list[str]) -> None:
    """Both listings, the rule and the reason; `--name` chooses."""
    result = run("lists", "pools", *lists)
    assert result.exit_code == 0
    assert "one 1: Hwang Gum San 2" in result.stdout
    assert "IMO 8405270 on both" in result.stdout
    assert "1 cluster" in result.stderr
    assert "Hui Chon" not in run("lists", "pools", *lists, "--name", "nobody").stdout


def test_pools_as_json(run: Run, lists: list[str]) -> None:
    """Keys that can be copied into a file of splits."""
    (pool,) = json.loads(run("lists", "pools", *lists, "--json").stdout)["pools"]
    (tie,) = pool["ties"]
    assert tie["between"] == [{"list": "one", "entity_id": "1"}, {"list": "two", "entity_id": "2"}]
    assert tie["rule"] == "number alone"


def test_a_pool_is_undone_by_hand(run: Run, lists: list[str], splits: str) -> None:
    """In `lists pools`, which says so, and in screening."""
    result = run("lists", "pools", *lists, "--pools", splits)
    assert "kept apart by hand: scrapped" in result.stdout
    asked = ("check", "Hui Chon", "--kind", "vessel", "--lists", lists[0], "--lists", lists[1], "--json")
    assert len(json.loads(run(*asked).stdout)["hits"]) == 2
    assert len(json.loads(run(*asked, "--pools", splits).stdout)["hits"]) == 1


def test_a_missing_file_of_splits_stops_the_run(run: Run, lists: list[str]) -> None:
    """Without it the pools would be others than those that were judged."""
    result = run("check", "Hui Chon", "--lists", lists[0], "--pools", "nowhere.csv")
    assert result.exit_code == 3
    assert "nowhere.csv" in result.stderr
