"""Names that are alike as wholes: cut off at the end, or misread by a scanner."""

from __future__ import annotations

import pytest

from sanctionscreen.matching import compare
from sanctionscreen.matching.encode.encoded_names import encode_names
from sanctionscreen.matching.encode.truncated_names import LEAST_SHARE
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.model import Kind


def whole(query: str, listed: str, kind: Kind) -> tuple[float, str]:
    """The score, and what the evidence says of the two as wholes."""
    found = compare(query, listed, kind=kind)
    said = [item.detail for item in found.evidence if item.feature in {"begun", "misread"}]
    return found.score, " ".join(said)


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        ("OKONKWO, Se", "OKONKWO, Selim", "person"),
        ("OKONKWO, Dr", "OKONKWO, Drago", "person"),
        ("Zuleikha Castell", "CASTELLANOS, Zuleikha", "person"),
        ("TAVARISI, Abdelh", "TAVARISI, Abdelhafid", "person"),
        ("BANK QORVESHT IR", "BANK QORVESHT IRANI", "organization"),
        ("VELMORA P", "VELMORA PATH", "organization"),
        ("ZORQUILL", "ZORQUILLAN", "organization"),
        ("PELAGIOS QU", "PELAGIOS QUEEN", "vessel"),
    ],
)
def test_a_name_cut_inside_a_word_is_found_even_where_the_rest_of_the_word_is_another_word(
    query: str, listed: str, kind: Kind
) -> None:
    score, said = whole(query, listed, kind)
    assert score >= load_weights().threshold
    assert said.startswith("the name as asked is the beginning of the listed one, cut inside a word")


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        (
            "Velmora Trading",
            "Velmora Trading Path",
            "organization",
        ),  # cut between two words: an omission like any other
        ("Zuleikha", "Zuleikha Castellanos", "person"),
        ("Zuleikha Castellanos", "Zuleikha Castellanos", "person"),
        ("Castellanos Zul", "Zuleikha Castellanos", "person"),  # no order in which this name is written
        ("CASTELL", "CASTELLANOS, Zuleikha", "person"),  # less than LEAST_SHARE of it
        ("Ok", "Oko", "vessel"),
        ("Wang Li", "Wang Ling", "person"),  # words that people bear, and a letter or two more: another name
        ("Sea Lily I", "Sea Lily II", "vessel"),  # another number
        ("New Dawn 2", "New Dawn 22", "vessel"),
        ("Коваль", "Ковальчук", "person"),
    ],
)
def test_what_is_no_name_cut_inside_a_word_is_compared_word_by_word(
    query: str, listed: str, kind: Kind
) -> None:
    assert whole(query, listed, kind)[1] == ""


def test_a_legal_form_that_is_cut_says_little() -> None:
    """Thousands of names begin with it, and what comes after is the name."""
    query, listed = (f"OBSHCHESTVO S OGRANICHENNOI OTVETSTVEN{rest}" for rest in ("", "NOSTYU QULINARIUM"))
    assert compare(query, listed, kind="organization").score < 0.4
    assert whole("Velmora Quest Limit", "Velmora Quest Limited", "organization")[0] > 0.7


def test_the_more_is_left_of_a_name_the_higher_it_scores() -> None:
    listed = "Zuleikha Mercado Castellanos"
    scores = [compare(listed[:size], listed, kind="person").score for size in (20, 22, 24, 26, 28)]
    assert scores == sorted(scores)
    assert len(set(scores)) == len(scores)


def test_truncated_forms_end_inside_words_from_the_least_share_on() -> None:
    found = encode_names(["Zuleikha Mercado"], ["person"]).truncated_keys
    assert sorted(round(share * 15) for share in found.shares.tolist()) == [9, 10, 11, 12, 13, 14]
    assert found.shares.min() >= LEAST_SHARE
    turned = encode_names(["Castellanos, Zul"], ["person"]).truncated_keys  # and "Zul Castellanos"
    assert turned.rows.tolist() == [0] * 13
    nothing = ["...", "Zul", "Castellanos, " + "Zuleikha " * 5_000]
    assert not len(encode_names(nothing, ["person"] * 3).truncated_keys.keys)


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        ("HARU5, Mukhommad", "HARUS, Mukhammad", "person"),
        ("ZORQUN6, Ye", "ZORQUNG, Ye", "person"),
        ("6OTUMI, Chyuei", "GOTUMI, Chyuei", "person"),
        ("VELMOR LOGISTIC5", "VELMAR LOGISTICS", "organization"),
        ("CASTEILANOS, 2uleikha", "CASTELLANOS, Zuleikha", "person"),
        ("Okonkwa Trodin9", "Okonkwa Trading", "organization"),
        ("TAVRNI, Abclul", "TAVMI, Abdul", "person"),
    ],
)
def test_a_name_that_a_scanner_misread_is_found(query: str, listed: str, kind: Kind) -> None:
    score, said = whole(query, listed, kind)
    assert score >= load_weights().threshold
    assert said.startswith("the names are the same but for")


@pytest.mark.parametrize(
    ("query", "listed", "kind"),
    [
        ("Antonia Mendez", "Antonio Mendez", "person"),  # both are names that people bear
        ("Mario Rossi", "Maria Rossi", "person"),
        ("Tavrni", "Tavmi", "person"),  # two letters of five
        ("Hodaz Velmar", "Goodz Velmar", "person"),  # more places than a scanner misreads
        ("Fund 8 Velmar", "Fund 6 Velmar", "organization"),
        ("Velmar", "Velmar", "vessel"),
    ],
)
def test_other_names_are_not_taken_for_misread_ones(query: str, listed: str, kind: Kind) -> None:
    assert whole(query, listed, kind)[1] == ""


def test_fewer_confusions_score_higher() -> None:
    listed = "Zuleikha Castellanos"
    scores = [
        compare(name, listed, kind="person").score
        for name in ("Zuleikha Castellanos", "Zuleikha Castelianos", "Zuleikhq Castelianos")
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3
