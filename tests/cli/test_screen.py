"""`sanctionscreen screen`."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]

TWO = "customer_id,name\nc1,Tongbang Bank\nc2,Maria Fernanda Oliveira\n"


def test_the_example_customers_give_a_table_of_who_which_and_why(run: Run, examples: Path) -> None:
    result = run("screen", examples, "--lists", "shipped", "--exit-zero")
    assert result.exit_code == 0
    for text in (
        "CUSTOMER",
        "C001 Tongbang Bank",
        "Bank of East Land",
        "KPe.013",
        "RENAMED",
        "MUTED",
        "CONFLICT",
        "Nothing found",
    ):
        assert text in result.stdout
    assert "32 rows: 32 screened, 0 rejected" in result.stderr
    assert "No --lists" not in result.output


def test_every_listed_customer_of_the_examples_is_found_and_no_other(run: Run, examples: Path) -> None:
    result = run("screen", examples, "--lists", "shipped", "--format", "jsonl")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    with_hits = {int(item["query_id"][1:]) for item in found if item["hits"]}
    assert with_hits | {16} == set(range(1, 19))  # 16, in Arabic script, is near the threshold


def test_json_lines_have_one_object_for_every_customer_in_order(
    run: Run, write: Write, tmp_path: Path
) -> None:
    out = tmp_path / "hits.jsonl"
    result = run("screen", write(TWO), "--lists", "shipped", "-o", out)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert [
        (item["query_id"], len(item["hits"])) for item in map(json.loads, out.read_text().splitlines())
    ] == [
        ("c1", 1),
        ("c2", 0),
    ]
    assert "2 rows: 2 screened, 0 rejected" in result.stderr
    manifest = json.loads((tmp_path / "hits.jsonl.manifest.json").read_text())
    assert [(item["list"], item["edition"]) for item in manifest["editions"]] == [
        ("shipped-dprk", "2026-02-27")
    ]
    assert len(manifest["editions"][0]["sha256"]) == 64
    assert set(manifest["configuration"]) == {"threshold", "weak", "mapping"}
    assert (tmp_path / "hits.jsonl.rejects.csv").exists()


def test_csv_keeps_a_row_for_every_customer(run: Run, write: Write, tmp_path: Path) -> None:
    run("screen", write(TWO), "--lists", "shipped", "-o", tmp_path / "hits.csv")
    with open(tmp_path / "hits.csv", newline="") as handle:
        assert [(row["query_id"], row["alert"]) for row in csv.DictReader(handle)] == [
            ("c1", "yes"),
            ("c2", "no"),
        ]


def test_the_format_overrules_the_ending(run: Run, write: Write, tmp_path: Path) -> None:
    run("screen", write(TWO), "--lists", "shipped", "-o", tmp_path / "hits.csv", "--format", "jsonl")
    assert (tmp_path / "hits.csv").read_text().startswith("{")


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_results_alone_go_to_standard_output(run: Run, write: Write, format_: str) -> None:
    result = run("screen", write(TWO), "--lists", "shipped", "--format", format_)
    if format_ == "csv":
        assert len(list(csv.DictReader(io.StringIO(result.stdout)))) == 2
    else:
        assert len([json.loads(line) for line in result.stdout.splitlines()]) == 2


def test_customers_come_from_standard_input_for_a_hyphen(run: Run) -> None:
    assert "c1 Tongbang Bank" in run("screen", "-", "--lists", "shipped", input=TWO).stdout


def test_json_lines_customers_are_read(run: Run, write: Write) -> None:
    path = write('{"id": "c1", "name": "Tongbang Bank"}\n', "customers.jsonl")
    assert run("screen", path, "--lists", "shipped").exit_code == 1


def test_columns_delimiter_and_encoding_may_be_said(run: Run, write: Write) -> None:
    path = write("Kunde~Nr\nTongbang Bank~ä1\n".encode("latin-1"))
    result = run(
        "screen", path, "--lists", "shipped", "--format", "jsonl", "--delimiter", "~", "--encoding", "latin-1",
        "--column", "name=Kunde", "--column", "query_id=Nr",
    )  # fmt: skip
    assert json.loads(result.stdout)["query_id"] == "ä1"
    assert len(json.loads(result.stdout)["hits"]) == 1


def test_a_concluded_encoding_and_unused_columns_are_told(run: Run, write: Write) -> None:
    result = run("screen", write("name,balance\nJosé,1\n".encode("cp1252")), "--lists", "shipped")
    assert "read as cp1252" in result.stderr
    assert "Columns not used: balance" in result.stderr


def test_rejected_rows_are_told_with_line_and_reason_and_the_others_screened(
    run: Run, write: Write, tmp_path: Path
) -> None:
    path = write("id,name,kind,dob\n1,,,\n2,Tongbang Bank,savings,1999-99-99\n")
    result = run("screen", path, "--lists", "shipped")
    assert result.exit_code == 5
    assert f"{path}, line 2: not screened: no name" in result.stderr
    assert f"{path}, line 3: unknown kind, screened as any kind: 'savings'" in result.stderr
    assert "1999-99-99" in result.stderr
    assert "2 rows: 1 screened, 1 rejected" in result.stderr
    run("screen", path, "--lists", "shipped", "-o", tmp_path / "o")
    assert (tmp_path / "o.rejects.csv").read_text() == (
        "line,query_id,column,value,reason\n2,1,name,,no name\n"
    )
    assert len((tmp_path / "o.warnings.csv").read_text().splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [
        ("Ann Lee", [], 5),
        ("Ann Lee", ["--max-rejected", "1"], 5),
        ("Ann Lee", ["--max-rejected", "2"], 0),
        ("Ann Lee", ["--max-rejected", "49.9%"], 5),
        ("Ann Lee", ["--max-rejected", "50%"], 0),
        ("Tongbang Bank", ["--exit-zero"], 5),
        ("Tongbang Bank", ["--max-rejected", "2"], 1),
        ("Tongbang Bank", ["--max-rejected", "2", "--exit-zero"], 0),
    ],
)
def test_more_rejected_rows_than_allowed_end_with_5(
    run: Run, write: Write, name: str, options: list[str], code: int
) -> None:
    path = write(f"id,name\n1,\n2,{name}\n3,n/a\n4,Bo Ek\n")
    result = run("screen", path, "--lists", "shipped", *options)
    assert result.exit_code == code
    assert (f"{path}: 2 of 4 rows were not screened; --max-rejected allows" in result.stderr) == (code == 5)


def test_nothing_found_on_a_list_that_nobody_named_comes_before_rejected_rows(run: Run, write: Write) -> None:
    assert run("screen", write("id,name\n1,\n2,Zyxwv Qrstu\n")).exit_code == 4
    assert run("screen", write("id,name\n1,\n2,Tongbang Bank\n")).exit_code == 5


def test_more_problems_than_a_reader_wants_are_counted(run: Run, write: Write) -> None:
    result = run("screen", write("id,name\n" + "1,\n" * 60 + "2,Ann\n"), "--lists", "shipped")
    assert result.stderr.count("not screened: no name") == 50
    assert "10 more such rows" in result.stderr


def test_without_lists_every_output_says_what_was_screened_and_nothing_found_ends_with_4(
    run: Run, write: Write, tmp_path: Path
) -> None:
    path = write("id,name\n1,Maria Fernanda Oliveira\n")
    said = "No --lists was given"
    table = run("screen", path)
    assert table.exit_code == 4
    assert said in table.stderr
    assert said in json.loads(run("screen", path, "--format", "jsonl").stdout)["notice"]
    assert said in run("screen", path, "--format", "csv").stdout.splitlines()[1]
    assert run("screen", path, "-o", tmp_path / "o", "--exit-zero").exit_code == 4
    assert said in json.loads((tmp_path / "o.manifest.json").read_text())["notice"]
    assert said in (tmp_path / "o").read_text()


def test_alerts_without_lists_end_with_1(run: Run, write: Write) -> None:
    assert run("screen", write(TWO)).exit_code == 1


def test_a_muted_hit_alone_is_no_alert(run: Run, write: Write) -> None:
    result = run("screen", write("name\nKOMID\n"), "--lists", "shipped")
    assert result.exit_code == 0
    assert "0 alerts on 0 customers; 1 muted" in result.stderr


def test_one_process_and_several_answer_the_same(run: Run, examples: Path) -> None:
    one, two = (
        run("screen", examples, "--lists", "shipped", "--format", "jsonl", "--workers", workers)
        for workers in (1, 2)
    )
    assert one.stdout == two.stdout


def test_a_second_run_writes_the_same_bytes(run: Run, examples: Path, tmp_path: Path) -> None:
    for out in ("a", "b"):
        run("screen", examples, "--lists", "shipped", "-o", tmp_path / out)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_killed_run_goes_on_with_resume(write: Write, tmp_path: Path) -> None:
    """As a user meets it: the program killed after its first checkpoint, and started again with --resume."""
    rows = "".join(
        f"{number},{'Tongbang Bank' if number % 997 == 0 else f'Ann Lee {number}'}\n"
        for number in range(26_000)
    )
    path, out, whole = write("id,name\n" + rows), tmp_path / "hits.jsonl", tmp_path / "whole.jsonl"

    def command(*more: object) -> list[str]:
        arguments = (path, "--lists", "shipped", "--workers", 1, *more)
        return [sys.executable, "-m", "sanctionscreen", "screen", *map(str, arguments)]

    killed = subprocess.Popen(command("-o", out), stderr=subprocess.DEVNULL)
    journal = tmp_path / ".hits.jsonl.journal"
    while killed.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > 1):
        time.sleep(0.002)
    killed.kill()
    assert killed.wait() < 0, "it was done before it could be killed"
    assert not out.exists()
    resumed = subprocess.run(command("-o", out, "--resume"), capture_output=True, text=True, check=False)
    assert resumed.returncode == 1
    assert "26,000 rows: 26,000 screened, 0 rejected" in resumed.stderr
    assert "27 alerts on 27 customers" in resumed.stderr
    subprocess.run(command("-o", whole, "--exit-zero"), capture_output=True, check=True)
    assert out.read_bytes() == whole.read_bytes()
    assert not list(tmp_path.glob(".*"))


def test_resume_without_an_earlier_run_begins_and_says_so(run: Run, write: Write, tmp_path: Path) -> None:
    result = run("screen", write(TWO), "--lists", "shipped", "-o", tmp_path / "o", "--resume")
    assert result.exit_code == 1
    assert "no earlier run to go on with" in result.stderr


@pytest.mark.parametrize("options", [("--resume",), ("--format", "xlsx"), ("--format", "parquet")])
def test_what_needs_a_file_is_refused_without_one(run: Run, write: Write, options: tuple[str, ...]) -> None:
    result = run("screen", write(TWO), "--lists", "shipped", *options)
    assert result.exit_code == 2
    assert "needs -o OUT" in result.stderr


@pytest.mark.parametrize("format_", ["parquet", "xlsx"])
def test_results_as_a_table_are_a_file_of_customers_again(
    run: Run, write: Write, tmp_path: Path, format_: str
) -> None:
    out = tmp_path / f"hits.{format_}"
    assert run("screen", write(TWO), "--lists", "shipped", "-o", out).exit_code == 1
    again = run("screen", out, "--lists", "shipped", "--format", "jsonl")
    assert [json.loads(line)["query_id"] for line in again.stdout.splitlines()] == ["c1", "c2"]
    assert again.exit_code == 1


@pytest.mark.parametrize(("format_", "library"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_a_missing_library_is_told_with_what_to_install(
    run: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    result = run("screen", write(TWO), "--lists", "shipped", "-o", tmp_path / f"hits.{format_}")
    assert result.exit_code == 2
    assert f"pip install 'sanctionscreen[{format_}]'" in result.stderr
    assert not list(tmp_path.glob("*hits*"))
