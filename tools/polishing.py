"""Weights bettered step by step on what they are for: recall at low alert rates, and judged pairs told apart.

A logistic curve minds every pair; this minds the few that decide. It starts from the fitted weights, tries each weight
somewhat higher and lower, and keeps what betters the goal.
"""

from __future__ import annotations

import numpy as np
from fit_data import COMPANIES, PERSONS, Rows
from numpy.typing import NDArray

F64 = NDArray[np.float64]

RATES = (0.001, 0.005, 0.01)
COMPANY_ALERTS = 0.002
"""Share of the made companies that may reach the threshold of 0.5 % of persons. Of the companies of a real register
about twice as many do, for these bear descriptive words that made ones lack."""
_STEPS = ((1.6, 0.1), (1.25, 0.03), (1.1, 0.01))
_ROUNDS = 2
_WORTHWHILE = 3e-4


class Goal:
    """What weights achieve on the rows of every source, or on those of some folds."""

    def __init__(self, sources: dict[str, Rows], folds: frozenset[int], of: int) -> None:
        """Sort the rows by query.

        Args:
            sources: rows by source.
            folds: which count.
            of: how many folds there are.
        """
        self._rows: dict[str, Rows] = {}
        self._starts: dict[str, NDArray[np.int64]] = {}
        for name, rows in sources.items():
            some = rows.where(np.isin(rows.fold, list(folds)))
            some = some.where(np.argsort(some.asked, kind="stable"))
            self._rows[name] = some
            self._starts[name] = np.flatnonzero(np.r_[True, np.diff(some.asked) > 0])
        self._persons, self._companies = (len(folds) * count // of for count in (PERSONS, COMPANIES))

    def figures(self, weights: F64) -> F64:
        """Recall at each of `RATES`; average precision and best F1 of both sets of pairs; companies' alert rate."""
        raised = np.sort(self._least("persons", weights))
        limits = [raised[int(rate * self._persons)] for rate in RATES]
        aliases = self._least("aliases", weights)
        found = [float((aliases < limit).mean()) for limit in limits]
        for name in ("cross_list_pairs", "name_pairs"):
            found += _told_apart(self._least(name, weights), self._rows[name].same[self._starts[name]])
        companies = float((self._least("companies", weights) < limits[1]).sum() / self._companies)
        return np.array([*found, companies])

    def value(self, weights: F64) -> float:
        """One number to better: the figures added up, less what companies alert too much."""
        *figures, companies = self.figures(weights)
        return float(_IMPORTANCE @ np.array(figures)) - 50 * max(0.0, companies - COMPANY_ALERTS)

    def _least(self, name: str, weights: F64) -> F64:
        costs = costs_of(self._rows[name], weights)
        return np.minimum.reduceat(costs, self._starts[name])


_IMPORTANCE = np.array([1.0, 1.5, 1.0, 1.5, 1.0, 0.6, 0.6])


def costs_of(rows: Rows, weights: F64) -> F64:
    """What each row costs, infinite where the names have nothing in common."""
    costs = np.where(rows.group == 0, rows.values @ weights[0], rows.values @ weights[1])
    return np.where(rows.score > 0, np.where(rows.exempt, 0.0, costs) + rows.extra, np.inf)


def polish(goal: Goal, weights: F64, least: F64, features: tuple[int, ...]) -> F64:
    """Better weights of some features, none below its least."""
    best = goal.value(weights)
    for factor, addend in _STEPS:
        for _ in range(_ROUNDS):
            before = best
            for group in (0, 1):
                for place in features:
                    now = weights[group, place]
                    for value in (now * factor, now / factor, now + addend, now - addend):
                        tried = weights.copy()
                        tried[group, place] = max(value, least[group, place])
                        gained = goal.value(tried)
                        if gained > best + _WORTHWHILE:
                            best, weights = gained, tried
            if best - before < 10 * _WORTHWHILE:
                break
    return weights


def _told_apart(costs: F64, same: NDArray[np.bool_]) -> list[float]:
    """Average precision and best F1."""
    order = np.argsort(costs, kind="stable")
    ordered, hits = costs[order], np.cumsum(same[order])
    last = np.flatnonzero(np.r_[ordered[1:] != ordered[:-1], True])
    hits, seen = hits[last], last + 1
    precision = float(np.sum(np.diff(np.r_[0, hits]) * hits / seen) / same.sum())
    return [precision, float((2 * hits / (seen + same.sum())).max())]
