"""Names against listed names: all pairs that reach a threshold, and their scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.candidates.bound_filter import may_reach, promising, together
from sanctionscreen.matching.candidates.exact_keys import NAME_KEYS, SortedKeys, equal_keys, sorted_keys
from sanctionscreen.matching.candidates.prefix_filter import Postings, build_postings, find_candidates
from sanctionscreen.matching.candidates.small_batch import are_few, small_batch_candidates
from sanctionscreen.matching.candidates.upper_bound import CoverageBound
from sanctionscreen.matching.encode.encoded_names import OTHER, PERSON, NameArrays, build_name_table
from sanctionscreen.matching.encode.name_variants import Held, name_variants
from sanctionscreen.matching.scoring.align import align
from sanctionscreen.matching.scoring.features import FEATURES, alternative_reading, cost
from sanctionscreen.matching.scoring.pair_stats import gather
from sanctionscreen.matching.scoring.weights import KIND_CODES, load_weights
from sanctionscreen.matching.scoring.whole_name import Beginnings, beginnings_of, raised
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.match_lookup import MatchLookup
from sanctionscreen.matching.tokens.token_rules import Reason, TokenMatches
from sanctionscreen.model import Kind
from sanctionscreen.names.name import Name

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]


Lookups = tuple[MatchLookup, MatchLookup]
"""Similar tokens in names of persons, and in all others: a letter stands for a word in a person's name only, a legal
form for another in all others."""


def group_lookups(matches: TokenMatches) -> Lookups:
    """Similar tokens by group, ready to be looked up."""
    person, other = group_matches(matches)
    return MatchLookup(person), MatchLookup(other)


def group_matches(matches: TokenMatches) -> tuple[TokenMatches, TokenMatches]:
    """Similar tokens by group."""
    return matches.without(Reason.LEGAL), matches.without(Reason.INITIAL)


@dataclass(frozen=True, slots=True)
class NameMatches:
    """Pairs of a query name and a listed name that reached the threshold, sorted by query name, best first.

    Attributes:
        query, listed: positions in what was asked and in what is listed.
        score: from the threshold to 1.
        query_reading, listed_reading: the readings of the two names that gave the score.
        lookups: similar tokens of the two sides for each group, for explaining.
    """

    query: I32
    listed: I32
    score: NDArray[np.float64]
    query_reading: I32
    listed_reading: I32
    lookups: Lookups


class EncodedNames:
    """Names of one side, ready to be matched: every reading of every name, as arrays."""

    def __init__(
        self, names: Sequence[str], kinds: Sequence[Kind | None], *, held: Held | None = None
    ) -> None:
        """Normalise names.

        Args:
            names: as given.
            kinds: the kind of each name's party.
            held: which words the other side may hold. An acronym that it doesn't is like nothing there, and has no row;
                None to have one for every acronym, whatever it is compared with.
        """
        found = name_variants(names, kinds, held)
        self.count = len(names)
        self.readings: Sequence[Name] = list(chain.from_iterable(found))
        self.owners = np.repeat(np.arange(len(names), dtype=np.int32), list(map(len, found)))
        self.table: NameArrays = build_name_table(self.readings)
        self.kinds = np.array([KIND_CODES[kind] for kind in kinds], dtype=np.int8)[self.owners]

    @cached_property
    def beginnings(self) -> Beginnings:
        """Beginnings of the names, for those that are listed: what is asked may be one."""
        return beginnings_of(self.readings)

    def only(self, rows: I32) -> EncodedNames:
        """Some of the readings, to be matched though not to be explained; names keep their numbers."""
        found = EncodedNames.__new__(EncodedNames)
        found.count, found.readings = self.count, ()
        found.owners, found.kinds, found.table = self.owners[rows], self.kinds[rows], self.table.only(rows)
        return found


class Matcher:
    """Listed names, compiled for matching. Reach for `compile_names`; `matching.serialize` keeps one on disk."""

    def __init__(
        self,
        listed: EncodedNames,
        keys: TokenKeyIndex,
        in_group: dict[int, NDArray[np.bool_]],
        postings: dict[int, Postings],
        by_key: dict[int, dict[str, SortedKeys]],
    ) -> None:
        """Put together what was compiled.

        Args:
            listed: the names.
            keys: of their tokens.
            in_group: for `PERSON` and `OTHER`, which readings are compared as such.
            postings: readings of either group by token.
            by_key: readings of either group by each of `NAME_KEYS`.
        """
        self.listed, self.keys, self.in_group = listed, keys, in_group
        self.postings, self.by_key = postings, by_key
        # (np.unique would load numpy's masked arrays, which takes longer than the rest of a compiled list.)
        self._kinds = {
            group: np.flatnonzero(np.bincount(listed.kinds[names])) for group, names in in_group.items()
        }

    def match(
        self, queries: EncodedNames, threshold: float, matches: TokenMatches | None = None
    ) -> NameMatches:
        """Find every pair of names with a score of at least `threshold`.

        Args:
            queries: names asked about.
            threshold: above 0, at most 1.
            matches: similar tokens of the two sides, where they are known already.
        """
        matches = matches or self.keys.match(queries.table.vocabulary)
        lookups = group_lookups(matches)
        found: list[tuple[I32, I32, NDArray[np.float64]]] = [_NOTHING]
        for group in (PERSON, OTHER):
            for q, l in together(self._possible(queries, lookups[group].matches, group, threshold)):
                own = group_of(queries.kinds[q], self.listed.kinds[l]) == group
                q_own, l_own = q[own], l[own]
                score = score_pairs(queries, q_own, self.listed, l_own, lookups, group)
                keep = score >= threshold
                found.append((q_own[keep], l_own[keep], score[keep]))
        return _best_readings(found, queries, self.listed, lookups)

    def _possible(
        self, queries: EncodedNames, matches: TokenMatches, group: int, threshold: float
    ) -> Iterator[tuple[I32, I32]]:
        """Pairs of one group that may reach the threshold, some at a time."""
        weights, postings = load_weights(), self.postings[group]
        # A listing of no kind stands in both groups, and counts in the one that the query's kind is of.
        kinds = self._kinds[group]
        own = group_of(_ALL_KINDS[:, None], kinds.astype(np.int8)) == group
        factors = np.where(own, weights.kinds[:, kinds], 0.0).max(axis=1, initial=1e-9)[queries.kinds]
        uncovered = weights.largest_uncovered(group, threshold / factors, queries.table)
        if (uncovered < 0).all():
            return  # kinds that disagree rule the threshold out, as for one query they do for half of the list
        for name, keys in self.by_key[group].items():
            yield self._without_two_acronyms(queries, *equal_keys(getattr(queries.table, name), keys))
        q, l, _ = self.listed.beginnings.find(queries.table.written_keys)
        own_group = self.in_group[group][l]
        yield q[own_group], l[own_group]
        if are_few(queries.table):
            some = small_batch_candidates(
                queries.table, self.listed.table, group, matches, postings, uncovered
            )
            reaching = may_reach(queries, some.query, self.listed, some.listed, some.cover, group, threshold)
            yield some.query[reaching], some.listed[reaching]
            return
        most_open = uncovered * queries.table.totals[group] * (1 + 1e-5) + 1e-5
        most_open[uncovered < 0] = -1.0
        promise = CoverageBound(queries.table, self.listed.table, matches, postings, group, most_open)
        for candidates in find_candidates(queries.table, group, matches, postings, most_open):
            yield promising(queries, self.listed, candidates, promise, threshold)

    def _without_two_acronyms(self, queries: EncodedNames, q: I32, l: I32) -> tuple[I32, I32]:
        """Two names with the same first letters have nothing in common (`score_pairs`), and there are many."""
        ours, theirs = queries.table, self.listed.table
        two = (ours.acronym_letters[q] > 0) & (theirs.acronym_letters[l] > 0) & (ours.letter_keys[q] == 0)
        some = np.flatnonzero(~(two & (ours.is_alternative[q] | theirs.is_alternative[l])))
        return (q, l) if len(some) == len(q) else (q[some], l[some])


_ALL_KINDS = np.arange(len(KIND_CODES), dtype=np.int8)


def compile_names(listed: EncodedNames) -> Matcher:
    """Compile the keys and postings of `listed`."""
    is_person, unsaid = listed.kinds == KIND_CODES["person"], listed.kinds == KIND_CODES[None]
    # A listing of no kind is compared as what the query is, so it stands in both groups.
    in_group = {PERSON: is_person | unsaid, OTHER: ~is_person}
    return Matcher(
        listed,
        TokenKeyIndex(listed.table.vocabulary),
        in_group,
        {group: build_postings(listed.table, names) for group, names in in_group.items()},
        {
            group: {name: sorted_keys(getattr(listed.table, name), names) for name in NAME_KEYS}
            for group, names in in_group.items()
        },
    )


def group_of(query_kinds: NDArray[np.int8], listed_kinds: NDArray[np.int8]) -> NDArray[np.int64]:
    """`PERSON` or `OTHER` for pairs of kinds: the listed one's, or the query's where that is not said."""
    kinds = np.where(listed_kinds == KIND_CODES[None], query_kinds, listed_kinds)
    return np.where(kinds == KIND_CODES["person"], PERSON, OTHER)


def score_pairs(
    queries: EncodedNames, q: I32, listed: EncodedNames, l: I32, lookups: Lookups, group: int
) -> NDArray[np.float64]:
    """Score pairs of readings, given as positions.

    Args:
        queries, listed: the two sides.
        q, l: the pairs.
        lookups: similar tokens of the two sides.
        group: the group of the listed names.

    Returns:
        Scores from 0 to 1, rounded to 4 decimals.
    """
    weights = load_weights()
    factor = weights.kinds[queries.kinds[q], listed.kinds[l]]
    alignment = align(queries.table, q, listed.table, l, lookups[group], group)
    facts = gather(alignment, queries.table, q, listed.table, l, group)
    facts = raised(
        facts, queries.table, q, listed.table, l, listed.beginnings, group, weights.features[group]
    )
    score = np.exp(-cost(facts, weights.features[group]))
    short_q, short_l = queries.table.acronym_letters[q] > 0, listed.table.acronym_letters[l] > 0
    # Two names with the same first letters have nothing in common; a person has no acronym.
    score[(facts.matched == 0) | (short_q & short_l) | ((short_q | short_l) & (group == PERSON))] = 0.0
    letters_q, letters_l = queries.table.letter_keys[q], listed.table.letter_keys[l]
    same_letters = np.flatnonzero((letters_q == letters_l) & (letters_q != 0))
    reading = weights.features[group][FEATURES.index(alternative_reading)]
    spaced = SPACED_SCORE * np.exp(-reading * alternative_reading(facts)[same_letters])
    score[same_letters] = np.maximum(score[same_letters], spaced)
    equal = (queries.table.keys[q] == listed.table.keys[l]) & (facts.readings == 0)
    score[equal & (queries.table.widths(q) > 0)] = 1.0
    return np.round(score * factor, 4)


SPACED_SCORE = 0.97
"""Least score of two names whose letters are the same, but for where they are cut into words."""


_NOTHING = (np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0))


def _best_readings(
    found: list[tuple[I32, I32, NDArray[np.float64]]],
    queries: EncodedNames,
    listed: EncodedNames,
    lookups: Lookups,
) -> NameMatches:
    q, l, score = (np.concatenate([part[column] for part in found]) for column in range(3))
    query, name = queries.owners[q], listed.owners[l]
    order = np.lexsort((l, q, -score, name, query))
    repeated = (query[order][1:] == query[order][:-1]) & (name[order][1:] == name[order][:-1])
    chosen = order[np.append(True, ~repeated)[: len(order)]]
    chosen = chosen[np.lexsort((name[chosen], -score[chosen], query[chosen]))]
    return NameMatches(query[chosen], name[chosen], score[chosen], q[chosen], l[chosen], lookups)
