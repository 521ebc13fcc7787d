"""The table of weights that turns costs into a score, read once from `weights.toml`."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.encoded_names import NameArrays
from sanctionscreen.matching.scoring.features import (
    FEATURES,
    alternative_reading,
    omission_query,
    thin,
    thin_omission,
)
from sanctionscreen.matching.scoring.pair_stats import THIN_BITS
from sanctionscreen.model import KINDS

KIND_CODES: dict[str | None, int] = {None: 0, **{kind: code for code, kind in enumerate(KINDS, start=1)}}
"""Number of each kind; 0 is "not said"."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature costs in names of persons and of others, and what a disagreement of kinds costs.

    Attributes:
        features: array of shape (2, features), in the order of `FEATURES`; none negative.
        kinds: factor on the score by (query kind, listed kind), from 0 to 1, numbered as in `KIND_CODES`.
        threshold: the score from which a name raises an alert where the caller names none.
        good, full: the scores from which names are more alike than those of different people usually are, and from
            which they are the same but for spelling; both at least `threshold`.
    """

    features: NDArray[np.float64]
    kinds: NDArray[np.float64]
    threshold: float
    good: float
    full: float

    def largest_uncovered(
        self, group: int, thresholds: NDArray[np.float64], queries: NameArrays
    ) -> NDArray[np.float64]:
        """Largest share x of unmatched query weight with which each name can still reach its threshold.

        With a share x unmatched the matched weight is at most (1 - x) of the whole, so `omission_query`,
        `thin_omission` and `thin` alone cost at least a sum that grows with x; all other costs are at least 0.

        Args:
            group: `PERSON` or `OTHER`.
            thresholds: threshold of each query name, above 0; above 1 where the kinds rule a score of it out.
            queries: the query names.
        """
        costs = self.features[group]
        omission, thinly, few = (
            float(costs[FEATURES.index(feature)]) for feature in (omission_query, thin_omission, thin)
        )
        totals = queries.totals[group]
        reading = self.features[group][FEATURES.index(alternative_reading)] / 2
        # Scores are rounded to 4 decimals; a factor of the kinds makes the room a little larger.
        allowed = -np.log(np.maximum(thresholds - 1e-4, 1e-9)) - reading * queries.is_alternative
        if len(totals) <= _FEW:
            few_names = zip(allowed.tolist(), totals.tolist(), strict=True)
            return np.array([_uncovered(most, total, omission, thinly, few) for most, total in few_names])
        low, high = np.zeros(len(totals)), np.ones(len(totals))
        for _ in range(_HALVINGS):
            x = (low + high) / 2
            fits = self.cost_of_uncovered(group, x, totals) <= allowed
            low, high = np.where(fits, x, low), np.where(fits, high, x)
        return np.where(allowed < 0, -1.0, high)

    def cost_of_uncovered(
        self, group: int, share: NDArray[np.float64], totals: NDArray[np.floating]
    ) -> NDArray[np.float64]:
        """The least that names cost of whose weight a share stays unmatched: what omissions and thinness alone do.

        Args:
            group: `PERSON` or `OTHER`.
            share: of each name, from 0 to 1; the cost rises with it.
            totals: weight of each name.
        """
        omission, thinly, few = (
            self.features[group][FEATURES.index(feature)] for feature in (omission_query, thin_omission, thin)
        )
        thinness = np.exp2(-(1 - share) * totals / THIN_BITS)
        cost: NDArray[np.float64] = share * (omission + thinly * thinness) + few * np.sqrt(thinness)
        return cost


def _uncovered(allowed: float, total: float, omission: float, thinly: float, few: float) -> float:
    """The same for one name, faster than as an array."""
    if allowed < 0:
        return -1.0
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        x = (low + high) / 2
        thinness = 2.0 ** (-(1 - x) * total / THIN_BITS)
        if x * (omission + thinly * thinness) + few * math.sqrt(thinness) <= allowed:
            low = x
        else:
            high = x
    return high


_FEW = 24
"""Names up to which they are looked at one by one: those of a query."""

_HALVINGS = 18  # what remains between the two ends counts as uncovered, so fewer lose nothing


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Read the shipped weights.

    Raises:
        ValueError: if the file names a feature that does not exist, lacks one, or has a negative weight, or if its
            levels don't ascend.
    """
    raw = tomllib.loads(files("sanctionscreen.matching.scoring").joinpath("weights.toml").read_text("utf-8"))
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
    threshold, good, full = (float(raw["levels"][name]) for name in ("threshold", "good", "full"))
    if not 0 < threshold <= good <= full <= 1:
        raise ValueError("weights.toml: [levels] must ascend from above 0 to at most 1")
    return Weights(np.array(rows), kinds, threshold, good, full)
