"""JSON lines: blank lines are skipped, and what is no object is an error with its line."""

from __future__ import annotations

import pytest

from sanctionscreen.errors import ListFileError
from sanctionscreen.parsing.jsonl import json_lines


def fail(message: str, record: str) -> ListFileError:
    return ListFileError(message, path="list.json", record=record)


def test_blank_lines_are_skipped_and_counted() -> None:
    assert list(json_lines(['{"a": 1}\n', " \n", '{"b": []}'], fail)) == [(1, {"a": 1}), (3, {"b": []})]


@pytest.mark.parametrize(
    ("text", "message"),
    [('{"a": 1', "broken JSON, or cut off"), ("[1]", "not a JSON object"), ("[" * 100_000, "broken")],
)
def test_a_line_that_is_no_object_is_an_error_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ListFileError, match=message) as caught:
        list(json_lines(["{}", text], fail))
    assert (caught.value.path, caught.value.record) == ("list.json", "line 2")
