"""Names of customers, normalised and kept, so that the next look at the same customers needn't read them anew.

Reading names is most of the work of screening, and the same for every list. What is kept can be looked at from the
other side, too: a few listed words are looked up among all words of the customers. Reach for `asked_names`, and for
`keep_names` where they are read already.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache.array_file import Array
from sanctionscreen.cache.fingerprint import rules_hash
from sanctionscreen.cache.folder import CompiledFolder
from sanctionscreen.matching.candidates.prefix_filter import Postings, build_postings
from sanctionscreen.matching.candidates.reverse_candidates import rows_that_may_reach
from sanctionscreen.matching.encode.name_variants import Held
from sanctionscreen.matching.encode.serialize import (
    keys_arrays,
    keys_from,
    postings_arrays,
    postings_from,
    table_arrays,
    table_from,
    under,
    within,
)
from sanctionscreen.matching.matcher import EncodedNames, Matcher
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.model import Kind, Query

_KIND = "customers"


class DistinctNames:
    """The names of some queries, each with each kind once.

    Attributes:
        texts: the names, by number.
        numbers: for each query those of its names.
        index: the names, read.
    """

    def __init__(
        self, texts: Iterable[tuple[str, ...]], kinds: Iterable[Kind | None], held: Held | None = None
    ) -> None:
        """Read the names of queries, given with the kind of each; `held` as in `EncodedNames`."""
        found: dict[tuple[str, Kind | None], int] = {}
        self.numbers = [
            [found.setdefault((name, kind), len(found)) for name in some]
            for some, kind in zip(texts, kinds, strict=True)
        ]
        self.texts = [name for name, _ in found]
        self.index = EncodedNames(self.texts, [kind for _, kind in found], held=held)

    def pairs(self) -> NDArray[np.int64]:
        """Position of query and name, one pair in a row."""
        found = [(place, number) for place, some in enumerate(self.numbers) for number in some]
        return np.array(found, dtype=np.int64).reshape(-1, 2)


@dataclass(frozen=True, slots=True)
class AskedNames:
    """The distinct names of some queries.

    Attributes:
        index: the names, ready to be matched, though not to be explained.
        pairs: for each query and name of it the two positions, one pair in a row.
        keys, postings: the tokens, and the readings that hold each; None where nothing is kept.
        kept: whether they were kept, and not read now.
    """

    index: EncodedNames
    pairs: NDArray[np.int64]
    keys: TokenKeyIndex | None = None
    postings: Postings | None = None
    kept: bool = False

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
    texts = [query.all_names() for query in queries]
    kinds = [query.kind for query in queries]
    key = _key(texts, kinds) if folder else ""
    if folder and (found := folder.get(_KIND, key)):
        try:
            return _restored(found.arrays)
        except KeyError:
            pass  # kept by another program: made anew
    distinct = DistinctNames(texts, kinds)
    if folder is None:
        return AskedNames(distinct.index, distinct.pairs())
    return _keep(distinct, folder, key)


def keep_names(queries: Sequence[Query], distinct: DistinctNames, folder: CompiledFolder) -> None:
    """Keep the names of some queries, which are read already, unless they are kept."""
    key = _key([query.all_names() for query in queries], [query.kind for query in queries])
    if folder.get(_KIND, key) is None:
        _keep(distinct, folder, key)


def _key(texts: list[tuple[str, ...]], kinds: list[Kind | None]) -> str:
    digest = hashlib.sha256(rules_hash("names", "matching", "model.py").encode())
    digest.update(marshal.dumps((texts, kinds), 0))  # the same bytes for the same texts, and fast
    return digest.hexdigest()


def _keep(distinct: DistinctNames, folder: CompiledFolder, key: str) -> AskedNames:
    table = distinct.index.table
    everyone = np.ones(len(table), dtype=bool)
    made = AskedNames(
        distinct.index,
        distinct.pairs(),
        TokenKeyIndex(table.vocabulary, listed=False),
        build_postings(table, everyone),
    )
    folder.put(_KIND, key, {}, _arrays(made))
    return made


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
    index = EncodedNames.__new__(EncodedNames)
    index.count, index.table = int(arrays["count"][0]), table_from(under("table", arrays))
    index.owners, index.kinds, index.readings = arrays["owners"], arrays["kinds"], ()
    return AskedNames(
        index,
        arrays["pairs"],
        keys_from(index.table.vocabulary, under("keys", arrays)),
        postings_from(under("postings", arrays)),
        kept=True,
    )
