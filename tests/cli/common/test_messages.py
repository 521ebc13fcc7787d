"""`screen --previous`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result


def test_a_renamed_customer_keeps_its_hit(
    run: Callable[..., Result], write: Callable[..., Path], tmp_path: Path
) -> None:
    """Results carry the hit, a file beside them the rename, standard error both; the manifest names what was read."""
    before = write("id,name\n4711,Tongbang Bank\n8,Acme\n", "before.csv")
    after = write("id,name\n4711,Quillback Holding\n8,Acme\n", "after.csv")
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    run("screen", before, "--lists", "shipped", "-o", first)
    result = run("screen", after, "--lists", "shipped", "-o", second, "--previous", first)
    assert result.exit_code == 1
    assert "4711: Tongbang Bank before, Quillback Holding now" in result.stderr
    answers = [json.loads(line) for line in second.read_text(encoding="utf-8").splitlines()]
    assert [answer["query_id"] for answer in answers] == ["4711", "8"]
    assert answers[0]["hits"][0]["flags"] == ["renamed"]
    assert (tmp_path / "second.jsonl.renames.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "4711,Tongbang Bank,Quillback Holding"
    ]
    manifest = json.loads((tmp_path / "second.jsonl.manifest.json").read_text(encoding="utf-8"))
    assert manifest["configuration"]["previous"]["path"] == str(first)


def test_answers_without_an_id_are_told(
    run: Callable[..., Result], write: Callable[..., Path], tmp_path: Path
) -> None:
    """Nothing can be carried over from them; the number says how many customers that may concern."""
    rows, first = write("id,name\n4711,Acme\n,Tongbang Bank\n"), tmp_path / "first.jsonl"
    run("screen", rows, "--lists", "shipped", "-o", first)
    result = run("screen", rows, "--lists", "shipped", "-o", tmp_path / "second.jsonl", "--previous", first)
    assert "1 answer of the earlier run not used: no query_id says whose" in result.stderr


def test_a_missing_earlier_run_stops_the_run(run: Callable[..., Result], write: Callable[..., Path]) -> None:
    """Screening without it would lose the hits."""
    result = run("screen", write("id,name\n1,Acme\n"), "--lists", "shipped", "--previous", "none.jsonl")
    assert result.exit_code == 3
    assert "none.jsonl" in result.stderr
