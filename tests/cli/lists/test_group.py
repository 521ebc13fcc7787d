"""`sanctionscreen lists`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from sanctionscreen.lists import read_list, shipped_path
from sanctionscreen.lists.export import EXPORT_FORMATS, LOSSES, ExportFormat
from sanctionscreen.lists.metadata import known_lists

Run = Callable[..., Result]
Write = Callable[..., Path]


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


MAPPING = '[columns]\nentity_id = "No"\nname = "Who"\n'
TABLE = "No,Who,Colour\n1,Ann Lee,red\n"


def test_inspect_as_text_says_what_each_count_means(run: Run, write: Write) -> None:
    rows = "".join(f"{number},Ann {number},vessel,a,b\n" for number in range(25)) + ",Bo,,,\n"
    path = write("entity_id,name,kind,colour,shape\n" + rows)
    lines = run("lists", "inspect", path).stdout.splitlines()
    found = {line[:13].strip(): line[13:] for line in lines if not line.startswith(" ")}
    assert found["listings"] == "25"
    assert found["names"].startswith("25 ")
    assert found["kinds"] == "vessel 25"
    assert found["edition"].startswith("no date in the file")
    assert found["format"] == "house-csv: house list, CSV"
    assert found["rejected"] == "1 record or part of one"
    assert lines[lines.index("rejected     1 record or part of one") + 1].strip() == "line 27: no entity_id"
    assert (found["warnings"], found["unused"]) == ("none", "none")
    assert "             1  column colour" in lines


def test_inspect_as_text_says_how_much_it_leaves_out(run: Run, write: Write) -> None:
    path = write("entity_id,name\n1,Ann\n" + ",Bo\n" * 25)
    assert "… and 5 more (--json shows all)" in run("lists", "inspect", path).stdout
    assert len(json.loads(run("lists", "inspect", path, "--json").stdout)["rejected"]) == 25


def test_inspect_takes_the_list_that_ships(run: Run) -> None:
    assert run("lists", "inspect", "shipped").stdout.startswith("list         shipped-dprk\n")


@pytest.mark.parametrize("date", ["27.02.2026", "2026-02-30", "20260227", ""])
def test_an_edition_that_is_no_date_ends_with_2(run: Run, write: Write, date: str) -> None:
    path = write("entity_id,name\n1,Ann\n")
    for command in ("inspect", "export"):
        result = run("lists", command, path, "--edition", date)
        assert (result.exit_code, result.stdout) == (2, "")
        assert repr(date) in result.stderr


def test_inspect_reads_a_table_with_a_mapping(run: Run, write: Write) -> None:
    table, mapping = write(TABLE, "watch.csv"), write(MAPPING, "mapping.toml")
    assert run("lists", "inspect", table).exit_code == 3
    found = json.loads(run("lists", "inspect", table, "--mapping", mapping, "--json").stdout)
    assert (found["list"], found["listings"], found["unknown"]) == ("watch", 1, {"column Colour": 1})


@pytest.mark.parametrize(
    ("mapping", "code"), [("[columns]\n", 2), (MAPPING.replace("Who", "What"), 3), ("nonsense", 2)]
)
def test_a_mapping_that_does_not_fit_ends_with_one_message(
    run: Run, write: Write, mapping: str, code: int
) -> None:
    table = write(TABLE, "watch.csv")
    result = run("lists", "inspect", table, "--mapping", write(mapping, "mapping.toml"))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (code, "", 1)


def test_a_mapping_for_a_folder_ends_with_2(run: Run, write: Write, tmp_path: Path) -> None:
    assert run("lists", "inspect", tmp_path, "--mapping", write(MAPPING, "mapping.toml")).exit_code == 2


def test_show_says_what_every_known_list_lacks(run: Run) -> None:
    text = run("lists", "show").stdout
    for list_id, info in known_lists().items():
        assert f"{list_id}: {info.title}" in text
        assert info.url in text
        for gap in info.gaps:
            assert f"source: {gap.source}" in text
            assert f"docs/templates/{gap.template}" in text


def test_show_in_json_has_the_gaps_of_the_lists_that_are_asked_for(run: Run) -> None:
    found = json.loads(run("lists", "show", "un-sc", "eu-fsf", "--json").stdout)
    assert [item["list"] for item in found] == ["un-sc", "eu-fsf"]
    assert any("1718" in gap["what"] and gap["template"] for gap in found[0]["gaps"])
    assert found[1]["holds"] == "asset freezes"
    assert set(found[1]["gaps"][0]) == {"what", "source", "template"}


def test_show_of_a_list_that_nobody_knows_ends_with_4(run: Run) -> None:
    result = run("lists", "show", "eu-fsf", "atlantis")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "atlantis" in result.stderr
    assert "un-sc" in result.stderr


@pytest.mark.parametrize("format_", EXPORT_FORMATS)
def test_an_export_reads_back_and_says_what_it_cannot_hold(
    run: Run, tmp_path: Path, format_: ExportFormat
) -> None:
    out = tmp_path / "out.txt"
    result = run("lists", "export", "shipped", "--format", format_, "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert LOSSES[format_] in result.stderr
    before, after = read_list(shipped_path()), read_list(out)
    assert [item.entity_id for item in after.listings] == [item.entity_id for item in before.listings]
    assert [item.name for item in after.listings] == [item.name for item in before.listings]
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]
    assert run("lists", "export", "shipped", "--format", format_).stdout == out.read_text(encoding="utf-8")


def test_the_ending_says_the_format_of_an_export(run: Run, tmp_path: Path) -> None:
    for name, format_ in (("a.json", "ftm"), ("a.ftm.JSONL", "ftm"), ("a.csv", "house-csv")):
        run("lists", "export", "shipped", "-o", tmp_path / name)
        assert read_list(tmp_path / name).format == format_


def test_an_export_turns_names_of_countries_into_codes(run: Run, write: Write) -> None:
    path = write("entity_id,name,country\n1,Ann Lee,Korea (North)\n")
    found = json.loads(run("lists", "export", path, "--format", "ftm").stdout.splitlines()[0])
    assert found["properties"]["country"] == ["kp"]


def test_several_lists_make_one_export_each_with_its_date(run: Run, write: Write) -> None:
    first = write("list,entity_id,name,edition\none,1,Ann,2026-01-01\n", "a.csv")
    second = write("list,entity_id,name,edition\ntwo,1,Bo,2026-02-02\n", "b.csv")
    header, *rows = run("lists", "export", first, second, "--format", "csv").stdout.splitlines()
    found = [dict(zip(header.split(","), row.split(","), strict=True)) for row in rows]
    assert [(row["list"], row["name"], row["edition"]) for row in found] == [
        ("one", "Ann", "2026-01-01"),
        ("two", "Bo", "2026-02-02"),
    ]


def test_an_export_says_which_records_it_lacks(run: Run, write: Write) -> None:
    path = write("entity_id,name\n1,Ann\n,Bo\n")
    assert f"{path}, line 3: not exported: no entity_id" in run("lists", "export", path).stderr


def test_an_export_takes_a_mapping(run: Run, write: Write) -> None:
    table, mapping = write(TABLE, "watch.csv"), write(MAPPING, "mapping.toml")
    out = write("", "out.csv")
    options = ["--mapping", mapping, "--as", "ours", "--edition", "2026-01-02", "-o", out]
    assert run("lists", "export", table, *options).exit_code == 0
    found = read_list(out)
    assert (found.list_id, found.edition, found.listings[0].name) == ("ours", "2026-01-02", "Ann Lee")


@pytest.mark.parametrize("option", [["--as", "x"], ["--edition", "2026-01-01"], ["--mapping", "m"]])
def test_what_is_said_of_one_list_is_refused_for_two(run: Run, option: list[str]) -> None:
    result = run("lists", "export", "shipped", "shipped", *option)
    assert (result.exit_code, result.stdout) == (2, "")


def test_two_editions_of_one_list_make_no_export(run: Run) -> None:
    result = run("lists", "export", "shipped", "shipped")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "two editions of shipped-dprk" in result.stderr


def test_an_export_takes_the_place_of_nothing_that_it_reads(run: Run, write: Write, tmp_path: Path) -> None:
    path = write("entity_id,name\n1,Ann\n")
    for out, source in ((path, path), (tmp_path / "new.csv", tmp_path)):
        assert run("lists", "export", source, "-o", out).exit_code == 2
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_an_export_of_what_cannot_be_read_leaves_the_earlier_one(run: Run, write: Write) -> None:
    broken, out = write("a,b\n1,2\n", "x.csv"), write("earlier", "out.csv")
    assert run("lists", "export", "shipped", broken, "-o", out).exit_code == 3
    assert out.read_text() == "earlier"


def test_check_reads_a_table_with_a_mapping_beside_other_lists(run: Run, write: Write) -> None:
    table, mapping = write(TABLE, "watch.csv"), write(MAPPING, "mapping.toml")
    result = run("check", "Ann Lee", "--lists", table, "--lists", "shipped", "--mapping", mapping, "--json")
    assert [hit["list"] for hit in json.loads(result.stdout)["hits"]] == ["watch"]
    assert run("check", "Ann Lee", "--lists", table, "--mapping", mapping).exit_code == 1


def test_a_mapping_that_no_list_needs_ends_with_2(run: Run, write: Write) -> None:
    mapping = write(MAPPING, "mapping.toml")
    other = write("entity_id,name\n1,Ann\n", "other.csv")
    for lists in ([], ["--lists", "shipped", "--lists", other]):
        result = run("check", "Ann Lee", *lists, "--mapping", mapping)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "--mapping" in result.stderr


def test_the_manifest_says_which_mapping_was_used(run: Run, write: Write, tmp_path: Path) -> None:
    table, mapping = write(TABLE, "watch.csv"), write(MAPPING, "mapping.toml")
    customers = write("id,name\n1,Ann Lee\n")
    run("screen", customers, "--lists", table, "--mapping", mapping, "-o", tmp_path / "out.jsonl")
    manifest = json.loads((tmp_path / "out.jsonl.manifest.json").read_text())
    assert manifest["configuration"]["mapping"] == {
        "path": str(mapping),
        "sha256": hashlib.sha256(MAPPING.encode()).hexdigest(),
    }


UN = b"<?xml version='1.0'?>%s<CONSOLIDATED_LIST dateGenerated='2026-02-27T00:00:00'>%s</CONSOLIDATED_LIST>"
PARTY = b"<INDIVIDUALS><INDIVIDUAL><FIRST_NAME>%s</FIRST_NAME></INDIVIDUAL></INDIVIDUALS>"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file"),
        (b" \n", "is empty"),
        (b"<!DOCTYPE html><html><body>503</body></html>", "web page"),
        ("entity_id,name\n1,Jos\u00e9\n".encode("utf-16"), "UTF-16"),
        ("entity_id,name\n1,Jos\u00e9\n".encode("latin-1"), "not in UTF-8"),
        (b'entity_id,name\n1,"Ann', "line 2: is cut off"),
        (b"entity_id,name,name\n1,Ann,Bo\n", "line 1: has the column name twice"),
        (b"entity_id,name," + b"x" * 5_000_000, "longer than"),
        (UN % (b"", b"<INDIVIDUALS><INDIVIDUAL>"), "line 1: broken XML"),
        (UN % (b"", b"<a>" * 10_000 + b"</a>" * 10_000), "line 1: broken XML"),
        (
            UN % (b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>', PARTY % b"&c;"),
            "declares XML entities",
        ),
        (
            UN % (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', PARTY % b"&a;"),
            "declares XML entities",
        ),
        (b"PK\x03\x04" + bytes(50), "no workbook"),
    ],
)
def test_a_broken_list_gets_one_message_from_every_command_that_reads_it(
    run: Run, write: Write, tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "none.xml" if content is None else write(content, "list.xml")
    before = set(tmp_path.iterdir())
    for command in (["inspect", path], ["inspect", path, "--json"], ["export", path, "-o", tmp_path / "out"]):
        result = run("lists", *command)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith(f"sanctionscreen: {path}")
        assert message in result.stderr
        assert result.stderr.count("\n") == 1
    assert set(tmp_path.iterdir()) == before
