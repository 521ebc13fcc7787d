from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from sanctionscreen.lists.file_head import look, read_head
from sanctionscreen.lists.formats import FORMATS, recognise

GOLDEN = Path(__file__).parent / "readers" / "golden"


def test_every_format_has_a_reader_and_a_golden_file() -> None:
    for found in FORMATS:
        module = import_module(f"sanctionscreen.lists.readers.{found.module}")
        assert callable(module.read)
        assert not found.is_family or callable(module.read_family)
    cases = {path.name for path in GOLDEN.iterdir() if path.is_dir()}
    missing = {found.id for found in FORMATS} - cases
    assert not missing, (
        f"no golden file: add tests/lists/readers/golden/ID/ for {missing}, then run write.py there"
    )


@pytest.mark.parametrize("found", FORMATS, ids=lambda found: found.id)
def test_a_format_recognises_its_own_golden_file_and_no_other_does(found: object) -> None:
    case = GOLDEN / found.id  # type: ignore[attr-defined]
    paths = [path for path in case.rglob("*") if path.is_file() and path.name != "expected.json"]
    for path in paths:
        head = read_head(path)
        assert [candidate.id for candidate in FORMATS if candidate.matches(head)] == [found.id]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "start",
    [
        "\ufeff<?xml version='1.0'?>\n<!-- a comment -->\n<CONSOLIDATED_LIST>",
        "<x:CONSOLIDATED_LIST xmlns:x='y'>",
        "\n <CONSOLIDATED_LIST/>",
    ],
)
def test_what_stands_before_the_root_does_not_matter(start: str) -> None:
    found = recognise(look(start.encode()))
    assert found is not None
    assert found.id == "un-xml"
