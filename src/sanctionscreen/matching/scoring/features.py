"""What is observed on an aligned pair of names, as costs: 0 where nothing speaks against the pair.

Each feature is a pure function from `PairStats` to an array with a value from 0 to 1 for every pair; its docstring is
the text an analyst reads. `FEATURES` is the whole table; `weights.toml` says what each costs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.scoring.pair_stats import PairStats

F64 = NDArray[np.float64]

MUCH_BITS = 26.0
"""Bits left over on both sides that cost all of what they can cost: two rare words."""
LOST_BITS = 3.0
"""Bits lost to spelling that cost half of what spelling can cost."""


def omission_query(facts: PairStats) -> F64:
    """Words of the query that the listed name does not have."""
    return facts.open_query


def omission_listed(facts: PairStats) -> F64:
    """Words of the listed name that the query does not have."""
    return facts.open_listed


def contradiction(facts: PairStats) -> F64:
    """Words left over on both sides: each has what the other lacks."""
    return np.minimum(facts.open_query, facts.open_listed)


def much_contradicted(facts: PairStats) -> F64:
    """Many or rare words left over on both sides, whatever share of the names they are."""
    return np.minimum(np.minimum(facts.rest_query, facts.rest_listed) / MUCH_BITS, 1.0)


def thin_omission(facts: PairStats) -> F64:
    """Words left over although the words that agree are common ones."""
    return facts.thinness * np.maximum(facts.open_query, facts.open_listed)


def thin(facts: PairStats) -> F64:
    """Not the very same name, and the words that agree are few or common."""
    other_words = (facts.rest_query + facts.rest_listed > 0) | (facts.good < facts.matched * (1 - 1e-6))
    return np.sqrt(facts.thinness) * np.where(other_words, 1.0, SAME_WORDS)


SAME_WORDS = 0.25
"""What remains of `thin` where every word of either name is a word of the other: they stand in another order."""


def spelling(facts: PairStats) -> F64:
    """Words that agree in another spelling, romanisation or short form."""
    lost = np.maximum(facts.matched - facts.good, 0.0)
    return lost / (lost + LOST_BITS)


def thin_spelling(facts: PairStats) -> F64:
    """Words that agree only nearly, and would say little if they agreed."""
    return facts.thinness * (1.0 - facts.good / np.maximum(facts.matched, 1e-9))


def initials(facts: PairStats) -> F64:
    """Words of which one side gives the first letter only."""
    return facts.initials


def cut_short(facts: PairStats) -> F64:
    """Words of which one side gives the beginning only."""
    return facts.cuts


def variants(facts: PairStats) -> F64:
    """Words that stand for one another, as a short form of a name or a translation does."""
    return facts.variants


def one_word(facts: PairStats) -> F64:
    """A single word agrees."""
    return np.where(facts.words <= 1, 1.0, 0.0)


def order(facts: PairStats) -> F64:
    """Words in another order."""
    return facts.inversions


def swapped_descent(facts: PairStats) -> F64:
    """Words in another order where both names say who is whose child: X son of Y is not Y son of X."""
    return facts.descents


def another_first_name(facts: PairStats) -> F64:
    """One name puts another word before the first word of the other, as a child's name before its father's."""
    return facts.shifted


def child(facts: PairStats) -> F64:
    """A word more before a whole name of four words or more: a child's name is written before its father's."""
    return facts.child


def jumbled(facts: PairStats) -> F64:
    """Words in an order that is not just the family name first or last."""
    return facts.jumbled


def lost_surname(facts: PairStats) -> F64:
    """The first word of a family name is missing, though a later word of it agrees."""
    return facts.lost_surname


def numbers(facts: PairStats) -> F64:
    """Numbers that differ: both sides have one that the other lacks."""
    return np.minimum(np.minimum(facts.numbers_query, facts.numbers_listed), 1.0)


def missing_number(facts: PairStats) -> F64:
    """A number on one side only."""
    return np.minimum(np.maximum(facts.numbers_query, facts.numbers_listed), 1.0) - numbers(facts)


def alternative_reading(facts: PairStats) -> F64:
    """A text that can be read in several ways, not read in its commonest one."""
    return facts.readings / 2


def acronym(facts: PairStats) -> F64:
    """One name is made of the first letters of the other; the fewer the letters, the less that says."""
    more = np.maximum(facts.acronym_letters - 3.0, 0.0)
    return np.where(facts.acronym_letters > 0, np.exp2(-more * (more + 1.0) / 2.0), 0.0)


Feature = Callable[[PairStats], F64]
"""From the facts of many pairs to one cost each, 0 to 1."""

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

OMISSIONS: tuple[Feature, ...] = (
    omission_query,
    omission_listed,
    contradiction,
    much_contradicted,
    thin_omission,
    thin,
)
"""The features that can be above 0 where nothing is known but what two names can cover (`optimistic_stats`)."""


def cost(facts: PairStats, weights: F64, features: Sequence[Feature] = FEATURES) -> F64:
    """Weighted sum of features; of all of them, or of those that can be above 0."""
    total = np.zeros(len(facts.matched))
    for feature in features:
        total += weights[FEATURES.index(feature)] * feature(facts)
    return total
