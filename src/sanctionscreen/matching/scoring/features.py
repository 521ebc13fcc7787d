"""Features of an aligned pair of names, as costs: 0 where nothing speaks against the pair.

Each feature is a pure function from `PairStats` to an array with a value from 0 to 1 for every pair; its docstring is
the text that an analyst reads. `FEATURES` is the whole table; `weights.toml` says what each costs.

To add one: a function and its line in `FEATURES` here, its two weights in `weights.toml`, and a field of `PairStats`
if it needs a new statistic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sanctionscreen.matching.encode.arrays import F64
from sanctionscreen.matching.scoring.pair_stats import PairStats

MUCH_BITS = 26.0
"""Bits unmatched on both sides that cost all of what they can cost: two rare words."""
LOST_BITS = 3.0
"""Bits lost to spelling that cost half of what spelling can cost."""


def omission_query(stats: PairStats) -> F64:
    """Words of the query that the listed name does not have."""
    return stats.unmatched_share_query


def omission_listed(stats: PairStats) -> F64:
    """Words of the listed name that the query does not have."""
    return stats.unmatched_share_listed


def contradiction(stats: PairStats) -> F64:
    """Words left over on both sides: each has what the other lacks."""
    return np.minimum(stats.unmatched_share_query, stats.unmatched_share_listed)


def much_contradicted(stats: PairStats) -> F64:
    """Many or rare words left over on both sides, whatever share of the names they are."""
    return np.minimum(np.minimum(stats.unmatched_query, stats.unmatched_listed) / MUCH_BITS, 1.0)


def thin_omission(stats: PairStats) -> F64:
    """Words left over although the words that agree are common ones."""
    return stats.thinness * np.maximum(stats.unmatched_share_query, stats.unmatched_share_listed)


def thin(stats: PairStats) -> F64:
    """The words that agree are not rare enough to rule out chance."""
    other_words = (stats.unmatched_query + stats.unmatched_listed > 0) | (
        stats.similar < stats.matched * (1 - 1e-6)
    )
    return np.sqrt(stats.thinness) * np.where(other_words, 1.0, SAME_WORDS)


SAME_WORDS = 0.25
"""What remains of `thin` where every word of either name is a word of the other: they stand in another order."""


def spelling(stats: PairStats) -> F64:
    """Words that agree in another spelling, romanisation or short form."""
    lost = np.maximum(stats.matched - stats.similar, 0.0)
    return lost / (lost + LOST_BITS)


def thin_spelling(stats: PairStats) -> F64:
    """Words that agree only nearly, and would say little if they agreed."""
    return stats.thinness * (1.0 - stats.similar / np.maximum(stats.matched, 1e-9))


def initials(stats: PairStats) -> F64:
    """Words of which one side gives the first letter only."""
    return stats.initials


def cut_short(stats: PairStats) -> F64:
    """Words of which one side gives the beginning only."""
    return stats.cuts


def variants(stats: PairStats) -> F64:
    """Words that stand for one another, as a short form of a name or a translation does."""
    return stats.variants


def one_word(stats: PairStats) -> F64:
    """A single word agrees."""
    return np.where(stats.words <= 1, 1.0, 0.0)


def order(stats: PairStats) -> F64:
    """Words in another order."""
    return stats.inversions


def swapped_descent(stats: PairStats) -> F64:
    """Words in another order where both names say who is whose child: X son of Y is not Y son of X."""
    return stats.descents


def another_first_name(stats: PairStats) -> F64:
    """One name puts another word before the first word of the other, as a child's name before its father's."""
    return stats.shifted


def child(stats: PairStats) -> F64:
    """One extra first word before a whole name of four words or more: it may be a son or daughter."""
    return stats.child


def jumbled(stats: PairStats) -> F64:
    """Words in an order that is not just the family name first or last."""
    return stats.jumbled


def lost_surname(stats: PairStats) -> F64:
    """The first word of a family name is missing, though a later word of it agrees."""
    return stats.lost_surname


def numbers(stats: PairStats) -> F64:
    """Numbers that differ: both sides have one that the other lacks."""
    return np.minimum(np.minimum(stats.numbers_query, stats.numbers_listed), 1.0)


def missing_number(stats: PairStats) -> F64:
    """A number on one side only."""
    return np.minimum(np.maximum(stats.numbers_query, stats.numbers_listed), 1.0) - numbers(stats)


def alternative_reading(stats: PairStats) -> F64:
    """A text that can be read in several ways, not read in its commonest one."""
    return stats.alternative_readings / 2


def acronym(stats: PairStats) -> F64:
    """One name is made of the first letters of the other; the fewer the letters, the less that says."""
    more = np.maximum(stats.acronym_letters - 3.0, 0.0)
    return np.where(stats.acronym_letters > 0, np.exp2(-more * (more + 1.0) / 2.0), 0.0)


Feature = Callable[[PairStats], F64]
"""From the stats of many pairs to one cost each, 0 to 1."""

FEATURES: tuple[Feature, ...] = (
    omission_query,
    omission_listed,
    contradiction,
    much_contradicted,
    thin_omission,
    thin,
    spelling,
    thin_spelling,
    initials,
    cut_short,
    variants,
    one_word,
    order,
    swapped_descent,
    another_first_name,
    child,
    jumbled,
    lost_surname,
    numbers,
    missing_number,
    alternative_reading,
    acronym,
)

BOUND_FEATURES: tuple[Feature, ...] = (
    omission_query,
    omission_listed,
    contradiction,
    much_contradicted,
    thin_omission,
    thin,
)
"""The features that can be above 0 for `optimistic_stats`; leaving one out only loosens the bound."""

SHOWN_BY_TOKENS = frozenset(
    {
        omission_query,
        omission_listed,
        contradiction,
        much_contradicted,
        thin_omission,
        spelling,
        thin_spelling,
        initials,
        cut_short,
        variants,
    }
)
"""The features without a sentence of their own: evidence of aligned and unmatched tokens shows what they cost."""


def cost(stats: PairStats, weights: F64, features: Sequence[Feature] = FEATURES) -> F64:
    """Weighted sum of features; of all of them, or of those that can be above 0."""
    total = np.zeros(len(stats.matched))
    for feature in features:
        total += weights[FEATURES.index(feature)] * feature(stats)
    return total
