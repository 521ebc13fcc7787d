"""A vocabulary as arrays and back, with all that making keys needs: for the side that asks.

`index/stored.py` keeps that of the listed side, which is asked for a word here and there; this one is read as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sanctionscreen.index.vocabulary import Vocabulary
from sanctionscreen.mapped.container import Array

_TEXTS, _OBJECTS, _NUMBERS, _COUNTS = "texts.", "objects.", "numbers.", "counts."


def whole_arrays(vocabulary: Vocabulary) -> dict[str, Array]:
    """Every attribute of a vocabulary: texts as lines (no token holds a line break), groups as numbers and counts."""
    found: dict[str, Array] = {}
    vocabulary.describe()
    for name, value in vars(vocabulary).items():
        if isinstance(value, np.ndarray) and value.dtype != object:
            found[name] = value
        elif isinstance(value, np.ndarray):
            found[_OBJECTS + name] = _lines(value.tolist())
        elif value and isinstance(value[0], tuple):
            found[_NUMBERS + name] = np.array([number for ids in value for number in ids], dtype=np.int64)
            found[_COUNTS + name] = np.array([len(ids) for ids in value], dtype=np.int32)
        else:
            found[_TEXTS + name] = _lines(value)
    return found


def whole_vocabulary(arrays: Mapping[str, Array]) -> Vocabulary:
    """The vocabulary of these arrays.

    Raises:
        KeyError: if one is missing.
    """
    found = Vocabulary.__new__(Vocabulary)
    for name, array in arrays.items():
        kind, dot, attribute = name.partition(".")
        value: Any = array
        if not dot:
            attribute = name
        elif f"{kind}." == _TEXTS:
            value = _split(array)
        elif f"{kind}." == _OBJECTS:
            texts = _split(array)
            value = np.empty(len(texts), dtype=object)
            value[:] = texts
        elif f"{kind}." == _COUNTS:
            value = _groups(arrays[_NUMBERS + attribute], array)
        else:
            continue
        setattr(found, attribute, value)
    return found


def _lines(texts: list[str]) -> Array:
    return np.frombuffer("\n".join(["", *texts]).encode(), dtype=np.uint8)


def _split(lines: Array) -> list[str]:
    return lines.tobytes().decode().split("\n")[1:]


def _groups(numbers: Array, counts: Array) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = [()] * len(counts)
    ends = np.cumsum(counts)
    for place in np.flatnonzero(counts).tolist():
        end = int(ends[place])
        found[place] = tuple(numbers[end - int(counts[place]) : end].tolist())
    return found
