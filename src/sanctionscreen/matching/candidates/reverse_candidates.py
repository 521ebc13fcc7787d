"""Reverse prefilter: the query names that may reach a threshold with any of a few listed names.

The bound is that of `prefix_filter`: what shares no matching token is unmatched, and costs at least what an omission
does. Here it is computed from the side of the few listed names, so its cost is in proportion to them.
"""

from __future__ import annotations

import numpy as np

from sanctionscreen.matching.candidates.exact_keys import NAME_KEYS
from sanctionscreen.matching.candidates.prefix_filter import Postings
from sanctionscreen.matching.encode.arrays import U64, Bools, ReadingRows
from sanctionscreen.matching.encode.encoded_names import EncodedNames
from sanctionscreen.matching.encode.hashing import sorted_unique
from sanctionscreen.matching.encode.kinds import in_group
from sanctionscreen.matching.encode.name_arrays import NameArrays
from sanctionscreen.matching.encode.ragged import expand
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.matching.tokens.match_lookup import group_matches
from sanctionscreen.matching.tokens.token_rules import TokenMatches


def rows_that_may_reach(
    threshold: float,
    queries: NameArrays,
    postings: Postings | None,
    matches: TokenMatches,
    listed: EncodedNames,
) -> ReadingRows:
    """The query rows whose best score with a listed name may reach a threshold, and perhaps others.

    Args:
        threshold: above 0, at most 1.
        queries: the query names.
        postings: their posting lists; None to look at all rows.
        matches: matches of the tokens of the two sides.
        listed: the listed names.
    """
    parts = [_with_equal_keys(getattr(queries, name), getattr(listed.table, name)) for name in NAME_KEYS]
    parts.append(_with_equal_keys(queries.written_keys, listed.truncated_keys.keys))
    for group, some in enumerate(group_matches(matches)):
        if in_group(listed.kinds, group).any():
            parts.append(_sharing_enough(threshold, queries, postings, some.counts > 0, group))
    return sorted_unique(np.concatenate(parts).astype(np.int64)).astype(np.int32)


def _sharing_enough(
    threshold: float, queries: NameArrays, postings: Postings | None, is_match: Bools, group: int
) -> ReadingRows:
    """Rows whose matchable weight may reach the threshold; `is_match` tells which query tokens have a match."""
    rows = np.arange(len(queries), dtype=np.int32)
    if postings:
        tokens = np.flatnonzero(is_match).astype(np.int32)
        _, rows = expand(tokens, postings.starts[tokens], postings.counts(tokens), postings.rows)
        rows = sorted_unique(rows.astype(np.int64)).astype(np.int32)
    slots = queries.slots_of(rows)
    padded = np.append(is_match, False)  # the last entry is for "no joined neighbour", -1
    shared = padded[queries.tokens[slots]] | padded[queries.joined[slots]]
    shared |= padded[queries.joined_before[slots]]
    weights = queries.weights[group][slots] * shared
    position = np.repeat(np.arange(len(rows)), queries.widths(rows))
    matchable = np.bincount(position, weights=weights, minlength=len(rows))
    totals = queries.totals[group][rows].astype(np.float64)
    unmatched = np.clip(1 - matchable * (1 + 1e-5) / np.maximum(totals, 1e-9), 0, 1)
    least = load_weights().cost_of_unmatched(group, unmatched, totals)
    # Names that leave nothing unmatched may cost less. Scores are rounded to 4 decimals.
    may: Bools = (unmatched == 0) | (np.exp(-least) >= threshold - 2e-4)
    return rows[may]


def _with_equal_keys(query_keys: U64, listed_keys: U64) -> ReadingRows:
    """Query rows that have a hash in common with a listed name: they score high whatever their tokens are."""
    if not len(listed_keys):
        return np.zeros(0, dtype=np.int32)
    ordered = np.sort(listed_keys)
    positions = np.minimum(np.searchsorted(ordered, query_keys), len(ordered) - 1)
    return np.flatnonzero((ordered[positions] == query_keys) & (query_keys != 0)).astype(np.int32)
