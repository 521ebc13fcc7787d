"""What cannot be used gets one clear message, its exit code, and no output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]

GOOD = "id,name\n1,Ann Lee\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file"),
        (b"", "is empty"),
        (b"id,name\n", "holds no rows"),
        (b"id,country\n1,FR\n", "line 1: no column for the name"),
        ("id,name\n1,Иван Петров\n".encode("cp1251"), "line 2: is not UTF-8"),
        (b'id,name\n1,Ann\n2,"Bo', "line 3: a quoted field"),
        (b'{"name": "Ann"}\n{"name": "B', "line 2: breaks off"),
        (b"\x7fELF\x00\x01\x02\xff\xfe\x81", "--encoding"),
        (b"id,name\n1,\n2,...\n", "line 2: none of its 2 rows can be screened"),
    ],
)
def test_a_customer_file_that_cannot_be_used_ends_with_3(
    run: Run, write: Write, tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "none.csv" if content is None else write(content)
    before = set(tmp_path.iterdir())
    result = run("screen", path, "--lists", "shipped", "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"sanctionscreen: {path}")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "option",
    [["--encoding", "klingon"], ["--delimiter", "::"], ["--column", "name"], ["--column", "name=Nme"]],
)
def test_an_impossible_way_of_reading_ends_with_2(run: Run, write: Write, option: list[str]) -> None:
    result = run("screen", write(GOOD), "--lists", "shipped", *option)
    assert result.exit_code == 2
    assert option[1] in result.stderr


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (None, 4, "no such file or folder"),
        (b"", 3, "is empty"),
        (b"what,is\nthis,file\n", 3, "format"),
        (b"<CONSOLIDATED_LIST dateGenerated='2026-02-27T00:00:00'><INDIVIDUALS><INDIVIDUAL>", 3, ""),
        (
            b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><CONSOLIDATED_LIST>&e;</CONSOLIDATED_LIST>",
            3,
            "",
        ),
        (b"<html><body>Not found</body></html>", 3, "web page"),
        ("entity_id,name\n1,José\n".encode("latin-1"), 3, "UTF-8"),
        (b'entity_id,name\n1,"Ann', 3, "cut off"),
    ],
)
def test_a_list_that_cannot_be_used_ends_a_command_with_its_code_and_name(
    run: Run, write: Write, tmp_path: Path, content: bytes | None, code: int, message: str
) -> None:
    path = tmp_path / "none.xml" if content is None else write(content, "list.xml")
    customers = write(GOOD)
    before = set(tmp_path.iterdir())
    for command in (["screen", customers, "-o", tmp_path / "out"], ["check", "Ann Lee"]):
        result = run(*command, "--lists", path)
        assert result.exit_code == code
        assert str(path) in result.stderr
        assert message in result.stderr
        assert "root:" not in result.stderr
        assert result.stderr.count("\n") == 1
        assert result.stdout == ""
    assert set(tmp_path.iterdir()) == before


def test_two_editions_of_one_list_end_with_2(run: Run, write: Write) -> None:
    first = write("list,entity_id,name\nmine,1,Ann\n", "a.csv")
    second = write("list,entity_id,name\nmine,1,Bo\n", "b.csv")
    result = run("check", "Ann", "--lists", first, "--lists", second)
    assert result.exit_code == 2
    assert "two editions of mine" in result.stderr


@pytest.mark.parametrize("out", ["none/out.csv", "."])
def test_a_place_that_cannot_be_written_ends_with_3(run: Run, write: Write, tmp_path: Path, out: str) -> None:
    result = run("screen", write(GOOD), "--lists", "shipped", "-o", tmp_path / out)
    assert result.exit_code == 3
    assert str(tmp_path / out) in result.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"customers.csv"}


def test_an_output_that_is_the_input_is_refused(run: Run, write: Write) -> None:
    path = write(GOOD)
    result = run("screen", path, "--lists", "shipped", "-o", path)
    assert result.exit_code == 2
    assert path.read_text() == GOOD


def test_a_table_goes_into_no_file(run: Run, write: Write, tmp_path: Path) -> None:
    assert (
        run("screen", write(GOOD), "--lists", "shipped", "-o", tmp_path / "o", "--format", "table").exit_code
        == 2
    )
