"""`sanctionscreen lists import`, `show`, `diff`, `history`, `rollback`, `gc`, and screening from the store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

OLD = "entity_id,name,kind,edition\n1,Havana International Bank,organization,2019-01-09\n2,Ann Lee,person,2019-01-09\n"
NEW = (
    OLD.replace("Havana International", "Havin").replace("2019-01-09", "2021-07-30")
    + "3,Bo Oak,person,2021-07-30\n"
)


@pytest.fixture
def stored(run: Run, tmp_path: Path) -> tuple[str, ...]:
    """Options of a store with two editions of a list."""
    option = ("--store", str(tmp_path / "store"))
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / f"{name}.csv").write_text(text)
    result = run("lists", "import", tmp_path / "new.csv", tmp_path / "old.csv", "--as", "x", *option)
    assert result.exit_code == 2
    for name in ("old", "new"):
        result = run("lists", "import", tmp_path / f"{name}.csv", "--as", "ours", *option)
        assert result.exit_code == 0, result.output
    return option


def test_import_says_what_came_and_what_changed(run: Run, stored: tuple[str, ...], tmp_path: Path) -> None:
    again = run("lists", "import", tmp_path / "new.csv", "--as", "ours", *stored)
    assert again.stdout == "ours@2021-07-30: nothing new, its 3 listings are in the store already\n"
    shown = json.loads(run("lists", "show", "ours", "--json", *stored).stdout)[0]
    assert [item["edition"] for item in shown["editions"]] == ["2021-07-30", "2019-01-09"]
    assert [item["self_test"]["tested"] for item in shown["editions"]] == [1, 2]
    assert "3 listings" in run("lists", "show", *stored).stdout


def test_import_goes_on_after_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.xml").write_text("<html><body>Sorry</body></html>")
    (tmp_path / "ours.csv").write_text(NEW)
    option = ("--store", tmp_path / "store")
    result = run("lists", "import", tmp_path / "page.xml", tmp_path / "ours.csv", *option)
    assert result.exit_code == 3
    assert "web page" in result.stderr
    assert "ours@2021-07-30: 3 listings" in result.stdout


def test_a_refused_edition_ends_with_4_and_says_how_to_accept_it(
    run: Run, stored: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "small.csv").write_text("entity_id,name,edition\n2,Ann Lee,2022-01-01\n")
    result = run("lists", "import", tmp_path / "small.csv", "--as", "ours", *stored)
    assert result.exit_code == 4
    assert "--accept-shrink" in result.stderr
    assert (
        run("lists", "import", tmp_path / "small.csv", "--as", "ours", "--accept-shrink", *stored).exit_code
        == 0
    )


def test_a_former_name_is_found_in_the_newest_edition(run: Run, stored: tuple[str, ...]) -> None:
    result = run("check", "Havana International Bank", "--lists", "ours", "--json", *stored)
    (hit,) = json.loads(result.stdout)["hits"]
    assert (result.exit_code, hit["basis"], hit["band"], hit["listed_name"]) == (
        1,
        ["former-name"],
        "review",
        "Havin Bank",
    )
    assert "name until 2019-01-09" in str(hit["evidence"])


def test_a_day_between_two_editions_is_as_the_old_one_alone(
    run: Run, stored: tuple[str, ...], tmp_path: Path
) -> None:
    for name in ("Havana International Bank", "Havin Bank", "Bo Oak"):
        wanted = json.loads(
            run("check", name, "--lists", tmp_path / "old.csv", "--as", "ours", "--json").stdout
        )["hits"]
        for options in (("--as-of", "2020-05-05"), ("--lists", "ours@2019-01-09")):
            found = json.loads(run("check", name, *options, "--json", *stored).stdout)["hits"]
            assert found == wanted


def test_without_lists_everything_in_the_store_is_screened_against(run: Run, stored: tuple[str, ...]) -> None:
    result = run("check", "Nobody At All", *stored)
    assert result.exit_code == 0
    assert "ours, edition 2021-07-30" in result.stdout


def test_a_list_that_the_store_lacks_ends_with_4(run: Run, stored: tuple[str, ...]) -> None:
    result = run("check", "Ann", "--lists", "theirs", *stored)
    assert result.exit_code == 4
    assert "which has ours" in result.stderr
    assert run("check", "Ann", "--lists", "ours", "--as-of", "2001-01-01", *stored).exit_code == 4
    assert run("check", "Ann", "--lists", "shipped", "--as-of", "2001-01-01", *stored).exit_code == 2
    assert run("check", "Ann", "--lists", "ours").exit_code == 4


def test_diff_from_files_and_from_the_store_is_the_same(
    run: Run, stored: tuple[str, ...], tmp_path: Path
) -> None:
    kept = json.loads(run("lists", "diff", "ours@2019-01-09", "ours", "--json", *stored).stdout)
    files = run("lists", "diff", tmp_path / "old.csv", tmp_path / "new.csv", "--as", "ours", "--json")
    assert json.loads(files.stdout) == kept
    assert (kept["added"], kept["removed"]) == (["3"], [])
    assert kept["renamed"] == [
        {"entity_id": "1", "from": "Havana International Bank", "to": "Havin Bank", "how": "renamed"}
    ]
    text = run("lists", "diff", "ours@2019-01-09", "ours", *stored).stdout
    assert text.startswith("1 added, 0 removed, 1 with another primary name (1 renamed), 1 changed\n")
    assert "3  Bo Oak  (person)" in text
    mixed = run("lists", "diff", "ours@2019-01-09", tmp_path / "new.csv", "--as", "ours", "--json", *stored)
    assert json.loads(mixed.stdout) == kept


def test_diff_of_two_lists_makes_no_sense(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.csv").write_text(NEW)
    assert run("lists", "diff", tmp_path / "one.csv", tmp_path / "two.csv").exit_code == 2


def test_history_rollback_and_gc(run: Run, stored: tuple[str, ...]) -> None:
    told = run("lists", "history", "ours", "1", *stored).stdout
    assert "Havana International Bank (primary) [2019-01-09 to 2019-01-09, gone in 2021-07-30]" in told
    assert (
        json.loads(run("lists", "history", "ours", "1", "--json", *stored).stdout)[0]["gone"] == "2021-07-30"
    )
    assert "ours@2019-01-09" in run("lists", "rollback", "ours", *stored).stdout
    assert run("lists", "rollback", "ours", *stored).exit_code == 4
    assert run("lists", "gc", *stored).stdout.startswith("removed: withdrawn editions 1, files 1")
    assert run("lists", "history", "ours", "3", *stored).exit_code == 4


def test_export_takes_an_edition_from_the_store(run: Run, stored: tuple[str, ...]) -> None:
    result = run("lists", "export", "ours@2019-01-09", *stored)
    assert result.exit_code == 0
    assert "Havana International Bank" in result.stdout
    assert run("lists", "export", "ours@1999", *stored).exit_code == 4


def test_a_stale_list_that_finds_nothing_ends_with_4(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text(OLD)
    option = ("--store", tmp_path / "store")
    run("lists", "import", tmp_path / "old.csv", "--as", "un-sc", *option)
    result = run("check", "Nobody At All", "--lists", "un-sc", *option)
    assert result.exit_code == 4
    assert "stale" in result.stderr
    assert run("check", "Nobody At All", "--lists", "un-sc@2019-01-09", *option).exit_code == 4
    assert run("lists", "show", *option).exit_code == 4
