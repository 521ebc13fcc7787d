"""Comparison of two names: `compare`."""

from __future__ import annotations

import numpy as np

from sanctionscreen.errors import UsageError
from sanctionscreen.matching.encode.encoded_names import encode_names
from sanctionscreen.matching.encode.kinds import OTHER, PERSON
from sanctionscreen.matching.explain import explain
from sanctionscreen.matching.scoring.score import score_pairs
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.match_lookup import group_lookups
from sanctionscreen.model import KINDS, Comparison, Kind


def compare(
    query: str, listed: str, *, kind: Kind | None = None, listed_kind: Kind | None = None
) -> Comparison:
    """Score two names, from the names and kinds alone.

    Args:
        query: the query name.
        listed: the listed name.
        kind: what the query is, or None where not known.
        listed_kind: what the listed party is; None means the same as the query.

    Returns:
        The comparison, with a score from 0 to 1: exactly 1 for equal normalised names of one kind, and exactly what
        screening gives for this pair.

    Raises:
        UsageError: for a kind that does not exist.

    >>> compare("MUN, Kyong Hwan", "Kyong Hwan Mun", kind="person").score
    1.0
    """
    for given in (kind, listed_kind):
        if given is not None and given not in KINDS:
            raise UsageError(f"unknown kind {given!r}: one of {', '.join(KINDS)}")
    query_names, listed_names = encode_names([query], [kind]), encode_names([listed], [listed_kind or kind])
    matches = TokenKeyIndex(listed_names.table.vocabulary).match(query_names.table.vocabulary)
    lookups = group_lookups(matches)
    readings = np.indices((len(query_names.table), len(listed_names.table)))
    query_rows, listed_rows = (axis.ravel().astype(np.int32) for axis in readings)
    group = PERSON if (listed_kind or kind) == "person" else OTHER
    scores = score_pairs(query_names, query_rows, listed_names, listed_rows, lookups, group)
    best = int(scores.argmax())
    one = slice(best, best + 1)
    pair = query_names, query_rows[one], listed_names, listed_rows[one]
    evidence = explain(*pair, scores[one], lookups)[0]
    return Comparison(query=query, listed=listed, score=float(scores[best]), evidence=evidence)
