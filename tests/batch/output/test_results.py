"""Results as JSON lines and as CSV."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.batch.output.results import CSV_COLUMNS, WRITERS
from sanctionscreen.model import Evidence, Hit, Screening

HIT = Hit(
    hit_id="h", list="l", edition=None, entity_id="1", kind=None, listed_name='A "B", Ltd', matched_name="김",
    score=0.5, band="low", basis=("name", "identifier"), flags=("conflict",), programmes=("P; Q", "R"),
    evidence=(
        Evidence(feature="name", value=0.5, detail="alike"),
        Evidence(feature="imo_number", value=1, detail="same"),
    ),
)  # fmt: skip


def written(format_: str, *screenings: Screening, notice: str = "") -> str:
    out = io.StringIO(newline="")
    write = WRITERS[format_](out, notice)
    for screening in screenings:
        write(screening)
    return out.getvalue()


def test_json_lines_hold_the_screening_whole_and_in_order() -> None:
    screenings = [Screening(query_id="1", name="A", hits=(HIT,)), Screening(query_id="2", name="B")]
    lines = written("jsonl", *screenings).splitlines()
    assert [Screening.model_validate_json(line) for line in lines] == screenings
    assert list(json.loads(lines[0])) == ["query_id", "name", "hits"]
    assert list(json.loads(lines[0])["hits"][0])[:4] == ["hit_id", "list", "edition", "entity_id"]


@given(st.text(), st.text())
def test_any_name_and_id_survive_json_lines_in_one_line(query_id: str, name: str) -> None:
    line = written("jsonl", Screening(query_id=query_id, name=name))
    assert line.count("\n") == 1
    assert json.loads(line) == {"query_id": query_id, "name": name, "hits": []}


def test_csv_has_a_row_for_every_hit_and_for_every_customer_without_one() -> None:
    screenings = [Screening(query_id="1", name="A"), Screening(query_id="2", name="B", hits=(HIT, HIT))]
    rows = list(csv.DictReader(io.StringIO(written("csv", *screenings), newline="")))
    assert [(row["query_id"], row["alert"], row["entity_id"]) for row in rows] == [
        ("1", "no", ""),
        ("2", "yes", "1"),
        ("2", "yes", "1"),
    ]
    assert tuple(rows[0]) == CSV_COLUMNS
    assert rows[1]["listed_name"] == 'A "B", Ltd'
    assert rows[1]["basis"] == "name; identifier"
    assert rows[1]["evidence"] == "name: alike; imo_number: same"
    assert (rows[1]["edition"], rows[1]["kind"]) == ("", "")


def test_a_muted_hit_is_no_alert_in_csv() -> None:
    muted = HIT.model_copy(update={"flags": ("muted",)})
    assert written("csv", Screening(name="A", hits=(muted,))).splitlines()[1].startswith(",A,no,")


def test_a_notice_stands_in_every_row_and_object() -> None:
    screenings = [Screening(name="A"), Screening(name="B", hits=(HIT,))]
    lines = written("jsonl", *screenings, notice="only one list").splitlines()
    assert [json.loads(line)["notice"] for line in lines] == ["only one list"] * 2
    rows = csv.DictReader(io.StringIO(written("csv", *screenings, notice="only one list"), newline=""))
    assert [row["notice"] for row in rows] == ["only one list"] * 2
