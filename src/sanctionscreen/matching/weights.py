"""The table of weights that turns costs into a score, read once from `weights.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.features import FEATURES
from sanctionscreen.model import KINDS

KIND_CODES: dict[str | None, int] = {None: 0, **{kind: code for code, kind in enumerate(KINDS, start=1)}}
"""Number of each kind; 0 is "not said"."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature costs in names of persons and of others, and what a disagreement of kinds costs.

    Attributes:
        features: array of shape (2, features), in the order of `FEATURES`; none negative.
        kinds: factor on the score by (query kind, listed kind), from 0 to 1, numbered as in `KIND_CODES`.
    """

    features: NDArray[np.float64]
    kinds: NDArray[np.float64]

    def largest_uncovered(self, group: int, threshold: float) -> float:
        """Largest share of unmatched query weight with which a score can still reach `threshold`.

        The score is at most exp(-cost of `omission_query` alone), for no cost is negative.
        """
        return float(-np.log(max(threshold, 1e-9)) / self.features[group][0])


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Read the shipped weights.

    Raises:
        ValueError: if the file names a feature that does not exist, lacks one, or has a negative weight.
    """
    raw = tomllib.loads(files("sanctionscreen.matching").joinpath("weights.toml").read_text("utf-8"))
    names = [feature.__name__ for feature in FEATURES]
    rows = []
    for group in ("person", "other"):
        table = raw[group]
        if set(table) != set(names) or min(table.values()) < 0 or table[names[0]] <= 0:
            raise ValueError(f"weights.toml: [{group}] must name each feature once, with no negative weight")
        rows.append([float(table[name]) for name in names])
    kinds = np.ones((len(KIND_CODES), len(KIND_CODES)))
    for first, one in KIND_CODES.items():
        for second, other in KIND_CODES.items():
            if first and second and first != second:
                pair = "person" if "person" in (first, second) else "other"
                kinds[one, other] = raw["kind_disagrees"][pair]
    return Weights(np.array(rows), kinds)
