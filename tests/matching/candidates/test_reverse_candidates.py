"""Names that can reach a threshold with any of a few listed ones: none is lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.matching.candidates.prefix_filter import build_postings
from sanctionscreen.matching.candidates.reverse_candidates import rows_that_may_reach
from sanctionscreen.matching.encode.encoded_names import EncodedNames, encode_names
from sanctionscreen.matching.matcher import compile_names
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.model import Kind

WORDS = st.sampled_from(
    ["al", "abd", "mohammed", "mohamad", "ri", "lee", "kim", "tongbang", "dong", "co", "ltd", "5"]
)
NAMES = st.lists(WORDS | st.text("abdhkmnou1", min_size=1, max_size=9), min_size=1, max_size=5).map(" ".join)
KINDS: st.SearchStrategy[Kind | None] = st.sampled_from(["person", "organization", "vessel", None])
SIDE = st.lists(st.tuples(NAMES, KINDS), min_size=1, max_size=8)


def index(side: list[tuple[str, Kind | None]]) -> EncodedNames:
    return encode_names([name for name, _ in side], [kind for _, kind in side])


def rows(asked: EncodedNames, few: EncodedNames, threshold: float) -> set[int]:
    listed = compile_names(few)
    matches = listed.keys.match_sorted(TokenKeyIndex(asked.table.vocabulary, listed=False))
    postings = build_postings(asked.table, np.ones(len(asked.table), dtype=bool))
    found = rows_that_may_reach(threshold, asked.table, postings, matches, few).tolist()
    assert set(found) <= set(rows_that_may_reach(threshold, asked.table, None, matches, few).tolist())
    return set(found)


@given(SIDE, SIDE, st.sampled_from([0.3, 0.57, 0.7, 0.9, 1.0]))
def test_readings_that_reach_the_threshold_are_never_left_out(
    asked: list[tuple[str, Kind | None]], few: list[tuple[str, Kind | None]], threshold: float
) -> None:
    queries, listed = index(asked), index(few)
    found = compile_names(listed).match(queries, threshold)
    assert set(found.query_reading.tolist()) <= rows(queries, listed, threshold)


@pytest.mark.parametrize(("asked", "listed"), [("AL ZOR", "ALZORAK"), ("ZUKR6 OQAR0", "ZUKRB OQARO")])
def test_a_name_cut_off_or_misread_is_not_left_out_though_no_word_is_similar(asked: str, listed: str) -> None:
    queries, few = index([(asked, "person")]), index([(listed, "person")])
    assert not compile_names(few).keys.match(queries.table.vocabulary).listed.tolist()
    assert compile_names(few).match(queries, 0.4).query.tolist() == [0]
    assert rows(queries, few, 0.4) == {0}


def test_a_name_of_more_words_than_are_aligned_is_found_by_its_hash() -> None:
    name = " ".join(f"word{place}" for place in range(400))
    asked = index([(name, "organization"), ("Quite Different", "organization")])
    assert rows(asked, index([(name, "organization")]), 0.9) == {0}


def test_names_that_share_too_little_are_left_out() -> None:
    asked = index([("Ahmed Zawahiri", "person"), ("Ahmed Lindqvist", "person"), ("Ivan Petrov", "person")])
    assert rows(asked, index([("Ahmad Zawahiri", "person")]), 0.7) == {0}


@given(SIDE, SIDE, st.sampled_from([0.57, 0.8]))
def test_a_part_of_the_names_is_matched_as_within_the_whole(
    asked: list[tuple[str, Kind | None]], few: list[tuple[str, Kind | None]], threshold: float
) -> None:
    queries, listed = index(asked), compile_names(index(few))
    some = np.array(sorted(rows(queries, listed.listed, threshold)), dtype=np.int32)
    part, whole = listed.match(queries.only(some), threshold), listed.match(queries, threshold)
    assert (part.query.tolist(), part.listed.tolist(), part.score.tolist()) == (
        whole.query.tolist(),
        whole.listed.tolist(),
        whole.score.tolist(),
    )


def test_a_few_common_words_in_another_order_are_not_taken_for_thin() -> None:
    asked = index([("Mohammed Ali", "person")])
    few = index([("Ali Mohammed", "person")])
    assert compile_names(few).match(asked, 0.75).query.tolist() == [0]
    assert rows(asked, few, 0.75) == {0}
