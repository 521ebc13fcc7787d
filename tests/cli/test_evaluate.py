"""`evaluate` and `perturb`: a user's own figures, in each form, and what bad requests get."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

PAIRS = (
    "kind,query,listed,same\nperson,Ada Lovelace,LOVELACE Ada,true\nperson,Ada Lovelace,Grace Hopper,false\n"
)
QUERIES = "name,kind,expect_id\nTong Bang Bank,organization,KPe.013\n"
CUSTOMERS = "name,kind\nAda Lovelace,person\nGrace Hopper,person\n"


def test_pairs_are_told_as_text_and_as_json(run: Callable[..., Result], write: Callable[..., Path]) -> None:
    path = write(PAIRS)
    text = run("evaluate", path)
    assert text.exit_code == 0
    assert "2 pairs: 1 of the same party, 1 of different ones" in text.stdout
    found = json.loads(run("evaluate", path, "--json", "--threshold", "0.5").stdout)
    assert (found["average_precision"], found["at"]["threshold"], found["threshold_given"]) == (
        1.0,
        0.5,
        True,
    )


def test_queries_are_screened_beside_customers(
    run: Callable[..., Result], write: Callable[..., Path], tmp_path: Path
) -> None:
    """Text, picture and details of one run; the list is named in the JSON object."""
    queries, customers = write(QUERIES, "q.csv"), write(CUSTOMERS, "c.csv")
    options = ("--lists", "shipped", "--customers", customers, "--also", customers, "--workers", 1)
    result = run(
        "evaluate", queries, *options, "--plot", tmp_path / "p.svg", "--details", tmp_path / "d.csv"
    )  # fmt: skip
    assert result.exit_code == 0
    assert "1 queries, 2 customers on no list" in result.stdout
    assert (tmp_path / "p.svg").read_text("utf-8").startswith("<svg")
    with (tmp_path / "d.csv").open(encoding="utf-8") as file:
        assert next(csv.DictReader(file))["expect_id"] == "KPe.013"
    found = json.loads(run("evaluate", queries, *options, "--json").stdout)
    assert found["at"][0]["point"]["recall"] == 1.0
    assert found["editions"][0]["listings"] > 0


def test_rows_of_customers_that_cannot_be_used_are_told(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    queries, customers = write(QUERIES, "q.csv"), write(CUSTOMERS + ",person\n", "c.csv")
    result = run("evaluate", queries, "--lists", "shipped", "--customers", customers, "--workers", 1)
    assert "2 customers on no list" in result.stdout
    assert "1 of 3 rows could not be screened" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["q.csv", "--lists", "shipped"], 2, "need --customers"),
        (["pairs.csv", "--lists", "shipped"], 2, "without --lists"),
        (["pairs.csv", "--plot", "p.png"], 2, "SVG"),
        (["pairs.csv", "--at", "half"], 2, "--at takes shares"),
        (["pairs.csv", "--at", "2"], 2, "above 0 and up to 1"),
        (["pairs.csv", "--threshold", "7"], 2, "at most 1"),
        (["c.csv"], 3, "labelled pairs have the columns"),
        (["none.csv"], 3, "cannot be read"),
    ],
)
def test_invalid_arguments_gets_one_message(
    run: Callable[..., Result],
    write: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    write(PAIRS, "pairs.csv"), write(QUERIES, "q.csv"), write(CUSTOMERS, "c.csv")
    monkeypatch.chdir(tmp_path)
    result = run("evaluate", *arguments)
    assert result.exit_code == code
    assert message in result.stderr


def test_rejected_customers_end_with_5_and_are_counted_in_the_report(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    queries, customers = write(QUERIES, "q.csv"), write(CUSTOMERS + ",person\n", "c.csv")
    arguments = ("evaluate", queries, "--lists", "shipped", "--customers", customers, "--workers", 1)
    result = run(*arguments, "--json")
    rows = len(CUSTOMERS.splitlines())
    assert result.exit_code == 5
    assert json.loads(result.stdout)["rows"] == {str(customers): {"rows": rows, "rejected": 1}}
    assert run(*arguments, "--max-rejected", 1).exit_code == 0


def test_variants_of_a_list_are_what_evaluate_reads(
    run: Callable[..., Result], write: Callable[..., Path], tmp_path: Path
) -> None:
    """Class by class, with the recall of each."""
    out, customers = tmp_path / "v.csv", write(CUSTOMERS, "c.csv")
    made = run("perturb", "shipped", "--class", "case", "--class", "order", "-n", 20, "--seed", 1, "-o", out)
    assert (made.exit_code, made.stderr) == (0, "")
    result = run("evaluate", out, "--lists", "shipped", "--customers", customers, "--json", "--workers", 1)
    assert json.loads(result.stdout)["at"][0]["by"]["class"]["case"] == [1.0, 20]


def test_variants_go_to_standard_output_and_shortage_is_told(run: Callable[..., Result]) -> None:
    result = run("perturb", "shipped", "--class", "case", "-n", 100_000)
    assert result.exit_code == 0
    assert result.stdout.startswith("query_id,name,kind,expect_id,list,twin_ids,class,original\n")
    assert "of 100,000; it can change no more of the names" in result.stderr


def test_variants_of_a_file_of_customers_carry_its_keys(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    path = write("customer_id,name,kind\nc7,Ada Lovelace,person\n")
    [row] = csv.DictReader(run("perturb", path, "--class", "order").stdout.splitlines())
    assert (row["expect_id"], row["list"], row["original"]) == ("c7", "", "Ada Lovelace")


def test_what_cannot_be_perturbed_is_refused(run: Callable[..., Result], write: Callable[..., Path]) -> None:
    """A missing file, one that is neither list nor customers, an unknown class."""
    assert run("perturb", "none.xml").exit_code == 4
    assert run("perturb", write("\x00\x01", "x.bin")).exit_code == 3
    unknown = run("perturb", "shipped", "--class", "nonsense")
    assert (unknown.exit_code, "no perturbation class 'nonsense'" in unknown.stderr) == (2, True)


def test_classes_are_described(run: Callable[..., Result]) -> None:
    result = run("perturb", "--list-classes")
    assert result.exit_code == 0
    assert "keyboard" in result.stdout
    assert "Source:" in result.stdout
