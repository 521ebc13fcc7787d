"""Recall for renamed parties, apart from respelt ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from measure_renames import main, renames_text
from renames import Rename, evaluate_renames, read_renames

from sanctionscreen.errors import DataError
from sanctionscreen.lists import Edition
from sanctionscreen.model import Address, Identifier, ListedName, Listing
from sanctionscreen.screening import Screener

IMO = Identifier("imo", "8405270")
SHIP = Rename("HWANG GUM SAN 2", "HUI CHON", "vessel", IMO)
FIRM = Rename("Zarya Machine Works", "Zaria Machine Works", "organization")


def test_a_file_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    """Every row is a case; a row without a name ends the reading with its line."""
    path = tmp_path / "renames.csv"
    path.write_text(
        "kind,former_name,current_name,identifier_type,identifier\nvessel,A,B,imo,8405270\n", encoding="utf-8"
    )
    assert read_renames(path) == [Rename("A", "B", "vessel", IMO, line=2)]
    path.write_text("former_name,current_name\nA,\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2, current_name: is empty"):
        read_renames(path)
    path.write_text("former_name,current_name,kind\nA,B,boat\n", encoding="utf-8")
    with pytest.raises(DataError, match="no kind: boat"):
        read_renames(path)


def test_the_ways_of_finding_are_told_apart() -> None:
    """A changed name is found by history and number, a respelt one by the name; without lists links can't be asked."""
    report = evaluate_renames([SHIP, FIRM])
    assert (report.renamed.cases, report.respelt.cases) == (1, 1)
    assert report.renamed.found == {"name": 0, "history": 1, "identifier": 1, "link": 0}
    assert report.renamed.asked["link"] == 0
    assert report.respelt.found["name"] == 1
    assert report.respelt.asked["identifier"] == 0
    assert "0.000 of 1" in "\n".join(renames_text(report))


def test_history_and_links_are_asked_of_the_lists() -> None:
    """A list that has the former name alone doesn't find the present one; the address does; the case of a party that is
    on no list is counted apart."""
    listing = Listing(
        list="house", entity_id="1", kind="organization", names=(ListedName("Northern Metals"),),
        addresses=(Address(full="7 Fadeyeva Street, Moscow, RU"),),
    )  # fmt: skip
    cases = [Rename("Northern Metals", "Quillback Holding", "organization"), SHIP]
    screener = Screener([Edition("house", None, "", "test", "", [listing])])
    report = evaluate_renames(cases, [listing], screener)
    assert report.not_listed == 1
    assert (report.renamed.found["history"], report.renamed.asked["history"]) == (0, 1)
    assert (report.renamed.found["link"], report.renamed.asked["link"]) == (1, 1)


def test_the_command_prints_the_report_and_writes_every_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With lists the listing is looked for by the identifier first; here it has none, and neither name."""
    cases, details = tmp_path / "renames.csv", tmp_path / "details.csv"
    cases.write_text("former_name,current_name,kind\nNorth Metals,Quillback,organization\n", encoding="utf-8")
    main([str(cases), "--lists", "shipped", "--details", str(details)])
    assert "1 of them are not on the lists" in capsys.readouterr().out
    assert (
        details.read_text("utf-8").splitlines()[1] == "2,organization,North Metals,Quillback,false,false,,,,"
    )
    main([str(cases), "--json"])
    assert '"not_listed": 0' in capsys.readouterr().out


@pytest.mark.real
def test_every_renamed_vessel_of_the_evaluation_is_found_by_its_number(real_data: Path) -> None:
    """No string measure finds them; the IMO number finds all, and so does a BIC."""
    report = evaluate_renames(read_renames(real_data / "eval/renames.csv"))
    assert report.renamed.asked["identifier"] > 60
    assert report.renamed.found["identifier"] == report.renamed.asked["identifier"]
    assert report.by_kind["vessel"].found["name"] <= 3
