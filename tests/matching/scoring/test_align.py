"""Alignment of many pairs of names at once, beside the rule as it is told: the largest gain first, each token once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.matching.encode.encoded_names import encode_names
from sanctionscreen.matching.encode.kinds import OTHER, PERSON
from sanctionscreen.matching.encode.name_arrays import NameArrays
from sanctionscreen.matching.scoring import align as module
from sanctionscreen.matching.scoring.align import Alignment, align
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.match_lookup import MatchLookup, group_lookups

WORDS = st.sampled_from(
    "abd al abdal rahman ali aly muhammad mohamad h 7 ltd limited bank banco trading tradingbank ham".split()
)
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5)

Word = tuple[int, int, int, np.float32]
"""First slot within the name, number of tokens, token, weight."""


def words(table: NameArrays, name: int, group: int) -> list[Word]:
    first, last = table.starts[name], table.starts[name + 1]
    weights = table.weights[group]
    single = [(int(at - first), 1, int(table.tokens[at]), weights[at]) for at in range(first, last)]
    joined = [
        (int(at - first), 2, int(table.joined[at]), weights[at] + weights[at + 1])
        for at in range(first, last)
        if table.joined[at] >= 0
    ]
    return single + joined


def one_by_one(
    queries: NameArrays, query_row: int, listed: NameArrays, listed_row: int, lookup: MatchLookup, group: int
) -> list[tuple[int, int, int, int, float]]:
    """Slots and spans of aligned words, and their weight, in the order in which they are taken."""
    similar = {
        (query, int(lookup.matches.listed[row])): lookup.matches.similarity[row]
        for query in range(len(lookup.matches.starts) - 1)
        for row in range(lookup.matches.starts[query], lookup.matches.starts[query + 1])
    }
    taken: list[tuple[int, int, int, int, float]] = []
    free_q, free_l = set(range(64)), set(range(64))
    while True:
        best, found = np.float32(0), None
        for slot_q, span_q, token_q, weight_q in words(queries, query_row, group):
            for slot_l, span_l, token_l, weight_l in words(listed, listed_row, group):
                used_q, used_l = set(range(slot_q, slot_q + span_q)), set(range(slot_l, slot_l + span_l))
                if used_q - free_q or used_l - free_l or span_q == span_l == 2:
                    continue
                weight = min(weight_q, weight_l)
                if (gain := similar.get((token_q, token_l), np.float32(0)) * weight) > best:
                    best, found = gain, (slot_q, slot_l, span_q, span_l, float(weight))
        if found is None:
            return taken
        taken.append(found)
        free_q -= set(range(found[0], found[0] + found[2]))
        free_l -= set(range(found[1], found[1] + found[3]))


def rows(alignment: Alignment, pair: int) -> list[tuple[int, int, int, int, float]]:
    some = np.flatnonzero(alignment.pair == pair)
    columns = (
        alignment.query_slot, alignment.listed_slot, alignment.query_span, alignment.listed_span, alignment.weight,
    )  # fmt: skip
    return list(zip(*(column[some].tolist() for column in columns), strict=True))


@given(NAMES, NAMES, st.sampled_from([1, 30, 100_000]))
def test_many_pairs_are_aligned_as_each_would_be_by_trying_every_word(
    asked: list[str], known: list[str], block: int
) -> None:
    queries, listed = (encode_names(names, ["organization"] * len(names)) for names in (asked, known))
    lookups = group_lookups(TokenKeyIndex(listed.table.vocabulary).match(queries.table.vocabulary))
    query_row, listed_row = (
        axis.ravel().astype(np.int32) for axis in np.indices((len(queries.readings), len(listed.readings)))
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", block)
        for group in (PERSON, OTHER):
            found = align(queries.table, query_row, listed.table, listed_row, lookups[group], group)
            assert (np.diff(found.pair) >= 0).all()
            for pair, (one, other) in enumerate(zip(query_row.tolist(), listed_row.tolist(), strict=True)):
                assert rows(found, pair) == one_by_one(
                    queries.table, one, listed.table, other, lookups[group], group
                )


def test_no_pairs_have_no_alignment() -> None:
    index = encode_names(["Abd al Rahman"], ["person"])
    lookups = group_lookups(TokenKeyIndex(index.table.vocabulary).match(index.table.vocabulary))
    none = np.zeros(0, dtype=np.int32)
    assert len(align(index.table, none, index.table, none, lookups[PERSON], PERSON).pair) == 0
