"""The band table, the levels of comparison, and ambiguity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.identifiers.types import STRENGTHS, Strength
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.model import Band, Flag, Hit
from sanctionscreen.screening import bands
from sanctionscreen.screening.ambiguity import mark_ambiguous
from sanctionscreen.screening.bands import BAND_TABLE, BANDS, band, lowered
from sanctionscreen.screening.hits import AssessedHit

GOOD, FULL = load_weights().good, load_weights().full


@pytest.mark.parametrize(
    ("score", "points", "expected"),
    [
        (1.0, 3, "match"),
        (1.0, 0, "match"),
        (1.0, -1, "review"),
        (1.0, -2, "review"),
        (1.0, -3, "low"),
        (FULL, 0, "match"),
        ((FULL + 1) / 2, 2, "match"),
        ((GOOD + FULL) / 2, 1, "review"),
        ((GOOD + FULL) / 2, 0, "review"),
        ((GOOD + FULL) / 2, -1, "low"),
        (GOOD, 0, "review"),
        (GOOD - 0.01, 2, "review"),
        (GOOD - 0.01, 1, "low"),
        (GOOD - 0.01, -3, "low"),
    ],
)
def test_bands_of_hits_by_name(score: float, points: int, expected: Band) -> None:
    """The documented table: three levels of name, four of what stands beside it."""
    assert band(score, points) == expected


@pytest.mark.parametrize(
    ("identifiers", "points", "expected"),
    [
        (["strong"], 0, "match"),
        (["fair"], 0, "review"),
        (["weak"], 0, "low"),
        (["weak", "strong"], 1, "match"),
        (["strong"], -1, "match"),
        (["strong"], -2, "review"),
        (["weak"], -4, "low"),
    ],
)
def test_bands_of_hits_by_identifier(identifiers: list[Strength], points: int, expected: Band) -> None:
    """The best identifier gives the band, one lower where the rest speaks clearly against."""
    assert band(0.1, points, identifiers, named=False) == expected


@given(
    st.floats(0, 1),
    st.floats(0, 1),
    st.integers(-5, 5),
    st.integers(-5, 5),
    st.lists(st.sampled_from(STRENGTHS)),
)
def test_the_band_never_falls_as_anything_rises(
    score: float, other_score: float, points: int, other_points: int, identifiers: list[Strength]
) -> None:
    """A better name, more support or an identifier that agrees never lowers the band."""
    low, high = sorted((score, other_score))
    few, many = sorted((points, other_points))
    rank = BANDS.index
    assert rank(band(low, few)) <= rank(band(high, few)) <= rank(band(high, many))
    assert rank(band(high, many)) <= rank(band(high, many, identifiers))


def test_every_cell_of_the_table_is_a_band() -> None:
    """No row or column falls as it goes right or up: the table itself is monotone."""
    rows = [[BANDS.index(cell) for cell in BAND_TABLE[row]] for row in ("faint", "good", "full")]
    assert all(row == sorted(row) for row in rows)
    assert all(list(column) == sorted(column) for column in zip(*rows, strict=True))


@pytest.mark.parametrize(
    ("agreeing", "differing"),
    [
        (
            [bands.SAME_DAY, bands.SAME_MONTH, bands.SAME_YEAR, bands.NEAR_DATE, bands.FAINT_DATE],
            bands.OTHER_DATE,
        ),
        ([bands.SAME_COUNTRY, bands.RELATED_COUNTRY], bands.OTHER_COUNTRY),
        ([bands.SAME_GENDER], bands.OTHER_GENDER),
        ([bands.NEAR_IDENTIFIER, bands.FAINT_IDENTIFIER, bands.INVALID_IDENTIFIER], bands.OTHER_IDENTIFIER),
    ],
)
def test_points_fall_with_the_value(agreeing: list[bands.Level], differing: bands.Level) -> None:
    """What agrees less adds less to the band, and only what differs speaks against the hit."""
    levels = [*agreeing, differing]
    assert [level.value for level in levels] == sorted((level.value for level in levels), reverse=True)
    assert [level.points for level in levels] == sorted((level.points for level in levels), reverse=True)
    assert all(level.value >= bands.NEUTRAL and level.points >= 0 for level in agreeing)
    assert differing.value < bands.NEUTRAL
    assert differing.points < 0


@pytest.mark.parametrize(
    ("level", "points", "is_conflict"),
    [
        (bands.SAME_DAY, 2, False),
        (bands.SAME_MONTH, 2, False),
        (bands.SAME_YEAR, 1, False),
        (bands.NEAR_DATE, 1, False),
        (bands.FAINT_DATE, 0, False),
        (bands.OTHER_DATE, -2, True),
        (bands.SAME_COUNTRY, 1, False),
        (bands.RELATED_COUNTRY, 0, False),
        (bands.OTHER_COUNTRY, -1, True),
        (bands.SAME_GENDER, 0, False),
        (bands.OTHER_GENDER, -1, False),
        (bands.OTHER_KIND, 0, True),
        (bands.OTHER_IDENTIFIER, -2, True),
        (bands.NEAR_IDENTIFIER, 1, False),
        (bands.FAINT_IDENTIFIER, 0, False),
    ],
)
def test_points_and_conflict_of_each_level(level: bands.Level, points: int, is_conflict: bool) -> None:
    """As docs/matching.md has them: gender only lowers the band, and a kind that differs costs nothing here."""
    assert (level.points, level.is_conflict) == (points, is_conflict)


def test_one_band_lower_stops_at_low() -> None:
    """A muted hit ranks one band lower, never out of the bands."""
    assert [lowered(found) for found in ("match", "review", "low")] == ["review", "low", "low"]


def hit(
    entity_id: str, points: int = 0, *, conflict: bool = False, list_id: str = "eu-fsf", **fields: object
) -> AssessedHit:
    flags: tuple[Flag, ...] = ()
    found = Hit.model_validate(
        {
            "hit_id": f"{list_id}/{entity_id}",
            "list": list_id,
            "edition": None,
            "entity_id": entity_id,
            "kind": "vessel",
            "listed_name": f"Listed {entity_id}",
            "matched_name": "Jaguar",
            "score": 1.0,
            "band": "match",
            "basis": ("name",),
            "flags": flags,
            **fields,
        }
    )
    return AssessedHit(found, points, conflict)


def ambiguous(*hits: AssessedHit) -> list[str]:
    return [found.entity_id for found in mark_ambiguous(hits) if "ambiguous" in found.flags]


SAME_BIRTHDAY, SAME_COUNTRY = bands.SAME_DAY.points, bands.SAME_COUNTRY.points


def test_one_name_of_two_parties_is_ambiguous_and_says_so() -> None:
    """Both hits are flagged, and each names the other and what would decide."""
    marked = mark_ambiguous([hit("9354301"), hit("9293002", matched_name="JAGUAR")])
    assert all(found.flags == ("ambiguous",) for found in marked)
    assert "Listed 9293002 (9293002)" in marked[0].evidence[-1].detail
    assert "IMO number would decide" in marked[0].evidence[-1].detail


def test_an_identifier_decides() -> None:
    """With the number of one of them, neither is ambiguous: one agrees, the other contradicts."""
    assert (
        ambiguous(hit("1", basis=("name", "identifier")), hit("2", conflict=True, flags=("conflict",))) == []
    )


def test_a_birth_date_decides_and_a_country_does_not() -> None:
    """An agreeing day of birth singles one out of two; a country in common is too little."""
    assert ambiguous(hit("1", SAME_BIRTHDAY), hit("2")) == []
    assert ambiguous(hit("1", SAME_COUNTRY), hit("2")) == ["1", "2"]


def test_what_the_evidence_rules_out_leaves_the_rest_ambiguous() -> None:
    """Of three parties of one name, the two that nothing tells apart are flagged."""
    assert ambiguous(hit("1", SAME_BIRTHDAY), hit("2", SAME_BIRTHDAY), hit("3")) == ["1", "2"]


def test_one_party_on_two_lists_is_not_ambiguous() -> None:
    """The same name on OFAC's and the UN's list is one party twice, as far as anyone can tell."""
    assert ambiguous(hit("1", list_id="un-sc"), hit("2", list_id="us-ofac-sdn")) == []


def test_other_names_lesser_scores_and_renamed_hits_are_not_ambiguous() -> None:
    """Ambiguity needs the best score, under one name, by name."""
    assert ambiguous(hit("1"), hit("2", score=0.9)) == []
    assert ambiguous(hit("1"), hit("2", matched_name="Zaliv Amerika")) == []
    assert ambiguous(hit("1"), hit("2", flags=("renamed",), basis=("identifier",))) == []
    assert ambiguous(hit("1")) == []


def test_marking_keeps_the_hits_and_their_order() -> None:
    """Nothing is dropped or moved, and nothing but flags and evidence changes."""
    hits = [hit("1"), hit("2"), hit("3", score=0.8)]
    marked = mark_ambiguous(hits)
    assert [found.hit_id for found in marked] == [found.hit.hit_id for found in hits]
    assert [found.band for found in marked] == [found.hit.band for found in hits]
    assert marked[2] == hits[2].hit
