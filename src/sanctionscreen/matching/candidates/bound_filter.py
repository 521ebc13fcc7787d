"""Which pairs of names can reach a threshold, by the most that they can have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.candidates.upper_bound import CoverageBound
from sanctionscreen.matching.encode.hashing import sorted_unique
from sanctionscreen.matching.scoring.features import FEATURES, OMISSIONS, alternative_reading, cost
from sanctionscreen.matching.scoring.pair_stats import optimistic_stats
from sanctionscreen.matching.scoring.weights import load_weights

if TYPE_CHECKING:
    from sanctionscreen.matching.matcher import EncodedNames

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]


def promising(
    queries: EncodedNames,
    listed: EncodedNames,
    candidates: tuple[I32, I32],
    promise: CoverageBound,
    threshold: float,
) -> tuple[I32, I32]:
    """The pairs, once each, that can reach the threshold with all that they can have in common."""
    q, l, *cover = promise.covered(*candidates)
    keep = may_reach(queries, q, listed, l, (cover[0], cover[1]), promise.group, threshold)
    pairs = sorted_unique((q[keep].astype(np.int64) << 32) | l[keep])
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)


def may_reach(
    queries: EncodedNames,
    q: I32,
    listed: EncodedNames,
    l: I32,
    cover: tuple[F32, F32],
    group: int,
    threshold: float,
) -> NDArray[np.bool_]:
    """Which pairs can reach the threshold with all that they can have in common."""
    if not len(q):
        return np.zeros(0, dtype=bool)
    weights = load_weights()
    hopeful = optimistic_stats(queries.table.totals[group][q], listed.table.totals[group][l], *cover)
    factor = weights.kinds[queries.kinds[q], listed.kinds[l]]
    least = cost(hopeful, weights.features[group], OMISSIONS)
    least += (
        weights.features[group][FEATURES.index(alternative_reading)]
        / 2
        * _alternatives(queries, q, listed, l)
    )
    return np.asarray(np.exp(-least) * factor >= threshold - 1e-4)  # scores are rounded to 4 decimals


def _alternatives(queries: EncodedNames, q: I32, listed: EncodedNames, l: I32) -> NDArray[np.float64]:
    """How many of two readings are not the first of their text: known before anything is aligned."""
    return np.add(queries.table.is_alternative[q], listed.table.is_alternative[l], dtype=np.float64)


def together(parts: Iterable[tuple[I32, I32]]) -> Iterator[tuple[I32, I32]]:
    """Pairs, so many at a time that calling for them costs little."""
    waiting: list[tuple[I32, I32]] = []
    count = 0
    for pairs in parts:
        if len(pairs[0]):
            waiting.append(pairs)
            count += len(pairs[0])
        if count > _SCORED:
            yield _one_after_other(waiting)
            waiting, count = [], 0
    if waiting:
        yield _one_after_other(waiting)


_SCORED = 50_000
"""Pairs that are scored together."""


def _one_after_other(parts: list[tuple[I32, I32]]) -> tuple[I32, I32]:
    q, l = zip(*parts, strict=True)
    return np.concatenate(q), np.concatenate(l)
