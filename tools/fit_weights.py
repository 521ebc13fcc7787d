"""Fit the weights of the features of a pair of names, or say what each feature is worth.

usage: fit_weights.py            print how well weights fitted on four fifths of the parties do on the rest
       fit_weights.py --write    the same, and write src/sanctionscreen/matching/scoring/weights.toml     (make fit)
       fit_weights.py --worth    what is lost where one feature costs nothing, the others as they ship (make worth)
       fit_weights.py --worth --refit    the same, the others fitted again, on parties left out; an hour or two

Pairs of one party: the hidden aliases of alias_recovery beside their own listing, the judged pairs of cross_list_pairs
and name_pairs, and misprints: names of made-up parties beside what the classes of `perturb` make of them. Pairs of two
parties: what names of nobody (`made_names.py`) raise against the lists of alias_recovery, and the judged pairs again.
The evaluation's customers and the lists in full are not looked at. A pair counts as likely as a logistic curve says,
whose slope in each feature is its weight, none below 0; only pairs above `FLOOR` count, so the fit looks at the end of
the curve where alerts are. From there, and from the weights that ship, `polishing.py` betters the weights step by step;
the better end is kept. Folds are by party. Takes about five minutes; needs SANCTIONSCREEN_REAL_DATA (default ../shared
beside the repository).
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
from pathlib import Path

import numpy as np
from fit_data import COMPANIES, FLOOR, FOLDS, MISSPELT, PERSONS, Rows, collect
from fitting import fit_slopes
from numpy.typing import NDArray
from polishing import HEADS, Goal, costs_of, polish

from sanctionscreen.matching.encode.kinds import OTHER, PERSON
from sanctionscreen.matching.scoring.features import FEATURES
from sanctionscreen.matching.scoring.weights import load_weights

ROOT = Path(__file__).parents[1]
EVAL = (ROOT / os.environ.get("SANCTIONSCREEN_REAL_DATA", "../shared")).resolve() / "eval"
WEIGHTS = ROOT / "src/sanctionscreen/matching/scoring/weights.toml"
NAMES = tuple(feature.__name__ for feature in FEATURES)
JUDGED = ("cross_list_pairs", "name_pairs")
MADE = {"persons": PERSONS, "companies": COMPANIES}
COUNTS = {
    "aliases": 1.0,
    "persons": 1.0,
    "companies": 1.0,
    "mixed": 0.05,
    "cross_list_pairs": 0.3,
    "name_pairs": 0.5,
    **dict.fromkeys(MISSPELT, 0.1),
}
"""How much a row of each source counts; recombined names are far nearer to the lists than customers are."""
SCALE = {PERSON: ("persons", 0.005), OTHER: ("companies", 0.0017)}
"""The share of a source that shall score above `THRESHOLD`: that decides how costs become scores."""
THRESHOLD = 0.583
BY_HAND = tomllib.loads(WEIGHTS.read_text("utf-8"))
LEAST: dict[str, list[float]] = BY_HAND["least"]
HELD: dict[str, list[float]] = BY_HAND["held"]
LEAST_WEIGHTS = np.array([LEAST.get(name, (0.0, 0.0)) for name in NAMES]).T
IS_HELD = np.array([name in HELD for name in NAMES])
HELD_WEIGHTS = np.array([HELD.get(name, (0.0, 0.0)) for name in NAMES]).T

F64 = NDArray[np.float64]


def main(arguments: list[str]) -> None:
    """Fit, and print or write."""
    sources = collect(EVAL)
    for name, rows in sources.items():
        print(f"{name}: {len(rows.same):,} rows, {rows.same.sum():,} of one party")
    if "--worth" in arguments and "--refit" not in arguments:
        worth(sources)
        return
    every = tuple(range(len(NAMES)))
    weights = fit(sources, every)
    for name, person, other in zip(NAMES, *weights, strict=True):
        print(f"{name:22}{person:7.3f}{other:7.3f}", flush=True)
    if "--write" in arguments:
        write(weights)
    whole = report("fitted, on parties left out", sources, every)
    if "--worth" in arguments:
        for place, name in enumerate(NAMES):
            report(f"without {name}", sources, tuple(p for p in every if p != place), whole)


def fit(sources: dict[str, Rows], features: tuple[int, ...], without: int | None = None) -> F64:
    """Weights of both groups, scaled and polished; without the rows of one fold if it is given."""
    weights = np.zeros((2, len(FEATURES)))
    fitted = tuple(place for place in features if NAMES[place] not in HELD)
    held = HELD_WEIGHTS * np.isin(np.arange(len(FEATURES)), features)
    for group in (PERSON, OTHER):
        parts = {name: _used(name, rows, group, without) for name, rows in sources.items()}
        rows = Rows.joined(list(parts.values()))
        counts = np.concatenate([np.full(len(part.same), COUNTS[name]) for name, part in parts.items()])
        judged = np.concatenate([np.full(len(part.same), name in JUDGED) for name, part in parts.items()])
        intercepts = np.array([~judged, judged], dtype=np.float64).T
        weights[group][list(fitted)] = fit_slopes(rows.values[:, fitted], intercepts, rows.same, counts)
        name, share = SCALE[group]
        weights[group] *= _scale(
            sources[name].where(sources[name].group == group), weights, MADE[name], share
        )
    weights = np.maximum(weights, LEAST_WEIGHTS * np.isin(np.arange(len(FEATURES)), fitted)) + held
    goal = Goal(sources, frozenset(range(FOLDS)) - {without}, FOLDS)
    weights = polish(goal, weights, LEAST_WEIGHTS, fitted)
    if without is None and len(features) == len(FEATURES):  # else they would have seen what is left out
        shipped = polish(goal, load_weights().features, LEAST_WEIGHTS, fitted)
        print(
            f"goal: {goal.value(weights):.4f} from the curve, {goal.value(shipped):.4f} from what ships",
            flush=True,
        )
        weights = max(weights, shipped, key=goal.value)
    persons = sources["persons"]
    weights = weights * _scale(persons, weights, PERSONS, SCALE[PERSON][1])
    rounded: F64 = np.where(IS_HELD, held, np.maximum(weights, LEAST_WEIGHTS)).round(3)
    return rounded


def _scale(made: Rows, weights: F64, count: int, share: float) -> float:
    """By what to multiply weights so that a share of names of nobody scores above `THRESHOLD`."""
    costs = np.full(count, np.inf)
    np.minimum.at(costs, made.asked, costs_of(made, weights))
    return float(-np.log(THRESHOLD) / np.sort(costs)[int(share * count)])


def _used(name: str, rows: Rows, group: int, without: int | None) -> Rows:
    """The rows of a source that the curve is fitted on: of a pair of one party the best alone."""
    rows = rows if name in (*MADE, "mixed") else rows.best()
    used = (rows.group == group) & ~(rows.exempt | rows.spaced)
    used &= rows.score >= (FLOOR if name not in JUDGED else 1e-9)
    return rows.where(used if without is None else used & (rows.fold != without))


def report(title: str, sources: dict[str, Rows], features: tuple[int, ...], beside: F64 | None = None) -> F64:
    """Print how weights do on the parties that they were not fitted on, or by how much worse than `beside`."""
    found = np.zeros(len(HEADS))
    for fold in range(FOLDS):
        weights = fit(sources, features, without=fold)
        found += Goal(sources, frozenset({fold}), FOLDS).figures(weights) / FOLDS
    if beside is None:
        print(f"{'':32}" + "".join(f"{head:>10}" for head in HEADS))
    shown = found if beside is None else found - beside
    print(f"{title:32}" + "".join(f"{figure:10.4f}" for figure in shown), flush=True)
    return found


def worth(sources: dict[str, Rows]) -> None:
    """Print what is lost where a feature costs nothing: thresholds are read anew, the other weights stay."""
    goal, shipped = Goal(sources, frozenset(range(FOLDS)), FOLDS), load_weights().features
    whole = goal.figures(shipped)
    print(f"{'':24}" + "".join(f"{head:>11}" for head in HEADS))
    print(f"{'as it ships':24}" + "".join(f"{figure:11.4f}" for figure in whole))
    for place, name in enumerate(NAMES):
        weights = shipped.copy()
        weights[:, place] = 0.0
        print(f"without {name:16}" + "".join(f"{figure:+11.4f}" for figure in goal.figures(weights) - whole))


def write(weights: F64) -> None:
    """Put weights into the table that ships; its comments and what is not fitted stay as they are."""
    text = WEIGHTS.read_text("utf-8")
    for table, row in zip(("person", "other"), weights, strict=True):
        lines = "".join(f"{name} = {value:.3f}\n" for name, value in zip(NAMES, row, strict=True))
        text = re.sub(rf"(?<=\[{table}\]\n)(?:\w+ = [\d.]+\n)+", lines, text)
    WEIGHTS.write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
