"""Kinds of parties as numbers, and the two groups of kinds whose names are weighed differently."""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import I64, Bools
from sanctionscreen.model import KINDS, Kind

PERSON, OTHER = 0, 1
"""The two groups: `Mohammed` says little in a person's name, a legal form says little in a firm's."""

KIND_CODES: dict[str | None, int] = {None: 0, **{kind: code for code, kind in enumerate(KINDS, start=1)}}
"""Number of each kind; 0 is "unknown"."""

KINDS_BY_CODE = cast("dict[int, Kind | None]", {code: kind for kind, code in KIND_CODES.items()})

KindCodes = NDArray[np.int8]


def group_of(query_kinds: KindCodes, listed_kinds: KindCodes) -> I64:
    """`PERSON` or `OTHER` for pairs of kinds: the listed kind's group, or the query's where the listed is unknown."""
    kinds = np.where(listed_kinds == KIND_CODES[None], query_kinds, listed_kinds)
    return np.where(kinds == KIND_CODES["person"], PERSON, OTHER)


def in_group(listed_kinds: KindCodes, group: int) -> Bools:
    """Which listed names are compared in a group; those of unknown kind are in both, as the query's kind decides."""
    is_person: Bools = listed_kinds == KIND_CODES["person"]
    return is_person | (listed_kinds == KIND_CODES[None]) if group == PERSON else ~is_person
