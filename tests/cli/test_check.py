"""`sanctionscreen check`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_a_listed_name_is_shown_with_what_an_analyst_needs(run: Run) -> None:
    result = run("check", "Tongbang Bank", "--lists", "shipped")
    assert result.exit_code == 1
    for text in (
        "match 1.00",
        "Bank of East Land",
        "KPe.013",
        "Tongbang Bank",
        "basis",
        "name",
        "UN 1718 (DPRK)",
        "asset freeze",
    ):
        assert text in result.stdout
    assert "are the same name" in result.stdout


def test_a_variant_is_found_and_its_words_explained(run: Run) -> None:
    result = run("check", "DPRK Committee for Space Tech", "--lists", "shipped")
    assert result.exit_code == 1
    assert "Korean Committee for Space Technology" in result.stdout
    assert "tech" in result.stdout


def test_json_has_the_hit_as_the_contract_says_and_the_editions(run: Run) -> None:
    result = run("check", "Mun Kyong-hwan", "--birth-date", "1967-08-22", "--json", "--lists", "shipped")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    hit = found["hits"][0]
    assert list(hit) == [
        "hit_id", "list", "edition", "entity_id", "kind", "listed_name", "matched_name", "score", "band", "basis",
        "flags", "programmes", "measures", "listed_on", "status", "birth_dates", "countries", "identifiers", "evidence",
    ]  # fmt: skip
    assert (hit["entity_id"], hit["score"], hit["band"], hit["basis"]) == ("KPi.071", 1.0, "match", ["name"])
    assert {"feature", "value", "detail"} == set(hit["evidence"][0])
    assert "birth_date" in {item["feature"] for item in hit["evidence"]}
    assert [(item["list"], item["listings"]) for item in found["editions"]] == [("shipped-dprk", 50)]
    assert "notice" not in found


def test_a_weak_alias_is_muted_explained_and_no_alert(run: Run) -> None:
    result = run("check", "KOMID", "--lists", "shipped")
    assert result.exit_code == 0
    assert "[muted]" in result.stdout
    assert "1 hit that is no alert" in result.stdout
    assert "weak alias" in result.stdout


def test_a_weak_alias_is_an_alert_under_full(run: Run) -> None:
    assert run("check", "KOMID", "--lists", "shipped", "--weak", "full").exit_code == 1


def test_nothing_found_says_so_and_ends_with_0_on_lists_that_were_named(run: Run) -> None:
    result = run("check", "Maria Fernanda Oliveira", "--lists", "shipped")
    assert result.exit_code == 0
    assert "nothing found" in result.stdout
    assert "Screened against shipped-dprk, edition 2026-02-27: 50 listings" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("name", ["Maria Fernanda Oliveira", "KOMID"])
def test_no_alert_on_a_list_that_nobody_named_ends_with_4(run: Run, name: str) -> None:
    result = run("check", name)
    assert result.exit_code == 4
    assert "No --lists was given" in result.stdout
    assert run("check", name, "--exit-zero").exit_code == 4


def test_json_on_a_list_that_nobody_named_says_so_within(run: Run) -> None:
    result = run("check", "Maria Fernanda Oliveira", "--json")
    assert result.exit_code == 4
    assert "No --lists was given" in json.loads(result.stdout)["notice"]
    assert "No --lists was given" in result.stderr


def test_exit_zero_turns_1_into_0(run: Run) -> None:
    assert run("check", "Tongbang Bank", "--lists", "shipped", "--exit-zero").exit_code == 0
    assert run("check", "Tongbang Bank", "--exit-zero").exit_code == 0


def test_an_identifier_under_another_name_is_found_as_renamed(run: Run) -> None:
    result = run("check", "Morning Breeze 7", "--kind", "vessel", "--id", "imo:8405270", "--lists", "shipped")
    assert result.exit_code == 1
    assert "[renamed]" in result.stdout
    assert "IMO 8405270" in result.stdout


def test_an_alias_is_looked_for_beside_the_name(run: Run) -> None:
    assert run("check", "Maria Oliveira", "--alias", "Tongbang Bank", "--lists", "shipped").exit_code == 1


def test_an_address_leads_to_the_party_that_gives_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "house.csv"
    path.write_text(
        'entity_id,name,kind,address\n1,Quillback Trading,organization,"Ul. Fadeyeva D. 7, Moscow, Russia"\n',
        encoding="utf-8",
    )
    result = run("check", "Zyxwv", "--address", "Fadeeva street 7, Moskva, RU", "--lists", str(path))
    assert result.exit_code == 1
    assert "the same street and number 7" in result.stdout
    assert (
        run("check", "Zyxwv", "--address", "Fadeeva street 9, Moskva, RU", "--lists", str(path)).exit_code
        == 0
    )


def test_a_threshold_cuts_name_scores(run: Run) -> None:
    assert (
        run(
            "check", "Korea Ryongbong General Corporation", "--lists", "shipped", "--threshold", "1"
        ).exit_code
        == 0
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["..."], "nothing to screen"),
        (["A", "--birth-date", "1967-02-31"], "no such day"),
        (["A", "--id", "9314650"], "TYPE:VALUE"),
        (["A", "--threshold", "1.5"], "threshold"),
        (["A", "--lists", "shipped", "--edition", "2021"], "LIST=DATE"),
        (["A", "--lists", "shipped", "--edition", "un-sc=2021-01-01"], "no list un-sc"),
        (["A", "--as", "us-ofac-sdn"], "exactly one"),
        (["A", "--lists", "shipped", "--lists", "shipped"], "two editions of shipped-dprk"),
    ],
)
def test_invalid_arguments_ends_with_2_and_one_message(run: Run, args: list[str], message: str) -> None:
    result = run("check", *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert message in result.stderr


def test_a_name_cannot_disguise_the_output(run: Run) -> None:
    result = run("check", "Tongbang\x1b[2J Bank\u202e", "--lists", "shipped")
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


def test_an_undated_list_takes_the_date_that_is_given(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("entity_id,name\n1,Tongbang Bank\n")
    result = run(
        "check", "Tongbang Bank", "--json", "--lists", tmp_path / "mine.csv", "--edition", "mine=2026-01-02"
    )
    assert json.loads(result.stdout)["hits"][0]["edition"] == "2026-01-02"
