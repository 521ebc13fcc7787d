"""How strong a hit is in all, what it rests on, and what a reader must know about it.

The meanings are frozen (docs/matching.md, "Bands, basis, flags"): a change is a change of the docs and the
tests too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sanctionscreen.identifiers.agreement import STRENGTHS, Strength
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.model import Band, Evidence
from sanctionscreen.screening.biographic_evidence import AGREES, NEAR, NEUTRAL, SAME_MONTH

BANDS: tuple[Band, ...] = ("low", "review", "match")

BAND_TABLE: dict[str, tuple[Band, Band, Band, Band]] = {
    #        strongly against, against, open, in favour
    "full": ("low", "review", "match", "match"),
    "good": ("low", "low", "review", "match"),
    "faint": ("low", "low", "low", "review"),
}
"""The band by name score (rows) and by what `support` counts (columns)."""

IDENTIFIER_BANDS: dict[Strength, Band] = {"strong": "match", "fair": "review", "weak": "low"}
"""The band that an agreeing identifier gives by itself, whatever the names are."""

CONFLICT_FEATURES = frozenset({"birth_date", "country", "kind"})
"""Disagreement of these, or of an identifier, flags `conflict`; that of gender only lowers the band."""

BIOGRAPHIC = CONFLICT_FEATURES | {"gender"}
DECIDES = 2
"""So many points decide between two listings: an agreeing birth date, not a country alone."""


def support(evidence: Iterable[Evidence]) -> int:
    """Add up what is known beside the name, in points; the name's own evidence and agreeing identifiers don't
    count.

    | evidence | agrees | near | contradicts |
    | --- | --- | --- | --- |
    | birth date | +2 (day or month) | +1 (near, or the year alone) | -2 |
    | country | +1 | 0 | -1 |
    | gender | 0 | | -1 |
    | identifier | (band by itself) | +1 | -2 |

    A kind that disagrees costs nothing here: the score has paid for it already.
    """
    points = 0
    for item in evidence:
        value = item.value
        if item.feature == "birth_date":
            points += 2 if value >= SAME_MONTH else 1 if value >= NEAR else -2 if value < NEUTRAL else 0
        elif item.feature == "country":
            points += 1 if value >= AGREES else -1 if value < NEUTRAL else 0
        elif item.feature == "gender":
            points -= value < NEUTRAL
        elif item.feature != "kind":
            points += 1 if value == NEAR else -2 if value < NEUTRAL else 0
    return points


def band(score: float, points: int, identifiers: Sequence[Strength] = (), *, named: bool = True) -> Band:
    """The band of a hit.

    Args:
        score: of the best name.
        points: what `support` counts.
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


def lowered(found: Band) -> Band:
    """One band lower: a hit that rests on nothing but a weak alias."""
    return BANDS[max(BANDS.index(found) - 1, 0)]


def is_conflict(evidence: Iterable[Evidence]) -> bool:
    """Whether anything beside the name contradicts it, as the flag `conflict` means it.

    Args:
        evidence: what was compared beside the names, and nothing else.
    """
    return any(item.value < NEUTRAL and item.feature != "gender" for item in evidence)
