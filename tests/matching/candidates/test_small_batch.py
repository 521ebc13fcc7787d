"""Candidate generation for small batches."""

from __future__ import annotations

import pytest

from sanctionscreen.matching.candidates import small_batch
from sanctionscreen.matching.encode.encoded_names import encode_names
from sanctionscreen.matching.matcher import NameMatches, compile_names
from sanctionscreen.model import Kind

NAMES = [
    "Abd al Rahman Ali", "Abdalrahman Ali", "A. Rahman", "Hana Bank 5", "Hana Banking Corporation", "Kim",
    "Mohammed Ali Hassan Ahmed", "Ali Mohammed", "Hassan", "General Trading Co Ltd", "Mun Kyong Hwan",
    " ".join(f"word{n}" for n in range(30)),
]  # fmt: skip
KINDS: list[Kind | None] = ["person", None, "organization"]


@pytest.mark.parametrize("threshold", [0.2, 0.5, 0.8, 1.0])
def test_one_name_is_answered_as_in_a_batch(threshold: float) -> None:
    """The pairs, scores and readings of each name are those of all names together."""
    kinds = [KINDS[place % 3] for place in range(len(NAMES))]
    matcher = compile_names(encode_names(NAMES[::-1] + NAMES, kinds + kinds))
    together = matcher.match(encode_names(NAMES * 2, kinds * 2), threshold)  # more than are few
    for place, (name, kind) in enumerate(zip(NAMES, kinds, strict=True)):
        index = encode_names([name], [kind])
        assert small_batch.is_small_batch(index.table)
        assert rows(matcher.match(index, threshold), 0) == rows(together, place)


def rows(found: NameMatches, query: int) -> list[tuple[int, float, int]]:
    some = found.query == query
    columns = (found.listed[some], found.score[some], found.listed_reading[some])
    return list(zip(*(column.tolist() for column in columns), strict=True))
