"""What a query can reach, by a loop over its words."""

from __future__ import annotations

import numpy as np
import pytest

from sanctionscreen.matching.candidates import small_batch
from sanctionscreen.matching.encode.encoded_names import OTHER, PERSON
from sanctionscreen.matching.matcher import EncodedNames, NameMatches, compile_names
from sanctionscreen.matching.scoring import weights
from sanctionscreen.matching.scoring.weights import load_weights
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
    matcher = compile_names(EncodedNames(NAMES[::-1] + NAMES, kinds + kinds))
    together = matcher.match(EncodedNames(NAMES * 2, kinds * 2), threshold)  # more than are few
    for place, (name, kind) in enumerate(zip(NAMES, kinds, strict=True)):
        index = EncodedNames([name], [kind])
        assert small_batch.are_few(index.table)
        assert rows(matcher.match(index, threshold), 0) == rows(together, place)


def rows(found: NameMatches, query: int) -> list[tuple[int, float, int]]:
    some = found.query == query
    columns = (found.listed[some], found.score[some], found.listed_reading[some])
    return list(zip(*(column.tolist() for column in columns), strict=True))


@pytest.mark.parametrize("group", [PERSON, OTHER])
def test_a_name_leaves_as_much_uncovered_alone_as_among_others(group: int) -> None:
    """The largest share is the same whether it is looked for in Python or as an array."""
    table = EncodedNames(NAMES, ["person"] * len(NAMES)).table
    for threshold in (0.01, 0.3, 0.67, 0.9, 1.0, 1.4):
        level = np.full(len(table), threshold)
        alone = load_weights().largest_uncovered(group, level, table)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(weights, "_FEW", 0)
            together = load_weights().largest_uncovered(group, level, table)
        assert np.allclose(alone, together, atol=1e-5)
