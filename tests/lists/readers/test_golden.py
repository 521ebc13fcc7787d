from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from sanctionscreen.lists import read_list

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES)
def test_a_reader_makes_of_a_small_file_what_the_golden_file_says(case: str) -> None:
    tools = runpy.run_path(str(GOLDEN / "write.py"))
    edition = read_list(tools["source_of"](GOLDEN / case))
    expected = json.loads((GOLDEN / case / "expected.json").read_text(encoding="utf-8"))
    assert tools["account_of"](edition, GOLDEN / case) == expected
