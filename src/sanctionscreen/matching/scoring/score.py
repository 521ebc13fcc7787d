"""Scores of name pairs: alignment, pair statistics, cost of the features, and the special cases of equal names."""

from __future__ import annotations

import numpy as np

from sanctionscreen.matching.encode.arrays import F64, Bools, ReadingRows
from sanctionscreen.matching.encode.encoded_names import EncodedNames
from sanctionscreen.matching.encode.kinds import PERSON
from sanctionscreen.matching.encode.name_arrays import NameArrays
from sanctionscreen.matching.scoring.align import Alignment, align
from sanctionscreen.matching.scoring.features import FEATURES, alternative_reading, cost
from sanctionscreen.matching.scoring.pair_stats import PairStats, pair_stats
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.matching.scoring.whole_name import with_whole_name_relations
from sanctionscreen.matching.tokens.match_lookup import Lookups

SPACED_SCORE = 0.97
"""Least score of two names whose letters are the same, but for where they are cut into words."""


def same_tokens(
    queries: NameArrays, query_rows: ReadingRows, listed: NameArrays, listed_rows: ReadingRows
) -> Bools:
    """Which pairs of readings have the same tokens in the same order; an acronym equals no name."""
    names = (queries.acronym_letters[query_rows] == 0) & (listed.acronym_letters[listed_rows] == 0)
    equal: Bools = (queries.keys[query_rows] == listed.keys[listed_rows]) & names
    return equal


def same_letters(
    queries: NameArrays, query_rows: ReadingRows, listed: NameArrays, listed_rows: ReadingRows
) -> Bools:
    """Which pairs of readings have the same letters, enough of them, wherever they are cut into words."""
    keys = queries.letter_keys[query_rows]
    equal: Bools = (keys == listed.letter_keys[listed_rows]) & (keys != 0)
    return equal


def aligned_stats(
    queries: EncodedNames,
    query_rows: ReadingRows,
    listed: EncodedNames,
    listed_rows: ReadingRows,
    lookups: Lookups,
    group: int,
) -> tuple[Alignment, PairStats]:
    """Alignment and statistics of pairs of readings; the arguments are those of `score_pairs`."""
    rows = queries.table, query_rows, listed.table, listed_rows
    alignment = align(*rows, lookups[group], group)
    stats = pair_stats(alignment, *rows, group)
    costs = load_weights().features[group]
    return alignment, with_whole_name_relations(stats, *rows, listed.truncated_keys, group, costs)


def score_pairs(
    queries: EncodedNames,
    query_rows: ReadingRows,
    listed: EncodedNames,
    listed_rows: ReadingRows,
    lookups: Lookups,
    group: int,
) -> F64:
    """Score pairs of readings.

    Args:
        queries, listed: the two sides.
        query_rows, listed_rows: the pairs.
        lookups: matches of the tokens of the two sides.
        group: the group of the pairs, see `kinds.group_of`.

    Returns:
        Scores from 0 to 1, rounded to 4 decimals.
    """
    weights = load_weights()
    _, stats = aligned_stats(queries, query_rows, listed, listed_rows, lookups, group)
    score: F64 = np.exp(-cost(stats, weights.features[group]))
    query_short = queries.table.acronym_letters[query_rows] > 0
    listed_short = listed.table.acronym_letters[listed_rows] > 0
    # Two names with the same first letters have nothing in common; a person has no acronym.
    excluded = query_short | listed_short if group == PERSON else query_short & listed_short
    score[(stats.matched == 0) | excluded] = 0.0
    rows = queries.table, query_rows, listed.table, listed_rows
    spaced = np.flatnonzero(same_letters(*rows))
    reading = weights.features[group][FEATURES.index(alternative_reading)]
    least = SPACED_SCORE * np.exp(-reading * alternative_reading(stats)[spaced])
    score[spaced] = np.maximum(score[spaced], least)
    equal = same_tokens(*rows) & (stats.alternative_readings == 0)
    score[equal & (queries.table.widths(query_rows) > 0)] = 1.0
    return np.round(score * weights.kinds[queries.kinds[query_rows], listed.kinds[listed_rows]], 4)
