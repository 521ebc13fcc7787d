"""Matcher: all pairs of a query name and a listed name that reach a threshold, with their scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from sanctionscreen.matching.candidates.exact_keys import NAME_KEYS, SortedKeys, equal_keys, sorted_keys
from sanctionscreen.matching.candidates.prefix_filter import Postings, build_postings, find_candidates
from sanctionscreen.matching.candidates.score_bound import may_reach, pairs_that_may_reach
from sanctionscreen.matching.candidates.small_batch import is_small_batch, small_batch_candidates
from sanctionscreen.matching.candidates.upper_bound import CoverageBound
from sanctionscreen.matching.encode.arrays import F64, NO_ROWS, NameIds, ReadingRows
from sanctionscreen.matching.encode.encoded_names import EncodedNames
from sanctionscreen.matching.encode.kinds import KIND_CODES, OTHER, PERSON, group_of, in_group
from sanctionscreen.matching.scoring.score import score_pairs
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.match_lookup import Lookups, group_lookups
from sanctionscreen.matching.tokens.token_rules import TokenMatches

Pairs = tuple[ReadingRows, ReadingRows]
"""Rows of the readings of queries, and of the listed names that each is paired with."""


@dataclass(frozen=True, slots=True)
class NameMatches:
    """Pairs of a query name and a listed name that reached the threshold, sorted by query name, best first.

    Attributes:
        query, listed: the names, as numbered by `encode_names`.
        score: from the threshold to 1.
        query_reading, listed_reading: rows of the two readings that gave the score.
        lookups: matches of the tokens of the two sides for each group, for explanations.
    """

    query: NameIds
    listed: NameIds
    score: F64
    query_reading: ReadingRows
    listed_reading: ReadingRows
    lookups: Lookups


class Matcher:
    """Listed names, indexed for matching. `compile_names` makes one; `matching.serialize` reads one from disk."""

    def __init__(
        self,
        listed: EncodedNames,
        keys: TokenKeyIndex,
        postings: dict[int, Postings],
        name_keys: dict[int, dict[str, SortedKeys]],
    ) -> None:
        """Put the parts together.

        Args:
            listed: the names.
            keys: blocking keys of their tokens.
            postings: for `PERSON` and `OTHER`, the readings of that group by token.
            name_keys: readings of either group by each of `NAME_KEYS`.
        """
        self.listed, self.keys = listed, keys
        self.postings, self.name_keys = postings, name_keys
        self._in_group = {group: in_group(listed.kinds, group) for group in (PERSON, OTHER)}
        # (np.unique would load numpy's masked arrays, which takes longer than the rest of a compiled list.)
        self._kinds = {
            group: np.flatnonzero(np.bincount(listed.kinds[rows])) for group, rows in self._in_group.items()
        }

    def match(
        self, queries: EncodedNames, threshold: float, matches: TokenMatches | None = None
    ) -> NameMatches:
        """Find every pair of names with a score of at least `threshold`.

        Args:
            queries: the query names.
            threshold: above 0, at most 1.
            matches: matches of the tokens of the two sides, where they were computed already.
        """
        matches = matches or self.keys.match(queries.table.vocabulary)
        lookups = group_lookups(matches)
        parts: list[tuple[ReadingRows, ReadingRows, F64]] = [(NO_ROWS, NO_ROWS, np.zeros(0))]
        most_unmatched = self._most_unmatched(queries, threshold)
        for group in (PERSON, OTHER):
            pairs = self._pairs(queries, lookups[group].matches, group, threshold, most_unmatched[group])
            for query_rows, listed_rows in batched_pairs(pairs):
                own = group_of(queries.kinds[query_rows], self.listed.kinds[listed_rows]) == group
                q_own, l_own = query_rows[own], listed_rows[own]
                score = score_pairs(queries, q_own, self.listed, l_own, lookups, group)
                keep = score >= threshold
                parts.append((q_own[keep], l_own[keep], score[keep]))
        return _best_readings(parts, queries, self.listed, lookups)

    def _most_unmatched(self, queries: EncodedNames, threshold: float) -> F64:
        """Most weight that query names may leave unmatched, by group; see `Weights.most_unmatched`."""
        weights = load_weights()
        factors = np.zeros((2, len(queries.table)))
        for group, kinds in self._kinds.items():
            # A listing of unknown kind is in both groups, and is scored in the group of the query's kind.
            own = group_of(_ALL_KINDS[:, None], kinds.astype(np.int8)) == group
            best = np.where(own, weights.kinds[:, kinds], 0.0).max(axis=1, initial=1e-9)
            factors[group] = best[queries.kinds]
        return weights.most_unmatched(threshold / factors, queries.table)

    def _pairs(
        self, queries: EncodedNames, matches: TokenMatches, group: int, threshold: float, most_unmatched: F64
    ) -> Iterator[Pairs]:
        """Pairs of one group that may reach the threshold, in parts."""
        postings = self.postings[group]
        if (most_unmatched < 0).all():
            return  # kinds that disagree rule the threshold out, as for one query they do for half of the list
        for name, keys in self.name_keys[group].items():
            yield self._without_two_acronyms(queries, *equal_keys(getattr(queries.table, name), keys))
        query_rows, listed_rows, _ = self.listed.truncated_keys.find(queries.table.written_keys)
        own_group = self._in_group[group][listed_rows]
        yield query_rows[own_group], listed_rows[own_group]
        names = queries.table, self.listed.table
        if is_small_batch(queries.table):
            query_rows, listed_rows, matchable = small_batch_candidates(
                *names, group, matches, postings, most_unmatched
            )
            keep = may_reach(queries, query_rows, self.listed, listed_rows, matchable, group, threshold)
            yield query_rows[keep], listed_rows[keep]
            return
        bound = CoverageBound(*names, matches, postings, group, most_unmatched)
        for candidates in find_candidates(queries.table, group, matches, postings, most_unmatched):
            yield pairs_that_may_reach(queries, self.listed, candidates, bound, threshold)

    def _without_two_acronyms(
        self, queries: EncodedNames, query_rows: ReadingRows, listed_rows: ReadingRows
    ) -> Pairs:
        """The pairs but those of two acronyms, which score 0 (`score_pairs`) and are many."""
        query, listed = queries.table, self.listed.table
        two = (query.acronym_letters[query_rows] > 0) & (listed.acronym_letters[listed_rows] > 0)
        two &= query.letter_keys[query_rows] == 0
        some = np.flatnonzero(
            ~(two & (query.is_alternative[query_rows] | listed.is_alternative[listed_rows]))
        )
        return (query_rows, listed_rows) if len(some) == len(two) else (query_rows[some], listed_rows[some])


_ALL_KINDS = np.arange(len(KIND_CODES), dtype=np.int8)


def compile_names(listed: EncodedNames) -> Matcher:
    """Index listed names: blocking keys of their tokens, posting lists, hashes of whole names."""
    rows_of_group = {group: in_group(listed.kinds, group) for group in (PERSON, OTHER)}
    return Matcher(
        listed,
        TokenKeyIndex(listed.table.vocabulary),
        {group: build_postings(listed.table, rows) for group, rows in rows_of_group.items()},
        {
            group: {name: sorted_keys(getattr(listed.table, name), rows) for name in NAME_KEYS}
            for group, rows in rows_of_group.items()
        },
    )


def batched_pairs(parts: Iterable[Pairs]) -> Iterator[Pairs]:
    """Pairs in batches so large that the calls for each cost little."""
    waiting: list[Pairs] = []
    count = 0
    for pairs in parts:
        if len(pairs[0]):
            waiting.append(pairs)
            count += len(pairs[0])
        if count > _PAIRS_PER_BATCH:
            yield _concatenated(waiting)
            waiting, count = [], 0
    if waiting:
        yield _concatenated(waiting)


_PAIRS_PER_BATCH = 50_000


def _concatenated(parts: list[Pairs]) -> Pairs:
    query_rows, listed_rows = zip(*parts, strict=True)
    return np.concatenate(query_rows), np.concatenate(listed_rows)


def _best_readings(
    parts: list[tuple[ReadingRows, ReadingRows, F64]],
    queries: EncodedNames,
    listed: EncodedNames,
    lookups: Lookups,
) -> NameMatches:
    """For each pair of names its best pair of readings."""
    query_rows, listed_rows, score = (np.concatenate(column) for column in zip(*parts, strict=True))
    query, name = queries.name_of_row[query_rows], listed.name_of_row[listed_rows]
    order = np.lexsort((listed_rows, query_rows, -score, name, query))
    repeated = (query[order][1:] == query[order][:-1]) & (name[order][1:] == name[order][:-1])
    best = order[np.append(True, ~repeated)[: len(order)]]
    best = best[np.lexsort((name[best], -score[best], query[best]))]
    return NameMatches(query[best], name[best], score[best], query_rows[best], listed_rows[best], lookups)
