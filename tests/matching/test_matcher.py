"""The laws of matching: what the index finds, what a score is."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.matching import compare
from sanctionscreen.matching.candidates import small_batch
from sanctionscreen.matching.encode.encoded_names import EncodedNames, encode_names
from sanctionscreen.matching.encode.kinds import OTHER, PERSON, group_of
from sanctionscreen.matching.matcher import compile_names
from sanctionscreen.matching.scoring.features import BOUND_FEATURES, FEATURES
from sanctionscreen.matching.scoring.pair_stats import optimistic_stats
from sanctionscreen.matching.scoring.score import score_pairs
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.match_lookup import group_lookups
from sanctionscreen.model import Kind
from sanctionscreen.names.fold import fold
from sanctionscreen.names.tokens import normalise

SYLLABLES = [
    "al",
    "abd",
    "ab",
    "mo",
    "ham",
    "mad",
    "med",
    "ri",
    "lee",
    "kim",
    "dong",
    "tong",
    "bang",
    "k",
    "5",
    "no",
    "co",
    "ltd",
]
WORDS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map("".join) | st.text(
    "abdhkmnou1", min_size=1, max_size=9
)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
KINDS: st.SearchStrategy[Kind | None] = st.sampled_from(["person", "organization", "vessel", None])


def exhaustive(queries: EncodedNames, listed: EncodedNames, threshold: float) -> dict[tuple[int, int], float]:
    """Score every query reading against every listed reading, and keep what reaches the threshold."""
    lookups = group_lookups(TokenKeyIndex(listed.table.vocabulary).match(queries.table.vocabulary))
    found: dict[tuple[int, int], float] = {}
    for group in (PERSON, OTHER):
        every = np.indices((len(queries.readings), len(listed.readings))).reshape(2, -1).astype(np.int32)
        pairs_q, pairs_l = every[:, group_of(queries.kinds[every[0]], listed.kinds[every[1]]) == group]
        for one, other, score in zip(
            queries.name_of_row[pairs_q].tolist(),
            listed.name_of_row[pairs_l].tolist(),
            score_pairs(queries, pairs_q, listed, pairs_l, lookups, group).tolist(),
            strict=True,
        ):
            if score >= threshold:
                found[one, other] = max(score, found.get((one, other), 0.0))
    return found


@pytest.mark.parametrize("most", [small_batch.MOST_ROWS, 0], ids=["one by one", "as a batch"])
@given(
    st.lists(st.tuples(NAMES, KINDS), min_size=1, max_size=6),
    st.lists(st.tuples(NAMES, KINDS), min_size=1, max_size=12),
    st.sampled_from([0.3, 0.5, 0.7, 0.85, 1.0]),
)
def test_matching_finds_just_what_scoring_every_pair_finds(
    most: int, queries: list[tuple[str, Kind | None]], listed: list[tuple[str, Kind | None]], threshold: float
) -> None:
    """The index loses no pair and invents none, and its scores are those of exhaustive scoring."""
    asked = encode_names([name for name, _ in queries], [kind for _, kind in queries])
    known = encode_names([name for name, _ in listed], [kind for _, kind in listed])
    matcher = compile_names(known)
    narrowed = encode_names(
        [name for name, _ in queries], [kind for _, kind in queries], may_hold=matcher.keys.may_have_equals
    )
    expected = exhaustive(asked, known, threshold)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(small_batch, "MOST_ROWS", most)
        for index in (asked, narrowed):
            found = matcher.match(index, threshold)
            pairs = zip(found.query.tolist(), found.listed.tolist(), strict=True)
            assert dict(zip(pairs, found.score.tolist(), strict=True)) == expected


def test_an_acronym_has_a_row_where_the_other_side_may_hold_it() -> None:
    held = compile_names(encode_names(["KMDT"], ["organization"])).keys.may_have_equals
    index = encode_names(
        ["Korea Mining Development Trading", "East Sea Dredging Company"], ["organization"] * 2, may_hold=held
    )
    assert [name.tokens for name in index.readings if name.is_acronym] == [("kmdt",)]
    assert index.name_of_row.tolist() == [0, 0, 1]


MISREADINGS = [("o", "0"), ("a", "o"), ("h", "b"), ("n", "h"), ("m", "rn"), ("d", "cl"), ("i", "l")]


@pytest.mark.parametrize("most", [small_batch.MOST_ROWS, 0], ids=["one by one", "as a batch"])
@given(
    st.lists(st.tuples(NAMES, KINDS), min_size=1, max_size=6),
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(4, 20), st.sampled_from(MISREADINGS)), min_size=1, max_size=6
    ),
    st.sampled_from([0.3, 0.57, 0.76]),
)
def test_names_cut_off_or_misread_are_found_as_scoring_every_pair_finds_them(
    most: int,
    listed: list[tuple[str, Kind | None]],
    changes: list[tuple[int, int, tuple[str, str]]],
    threshold: float,
) -> None:
    """What names have in common as wholes is looked for beside what their words have."""
    sources = [(*listed[place % len(listed)], size, change) for place, size, change in changes]
    queries = [(name[:size], kind) for name, kind, size, _ in sources]
    queries += [(name.replace(*change, 1), kind) for name, kind, _, change in sources]
    asked = encode_names([name for name, _ in queries], [kind for _, kind in queries])
    known = encode_names([name for name, _ in listed], [kind for _, kind in listed])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(small_batch, "MOST_ROWS", most)
        found = compile_names(known).match(asked, threshold)
    pairs = zip(found.query.tolist(), found.listed.tolist(), strict=True)
    assert dict(zip(pairs, found.score.tolist(), strict=True)) == exhaustive(asked, known, threshold)


@given(NAMES, st.sampled_from(["person", "organization"]))
def test_a_name_scores_1_against_itself(name: str, kind: Kind) -> None:
    """Equal normalised names have exactly the score 1."""
    assert compare(name, name, kind=kind).score == 1.0


@given(NAMES, NAMES, st.sampled_from(["person", "organization"]))
def test_a_score_lies_between_0_and_1(query: str, listed: str, kind: Kind) -> None:
    """No pair of names scores outside [0, 1], and only names with nothing left over score 1."""
    score = compare(query, listed, kind=kind).score
    assert 0.0 <= score <= 1.0
    if score == 1.0:
        assert sorted("".join(normalise(query).tokens)) == sorted("".join(normalise(listed).tokens))


@pytest.mark.parametrize(
    ("query", "closer", "farther", "kind"),
    [
        ("Tongbang Bank", "Dongbang Bank", "Hana Bank", "organization"),
        ("Zu Zag Bong 5", "Zuzag Bong 5", "Zu Zag Bong 6", "vessel"),
        ("Mun Kyong Hwan", "Mun Kyo'ng-hwan", "Mun Kyong Ho", "person"),
        ("Jon Smith", "John Smith", "Jon Schmidt", "person"),
        ("Ali Khamenei", "A. Khamenei", "A. Rafsanjani", "person"),
        ("Mohammed al-Rahman", "Muhamad Alrahman", "Mahmud al-Rahim", "person"),
    ],
)
def test_a_likelier_name_scores_higher(query: str, closer: str, farther: str, kind: Kind) -> None:
    """The name that people would take for the same one scores higher than the one they would not."""
    assert compare(query, closer, kind=kind).score > compare(query, farther, kind=kind).score


def test_kinds_that_disagree_cost_a_factor_and_never_the_match() -> None:
    """An equal name of another kind is still found, at the documented factor."""
    assert compare("Hui Chon", "HUI CHON", kind="vessel", listed_kind="organization").score == 0.85
    assert compare("Hui Chon", "HUI CHON", kind="person", listed_kind="vessel").score == 0.61
    assert compare("Hui Chon", "HUI CHON", listed_kind="vessel").score == 1.0


def test_names_that_fold_to_nothing_match_nothing() -> None:
    """Punctuation alone is no name, and not even equal to itself."""
    assert compare("...", "...").score == 0.0
    assert compare("", "Ali").score == 0.0


def test_a_name_of_ten_thousand_tokens_ends_and_does_not_match_its_beginning() -> None:
    """What lies beyond the aligned tokens counts as words that the other name lacks."""
    assert (
        compare("Mun Kyong Hwan " + "x7 " * 10_000, "Mun Kyong Hwan", kind="person").score
        < load_weights().threshold
    )


def test_only_omissions_can_cost_anything_where_nothing_is_aligned_yet() -> None:
    """The bound leaves out no feature that could be above 0 in it."""
    weights = np.array([5.0, 9.0], dtype=np.float32)
    hopeful = optimistic_stats(
        weights, weights[::-1], *(np.array(cover, dtype=np.float32) for cover in ([4, 2], [3, 3]))
    )
    for feature in FEATURES:
        assert feature in BOUND_FEATURES or not feature(hopeful).any()


def test_a_name_of_many_tokens_is_found_by_itself() -> None:
    """A name longer than what is aligned finds itself at any threshold."""
    name = " ".join(f"word{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(200))
    for threshold in (0.5, 0.76, 1.0):
        found = compile_names(encode_names([name], ["organization"])).match(
            encode_names([name], ["organization"]), threshold
        )
        assert found.score.tolist() == [1.0]


def test_a_rounded_score_reaches_itself_as_threshold() -> None:
    """A pair comes back at the very score that it has, however low, although scores are rounded."""
    draw = random.Random(1)

    def word() -> str:
        return "".join(draw.choice("bcdfghjklmnpqrstvwxz") for _ in range(draw.randint(2, 9)))

    for _ in range(600):
        words = [word() for _ in range(draw.randint(4, 9))]
        kind: Kind = draw.choice(["person", "organization"])
        listed = [words[0], *(f"{words[0]} {word()}" for _ in range(30))]
        matcher, asked = (
            compile_names(encode_names(listed, [kind] * len(listed))),
            encode_names([" ".join(words)], [kind]),
        )
        found = matcher.match(asked, 0.05)
        scores = dict(zip(found.listed.tolist(), found.score.tolist(), strict=True))
        if 0 in scores:
            assert 0 in matcher.match(asked, scores[0]).listed.tolist()


@given(NAMES, KINDS, NAMES)
def test_a_listing_of_no_kind_scores_as_compare_says(query: str, kind: Kind | None, listed: str) -> None:
    """Where a list does not say what a party is, screening and `compare` take it for what the query is.

    A listed name with single letters has the readings of a person's name and of another's then; the better one counts.
    """
    found = compile_names(encode_names([listed], [None])).match(encode_names([query], [kind]), 0.3)
    expected = compare(query, listed, kind=kind).score
    if 1 in map(len, fold(listed).split()):
        assert max(found.score, default=0.0) >= (expected if expected >= 0.3 else 0.0)
    else:
        assert found.score.tolist() == ([expected] if expected >= 0.3 else [])


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        ("Vlad/im/ir Kononov", "Kononov, Vladimir", "person"),
        ("VIZC.AY-A LTDA.", "VIZCAYA LTDA.", "organization"),
        ("HANA BANKINGCORPORATION LTD", "HANA BANKING CORPORATION LTD", "organization"),
        ("Kim, Segon", "KIM, Se Gon", "person"),
    ],
)
def test_words_cut_at_other_places_are_nearly_the_same_name(query: str, listed: str, kind: Kind) -> None:
    """However many pieces there are, if their letters come in one order."""
    assert compare(query, listed, kind=kind).score >= 0.95
    assert compare(query, listed, kind=kind).score == compare(listed, query, kind=kind).score


def test_few_letters_are_not_enough_to_join_words() -> None:
    """Ng O Li is not Ngoli."""
    assert compare("Ng O Li", "Ngoli", kind="person").score < 0.9
