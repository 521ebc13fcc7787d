"""JSON lines to rows."""

from __future__ import annotations

import json

import pytest

from sanctionscreen.batch.input.jsonl import objects
from sanctionscreen.batch.input.rows import RejectedRow
from sanctionscreen.errors import CustomerFileError


def test_values_become_text_or_arrays_of_text_and_blank_lines_are_none() -> None:
    lines = ['{"id": 7, "name": "A", "alias": ["B", "C"], "x": null, "ok": true}\n', "\n", '{"name": "D"}\n']
    assert list(objects(lines, "file")) == [
        (1, {"id": "7", "name": "A", "alias": ["B", "C"], "x": "", "ok": "true"}),
        (3, {"name": "D"}),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "not a JSON object"),
        ("{name: 1}", "not JSON"),
        ('{"name": {"first": "A"}}', "the value of 'name'"),
        ('{"name": [["A"]]}', "the value of 'name'"),
        ('{"name": "\\ud800"}', "surrogate"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_line_that_is_no_flat_object_is_rejected_with_its_number(line: str, reason: str) -> None:
    found = list(objects(['{"name": "A"}\n', f"{line}\n"], "file"))[1]
    assert isinstance(found, RejectedRow)
    assert found.line == 2
    assert reason in found.reason
    assert found.column == ("name" if reason == "the value of 'name'" else "")
    assert found.value == (json.dumps(json.loads(line)["name"]) if found.column else line[:80])


def test_a_whole_surrogate_pair_is_a_character() -> None:
    assert list(objects(['{"name": "\\ud83d\\ude00"}\n'], "file")) == [(1, {"name": "😀"})]


def test_a_file_that_breaks_off_within_an_object_is_refused() -> None:
    with pytest.raises(CustomerFileError, match=r"^file, line 2: breaks off"):
        list(objects(['{"name": "A"}\n', '{"name": "B'], "file"))
