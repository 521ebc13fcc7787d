"""Results as Parquet files and workbooks."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet
from python_calamine import CalamineWorkbook

from sanctionscreen.batch import CustomerFile, screen_file
from sanctionscreen.batch.output import xlsx
from sanctionscreen.batch.output.results import CSV_COLUMNS
from sanctionscreen.model import Query, Screening


class Answers:
    """Gives the answers it was made with."""

    def __init__(self, *answers: Screening) -> None:
        self.answers = answers

    def screen_many(self, queries: Any) -> Any:
        list(queries)
        return iter(self.answers)


def written(tmp_path: Path, format_: str, *answers: Screening, notice: str = "") -> Path:
    (tmp_path / "in.csv").write_text("name\n" + "Ann\n" * len(answers), encoding="utf-8")
    with CustomerFile(str(tmp_path / "in.csv")) as customers:
        screen_file(
            Answers(*answers), customers, str(tmp_path / "out"), format=format_, about={}, notice=notice
        )
    return tmp_path / "out"


def a_hit_like(fake_screener: Any, **changes: Any) -> Any:
    (found,) = fake_screener.screen_many([Query(name="Bad Bank")])
    return found.hits[0].model_copy(update=changes)


def test_parquet_holds_what_json_lines_hold(tmp_path: Path, fake_screener: Any) -> None:
    answers = [
        Screening(query_id="1", name="A"),
        Screening(query_id="2", name="Bad Bank", hits=(a_hit_like(fake_screener),) * 2),
    ]
    rows = parquet.read_table(written(tmp_path, "parquet", *answers)).to_pylist()
    assert [Screening.model_validate(row) for row in rows] == answers
    assert parquet.read_table(written(tmp_path, "parquet", *answers, notice="n"))["notice"].to_pylist() == [
        "n",
        "n",
    ]


def test_parquet_of_no_hits_at_all_has_the_same_schema(tmp_path: Path, fake_screener: Any) -> None:
    without = parquet.read_schema(written(tmp_path, "parquet", Screening(name="A")))
    hit = a_hit_like(fake_screener)
    assert parquet.read_schema(written(tmp_path, "parquet", Screening(name="A", hits=(hit,)))).equals(without)


def sheets(path: Path) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_path(str(path))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def test_a_workbook_has_the_rows_and_columns_of_the_csv(tmp_path: Path, fake_screener: Any) -> None:
    answers = [
        Screening(query_id="007", name="A"),
        Screening(query_id="2", name="B", hits=(a_hit_like(fake_screener),)),
    ]
    ((header, nothing, hit),) = sheets(written(tmp_path, "xlsx", *answers, notice="beware"))
    assert tuple(header) == (*CSV_COLUMNS, "notice")
    assert (nothing[0], nothing[2], nothing[-1]) == ("007", "no", "beware")
    found = dict(zip(header, hit, strict=True))
    assert (found["score"], found["basis"], found["alert"]) == (0.9, "name; identifier", "yes")


@pytest.mark.parametrize(
    "name", ["=1+1", "+49", "-x", "@SUM(A1)", "http://a.example", "0012", "1E5", "2024-01-01"]
)
def test_no_name_becomes_a_formula_a_link_a_number_or_a_date(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, "xlsx", Screening(query_id=name, name=name))
    assert sheets(path)[0][1][:2] == [name, name]
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        styles = archive.read("xl/styles.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    marked = (
        b' s="' in sheet and b"quotePrefix" in styles
    )  # the style that keeps it text while somebody edits it
    assert marked == (name[0] in "=+-@")


def test_rows_beyond_a_full_sheet_go_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    found = sheets(written(tmp_path, "xlsx", *(Screening(query_id=str(n), name="A") for n in range(5))))
    assert [[row[0] for row in sheet] for sheet in found] == [
        ["query_id", "0", "1"], ["query_id", "2", "3"], ["query_id", "4"]
    ]  # fmt: skip


def test_a_cell_too_long_for_excel_says_that_it_is_cut(tmp_path: Path) -> None:
    found = sheets(written(tmp_path, "xlsx", Screening(query_id="1", name="A" * 40_000)))[0][1][1]
    assert len(found) == 32_767
    assert found.endswith("JSON lines and CSV have all of it]")
