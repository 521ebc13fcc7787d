"""What is found by looking up some tokens of a name: all that can reach the threshold, and little else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.matching.candidates import prefix_filter
from sanctionscreen.matching.candidates.prefix_filter import build_postings, find_candidates
from sanctionscreen.matching.encode.kinds import OTHER
from sanctionscreen.matching.encode.name_arrays import NameArrays, build_name_arrays
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.token_rules import TokenMatches
from sanctionscreen.names.tokens import normalise

WORDS = [
    "ali",
    "aly",
    "abd",
    "alrahman",
    "rahman",
    "al",
    "hana",
    "bank",
    "banco",
    "trading",
    "co",
    "kim",
    "hassan",
]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join)


def table_of(names: list[str]) -> NameArrays:
    return build_name_arrays([normalise(name) for name in names])


def found(
    queries: NameArrays, listed: NameArrays, most_open: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> tuple[set[tuple[int, int]], TokenMatches]:
    matches = TokenKeyIndex(listed.vocabulary).match(queries.vocabulary)
    postings = build_postings(listed, np.ones(len(listed), dtype=bool))
    rounds = find_candidates(queries, OTHER, matches, postings, most_open)
    pairs = [
        pair
        for query_row, listed_row in rounds
        for pair in zip(query_row.tolist(), listed_row.tolist(), strict=True)
    ]
    return set(pairs), matches


def shared_weight(
    queries: NameArrays, query_row: int, listed: NameArrays, listed_row: int, matches: TokenMatches
) -> float:
    """Weight of the query's tokens that are similar to any of the listed name's, alone or joined with a neighbour."""
    span = slice(listed.starts[listed_row], listed.starts[listed_row + 1])
    others = {*listed.tokens[span].tolist(), *listed.joined[span].tolist()} - {-1}
    weight = 0.0
    for slot in range(queries.starts[query_row], queries.starts[query_row + 1]):
        tokens = [table[slot] for table in (queries.tokens, queries.joined, queries.joined_before)]
        similar = {
            other
            for token in tokens
            if token >= 0
            for other in matches.listed[matches.starts[token] : matches.starts[token + 1]].tolist()
        }
        weight += float(queries.weights[OTHER][slot]) if similar & others else 0.0
    return weight


@pytest.mark.parametrize("round_size", [prefix_filter._ROUND, 1])
@given(st.lists(NAMES, min_size=1, max_size=5), st.lists(NAMES, min_size=1, max_size=12), st.floats(0.0, 1.0))
def test_whatever_shares_enough_is_a_candidate(
    round_size: int, asked: list[str], known: list[str], share: float
) -> None:
    """No pair is lost that leaves at most what may be left open, however the work is cut up."""
    queries, listed = table_of(asked), table_of(known)
    most_open = share * queries.totals[OTHER].astype(np.float64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prefix_filter, "_ROUND", round_size)
        pairs, matches = found(queries, listed, most_open)
    for query_row in range(len(queries)):
        for listed_row in range(len(listed)):
            shared = shared_weight(queries, query_row, listed, listed_row, matches)
            if shared > 0 and queries.totals[OTHER][query_row] - shared <= most_open[query_row]:
                assert (query_row, listed_row) in pairs


def test_names_that_share_a_common_word_alone_are_no_candidates() -> None:
    """What shares one word of three, and too little by it, is dropped though the word was looked up."""
    firms = [
        f"{first} Trading {last}" for first in ("Hana", "Kolma", "Vostok") for last in ("Lorin", "Bexum")
    ]
    queries, listed = table_of(["Hana Trading Lorin"]), table_of(firms)
    totals = queries.totals[OTHER].astype(np.float64)
    lightest = float(queries.weights[OTHER].min())
    pairs, _ = found(queries, listed, totals - lightest - 1.0)
    kept = {firms[listed_row] for _, listed_row in pairs}
    assert "Hana Trading Lorin" in kept
    assert not kept & {"Kolma Trading Bexum", "Vostok Trading Bexum"}


def test_nothing_is_looked_up_where_nothing_can_reach_the_threshold() -> None:
    """A name whose threshold is out of reach has no candidates, not even itself."""
    table = table_of(["Hana Bank", "Ali Hassan"])
    pairs, _ = found(table, table, np.array([-1.0, 0.0]))
    assert pairs == {(1, 1)}
