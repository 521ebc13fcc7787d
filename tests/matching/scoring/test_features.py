"""Features of a pair of names: each observes what its docstring says, from 0 to 1, and no bound is above it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.matching.encode.encoded_names import encode_names
from sanctionscreen.matching.encode.kinds import OTHER, PERSON
from sanctionscreen.matching.scoring import features
from sanctionscreen.matching.scoring.align import align
from sanctionscreen.matching.scoring.features import BOUND_FEATURES, FEATURES
from sanctionscreen.matching.scoring.pair_stats import PairStats, optimistic_stats, pair_stats
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.match_lookup import group_lookups

WORDS = st.sampled_from(
    [
        "mohammed",
        "muhamad",
        "ali",
        "hassan",
        "hasan",
        "william",
        "bill",
        "vladim",
        "vladimir",
        "k",
        "bank",
        "banco",
        "5",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
GROUPS = {PERSON: "person", OTHER: "organization"}


def facts_of(query: str, listed: str, group: int = PERSON) -> tuple[PairStats, PairStats]:
    """What is observed on two names, and the most hopeful facts of all that are similar."""
    asked, known = (encode_names([name], [GROUPS[group]]) for name in (query, listed))  # type: ignore[list-item]
    first = np.zeros(1, dtype=np.int32)
    lookup = group_lookups(TokenKeyIndex(known.table.vocabulary).match(asked.table.vocabulary))[group]
    alignment = align(asked.table, first, known.table, first, lookup, group)
    hopeful = optimistic_stats(
        asked.table.totals[group][:1], known.table.totals[group][:1],
        alignment.query_weight.sum(keepdims=True), alignment.listed_weight.sum(keepdims=True),
    )  # fmt: skip
    return pair_stats(alignment, asked.table, first, known.table, first, group), hopeful


@given(NAMES, NAMES, st.sampled_from([PERSON, OTHER]))
def test_every_feature_lies_between_0_and_1_and_never_below_its_bound(
    query: str, listed: str, group: int
) -> None:
    """The bound takes the same words for covered, and all of them for equal."""
    facts, hopeful = facts_of(query, listed, group)
    for feature in FEATURES:
        value = float(feature(facts)[0])
        assert 0 <= value <= 1
        bound = float(feature(hopeful)[0]) if feature in BOUND_FEATURES else 0.0
        assert bound <= value + 1e-4, feature.__name__


@pytest.mark.parametrize(
    ("feature", "query", "listed", "expected"),
    [
        ("cut_short", "Castellanos Vladim", "Castellanos Vladimir", True),
        ("cut_short", "Castellanos Vladimir", "Castellanos Vladimir", False),
        ("variants", "Bill Castellanos", "William Castellanos", True),
        ("variants", "William Castellanos", "William Castellanos", False),
        ("one_word", "Patricio de Anda", "Patricio", True),
        ("one_word", "Patricio Anda", "Patricio Anda Ruiz", False),
        ("much_contradicted", "Ali Castellanos", "Ali Patrushev", True),
        ("much_contradicted", "Ali Castellanos", "Ali", False),
        ("another_first_name", "Karim Yusuf al-Basri", "Yusuf Hamdan al-Basri", True),
        ("another_first_name", "Sheikh Yusuf al-Basri", "Yusuf Hamdan al-Basri", False),
        ("child", "Karim Yusuf Ibrahim Hassan al-Basri", "Yusuf Ibrahim Hasan al-Basri", True),
        ("child", "AL-BASRI, Yusuf Ibrahim Hasan", "Karim Yusuf Ibrahim Hassan al-Basri", True),
        ("child", "Yusuf Karim Ibrahim Hassan al-Basri", "Yusuf Ibrahim Hassan al-Basri", False),
        ("child", "Sheikh Yusuf Ibrahim Hassan al-Basri", "Yusuf Ibrahim Hassan al-Basri", False),
        ("child", "Karim Yusuf Ibrahim Hassan al-Basri", "Yusuf Ibrahim Omar al-Basri", False),
        ("child", "Karim Yusuf al-Basri", "Yusuf al-Basri", False),
        ("child", "ZAMBRANO ORTIZ, Luisa Fernanda", "ZAMBRANO ORTIZ, Fernanda", False),
        ("child", "ZAMBRANO ORTIZ, Ana Luisa Fernanda", "ZAMBRANO ORTIZ, Luisa Fernanda", False),
    ],
)
def test_a_feature_observes_what_it_says(feature: str, query: str, listed: str, expected: bool) -> None:
    facts, _ = facts_of(query, listed)
    assert (getattr(features, feature)(facts)[0] > 0) == expected


@pytest.mark.parametrize(
    ("query", "listed", "turned"),
    [
        ("OAO Vostokprom", "Vostokprom OAO", 0.0),
        ("OAO Vostokprom Kholding", "Kholding Vostokprom OAO", 1.0),
    ],
)
def test_where_a_firms_legal_form_stands_is_no_other_order(query: str, listed: str, turned: float) -> None:
    facts, _ = facts_of(query, listed, OTHER)
    assert features.order(facts)[0] == turned


def test_the_letters_of_an_acronym_say_more_the_more_there_are() -> None:
    names = {
        "ESD": "East Sea Dredging",
        "ESDQ": "East Sea Dredging Quay",
        "ESDQP": "East Sea Dredging Quay Port",
    }
    costs = []
    for short, full in names.items():
        asked, known = encode_names([short], ["organization"]), encode_names([full], ["organization"])
        lookup = group_lookups(TokenKeyIndex(known.table.vocabulary).match(asked.table.vocabulary))[OTHER]
        query_rows, listed_rows = (
            np.zeros(1, dtype=np.int32),
            np.array([len(known.readings) - 1], dtype=np.int32),
        )
        alignment = align(asked.table, query_rows, known.table, listed_rows, lookup, OTHER)
        costs.append(
            float(
                features.acronym(
                    pair_stats(alignment, asked.table, query_rows, known.table, listed_rows, OTHER)
                )[0]
            )
        )
    assert costs == [1.0, 0.5, 0.125]


def test_names_that_lack_more_of_each_other_cost_more() -> None:
    """Ever more rare words on both sides, until two of them cost all that they can."""
    pairs = [
        ("Ali Omar", "Ali Said"),
        ("Ali Castellanos", "Ali Patrushev"),
        ("Ali Castellanos Ruzgar", "Ali Patrushev Mbeki"),
    ]
    found = [float(features.much_contradicted(facts_of(*pair)[0])[0]) for pair in pairs]
    assert found == sorted(found)
    assert found[0] < found[1] < found[2] <= 1.0
