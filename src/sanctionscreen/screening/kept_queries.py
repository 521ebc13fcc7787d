"""Names of customers, normalised and kept, so that the next look at the same customers needn't read them anew.

Reading names is most of the work of screening, and the same for every list. What is kept can be looked at from the
other side, too: a few listed words are looked up among all words of the customers. Reach for `asked_names`.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.index.candidates import Postings, build_postings
from sanctionscreen.index.keytable import KeyTable
from sanctionscreen.index.stored import (
    keys_arrays,
    keys_from,
    postings_arrays,
    postings_from,
    table_arrays,
    table_from,
    under,
    within,
)
from sanctionscreen.mapped.container import Array
from sanctionscreen.mapped.folder import CompiledFolder
from sanctionscreen.mapped.rules import rules_hash
from sanctionscreen.matching.matcher import Matcher, NameIndex
from sanctionscreen.matching.narrowing import rows_that_may_reach
from sanctionscreen.model import Kind, Query

_KIND = "customers"


@dataclass(frozen=True, slots=True)
class AskedNames:
    """The distinct names of some queries.

    Attributes:
        index: the names, ready to be matched, though not to be explained.
        pairs: for each query and name of it the two positions, one pair in a row.
        keys, postings: the tokens, and the readings that hold each; None where nothing is kept.
    """

    index: NameIndex
    pairs: NDArray[np.int64]
    keys: KeyTable | None = None
    postings: Postings | None = None

    def agreeing(self, listed: Matcher, threshold: float) -> set[int]:
        """Positions of the queries of which a name reaches a threshold with a listed one."""
        table = self.index.table
        matches = listed.keys.match_sorted(self.keys) if self.keys else listed.keys.match(table.vocabulary)
        rows = rows_that_may_reach(threshold, table, self.postings, matches, listed)
        found = listed.match(self.index.only(rows), threshold, matches)
        names = np.zeros(self.index.count, dtype=bool)
        names[found.query] = True
        return set(self.pairs[names[self.pairs[:, 1]], 0].tolist())


def asked_names(queries: Sequence[Query], folder: CompiledFolder | None) -> AskedNames:
    """Normalise the names of some queries, or take what was kept.

    Args:
        queries: of which the same ones, in the same order, find what was kept.
        folder: where it is kept; None to keep nothing.
    """
    names = [query.all_names() for query in queries]
    kinds = [query.kind for query in queries]
    if folder is None:
        return AskedNames(*_read(names, kinds))
    digest = hashlib.sha256(rules_hash("names", "index", "matching", "model.py").encode())
    digest.update(marshal.dumps((names, kinds), 0))  # the same bytes for the same texts, and fast
    key = digest.hexdigest()
    if kept := folder.get(_KIND, key):
        try:
            return _restored(kept.arrays)
        except KeyError:
            pass  # kept by another program: made anew
    index, pairs = _read(names, kinds)
    everyone = np.ones(len(index.table), dtype=bool)
    made = AskedNames(
        index,
        pairs,
        KeyTable(index.table.vocabulary, listed=False),
        build_postings(index.table, everyone),
    )
    folder.put(_KIND, key, {}, _arrays(made))
    return made


def _read(
    names: Sequence[tuple[str, ...]], kinds: Sequence[Kind | None]
) -> tuple[NameIndex, NDArray[np.int64]]:
    numbers: dict[tuple[str, Kind | None], int] = {}
    pairs = [
        (place, numbers.setdefault((name, kind), len(numbers)))
        for place, (some, kind) in enumerate(zip(names, kinds, strict=True))
        for name in some
    ]
    index = NameIndex([name for name, _ in numbers], [kind for _, kind in numbers])
    return index, np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _arrays(asked: AskedNames) -> dict[str, Array]:
    assert asked.keys  # what is kept has both
    assert asked.postings
    index = asked.index
    own: dict[str, Array] = {"owners": index.owners, "kinds": index.kinds, "count": np.array([index.count])}
    return (
        {**own, "pairs": asked.pairs}
        | within("table", table_arrays(index.table))
        | within("keys", keys_arrays(asked.keys))
        | within("postings", postings_arrays(asked.postings))
    )


def _restored(arrays: Mapping[str, Array]) -> AskedNames:
    index = NameIndex.__new__(NameIndex)
    index.count, index.table = int(arrays["count"][0]), table_from(under("table", arrays))
    index.owners, index.kinds, index.readings = arrays["owners"], arrays["kinds"], ()
    return AskedNames(
        index,
        arrays["pairs"],
        keys_from(index.table.vocabulary, under("keys", arrays)),
        postings_from(under("postings", arrays)),
    )
