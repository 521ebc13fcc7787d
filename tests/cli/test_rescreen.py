"""`sanctionscreen rescreen` and `lists diff --against`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
OLD = """entity_id,name,kind,edition
1,Havana International Bank,organization,2019-01-09
2,Grey Wolf Arms,organization,2019-01-09
3,Yellow River Timber,organization,2019-01-09
"""
NEW = """entity_id,name,kind,edition
1,Havin Bank,organization,2021-07-30
3,Yellow River Timber,organization,2021-07-30
4,Red Sky Air,organization,2021-07-30
"""
CUSTOMERS = """id,name,kind
a,Havana International Bank,organization
b,Grey Wolf Arms,organization
c,Yellow River Timber,organization
d,Red Sky Air,organization
e,,organization
"""


@pytest.fixture
def stored(run: Run, tmp_path: Path) -> tuple[str, ...]:
    option = ("--store", str(tmp_path / "store"))
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / f"{name}.csv").write_text(text)
        assert run("lists", "import", tmp_path / f"{name}.csv", "--as", "ours", *option).exit_code == 0
    (tmp_path / "customers.csv").write_text(CUSTOMERS)
    return option


def test_rescreen_gives_the_alerts_that_change_and_ends_with_1(
    run: Run, stored: tuple[str, ...], tmp_path: Path
) -> None:
    since = ("--since", "ours@2019-01-09")
    result = run("rescreen", tmp_path / "customers.csv", *since, *stored, "--format", "jsonl")
    assert result.exit_code == 5
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(item["query_id"], [change["how"] for change in item["changes"]]) for item in found] == [
        ("a", ["changed"]),
        ("b", ["removed"]),
        ("d", ["added"]),
    ]
    after = found[0]["changes"][0]["after"]
    assert (after["basis"], after["band"]) == (["former-name"], "review")
    assert "line 6: not screened" in result.stderr
    assert "5 rows: 4 screened, 1 rejected" in result.stderr
    assert (
        run("rescreen", tmp_path / "customers.csv", *since, *stored, "--max-rejected", "20%").exit_code == 1
    )
    assert "Grey Wolf Arms" in run("rescreen", tmp_path / "customers.csv", *since, *stored).stdout


def test_rescreen_writes_a_file_as_csv(run: Run, stored: tuple[str, ...], tmp_path: Path) -> None:
    out = tmp_path / "changes.csv"
    run("rescreen", tmp_path / "customers.csv", "--since", "ours@2019-01-09", *stored, "-o", out)
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert [(row["query_id"], row["how"], row["entity_id"]) for row in rows] == [
        ("a", "changed", "1"),
        ("b", "removed", "2"),
        ("d", "added", "4"),
    ]


def test_a_screening_that_keeps_names_spares_the_rescreening_after_it(
    run: Run, stored: tuple[str, ...], tmp_path: Path
) -> None:
    customers, cache = tmp_path / "customers.csv", ("--cache", tmp_path / "cache")
    rescreen = ("rescreen", customers, "--since", "ours@2019-01-09", *stored)
    anew = run(*rescreen, "--no-cache")
    assert "the names of 0 came from the cache" in anew.stderr
    run("screen", customers, "--lists", "ours@2019-01-09", "--keep-names", *stored, *cache)
    kept = run(*rescreen, *cache)
    assert "the names of 4 came from the cache" in kept.stderr
    assert kept.stdout == anew.stdout != ""


def test_names_are_not_kept_without_a_cache_or_beside_an_earlier_run(
    run: Run, stored: tuple[str, ...], tmp_path: Path
) -> None:
    screen = ("screen", tmp_path / "customers.csv", "--keep-names", *stored)
    result = run(*screen, "--no-cache")
    assert result.exit_code == 2
    assert "--keep-names and --no-cache contradict each other" in result.stderr
    assert run(*screen, "--previous", tmp_path / "yesterday.jsonl").exit_code == 2


def test_rescreen_since_the_newest_edition_changes_nothing(
    run: Run, stored: tuple[str, ...], tmp_path: Path
) -> None:
    result = run("rescreen", tmp_path / "customers.csv", "--since", "ours@2021-07-30", *stored)
    assert (result.exit_code, result.stdout) == (5, "")
    allowed = run(
        "rescreen", tmp_path / "customers.csv", "--since", "ours@2021-07-30", *stored, "--max-rejected", 1
    )
    assert (allowed.exit_code, allowed.stdout) == (0, "")


def test_what_cannot_be_rescreened_is_told(run: Run, stored: tuple[str, ...], tmp_path: Path) -> None:
    customers = tmp_path / "customers.csv"
    assert run("rescreen", customers, "--since", "ours", *stored).exit_code == 2
    assert run("rescreen", customers, "--since", "ours@1999", *stored).exit_code == 4
    assert (
        run("rescreen", customers, "--since", "ours@2019-01-09", "--lists", "shipped", *stored).exit_code == 2
    )
    assert run("rescreen", customers, "--since", "ours@2019-01-09", *stored, "-o", customers).exit_code == 2


def test_the_impact_of_a_file_is_that_of_the_edition_it_becomes(
    run: Run, stored: tuple[str, ...], tmp_path: Path
) -> None:
    page = tmp_path / "impact.html"
    against = ("--against", tmp_path / "customers.csv", "--json", *stored)
    kept = json.loads(run("lists", "diff", "ours@2019-01-09", "ours", *against).stdout)
    result = run(
        "lists", "diff", "ours@2019-01-09", tmp_path / "new.csv", "--as", "ours", "--html", page, *against
    )
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    for item in (kept, found):
        del item["impact"]["seconds"]
    assert found == kept
    assert found["impact"]["changed"]["alerts"] == found["impact"]["removed"]["alerts"] == 1
    assert "<svg" in page.read_text()


def test_the_impact_for_people_tells_the_cost(run: Run, stored: tuple[str, ...], tmp_path: Path) -> None:
    text = run(
        "lists", "diff", "ours@2019-01-09", "ours", "--against", tmp_path / "customers.csv", *stored
    ).stdout
    assert "4 customers: 3 have other alerts" in text
    assert "index update" in text
    assert (
        run("lists", "diff", "ours@2019-01-09", "ours", "--html", tmp_path / "x.html", *stored).exit_code == 2
    )
