"""Which listed names a query can reach, for one query or a few: `candidates` and `promise` by fewer calls.

One query has a handful of tokens, so what costs most is calling NumPy. Here the sets of tokens that are looked up are
chosen in Python, and which listed tokens are similar to any of the query's is marked in a table of all listed tokens
instead of one of hashes. The bounds are weaker forms of those that `candidates` and `promise` prove: where the tokens
beyond H weigh more than x * U too, a listed name must match one of these as well, or it would leave all of them over;
and an alignment covers no more tokens of the query than of the listed name (twice as many, where two neighbours of the
query can stand for one listed word), so no more weight than that many of its heaviest tokens have.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.candidates.prefix_filter import Postings
from sanctionscreen.matching.encode.encoded_names import NameArrays
from sanctionscreen.matching.encode.hashing import changes
from sanctionscreen.matching.encode.ragged import expand
from sanctionscreen.matching.tokens.token_rules import TokenMatches

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]

MOST_NAMES, MOST_TOKENS = 16, 128
HEAVIEST = 8  # from so many tokens on, all of a name
MARK_RATIO = 8.0  # marking a pair costs about an eighth of judging it


def are_few(queries: NameArrays) -> bool:
    """Whether so few names are asked about that a loop in Python is faster than arrays of them."""
    return len(queries) <= MOST_NAMES and len(queries.tokens) <= MOST_TOKENS


@dataclass(frozen=True, slots=True)
class Covered:
    """Pairs of a query name and a listed name, once each, and the most weight of either that can be covered."""

    query: I32
    listed: I32
    cover: tuple[F32, F32]


def small_batch_candidates(
    queries: NameArrays, listed: NameArrays, group: int, matches: TokenMatches, postings: Postings,
    uncovered: NDArray[np.float64],
) -> Covered:  # fmt: skip
    """Every pair that shares enough weight to reach the threshold, and perhaps others.

    Args:
        queries, listed: the two sides.
        group: whose weights count.
        matches: similar tokens in names of the group.
        postings: listed names by token.
        uncovered: as `candidates.find_candidates` takes it.
    """
    names = _Names(queries, group, matches, postings, len(listed))
    found = [names.listed_of(name, share) for name, share in enumerate(uncovered.tolist())]
    q = np.repeat(np.arange(len(found), dtype=np.int32), [len(some) for some in found])
    l = np.concatenate([np.zeros(0, np.int32), *found])
    if not len(q):
        none = np.zeros(0, np.float32)
        return Covered(q, l, (none, none))
    tokens, cover_listed = _cover(listed, l, group, matches)
    joins = np.append(matches.counts > 0, False)[queries.joined]
    has_joined = np.bincount(queries.owners[joins], minlength=len(queries)) > 0
    tokens = np.minimum(tokens * (1 + has_joined[q]), HEAVIEST)
    return Covered(q, l, (names.heaviest()[q, tokens], cover_listed))


def _cover(listed: NameArrays, l: I32, group: int, matches: TokenMatches) -> tuple[NDArray[np.int64], F32]:
    """How many tokens of listed names are similar to any that is asked about, and what these weigh."""
    similar = np.zeros(matches.listed_tokens + 1, dtype=bool)  # one more, for "no joined neighbour", -1
    similar[matches.listed] = True
    starts = listed.starts[l]
    lengths = listed.starts[l + 1] - starts
    ends = np.cumsum(lengths)
    slots = np.arange(int(ends[-1])) + np.repeat(starts - (ends - lengths), lengths)
    covered = similar[listed.tokens[slots]]
    joins = np.flatnonzero(similar[listed.joined[slots]])
    covered[joins] = True
    covered[joins + 1] = True  # a slot with a joined neighbour is followed by it
    pairs = np.repeat(np.arange(len(l)), lengths)[covered]
    weights = listed.weights[group][slots[covered]]
    return (
        np.bincount(pairs, minlength=len(l)),
        np.bincount(pairs, weights=weights, minlength=len(l)).astype(np.float32),
    )


class _Names:
    """Names asked about, as lists."""

    def __init__(
        self, queries: NameArrays, group: int, matches: TokenMatches, postings: Postings, listed: int
    ) -> None:
        self._matches, self._postings, self._listed = matches, postings, listed
        self._starts = queries.starts.tolist()
        self._weights: list[float] = queries.weights[group].tolist()
        self._totals: list[float] = queries.totals[group].tolist()
        slots = zip(
            queries.tokens.tolist(), queries.joined.tolist(), queries.joined_before.tolist(), strict=True
        )
        self._tokens = [[token for token in slot if token >= 0] for slot in slots]
        before = np.zeros(len(matches.listed) + 1, dtype=np.int64)
        np.cumsum(postings.counts(matches.listed), out=before[1:])
        volume: list[int] = np.diff(before[matches.starts]).tolist()
        self._volume: list[int] = [sum(volume[token] for token in tokens) for tokens in self._tokens]

    def listed_of(self, name: int, uncovered: float) -> I32:
        """The listed names that a name can reach with at most this share of its weight unmatched; ascending."""
        needed = uncovered * self._totals[name] * (1 + 1e-5) + 1e-5
        if needed <= 0:
            return _NONE
        slots = sorted(range(self._starts[name], self._starts[name + 1]), key=self._price)
        first = self._until(slots, needed)
        rest = slots[len(first) :]
        second = self._until(rest, needed)
        found = self._look_up(first)
        if len(found) and self._weigh(second) > needed < self._weigh(first) and self._worth(first, second):
            marks = np.zeros(self._listed, dtype=bool)
            marks[self._look_up(second)] = True
            found = found[marks[found]]
        found = np.sort(found)
        return found[changes(found)]

    def heaviest(self) -> F32:
        """Weight of the k heaviest tokens of each name, for k up to `HEAVIEST`; there, of all it has."""
        found = np.zeros((len(self._totals), HEAVIEST + 1), dtype=np.float32)
        for name, total in enumerate(self._totals):
            weights = sorted(self._weights[self._starts[name] : self._starts[name + 1]], reverse=True)
            found[name, 1 : len(weights) + 1] = weights[:HEAVIEST]
            np.cumsum(found[name], out=found[name])
            found[name, HEAVIEST] = total
        return found

    def _price(self, slot: int) -> float:
        return (self._volume[slot] + 1) / max(self._weights[slot], 1e-6)

    def _until(self, slots: list[int], needed: float) -> list[int]:
        """The first of some slots, up to the one with which they weigh more than is needed."""
        weight = 0.0
        for count, slot in enumerate(slots):
            if weight > needed:
                return slots[:count]
            weight += self._weights[slot]
        return slots

    def _weigh(self, slots: list[int]) -> float:
        return sum(self._weights[slot] for slot in slots)

    def _worth(self, first: list[int], second: list[int]) -> bool:
        looked_up, marked = (sum(self._volume[slot] for slot in slots) for slots in (first, second))
        return marked < MARK_RATIO * looked_up + 50

    def _look_up(self, slots: list[int]) -> I32:
        """Listed names of the tokens of some slots, alone or joined with a neighbour; some more than once."""
        matches, postings = self._matches, self._postings
        runs = [
            matches.listed[matches.starts[token] : matches.starts[token + 1]]
            for slot in slots
            for token in self._tokens[slot]
        ]
        tokens = np.concatenate([_NONE, *runs])
        return expand(tokens, postings.starts[tokens], postings.counts(tokens), postings.names)[1]


_NONE = np.zeros(0, dtype=np.int32)
