"""Bands: how strong a hit is in all, from its name score, identifiers and other attributes.

The meanings are frozen (docs/matching.md, "Bands, basis, flags"): to change one is to change the docs and the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sanctionscreen.identifiers.types import STRENGTHS, Strength
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.model import Band, Evidence

BANDS: tuple[Band, ...] = ("low", "review", "match")

BAND_TABLE: dict[str, tuple[Band, Band, Band, Band]] = {
    #        strongly against, against, open, in favour
    "full": ("low", "review", "match", "match"),
    "good": ("low", "low", "review", "match"),
    "faint": ("low", "low", "low", "review"),
}
"""The band by name score (rows) and by the points of all comparisons (columns)."""

IDENTIFIER_BANDS: dict[Strength, Band] = {"strong": "match", "fair": "review", "weak": "low"}
"""The band that an agreeing identifier gives by itself, whatever the names are."""

DECIDES = 2
"""Points that decide between two listings: an agreeing birth date does, a country alone doesn't."""

AGREES, NEAR, FAINT, NEUTRAL = 1.0, 0.75, 0.6, 0.5
"""Values of evidence: agrees; differs as one party's data do between lists; possibly the same value, imprecisely
recorded; says nothing. Below `NEUTRAL` a value speaks against the hit. No value ever removes one."""


class Level(NamedTuple):
    """AttributeComparison level: how far two values of one attribute agree.

    Attributes:
        value: of the evidence, 0 (contradicts) to 1 (agrees).
        points: what it adds to the band, see `BAND_TABLE`.
        is_conflict: whether it flags `conflict`.
    """

    value: float
    points: int
    is_conflict: bool = False


SAME_DAY = Level(AGREES, 2)
SAME_MONTH = Level(0.95, 2)
SAME_YEAR = Level(0.85, 1)
WITHIN_RANGE = Level(0.8, 1)
NEAR_DATE = Level(NEAR, 1)
"""A year or two apart on the same day, day and month exchanged, or a like error of recording."""
FAINT_DATE = Level(FAINT, 0)
OTHER_DATE = Level(0.0, -2, True)

SAME_COUNTRY = Level(AGREES, 1)
RELATED_COUNTRY = Level(FAINT, 0)
OTHER_COUNTRY = Level(0.3, -1, True)
"""Not 0: people move, and firms register elsewhere."""

SAME_GENDER = Level(AGREES, 0)
OTHER_GENDER = Level(0.0, -1)
OTHER_KIND = Level(0.3, 0, True)
"""No points: the score has paid for it already."""

NEAR_IDENTIFIER = Level(NEAR, 1)
FAINT_IDENTIFIER = Level(FAINT, 0)
INVALID_IDENTIFIER = Level(NEUTRAL, 0)
"""A number breaks the rule of its type, so the two can't be compared."""
OTHER_IDENTIFIER = Level(0.0, -2, True)


class AttributeComparison(NamedTuple):
    """One attribute of a query and a listing, compared."""

    level: Level
    evidence: Evidence


def compared(feature: str, level: Level, detail: str) -> AttributeComparison:
    """A comparison with its evidence."""
    return AttributeComparison(level, Evidence(feature=feature, value=level.value, detail=detail))


def band(score: float, points: int, identifiers: Sequence[Strength] = (), *, named: bool = True) -> Band:
    """The band of a hit.

    Args:
        score: of the best name.
        points: of all comparisons together; see `Level`.
        identifiers: the strengths of the identifiers that agree.
        named: whether the name reached the threshold; if not, the identifiers alone decide.

    Returns:
        The better of the table's band and the identifiers' own; the latter is one lower where the rest speaks
        clearly against (two points or more): a reused number, or a number typed into the wrong record.

    >>> band(1.0, 0), band(1.0, -1), band(0.6, 3), band(0.2, 0, ["strong"], named=False)
    ('match', 'review', 'review', 'match')
    """
    level = 0
    if named:
        levels = load_weights()
        row = "full" if score >= levels.full else "good" if score >= levels.good else "faint"
        column = 3 if points >= 2 else 2 if points >= 0 else 1 if points >= -2 else 0
        level = BANDS.index(BAND_TABLE[row][column])
    if identifiers:
        best = max(identifiers, key=STRENGTHS.index)
        level = max(level, BANDS.index(IDENTIFIER_BANDS[best]) - (points <= -DECIDES), 0)
    return BANDS[level]


def lowered(band: Band) -> Band:
    """One band lower: for a hit that rests on nothing but a weak alias."""
    return BANDS[max(BANDS.index(band) - 1, 0)]
