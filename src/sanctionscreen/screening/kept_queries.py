"""Names of customers, normalised and kept, so that the next look at the same customers needn't read them anew.

Reading names is most of the work of screening, and the same for every list. Reach for `query_names`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.index.nametable import NameTable
from sanctionscreen.index.stored import under, within
from sanctionscreen.index.vocabulary_arrays import whole_arrays, whole_vocabulary
from sanctionscreen.mapped.container import Array
from sanctionscreen.mapped.folder import CompiledFolder
from sanctionscreen.mapped.rules import rules_hash
from sanctionscreen.matching.matcher import NameIndex
from sanctionscreen.model import Kind, Query

_KIND = "customers"


def query_names(
    queries: Sequence[Query], folder: CompiledFolder | None
) -> tuple[NameIndex, NDArray[np.int64]]:
    """The distinct names of some queries, ready to be matched, though not to be explained.

    Args:
        queries: of which the same ones, in the same order, find what was kept.
        folder: where it is kept; None to keep nothing.

    Returns:
        The names, and for each pair of query and name the two positions, one pair in a row.
    """
    numbers: dict[tuple[str, Kind | None], int] = {}
    pairs = [
        (place, numbers.setdefault((name, query.kind), len(numbers)))
        for place, query in enumerate(queries)
        for name in query.all_names()
    ]
    names, kinds = [name for name, _ in numbers], [kind for _, kind in numbers]
    return _index(names, kinds, folder), np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _index(names: list[str], kinds: list[Kind | None], folder: CompiledFolder | None) -> NameIndex:
    if folder is None:
        return NameIndex(names, kinds)
    digest = hashlib.sha256(rules_hash("names", "index", "matching", "model.py").encode())
    text = "\x1e".join(f"{name}\x1f{kind}" for name, kind in zip(names, kinds, strict=True))
    digest.update(text.encode("utf-8", "surrogatepass"))
    key = digest.hexdigest()
    if kept := folder.get(_KIND, key):
        try:
            return _restored(kept.arrays)
        except (KeyError, TypeError):
            pass  # kept by another program: made anew
    made = NameIndex(names, kinds)
    try:
        arrays = _arrays(made)
    except UnicodeEncodeError:  # a name that UTF-8 cannot hold
        return made
    folder.put(_KIND, key, {}, arrays)
    return made


def _arrays(index: NameIndex) -> dict[str, Array]:
    table: dict[str, Array] = {
        item.name: getattr(index.table, item.name) for item in fields(NameTable) if item.name != "vocabulary"
    }
    own: dict[str, Array] = {"owners": index.owners, "kinds": index.kinds, "count": np.array([index.count])}
    return own | within("table", table) | within("vocabulary", whole_arrays(index.table.vocabulary))


def _restored(arrays: Mapping[str, Array]) -> NameIndex:
    index = NameIndex.__new__(NameIndex)
    vocabulary = whole_vocabulary(under("vocabulary", arrays))
    index.count, index.table = (
        int(arrays["count"][0]),
        NameTable(vocabulary=vocabulary, **under("table", arrays)),
    )
    index.owners, index.kinds, index.readings = arrays["owners"], arrays["kinds"], ()
    return index
