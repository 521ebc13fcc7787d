"""Letters of tokens: their shapes, their letters as arrays, their edit distances."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from sanctionscreen.index.hashing import I32
from sanctionscreen.names import tables

U8 = NDArray[np.uint8]

WIDTH = 24
"""Letters of the longest token that slips are looked for in."""


LEAST_SHORTHAND = 3
"""Letters that must be left of a token without its inner vowels."""


def shape(lines: str) -> str:
    """Write groups of letters that look like one as that one.

    >>> shape("martin"), shape("marne"), shape("rnartiri")
    ('martin', 'mame', 'martin')
    """
    for group, letter in tables.confused_groups():
        lines = lines.replace(group, letter)
    return lines


def without_inner_vowels(lines: str) -> str:
    """Leave out the vowels between the first and the last letter of each word, as message shorthand does.

    >>> without_inner_vowels("salimani"), without_inner_vowels("azouz")
    ('slmni', 'azz')
    """
    return _INNER_VOWELS.sub("", lines)


_INNER_VOWELS = re.compile(r"(?<=\w)[aeiou]+(?=\w)")


def letter_table(texts: Sequence[str]) -> U8:
    """Letters of tokens, one token a row, 0 after the last; tokens of more than `WIDTH` letters are blank."""
    padded = "".join(text.ljust(WIDTH, "\0") if len(text) <= WIDTH else "\0" * WIDTH for text in texts)
    return np.frombuffer(padded.encode("ascii"), dtype=np.uint8).reshape(len(texts), WIDTH)


def distances(
    query_texts: NDArray[np.object_], listed_texts: NDArray[np.object_], q: I32, l: I32
) -> NDArray[np.uint8]:
    """OSA distances of pairs of texts."""
    if not len(q):
        return np.zeros(0, dtype=np.uint8)
    return cpdist(
        query_texts[q].tolist(),
        listed_texts[l].tolist(),
        scorer=OSA.distance,
        dtype=np.uint8,
        score_cutoff=254,
        workers=1,
    )
