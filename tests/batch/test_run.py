"""A whole file through a screener."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sanctionscreen._version import __version__
from sanctionscreen.batch import Counts, CustomerFile, Run, screen_file
from sanctionscreen.errors import CustomerFileError, OutputError

Write = Callable[..., str]

ROWS = """id,name,kind,dob
1,Bad Bank,company,
2,---,,
3,Ann Lee,person,1967-02-31
4,Bad muted Ltd,,
5,Bad gone Ltd,savings,
"""


def screen(fake: Any, path: str, out: Path, **options: Any) -> Run:
    with CustomerFile(path) as customers:
        return screen_file(
            fake, customers, str(out), **({"format": "jsonl", "about": {"editions": ["e"]}} | options)
        )


def test_results_rejects_warnings_and_manifest_appear(
    write: Write, fake_screener: Any, tmp_path: Path
) -> None:
    path, out = write(ROWS), tmp_path / "hits.jsonl"
    screen(fake_screener, path, out)
    assert {found.name for found in tmp_path.iterdir()} == {
        "customers.csv", "hits.jsonl", "hits.jsonl.manifest.json", "hits.jsonl.rejects.csv", "hits.jsonl.warnings.csv"
    }  # fmt: skip
    assert [json.loads(line)["query_id"] for line in out.read_text().splitlines()] == ["1", "3", "4", "5"]
    assert Path(f"{out}.rejects.csv").read_text() == (
        "line,query_id,column,value,reason\n3,2,name,---,no letter or digit in it\n"
    )
    with open(f"{out}.warnings.csv", newline="") as handle:
        assert [(row["line"], row["query_id"], row["value"]) for row in csv.DictReader(handle)] == [
            ("4", "3", "1967-02-31"),
            ("6", "5", "savings"),
        ]


def test_the_manifest_says_what_was_screened_and_adds_up(
    write: Write, fake_screener: Any, tmp_path: Path
) -> None:
    path, out = write(ROWS), tmp_path / "hits.csv"
    screen(
        fake_screener, path, out, format="csv", about={"editions": ["e"], "configuration": {"threshold": 0.7}}
    )
    manifest = json.loads(Path(f"{out}.manifest.json").read_text())
    assert (manifest["program"], manifest["version"]) == ("sanctionscreen", __version__)
    assert manifest["editions"] == ["e"]
    assert manifest["configuration"] == {"threshold": 0.7}
    assert manifest["input"]["sha256"] == hashlib.sha256(Path(path).read_bytes()).hexdigest()
    assert manifest["output"]["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert manifest["counts"] == {
        "rows": 5, "screened": 4, "rejected": 1, "warnings": 2, "hits": 3, "alerts": 1, "muted": 1, "delisted": 1,
        "customers_with_hits": 3, "customers_with_alerts": 1, "bands": {"review": 1},
    }  # fmt: skip
    assert sum(manifest["warnings"].values()) == 2
    assert "notice" not in manifest


def test_a_notice_stands_in_the_manifest_too(write: Write, fake_screener: Any, tmp_path: Path) -> None:
    screen(fake_screener, write(ROWS), tmp_path / "o", notice="beware")
    assert json.loads((tmp_path / "o.manifest.json").read_text())["notice"] == "beware"


def test_warnings_of_an_earlier_run_go_where_there_are_none_now(
    write: Write, fake_screener: Any, tmp_path: Path
) -> None:
    screen(fake_screener, write(ROWS), tmp_path / "o")
    screen(fake_screener, write("id,name\n1,Ann\n"), tmp_path / "o")
    assert not (tmp_path / "o.warnings.csv").exists()
    assert (tmp_path / "o.rejects.csv").read_text() == "line,query_id,column,value,reason\n"


def test_a_file_that_turns_out_cut_off_leaves_no_output(
    write: Write, fake_screener: Any, tmp_path: Path
) -> None:
    (tmp_path / "o").write_text("before")
    path = write('id,name\n1,Bad Bank\n2,"Ann')
    with pytest.raises(CustomerFileError, match="line 3"):
        screen(fake_screener, path, tmp_path / "o")
    assert {found.name for found in tmp_path.iterdir()} == {"customers.csv", "o"}
    assert (tmp_path / "o").read_text() == "before"


def test_a_place_that_cannot_be_written_is_told_before_anything_is_screened(
    write: Write, tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        screen(None, write(ROWS), tmp_path / "nowhere" / "o")


def test_progress_counts_every_screened_row(write: Write, fake_screener: Any, tmp_path: Path) -> None:
    steps: list[int] = []
    run = screen(fake_screener, write(ROWS), tmp_path / "o", on_progress=steps.append)
    assert sum(steps) == run.counts.screened == 4


def test_nothing_counted_is_nothing() -> None:
    assert Counts().alerts == Counts().rows == 0
