"""Cache of the encoded names of queries.

Encoding names is most of the work of screening, and the same for every list. What is cached can be matched from the
other side, too: a few listed words are looked up among all words of the customers, when rescreening.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache import records
from sanctionscreen.cache.fingerprint import rules_hash
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.matching.candidates.prefix_filter import Postings, build_postings
from sanctionscreen.matching.candidates.reverse_candidates import rows_that_may_reach
from sanctionscreen.matching.encode.encoded_names import EncodedNames, encode_names
from sanctionscreen.matching.encode.name_variants import MayHold
from sanctionscreen.matching.matcher import Matcher
from sanctionscreen.matching.serialize import NamesRecord, names_from, names_record
from sanctionscreen.matching.tokens.key_index import FamilyKeys, TokenKeyIndex
from sanctionscreen.model import Kind, Query

_KIND = "customers"


class DistinctNames:
    """The names of some queries, each with each kind once.

    Attributes:
        texts: the names, by number.
        of_query: numbers of the names of each query.
        encoded: the names, encoded.
    """

    def __init__(
        self, texts: Iterable[tuple[str, ...]], kinds: Iterable[Kind | None], may_hold: MayHold | None = None
    ) -> None:
        """Encode the names of queries, given with the kind of each; `may_hold` as in `encode_names`."""
        numbers: dict[tuple[str, Kind | None], int] = {}
        self.of_query = [
            [numbers.setdefault((name, kind), len(numbers)) for name in names]
            for names, kind in zip(texts, kinds, strict=True)
        ]
        self.texts = [name for name, _ in numbers]
        self.encoded = encode_names(self.texts, [kind for _, kind in numbers], may_hold=may_hold)

    def pairs(self) -> NDArray[np.int64]:
        """Number of query and name, one pair in a row."""
        pairs = [(query, name) for query, names in enumerate(self.of_query) for name in names]
        return np.array(pairs, dtype=np.int64).reshape(-1, 2)


@dataclass(frozen=True, slots=True)
class QueryNames:
    """The distinct names of some queries.

    Attributes:
        encoded: the names, ready to be matched, though not to be explained.
        pairs: number of query and name, one pair in a row.
        keys, postings: keys of the tokens, and the readings that hold each; None without a cache.
        from_cache: whether they were read from the cache.
    """

    encoded: EncodedNames
    pairs: NDArray[np.int64]
    keys: TokenKeyIndex | None = None
    postings: Postings | None = None
    from_cache: bool = False

    def matching(self, listed: Matcher, threshold: float) -> set[int]:
        """Numbers of the queries of which a name reaches a threshold with a listed one."""
        table = self.encoded.table
        tokens = listed.keys.match_sorted(self.keys) if self.keys else listed.keys.match(table.vocabulary)
        rows = rows_that_may_reach(threshold, table, self.postings, tokens, listed.listed)
        matches = listed.match(self.encoded.only(rows), threshold, tokens)
        has_match = np.zeros(self.encoded.count, dtype=bool)
        has_match[matches.query] = True
        return set(self.pairs[has_match[self.pairs[:, 1]], 0].tolist())


def query_names(queries: Sequence[Query], folder: CacheFolder | None) -> QueryNames:
    """Encode the names of some queries, or read them from the cache.

    Args:
        queries: the same ones, in the same order, find the same file.
        folder: the cache; None for no cache.
    """
    texts = [query.all_names() for query in queries]
    kinds = [query.kind for query in queries]
    key = _key(texts, kinds) if folder else ""
    if folder and (record := records.load(folder, _KIND, key, _Record)):
        encoded = names_from(record.names)
        keys = TokenKeyIndex(encoded.table.vocabulary, record.keys)
        return QueryNames(encoded, record.pairs, keys, record.postings, from_cache=True)
    names = DistinctNames(texts, kinds)
    if folder is None:
        return QueryNames(names.encoded, names.pairs())
    return _store(names, folder, key)


def cache_names(queries: Sequence[Query], names: DistinctNames, folder: CacheFolder) -> None:
    """Cache the names of some queries, which are encoded already, unless the cache has them."""
    key = _key([query.all_names() for query in queries], [query.kind for query in queries])
    if folder.get(_KIND, key) is None:
        _store(names, folder, key)


def _key(texts: list[tuple[str, ...]], kinds: list[Kind | None]) -> str:
    digest = hashlib.sha256(rules_hash("names", "matching", "model.py").encode())
    digest.update(marshal.dumps((texts, kinds), 0))  # the same bytes for the same texts, and fast
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Record:
    """The names of some queries on disk."""

    names: NamesRecord
    pairs: NDArray[np.int64]
    keys: dict[str, FamilyKeys]
    postings: Postings


def _store(names: DistinctNames, folder: CacheFolder, key: str) -> QueryNames:
    table, pairs = names.encoded.table, names.pairs()
    keys = TokenKeyIndex(table.vocabulary, listed=False)
    postings = build_postings(table, np.ones(len(table), dtype=bool))
    records.save(folder, _KIND, key, _Record(names_record(names.encoded), pairs, keys.families, postings))
    return QueryNames(names.encoded, pairs, keys, postings)
