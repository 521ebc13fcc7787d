"""The most that two names can cover of each other, by bits alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.matching.candidates import upper_bound
from sanctionscreen.matching.candidates.upper_bound import CoverageBound
from sanctionscreen.matching.encode.encoded_names import EncodedNames, encode_names
from sanctionscreen.matching.encode.kinds import OTHER, PERSON
from sanctionscreen.matching.matcher import Matcher, compile_names
from sanctionscreen.matching.scoring.align import align
from sanctionscreen.matching.tokens.match_lookup import group_lookups
from sanctionscreen.model import Kind

WORDS = [
    "ali", "aly", "abd", "alrahman", "rahman", "al", "a", "k", "5", "hana", "bank", "banco", "ltd", "co", "kim",
    "hassan", "muhammad", "mohammed",
]  # fmt: skip
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join) | st.lists(
    st.sampled_from(WORDS), min_size=6, max_size=40
).map(" ".join)


def covered(
    queries: EncodedNames, matcher: Matcher, group: int, most_open: float = 1e9
) -> dict[tuple[int, int], tuple[float, float]]:
    """What every pair of names can cover of the query and of the listed name."""
    listed = matcher.listed
    lookup = group_lookups(matcher.keys.match(queries.table.vocabulary))[group]
    bounds = CoverageBound(
        queries.table, listed.table, lookup.matches, matcher.postings[group], group,
        np.full(len(queries.table), most_open),
    )  # fmt: skip
    query_rows, listed_rows = (
        np.indices((len(queries.table), len(listed.table))).reshape(2, -1).astype(np.int32)
    )
    columns = bounds.matchable(query_rows, listed_rows)
    return {
        (one, other): (query, rest)
        for one, other, query, rest in zip(*(column.tolist() for column in columns), strict=True)
    }


@pytest.mark.parametrize("group", [PERSON, OTHER])
@pytest.mark.parametrize("places", [upper_bound._BYTES_PER_PAIR, 1])
@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(NAMES, min_size=1, max_size=6))
def test_an_alignment_covers_no_more_than_was_promised(
    group: int, places: int, asked: list[str], known: list[str]
) -> None:
    """Whatever is aligned was promised on either side: by initials, joined neighbours, long names, small tables."""
    kind: Kind = "person" if group == PERSON else "organization"
    queries = encode_names(asked, [kind] * len(asked))
    matcher = compile_names(encode_names(known, [kind] * len(known)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(upper_bound, "_BYTES_PER_PAIR", places)
        promised = covered(queries, matcher, group)
    query_rows, listed_rows = np.array(list(promised), dtype=np.int32).T
    lookup = group_lookups(matcher.keys.match(queries.table.vocabulary))[group]
    aligned = align(queries.table, query_rows, matcher.listed.table, listed_rows, lookup, group)
    on_query = np.bincount(aligned.pair, aligned.query_weight, len(query_rows))
    on_listed = np.bincount(aligned.pair, aligned.listed_weight, len(query_rows))
    most_query, most_listed = np.array(list(promised.values())).T
    assert (most_query >= on_query - 1e-3).all()
    assert (most_listed >= on_listed - 1e-3).all()


def test_what_shares_nothing_is_promised_nothing() -> None:
    """Of two names with one word in common that word can be covered, on either side, and nothing else."""
    queries = encode_names(["Hana Lorin Bexum"], ["organization"])
    matcher = compile_names(encode_names(["Hana Kolmatov Vostok"], ["organization"]))
    word = float(queries.table.weights[OTHER][0])
    assert covered(queries, matcher, OTHER)[0, 0] == pytest.approx((word, word))


def test_a_pair_is_left_out_where_too_much_of_the_query_stays_open() -> None:
    """What may be left open decides which pairs are worth looking at."""
    queries = encode_names(["Hana Lorin Bexum"], ["organization"])
    names = ["Hana Lorin Bexum", "Hana Kolmatov Vostok"]
    matcher = compile_names(encode_names(names, ["organization"] * 2))
    assert {
        listed_rows
        for query_rows, listed_rows in covered(queries, matcher, OTHER, most_open=1.0)
        if query_rows == 0
    } == {0}
