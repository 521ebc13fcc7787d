"""`--links`, `links inspect` and `track` at the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from click.testing import CliRunner, Result
from lxml import etree

from sanctionscreen.cli import cli

_OWNERS = "owner,owned,percentage,role\nshipped-dprk:KPe.013,c1,60,\nc1,c2,?,\nx,x,120,\n"
_CUSTOMERS = (
    "query_id,name,kind\nc1,Star Ltd,organization\nc2,Moon Ltd,organization\nc3,Sun Ltd,organization\n"
)


def _run(tmp_path: Path, *arguments: str) -> Result:
    (tmp_path / "owners.csv").write_text(_OWNERS, encoding="utf-8")
    (tmp_path / "customers.csv").write_text(_CUSTOMERS, encoding="utf-8")
    places = [argument.replace("TMP", str(tmp_path)) for argument in arguments]
    return CliRunner().invoke(cli, places, standalone_mode=False, catch_exceptions=False)


def test_screen_follows_owners_and_says_what_it_did_not_use(tmp_path: Path) -> None:
    arguments = ("--lists", "shipped", "--links", "TMP/owners.csv", "-o", "TMP/out.jsonl")
    result = _run(tmp_path, "screen", "TMP/customers.csv", *arguments)
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    answers = {answer["query_id"]: answer["hits"] for answer in map(json.loads, lines)}
    assert [hit["basis"] for hit in answers["c1"]] == [["ownership"]]
    assert [hit["band"] for hit in answers["c2"]] == ["review"]
    assert answers["c3"] == []
    assert "a party that owns itself (x): not used" in result.stderr
    assert "E.O. 13722" in result.stderr
    manifest = json.loads((tmp_path / "out.jsonl.manifest.json").read_text(encoding="utf-8"))
    assert manifest["configuration"]["links"]["files"][0]["format"] == "csv"


def test_check_draws_the_path_and_says_that_nothing_found_is_no_proof(tmp_path: Path) -> None:
    arguments = ("--lists", "shipped", "--links", "TMP/owners.csv", "--svg", "TMP/path.svg")
    result = _run(tmp_path, "check", "c2", *arguments)
    assert "don't exclude" in result.stdout
    assert b"Bank of East Land" in etree.tostring(etree.parse(tmp_path / "path.svg"))


def test_inspect_counts_what_a_file_holds(tmp_path: Path) -> None:
    result = _run(tmp_path, "links", "inspect", "TMP/owners.csv", "--json")
    about = json.loads(result.stdout)
    assert (about["format"], about["records"], about["shares"], about["shares_unknown"]) == ("csv", 3, 2, 1)
    assert [problem["reason"] for problem in about["problems"]] == [
        "the percentage is over 100",
        "a party that owns itself",
    ]
    assert "1 of unknown size" in _run(tmp_path, "links", "inspect", "TMP/owners.csv").stdout


def test_track_shows_writes_and_draws_leads(tmp_path: Path) -> None:
    (tmp_path / "firms.csv").write_text(
        "id,name,bic,founded\nf1,Morning Finance,BOELKPPY,2016\nf2,Quiet Bakery,,1990\n", encoding="utf-8"
    )
    arguments = ("--lists", "shipped", "--column", "birth_date=founded", "--svg", "TMP/pictures")
    result = _run(tmp_path, "track", "TMP/firms.csv", *arguments, "-o", "TMP/leads.csv")
    assert result.exit_code == 1
    assert "both have BIC BOELKPPY" in result.stdout
    assert "no verdicts" in result.stderr
    with (tmp_path / "leads.csv").open(encoding="utf-8") as file:
        assert [(row["query_id"], row["entity_id"]) for row in csv.DictReader(file)] == [("f1", "KPe.013")]
    with (tmp_path / "firms.csv").open("a", encoding="utf-8") as file:
        file.write("f3,n/a,,\n")
    rejecting = _run(tmp_path, "track", "TMP/firms.csv", *arguments)
    assert (rejecting.exit_code, "line 4: not looked at: only a placeholder" in rejecting.stderr) == (5, True)
    assert _run(tmp_path, "track", "TMP/firms.csv", *arguments, "--max-rejected", "34%").exit_code == 1
    assert [path.name for path in (tmp_path / "pictures").iterdir()] == ["lead-001.svg"]
