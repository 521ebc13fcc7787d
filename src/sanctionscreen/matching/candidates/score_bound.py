"""Upper bound on the score of a name pair, from the weight that the two names can match in each other."""

from __future__ import annotations

import numpy as np

from sanctionscreen.matching.candidates.upper_bound import CoverageBound
from sanctionscreen.matching.encode.arrays import F32, F64, Bools, ReadingRows
from sanctionscreen.matching.encode.encoded_names import EncodedNames
from sanctionscreen.matching.encode.hashing import sorted_unique
from sanctionscreen.matching.scoring.features import BOUND_FEATURES, FEATURES, alternative_reading, cost
from sanctionscreen.matching.scoring.pair_stats import optimistic_stats
from sanctionscreen.matching.scoring.weights import load_weights


def pairs_that_may_reach(
    queries: EncodedNames,
    listed: EncodedNames,
    candidates: tuple[ReadingRows, ReadingRows],
    bound: CoverageBound,
    threshold: float,
) -> tuple[ReadingRows, ReadingRows]:
    """The candidates, once each, whose upper bound reaches the threshold."""
    query_rows, listed_rows, *matchable = bound.matchable(*candidates)
    keep = may_reach(
        queries, query_rows, listed, listed_rows, (matchable[0], matchable[1]), bound.group, threshold
    )
    pairs = sorted_unique((query_rows[keep].astype(np.int64) << 32) | listed_rows[keep])
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)


def may_reach(
    queries: EncodedNames,
    query_rows: ReadingRows,
    listed: EncodedNames,
    listed_rows: ReadingRows,
    matchable: tuple[F32, F32],
    group: int,
    threshold: float,
) -> Bools:
    """Which pairs have an upper bound that reaches the threshold, by the most weight `matchable` on each side."""
    if not len(query_rows):
        return np.zeros(0, dtype=bool)
    weights = load_weights()
    totals = queries.table.totals[group][query_rows], listed.table.totals[group][listed_rows]
    factor = weights.kinds[queries.kinds[query_rows], listed.kinds[listed_rows]]
    least = cost(optimistic_stats(*totals, *matchable), weights.features[group], BOUND_FEATURES)
    reading = weights.features[group][FEATURES.index(alternative_reading)] / 2
    least += reading * _alternatives(queries, query_rows, listed, listed_rows)
    return np.asarray(np.exp(-least) * factor >= threshold - 1e-4)  # scores are rounded to 4 decimals


def _alternatives(
    queries: EncodedNames, query_rows: ReadingRows, listed: EncodedNames, listed_rows: ReadingRows
) -> F64:
    """How many of two readings are not the first of their text: known before anything is aligned."""
    first, second = queries.table.is_alternative[query_rows], listed.table.is_alternative[listed_rows]
    return np.add(first, second, dtype=np.float64)
