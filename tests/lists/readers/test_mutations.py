"""Damaged files: whatever a byte becomes, a reader answers or refuses, and does nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import read_list

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(
    path
    for case in GOLDEN.iterdir()
    if case.is_dir()
    for path in case.rglob("*.*")
    if path.is_file() and path.name != "expected.json"
)
PIECES = [
    b'"',
    b",",
    b";",
    b"\n",
    b"\x00",
    b"\x1a",
    b"<",
    b">",
    b"&x;",
    b"{",
    b"}",
    b"[",
    b"\xff",
    b"9" * 30,
    b"-0-",
]


@given(
    at=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 300),
    piece=st.sampled_from(PIECES),
    keep=st.booleans(),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.relative_to(GOLDEN).parts[0]}/{path.name}")
def test_a_damaged_file_is_read_or_refused(
    tmp_path: Path, path: Path, at: float, length: int, piece: bytes, *, keep: bool
) -> None:
    data = path.read_bytes()
    start = int(at * len(data))
    damaged = tmp_path / path.name
    damaged.write_bytes(data[:start] + piece + (data[start + length :] if keep else b""))
    refusal, listings = "", 0
    try:
        listings = len(read_list(damaged, list_id="us-ofac-sdn" if path.suffix == ".csv" else None).listings)
    except ListFileError as error:
        refusal = str(error)
    assert listings > 0 or str(damaged) in refusal
