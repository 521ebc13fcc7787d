"""Fitting of weights: slopes none below 0, found again on made rows, and little moved by pairs that no name tells."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

TRUE = np.array([4.0, 1.0, 0.0])


@pytest.fixture(scope="module")
def fitting() -> dict[str, Any]:
    """The module that fits, which stands beside the package."""
    return runpy.run_path(str(Path(__file__).parents[2] / "tools" / "fitting.py"))


def _rows(hopeless: float) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    draw = np.random.default_rng(5)
    values = draw.random((20_000, 3))
    chance = 1 / (1 + np.exp(-(2.0 - values @ TRUE)))
    same = draw.random(len(values)) < chance
    return values, same | (draw.random(len(values)) < hopeless)


def test_slopes_are_found_again(fitting: dict[str, Any]) -> None:
    """Where the data follow the curve, the slopes are those that made them."""
    values, same = _rows(0.0)
    slopes = fitting["fit_slopes"](values, np.ones((len(same), 1)), same, np.ones(len(same)), hopeless=0.0)
    assert np.allclose(slopes, TRUE, atol=0.25)


def test_no_slope_is_below_zero(fitting: dict[str, Any]) -> None:
    """A feature that speaks for a pair gets no weight, for costs only add up."""
    values, same = _rows(0.0)
    against = np.c_[values, same.astype(float)]
    slopes = fitting["fit_slopes"](against, np.ones((len(same), 1)), same, np.ones(len(same)))
    assert slopes.min() >= 0
    assert slopes[3] == 0


def test_hopeless_pairs_flatten_less(fitting: dict[str, Any]) -> None:
    """With one pair in fifty of one party whatever its names are, the steepest slope stays nearer to what it is."""
    values, same = _rows(0.02)
    ones = np.ones(len(same))
    plain, robust = (
        fitting["fit_slopes"](values, ones[:, None], same, ones, hopeless=hopeless)[0]
        for hopeless in (0.0, 0.05)
    )
    assert plain < robust
