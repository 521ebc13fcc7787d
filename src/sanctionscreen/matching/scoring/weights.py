"""Weights that turn features into a score, read once from `weights.toml`, and the bound that follows from them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from sanctionscreen.matching.encode.arrays import F64
from sanctionscreen.matching.encode.kinds import KIND_CODES
from sanctionscreen.matching.encode.name_arrays import NameArrays
from sanctionscreen.matching.scoring.features import (
    FEATURES,
    alternative_reading,
    omission_query,
    thin,
    thin_omission,
)
from sanctionscreen.matching.scoring.pair_stats import THIN_BITS


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

    features: F64
    kinds: F64
    threshold: float
    good: float
    full: float

    def most_unmatched(self, thresholds: F64, queries: NameArrays) -> F64:
        """Most weight that each query name may leave unmatched and still reach its threshold; -1 where none can.

        With a share x unmatched the matched weight is at most (1 - x) of the whole, so `omission_query`,
        `thin_omission` and `thin` alone cost at least a sum that grows with x; all other costs are at least 0. The
        largest x whose cost leaves the threshold in reach is found by cutting 0 to 1 into sections.

        Args:
            thresholds: array of shape (2, rows), for the groups PERSON and OTHER: threshold of each query row, above
                0; above 1 where the kinds rule a score of it out.
            queries: the query names.

        Returns:
            Array of the same shape.
        """
        totals = queries.totals.astype(np.float64)
        costs = self.features[:, _UNMATCHED_FEATURES, None, None].transpose(1, 0, 2, 3)
        reading = self.features[:, FEATURES.index(alternative_reading), None] / 2
        # Scores are rounded to 4 decimals; a factor of the kinds makes the room a little larger.
        allowed = -np.log(np.maximum(thresholds - 1e-4, 1e-9)) - reading * queries.is_alternative
        low, width = np.zeros_like(totals), 1.0
        for _ in range(_ROUNDS):
            width /= _SECTIONS
            ends = low[..., None] + width * _INNER_ENDS
            low += width * (_unmatched_cost(ends, totals[..., None], costs) <= allowed[..., None]).sum(
                axis=-1
            )
        high = low + width  # what remains between the two ends counts as unmatched, so no pair is lost
        # Weights are sums of 32-bit numbers in varying order, so a little more may be unmatched.
        return np.where(allowed < 0, -1.0, high * totals * (1 + 1e-5) + 1e-5)

    def cost_of_unmatched(self, group: int, share: F64, totals: F64) -> F64:
        """The least that names cost of whose weight a share stays unmatched: what omissions and thinness alone do.

        Args:
            group: `PERSON` or `OTHER`.
            share: of each name, from 0 to 1; the cost rises with it.
            totals: weight of each name.
        """
        return _unmatched_cost(share, totals, self.features[group, _UNMATCHED_FEATURES])


_UNMATCHED_FEATURES = [FEATURES.index(feature) for feature in (omission_query, thin_omission, thin)]
_SECTIONS, _ROUNDS = 32, 2  # 1,024 sections in all, by fewer calls of NumPy than ten halvings need
_INNER_ENDS = np.arange(1, _SECTIONS)


def _unmatched_cost(share: F64, totals: F64, costs: F64) -> F64:
    """Cost of names with an unmatched share of their weight, by the costs of `_UNMATCHED_FEATURES`."""
    omission, thinly, few = costs
    root = np.exp2((share - 1) * (totals / (2 * THIN_BITS)))  # of the thinness of what is matched
    cost: F64 = share * (omission + thinly * root * root) + few * root
    return cost


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
        if set(table) != set(names) or min(table.values()) < 0 or table["omission_query"] <= 0:
            odd = sorted(set(table) ^ set(names)) or "none is missing"
            raise ValueError(
                f"weights.toml: [{group}] must name each feature once, none negative; missing or unknown: {odd}"
            )
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
