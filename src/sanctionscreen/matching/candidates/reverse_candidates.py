"""Which of many names can reach a threshold with any of a few listed ones, before they are matched one by one.

The bound is that of `candidates`: what shares no similar token is left over, and costs at least what an omission does.
Here it is summed up from the side of the few, so its cost is in proportion to them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.candidates.exact_keys import NAME_KEYS
from sanctionscreen.matching.candidates.prefix_filter import Postings
from sanctionscreen.matching.encode.encoded_names import NameArrays
from sanctionscreen.matching.encode.hashing import sorted_unique
from sanctionscreen.matching.encode.ragged import expand
from sanctionscreen.matching.matcher import Matcher, group_matches
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.matching.tokens.token_rules import TokenMatches

I32 = NDArray[np.int32]


def rows_that_may_reach(
    threshold: float, asked: NameArrays, postings: Postings | None, matches: TokenMatches, listed: Matcher
) -> I32:
    """The readings whose best score with a listed name may reach a threshold, and perhaps others.

    Args:
        threshold: above 0, at most 1.
        asked: the readings asked about.
        postings: those that hold each token; None where all are to be looked at.
        matches: tokens asked about that are similar to listed ones.
        listed: the names they are compared with.
    """
    found = [_equal(getattr(asked, name), getattr(listed.listed.table, name)) for name in NAME_KEYS]
    found.append(_equal(asked.written_keys, listed.listed.beginnings.keys))
    for group, some in enumerate(group_matches(matches)):
        if listed.in_group[group].any():
            found.append(_sharing(threshold, asked, postings, some.counts > 0, group))
    return sorted_unique(np.concatenate(found).astype(np.int64)).astype(np.int32)


def _sharing(
    threshold: float, asked: NameArrays, postings: Postings | None, similar: NDArray[np.bool_], group: int
) -> I32:
    """Readings that share so much weight that what they leave over may do."""
    rows = np.arange(len(asked), dtype=np.int32)
    if postings:
        tokens = np.flatnonzero(similar).astype(np.int32)
        _, rows = expand(tokens, postings.starts[tokens], postings.counts(tokens), postings.names)
        rows = sorted_unique(rows.astype(np.int64)).astype(np.int32)
    slots = asked.slots_of(rows)
    known = np.append(similar, False)  # the last entry answers for "no joined neighbour", -1
    shared = known[asked.tokens[slots]] | known[asked.joined[slots]] | known[asked.joined_before[slots]]
    weights = asked.weights[group][slots] * shared
    owners = np.repeat(np.arange(len(rows)), asked.widths(rows))
    covered = np.bincount(owners, weights=weights, minlength=len(rows))
    totals = asked.totals[group][rows].astype(np.float64)
    left_over = np.clip(1 - covered * (1 + 1e-5) / np.maximum(totals, 1e-9), 0, 1)
    least = load_weights().cost_of_uncovered(group, left_over, totals)
    # Names that leave nothing over cost less, thin as they are. Scores are rounded to 4 decimals.
    may: NDArray[np.bool_] = (left_over == 0) | (np.exp(-least) >= threshold - 2e-4)
    return rows[may]


def _equal(asked: NDArray[np.uint64], listed: NDArray[np.uint64]) -> I32:
    """Readings that have a hash in common with a listed one: they score high whatever their tokens are."""
    if not len(listed):
        return np.zeros(0, dtype=np.int32)
    known = np.sort(listed)
    places = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return np.flatnonzero((known[places] == asked) & (asked != 0)).astype(np.int32)
