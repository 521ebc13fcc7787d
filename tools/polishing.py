"""Weights bettered step by step on what they are for: recall at low alert rates, judged pairs told apart,
misprints found.

A logistic curve minds every pair; this minds the few that decide. It starts from the fitted weights, tries each weight
somewhat higher and lower, and keeps what betters the goal.
"""

from __future__ import annotations

import numpy as np
from fit_data import COMPANIES, MISSPELT, PERSONS, Rows
from numpy.typing import NDArray

from sanctionscreen.matching.encode.kinds import OTHER, PERSON
from sanctionscreen.matching.scoring.features import FEATURES, alternative_reading
from sanctionscreen.matching.scoring.score import SPACED_SCORE

F64 = NDArray[np.float64]

RATES = (0.001, 0.005, 0.01)
COMPANY_ALERTS = 0.0017
"""Share of the made companies that may reach the threshold of 0.5 % of persons. Of a real register's, two to three
times as many do, for their words are more alike than those of made ones."""
_STEPS = ((1.6, 0.1), (1.25, 0.03), (1.1, 0.01))
_ROUNDS = 4
_WORTHWHILE = 1e-4
ENOUGH = 0.88
"""Recall of a class of perturbation from which more of it counts half."""


class Goal:
    """What weights achieve on the rows of every source, or on those of some folds."""

    def __init__(self, sources: dict[str, Rows], folds: frozenset[int], of: int) -> None:
        """Sort the rows by query.

        Args:
            sources: rows by source.
            folds: which count.
            of: how many folds there are.
        """
        self._places: dict[str, slice] = {}
        parts, starts, queries, count = [], [], 0, 0
        for name in (*_SOURCES, *MISSPELT):
            some = sources[name].where(np.isin(sources[name].fold, list(folds)))
            some = some.where(np.argsort(some.asked, kind="stable"))
            first = np.flatnonzero(np.diff(some.asked, prepend=-1) > 0)
            self._places[name] = slice(queries, queries + len(first))
            parts.append(some)
            starts.append(first + count)
            queries, count = queries + len(first), count + len(some.same)
        self._rows, self._starts = Rows.joined(parts), np.concatenate(starts)
        self._same = self._rows.same[self._starts]
        self._persons, self._companies = (len(folds) * count // of for count in (PERSONS, COMPANIES))

    def figures(self, weights: F64) -> F64:
        """What `HEADS` names: recall, average precision and best F1 of judged pairs, classes, companies' alert rate."""
        least = np.minimum.reduceat(costs_of(self._rows, weights), self._starts)
        ranks = [int(rate * self._persons) for rate in RATES]
        limits = np.partition(least[self._places["persons"]], ranks)[ranks]
        found = [float((least[self._places["aliases"]] < limit).mean()) for limit in limits]
        for name in ("cross_list_pairs", "name_pairs"):
            found += _told_apart(least[self._places[name]], self._same[self._places[name]])
        classes = np.array([(least[self._places[name]] < limits[1]).mean() for name in MISSPELT])
        companies = float((least[self._places["companies"]] < limits[1]).sum() / self._companies)
        return np.array([*found, classes.mean(), np.minimum(classes, ENOUGH).mean(), companies])

    def value(self, weights: F64) -> float:
        """One number to better: the figures added up, less what companies alert too much."""
        *figures, companies = self.figures(weights)
        return float(_IMPORTANCE @ np.array(figures)) - 50 * max(0.0, float(companies) - COMPANY_ALERTS)


HEADS = (
    "at 0.1 %", "at 0.5 %", "at 1 %", "cross AP", "cross F1", "pairs AP", "pairs F1", "classes", "to 0.88", "companies",
)  # fmt: skip
_SOURCES = ("persons", "companies", "aliases", "cross_list_pairs", "name_pairs")
_IMPORTANCE = np.array([1.0, 1.5, 1.0, 1.5, 1.2, 1.0, 0.8, 1.5, 1.5])


def costs_of(rows: Rows, weights: F64) -> F64:
    """What each row costs, infinite where the names have nothing in common."""
    costs = np.where(rows.group == PERSON, rows.values @ weights[PERSON], rows.values @ weights[OTHER])
    reading = weights[rows.group[rows.spaced], _READING] * rows.values[rows.spaced, _READING]
    costs[rows.spaced] = np.minimum(costs[rows.spaced], reading - np.log(SPACED_SCORE))
    costs[rows.exempt] = 0.0
    return np.where(rows.score > 0, costs + rows.extra, np.inf)


_READING = FEATURES.index(alternative_reading)


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
