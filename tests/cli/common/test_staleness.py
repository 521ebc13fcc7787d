"""Stale lists at the command line, by path and by id: exit code, message, manifest."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sanctionscreen.cli import cli
from sanctionscreen.lists import staleness

NOBODY, LISTED = "Zyxwv Qrstu", "Havana Bank"
LIST = "entity_id,name,kind,edition\n1,Havana Bank,organization,2026-11-01\n"
UNDATED = "entity_id,name,kind\n1,Havana Bank,organization\n"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """It is 1 December 2026, until a test calls this with another day."""

    def set_day(day: str) -> None:
        monkeypatch.setattr(staleness, "current_day", lambda: date.fromisoformat(day))

    set_day("2026-12-01")
    return set_day


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """Run a command line on the lists `dated.csv` and `undated.csv`, from their folder."""
    (tmp_path / "dated.csv").write_text(LIST)
    (tmp_path / "undated.csv").write_text(UNDATED)
    (tmp_path / "customers.csv").write_text(f"id,name\n1,{NOBODY}\n2,\n")

    def run(*arguments: str, code: int) -> Result:
        result = CliRunner().invoke(cli, [item.replace("TMP", str(tmp_path)) for item in arguments])
        assert result.exit_code == code, result.stderr
        return result

    return run


def test_a_list_by_path_is_stale_past_its_limit_and_its_age_is_told(
    run: Callable[..., Result], today: Callable[[str], None]
) -> None:
    lists = ("--lists", "TMP/dated.csv", "--as", "un-sc")
    fresh = run("check", NOBODY, *lists, code=0)
    assert "un-sc, edition 2026-11-01, 30 days old" in fresh.stdout
    assert fresh.stderr == ""
    today("2026-12-02")
    stale = run("check", NOBODY, *lists, code=4)
    assert stale.stderr == (
        "un-sc, edition 2026-11-01, is stale: it is 31 days old, and the list changes within 30 days; finding "
        "nothing on it ends with 4\n"
    )
    run("check", LISTED, *lists, code=1)
    run("check", LISTED, *lists, "--exit-zero", code=0)
    run("check", NOBODY, *lists, "--exit-zero", code=4)


def test_a_person_may_set_the_limit_or_allow_a_stale_list(run: Callable[..., Result]) -> None:
    lists = ("--lists", "TMP/dated.csv", "--as", "us-ofac-sdn")
    run("check", NOBODY, *lists, code=4)
    run("check", NOBODY, *lists, "--max-age", "30", code=0)
    run("check", NOBODY, *lists, "--max-age", "29", code=4)
    assert "allowed by --allow-stale" in run("check", NOBODY, *lists, "--allow-stale", code=0).stderr
    run("check", NOBODY, *lists, "--max-age", "-1", code=2)


def test_a_withdrawn_list_is_stale_whatever_its_date(
    run: Callable[..., Result], today: Callable[[str], None]
) -> None:
    lists = ("--lists", "TMP/dated.csv", "--as", "gb-ofsi", "--max-age", "9999")
    assert "withdrew the list on 2026-01-28" in run("check", NOBODY, *lists, code=4).stderr
    run("check", NOBODY, *lists, "--allow-stale", code=0)
    today("2026-01-27")
    assert "later than today" in run("check", NOBODY, *lists, code=4).stderr


def test_a_list_without_a_date_says_so_once(run: Callable[..., Result]) -> None:
    own = run("check", NOBODY, "--lists", "TMP/undated.csv", "--as", "ours", code=0)
    assert own.stderr == "ours may be out of date: it has no date; --edition ours=DATE sets its date\n"
    published = ("--lists", "TMP/undated.csv", "--as", "us-bis-dpl")
    assert run("check", NOBODY, *published, code=4).stderr.count("no date") == 1
    assert run("check", NOBODY, *published, "--edition", "us-bis-dpl=2026-11-20", code=0).stderr == ""


def test_an_earlier_edition_in_the_store_has_the_age_of_its_date(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    store = ("--store", "TMP/store")
    for day in ("2025-01-01", "2026-11-20"):
        (tmp_path / "dated.csv").write_text(LIST.replace("2026-11-01", day))
        run("lists", "import", "TMP/dated.csv", "--as", "un-sc", *store, code=0)
    run("check", NOBODY, "--lists", "un-sc", *store, code=0)
    run("check", NOBODY, "--lists", "un-sc@2025-01-01", *store, code=4)
    run("check", NOBODY, "--lists", "un-sc@2026-11-20", *store, code=0)
    run("check", NOBODY, "--lists", "un-sc", "--as-of", "2025-01-20", *store, code=0)
    run("check", NOBODY, "--lists", "un-sc", "--as-of", "2026-06-01", *store, code=4)


def test_age_staleness_and_what_was_allowed_are_on_record(run: Callable[..., Result], tmp_path: Path) -> None:
    lists = ("--lists", "TMP/dated.csv", "--as", "us-ofac-sdn", "--allow-stale")
    edition = {
        "age_days": 30,
        "stale_after": 7,
        "stale": "it is 30 days old, and the list changes within 7 days",
        "age_unknown": "",
    }
    checked = json.loads(run("check", NOBODY, *lists, "--json", code=0).stdout)
    run("screen", "TMP/customers.csv", *lists, "-o", "TMP/out.jsonl", "--max-rejected", "1", code=0)
    manifest: dict[str, Any] = json.loads((tmp_path / "out.jsonl.manifest.json").read_text())
    for record in (checked, manifest):
        assert record["editions"][0].items() >= edition.items()
        assert record["exit_code"] == 0
        assert record["options"]["given"]["--allow-stale"] is True
        assert (record["options"]["resolved"]["allow_stale"], record["options"]["resolved"]["max_age"]) == (
            True,
            None,
        )
        assert record["versions"]["python"] == platform.python_version()
        assert record["versions"]["libraries"]["numpy"]
        assert (record["counts"]["screened"], record["counts"]["bands"]) == (1, {})
    assert manifest["options"]["given"]["--max-rejected"] == "1"
    assert manifest["options"]["resolved"]["max_rejected"] == "1"
    assert NOBODY not in json.dumps(manifest)
    assert NOBODY not in json.dumps(checked["options"])


def test_a_stale_list_where_nothing_is_found_comes_before_rejected_rows(run: Callable[..., Result]) -> None:
    screen = ("screen", "TMP/customers.csv", "--lists", "TMP/dated.csv", "--as", "us-ofac-sdn")
    both = run(*screen, code=4)
    assert "is stale" in both.stderr
    assert "1 of 2 rows were not screened" in both.stderr
    run(*screen, "--allow-stale", code=5)


def test_track_ends_with_4_where_nothing_is_found_on_a_stale_list(run: Callable[..., Result]) -> None:
    run("track", "TMP/customers.csv", "--lists", "TMP/dated.csv", "--as", "us-ofac-sdn", code=4)
