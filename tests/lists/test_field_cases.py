"""Cases from the field: small lists and countries behind public reports, read from the folder of real data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from sanctionscreen.countries import countries_in
from sanctionscreen.lists import Edition, read_list

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def cases(real_data: Path) -> dict[str, dict[str, Any]]:
    files = [real_data / "cases" / name for name in ("cases.jsonl", "cases2.jsonl")]
    if not all(file.exists() for file in files):
        pytest.skip("no cases")
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return {case["id"]: case for case in map(json.loads, lines)}


def edition_of(case: dict[str, Any], folder: Path, **options: Any) -> Edition:
    for name, text in case["inputs"]["files"].items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    names = [name for name in case["inputs"]["files"] if not name.endswith(".toml")]
    return read_list(folder / names[0] if len(names) == 1 else folder, **options)


def test_countries_are_those_that_the_reports_name(cases: dict[str, dict[str, Any]]) -> None:
    words = [case for name, case in cases.items() if name.startswith("B11-")]
    assert len(words) > 10
    assert [
        case["inputs"]["country"]
        for case in words
        if countries_in(case["inputs"]["country"]) != (case["right"],)
    ] == []


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("L1-a", ("swift_bic", "RUDVRUMM", "")),
        ("L1-c", ("swift_bic", "RUDVRUMM", "")),
        ("L1-d", ("passport_number", "U00242309", "TR")),
        ("L2-a", ("passport_number", "K475336", "JO")),
    ],
)
def test_numbers_of_the_screening_list_are_read(
    cases: dict[str, dict[str, Any]], tmp_path: Path, name: str, number: tuple[str, str, str]
) -> None:
    (listing,) = edition_of(cases[name], tmp_path).listings
    assert number in {(item.type, item.value, item.country) for item in listing.identifiers}


def test_an_unescaped_quote_costs_no_party(cases: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    edition = edition_of(cases["L4-a"], tmp_path)
    assert [item.entity_id for item in edition.listings] == ["28264"]
    assert "khaleesi" in edition.listings[0].remarks
    assert any("quotes are not escaped" in warning for warning in edition.warnings)


def test_each_australian_party_has_its_own_measures(cases: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    with Workbook(tmp_path / "list.xlsx") as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(cases["L5-a"]["inputs"]["xlsx_rows"]):
            sheet.write_row(at, 0, row)
    measures = {item.entity_id: item.measures for item in read_list(tmp_path / "list.xlsx").listings}
    assert measures["9004"] == ("maritime restriction",)
    assert measures["9002"] == ("asset freeze", "travel ban")


def test_dates_of_the_japanese_list_keep_their_days(cases: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    case = cases["L7-a"]
    (tmp_path / "mof.toml").write_text(case["inputs"]["files"]["mof.toml"], encoding="utf-8")
    listings = edition_of(case, tmp_path, mapping=tmp_path / "mof.toml").listings
    assert [[str(date) for date in item.birth_dates] for item in listings] == [
        ["1941-08-20"],
        ["1970"],
        ["circa 1963", "1972-01-30"],
        ["1955/1958"],
    ]
