"""Two names, nothing else: `compare`."""

from __future__ import annotations

import numpy as np

from sanctionscreen.errors import UsageError
from sanctionscreen.matching.encode.encoded_names import OTHER, PERSON
from sanctionscreen.matching.explain import explain
from sanctionscreen.matching.matcher import EncodedNames, group_lookups, score_pairs
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.model import KINDS, Comparison, Kind


def compare(
    query: str, listed: str, *, kind: Kind | None = None, listed_kind: Kind | None = None
) -> Comparison:
    """Score two names, from the names and kinds alone.

    Args:
        query: the name asked about.
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
    asked, known = EncodedNames([query], [kind]), EncodedNames([listed], [listed_kind or kind])
    lookups = group_lookups(TokenKeyIndex(known.table.vocabulary).match(asked.table.vocabulary))
    q, l = (axis.ravel().astype(np.int32) for axis in np.indices((len(asked.readings), len(known.readings))))
    group = PERSON if (listed_kind or kind) == "person" else OTHER
    scores = score_pairs(asked, q, known, l, lookups, group)
    best = int(scores.argmax())
    evidence = explain(
        asked, q[best : best + 1], known, l[best : best + 1], scores[best : best + 1], lookups
    )[0]
    return Comparison(query=query, listed=listed, score=float(scores[best]), evidence=evidence)
