"""Inverse document frequency (IDF) of tokens, in bits: few for Mohammed or Trading, many for a rare word.

The counts come from one shipped, versioned table, `data/frequency.tsv`. `tools/build_frequency.py` makes it from
published lists and a public census; `tools/widen_frequency.py` adds Korean, Chinese and Spanish names and a register of
companies. So a score does not change when a list does, and `compare` equals `screen`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.names.roles import LEGAL_FORM, NUMBER, PARTICLE, PATRONYMIC, PREFIX, TITLE

UNSEEN_BITS = 13.0
"""What a token that the table lacks is worth; more bits would only say that the table is small."""

_LEAST_BITS = 1.0
_FIRST_BITS, _BITS_PER_LETTER = 0.5, 2.3
"""No token says more than its letters can: the letters of names carry about this many bits each, more than those of a
text that goes on (0.6 to 1.3: Shannon, "Prediction and Entropy of Printed English", 1951)."""

_LEGAL_BITS = 4.0  # the rarest legal form says no more of a firm

LEGAL_SHARE = 0.12
"""What is left of a legal form's weight in names that are not of persons."""

_ROLE_SHARE = {  # what is left of a token's weight in a role: (person, other)
    LEGAL_FORM: (1.0, LEGAL_SHARE),
    TITLE: (0.15, 1.0),
    PARTICLE: (0.5, 0.7),
    NUMBER: (1.0, 1.0),
    PREFIX: (1.0, 0.12),
    PATRONYMIC: (0.5, 1.0),
}


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[int, int]], tuple[float, float]]:
    text = files("sanctionscreen.names").joinpath("data/frequency.tsv").read_text("ascii")
    _, _, rows = text.partition("\n")  # the first line says what the columns are, the second has the totals
    columns = rows.split()
    persons, others = map(int, columns[1::3]), map(int, columns[2::3])
    table = dict(zip(columns[::3], zip(persons, others, strict=True), strict=True))
    total = table.pop("*")
    return table, (float(total[0]), float(total[1]))


def counts(token: str) -> tuple[int, int]:
    """How many persons and how many others of the table have a token in their names."""
    return _table()[0].get(token, _NEVER)


def parties(token: str) -> int:
    """How many persons of the table have a token in their names."""
    return counts(token)[0]


def unseen(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Which tokens no party of the table has in its names."""
    table = _table()[0]
    return np.array([text not in table for text in texts], dtype=bool)


def bits(texts: Sequence[str]) -> NDArray[np.float32]:
    """How surprising tokens are in a name, -log2 of their frequency.

    Args:
        texts: folded tokens.

    Returns:
        Array of shape (2, tokens), for names of persons and for all others: from `_LEAST_BITS` to `UNSEEN_BITS`, and no
        more than a token's letters can carry.
    """
    table, totals = _table()
    counts = np.array([table.get(text, _NEVER) for text in texts], dtype=np.float64).reshape(len(texts), 2)
    most = np.minimum(UNSEEN_BITS, _FIRST_BITS + _BITS_PER_LETTER * np.array([len(text) for text in texts]))
    surprise = np.log2(np.array(totals) / (counts + 0.5))
    return np.minimum(most, np.maximum(_LEAST_BITS, surprise.T)).astype(np.float32)


_NEVER = (0, 0)


def group_weights(
    texts: Sequence[str], tokens: NDArray[np.int32], roles: NDArray[np.uint8]
) -> NDArray[np.float32]:
    """Weigh the slots of many names.

    Args:
        texts: distinct tokens.
        tokens: token of each slot, as a position in `texts`.
        roles: role bits of each slot.

    Returns:
        Array of shape (2, slots): weights in names of persons and in all others.
    """
    weights = bits(texts)[:, tokens]
    legal = (roles & LEGAL_FORM) != 0
    weights[1, legal] = np.minimum(weights[1, legal], _LEGAL_BITS)
    for role, shares in _ROLE_SHARE.items():
        has_role = (roles & role) != 0
        weights[:, has_role] *= np.array(shares, dtype=np.float32)[:, None]
    return weights
