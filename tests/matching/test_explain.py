"""What an analyst reads of two names: which words agree and why, what is left over."""

from __future__ import annotations

import pytest

from sanctionscreen.matching import compare
from sanctionscreen.matching.explain import REASONS
from sanctionscreen.matching.tokens.token_rules import Reason
from sanctionscreen.model import Kind


def details(query: str, listed: str, kind: Kind = "person") -> str:
    """The evidence of two names, a line each."""
    return "\n".join(item.detail for item in compare(query, listed, kind=kind).evidence)


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(Reason) - {Reason.NONE}


@pytest.mark.parametrize(
    ("query", "listed", "kind", "words"),
    [
        ("Vladimir Kononov", "Vladimir Kononog", "person", "keys that touch"),
        ("Vasil Herasimau", "Vasily Gerasimov", "person", "by another convention of spelling"),
        ("Rashid Slmni", "Rashid Salimani", "person", "one without its inner vowels"),
        ("Lidya Mik", "Lidya Mikhailovna", "person", "one begins the other"),
        ("Kara Trading GmbH", "Kara Ticaret Ltd", "organization", "legal forms of one kind"),
        ("Kara Trading GmbH", "Kara Ticaret Ltd", "organization", "translated or abbreviated"),
        (
            "Vlad/im/ir Kononov",
            "Vladimir Kononov",
            "person",
            "the same letters, cut into words at other places",
        ),
        ("Kara 8ANK", "KARA BANK", "organization", "(read as 'kara bank')"),
    ],
)
def test_each_pair_of_words_says_why_it_agrees(query: str, listed: str, kind: Kind, words: str) -> None:
    assert words in details(query, listed, kind)


def test_one_sentence_says_the_whole_and_what_is_left_over_on_either_side() -> None:
    found = details("Siarhei Ivanou Banker", "Ivanov, Sergey Petrovich")
    assert "2 words asked and 2 words listed agree, 2 of them in another form" in found
    assert "only in the name as asked: banker" in found
    assert "only in the name as listed: petrovich" in found


def test_words_past_those_that_are_compared_are_told() -> None:
    """They count as left over, and that is said."""
    found = details(" ".join(["Adriana", "Castellanos", *["Okonkwo"] * 79]), "Adriana Castellanos")
    assert "the name as asked goes on for 17 words past the first 64, which count as left over" in found
