"""Names that nobody should give: none crashes, hangs, or matches everything."""

from __future__ import annotations

import pytest

from sanctionscreen.matching import compare
from sanctionscreen.matching.encode.encoded_names import encode_names
from sanctionscreen.matching.matcher import compile_names
from sanctionscreen.model import KINDS, Kind

LISTED = [
    "Adriana Castellanos",
    "Владимир Кононов",
    "محمد حسن",
    "金正恩",
    "Kara Trading Ltd",
    "Ocean Star 5",
    "A",
    "B",
    "😀",
    "",
]
MATCHER = compile_names(encode_names(LISTED, [None] * len(LISTED)))

NOTHING = ["", "   ", "😀😀", "\u202e\u202c", "\u200b\u00ad", "...---...", "'", "\ud800", "\x00"]
STRANGE = [
    "Владimir Коnonov 金 محمد",  # several scripts, even in one word
    "\u202eadriana\u202c \u2067castellanos\u2069",
    "Adriana 😀 Castellanos",
    "9 9 9 9 9 9 9 9",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "x" * 100_000,
    "al " * 10_000,
    "Adriana Castellanos " * 5_000,
    "4@$!1 0O0O l1Il!",
    "a\u0301" * 5_000,
]


def found(name: str, kind: Kind | None = None) -> list[str]:
    """Listed names that match at the lowest threshold that is of any use."""
    result = MATCHER.match(encode_names([name], [kind]), 0.5)
    return [LISTED[place] for place in result.listed.tolist()]


@pytest.mark.parametrize("name", NOTHING)
def test_a_name_that_folds_to_nothing_finds_nothing(name: str) -> None:
    assert found(name) == []


@pytest.mark.parametrize("name", STRANGE, ids=range(len(STRANGE)))
def test_a_strange_name_ends_and_finds_few(name: str) -> None:
    assert len(found(name)) <= 2


def test_what_hides_a_name_does_not_keep_it_from_being_found() -> None:
    """Emoji and direction marks beside a name, look-alikes within it."""
    assert found("Adriana 😀 Castellanos") == ["Adriana Castellanos"]
    assert "Adriana Castellanos" in found("\u2067Adriana\u2069 \u202dCastellanos\u202c")
    assert found("Влaдимиp Koнонoв") == ["Владимир Кононов"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_contradicts_the_list_lowers_the_score_and_finds_the_name(kind: Kind) -> None:
    for listed in KINDS:
        score = compare("Ocean Star", "Ocean Star", kind=kind, listed_kind=listed).score
        assert score == 1.0 if kind == listed else 0.5 < score < 1.0
