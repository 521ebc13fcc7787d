"""Weights of the features, and the bounds that follow from them."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import numpy as np
import pytest

from sanctionscreen.matching.encode.encoded_names import encode_names
from sanctionscreen.matching.encode.kinds import OTHER, PERSON
from sanctionscreen.matching.scoring.weights import load_weights

NAMES = [
    "Kim",
    "A. Rahman",
    "Hana Bank 5",
    "Mohammed Ali Hassan Ahmed",
    " ".join(f"word{n}" for n in range(30)),
]


@pytest.mark.parametrize("group", [PERSON, OTHER])
@pytest.mark.parametrize("threshold", [0.01, 0.3, 0.57, 0.9, 1.0])
def test_the_most_unmatched_weight_is_the_largest_that_leaves_the_threshold_in_reach(
    group: int, threshold: float
) -> None:
    """With it the cost is the threshold's, within the steps of the search, or all may be unmatched."""
    table, weights = encode_names(NAMES, ["person"] * len(NAMES)).table, load_weights()
    totals = table.totals[group].astype(np.float64)
    share = weights.most_unmatched(np.full((2, len(table)), threshold), table)[group] / totals
    allowed = -np.log(threshold - 1e-4)
    least = np.maximum(share - 2e-3, 0.0)
    assert ((weights.cost_of_unmatched(group, least, totals) <= allowed) | (least == 0)).all()
    assert ((weights.cost_of_unmatched(group, share, totals) >= allowed) | (share >= 1)).all()


def test_nothing_reaches_a_threshold_above_1() -> None:
    table = encode_names(NAMES, ["person"] * len(NAMES)).table
    assert (load_weights().most_unmatched(np.full((2, len(table)), 1.4), table) < 0).all()


def test_weights_that_ship_are_those_set_by_hand_or_above_the_least() -> None:
    """`make fit` keeps the tables [least] and [held] of weights.toml."""
    raw = tomllib.loads(files("sanctionscreen.matching.scoring").joinpath("weights.toml").read_text("utf-8"))
    for group, name in enumerate(("person", "other")):
        assert all(raw[name][feature] >= least[group] for feature, least in raw["least"].items())
        assert all(raw[name][feature] == weight[group] for feature, weight in raw["held"].items())
