"""A logistic curve whose slopes are none below a least value: what `fit_weights.py` fits weights with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

_STEPS, _HALVINGS = 60, 30
_RIDGE = 1e-6
_ROUNDS = 8
HOPELESS = 0.05


def _fit_once(values: F64, intercepts: F64, same: NDArray[np.bool_], weight: F64) -> F64:
    """Fit P(same) = 1 / (1 + exp(-(intercept - values · slopes))) by projected Newton steps.

    Args:
        values: a row a pair, a column a feature.
        intercepts: a column for each group of rows with an intercept of its own, 1 in its rows and else 0.
        same: what the pair is.
        weight: how much each row counts.

    Returns:
        Slopes, one a feature, none below 0: those that make the data likeliest, but for a slight pull towards 0.
    """
    design = np.c_[intercepts, -values]
    free = intercepts.shape[1]  # these may be negative
    lower = np.r_[np.full(free, -np.inf), np.zeros(values.shape[1])]
    ridge = np.r_[np.zeros(free), np.full(values.shape[1], _RIDGE * weight.sum())]
    found = np.r_[np.zeros(free), np.ones(values.shape[1])]
    loss = _loss(design, found, same, weight, ridge)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (weight * (chance - same)) + ridge * found
        curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design + np.diag(ridge + 1e-9)
        moving = (found > lower) | (slope < 0)
        step = np.zeros(len(found))
        step[moving] = -np.linalg.solve(curve[np.ix_(moving, moving)], slope[moving])
        before = loss
        for halving in range(_HALVINGS):
            tried = np.maximum(found + step / 2**halving, lower)
            loss = _loss(design, tried, same, weight, ridge)
            if loss <= before:
                found = tried
                break
        if before - loss < 1e-7 * before:
            break
    fitted: F64 = found
    return fitted


def fit_slopes(
    values: F64, intercepts: F64, same: NDArray[np.bool_], weight: F64, hopeless: float = HOPELESS
) -> F64:
    """The same, where a pair of one party may have names that have nothing to do with each other.

    Such a pair lies far down the curve, and would flatten it for all others. So a pair of one party counts by how
    likely it is that its names, and not chance, make it one: chance / (chance + `hopeless`), found round by round.
    """
    count = weight
    for _ in range(_ROUNDS):
        found = _fit_once(values, intercepts, same, count)
        chance = 1 / (1 + np.exp(-(np.c_[intercepts, -values] @ found)))
        count = np.where(same, weight * chance / (chance + hopeless), weight)
    return found[intercepts.shape[1] :]


def _loss(design: F64, found: F64, same: NDArray[np.bool_], weight: F64, ridge: F64) -> float:
    towards = np.where(same, -1.0, 1.0) * (design @ found)
    return float(weight @ np.logaddexp(0, towards) + ridge @ found**2 / 2)
