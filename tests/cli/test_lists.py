"""`sanctionscreen lists`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_inspect_says_what_a_file_holds(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("entity_id,name,colour\n1,Ann,red\n,Bo,blue\n")
    result = run("lists", "inspect", path)
    assert result.exit_code == 0
    assert "mine" in result.stdout
    assert "line 3" in result.stdout
    assert "colour" in result.stdout


def test_inspect_in_json_has_the_keys_of_the_contract(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("entity_id,name\n1,Ann\n1,Annie\n,Bo\n")
    found = json.loads(run("lists", "inspect", path, "--json").stdout)
    assert {"list", "edition", "sha256", "listings", "names", "rejected", "warnings"} <= set(found)
    assert (found["list"], found["listings"], found["names"], len(found["rejected"])) == ("mine", 1, 2, 1)


def test_inspect_takes_a_name_and_a_date_for_a_list_that_has_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("entity_id,name\n1,Ann\n")
    found = json.loads(
        run("lists", "inspect", path, "--json", "--as", "ours", "--edition", "2026-01-02").stdout
    )
    assert (found["list"], found["edition"]) == ("ours", "2026-01-02")


def test_inspect_of_what_is_no_list_ends_with_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    result = run("lists", "inspect", tmp_path / "x.csv")
    assert (result.exit_code, result.stdout) == (3, "")
    assert str(tmp_path / "x.csv") in result.stderr
