"""Names that are alike as wholes, whatever their words are: cut off at the end, or misread by a scanner.

A word that is cut or misread says little by itself: it may be another word, one that is too short to compare, or a
particle. That a whole name begins another one, or differs from it by nothing but what scanners confuse, happens to
strangers' names much more seldom. Such pairs are found by hashes of whole names, as those with equal letters are, so
they go past all bounds. Their facts are those of a name that agrees so far as it goes, if these are the better ones.

Both hold for first readings of names that have a Latin letter: a field is cut, and a scanner reads, before anything is
romanised.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.encoded_names import (
    LEAST_WRITTEN,
    NameArrays,
    is_written,
    salted_beginnings,
)
from sanctionscreen.matching.encode.hashing import changes, group_by_length, letter_matrix, prefix_hashes
from sanctionscreen.matching.encode.letter_arrays import differing
from sanctionscreen.matching.encode.ragged import expand
from sanctionscreen.matching.scoring.features import cost
from sanctionscreen.matching.scoring.pair_stats import PairStats, optimistic_stats
from sanctionscreen.matching.tokens.typos import SCANNER_SLOPE
from sanctionscreen.names import tables
from sanctionscreen.names.fold import fold
from sanctionscreen.names.frequency import LEGAL_SHARE
from sanctionscreen.names.name import Name
from sanctionscreen.names.roles import LEGAL_FORM

I32 = NDArray[np.int32]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

LEAST_SHARE = 0.5
"""Share of a name's letters from which on its beginning is taken for the name, cut off."""

FEW_LETTERS = 2
"""So many letters less make another name, where each word is one that people bear."""

_MOST_LETTERS = 120  # of a name whose beginnings are looked for: they grow with it
_SHORT_NAME = 10  # letters up to which one confusion is as many as two are in longer names


@dataclass(frozen=True, slots=True)
class Beginnings:
    """Beginnings of listed names, cut inside a word, by hash.

    Attributes:
        keys: hashes, ascending.
        rows: the reading that each is of.
        shares: how much of its letters each has, those of legal forms at `LEGAL_SHARE`; below 1.
    """

    keys: NDArray[np.uint64]
    rows: I32
    shares: F32

    def find(self, written: NDArray[np.uint64]) -> tuple[I32, I32, F32]:
        """Names that are such a beginning (by `NameArrays.written_keys`), of which reading, and its share of that."""
        left = np.searchsorted(self.keys, written, side="left")
        some = np.flatnonzero(self.keys.take(left, mode="clip") == written) if len(self.keys) else _NONE
        if not len(some):
            return _NONE, _NONE, np.zeros(0, np.float32)
        right = np.searchsorted(self.keys, written[some], side="right")
        places = np.arange(len(self.keys), dtype=np.int32)
        names, found = expand(some.astype(np.int32), left[some], right - left[some], places)
        return names, self.rows[found], self.shares[found]


_NONE = np.zeros(0, dtype=np.int32)


def beginnings_of(readings: Sequence[Name]) -> Beginnings:
    """The beginnings of names, as written and with the family name last."""
    orders: list[tuple[str, ...]] = []
    owners: list[int] = []
    for row, name in enumerate(readings):
        if LEAST_WRITTEN < len(name.letters) <= _MOST_LETTERS and is_written(name):
            some = dict.fromkeys(tuple(words) for words in _orders(name))
            orders += some
            owners += [row] * len(some)
    texts = ["".join(words) for words in orders]
    parts = [
        _beginnings_of_length(
            length, places, [(orders[place], readings[owners[place]]) for place in places.tolist()]
        )
        for length, places in group_by_length(texts)
    ]
    if not parts:
        return Beginnings(np.zeros(0, np.uint64), _NONE, np.zeros(0, np.float32))
    keys, places, shares = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((places, keys))
    return Beginnings(keys[order], np.array(owners, dtype=np.int32)[places[order]], shares[order])


def _orders(name: Name) -> list[list[str]]:
    """The words of a name as written and, where a comma told the family name, with that last."""
    words = fold(name.text).split()
    turned = [words[place:] + words[:place] for place in range(len(words)) if "," in name.text]
    return [words, *(some for some in turned if "".join(some) == name.letters)][:2]


def _beginnings_of_length(
    length: int, places: I32, orders: list[tuple[tuple[str, ...], Name]]
) -> tuple[NDArray[np.uint64], I32, F32]:
    """Hash, place and share of the beginnings of names of one length."""
    least = max(LEAST_WRITTEN, int(np.ceil(LEAST_SHARE * length)))
    inside = np.ones((len(places), length + 1), dtype=bool)
    said = np.ones((len(places), length))
    texts = ["".join(words) for words, _ in orders]
    for row, (words, name) in enumerate(orders):
        ends = list(accumulate(map(len, words)))
        inside[row, ends] = False
        for word, end in zip(words, ends, strict=True):
            if word[:1].isdigit() or word in tables.number_words():  # No. 2 is not the beginning of No. 22
                inside[row, end - len(word) : end] = False
        for token, role in zip(name.tokens, name.roles, strict=True):
            if role & LEGAL_FORM:
                starts = [
                    at for at in (0, *ends) if texts[row].startswith(token, at) and at + len(token) in ends
                ]
                for at in starts[:1]:
                    said[row, at : at + len(token)] = LEGAL_SHARE
    hashes = salted_beginnings(prefix_hashes(letter_matrix(texts, length)))
    rows, more = np.nonzero(inside[:, least:length])
    sizes = more + least
    said = np.cumsum(said, axis=1)
    shares = said[rows, sizes - 1] / said[rows, -1]
    return hashes[rows, sizes - 1], places[rows], shares.astype(np.float32)


def raised(
    facts: PairStats, queries: NameArrays, q: I32, listed: NameArrays, l: I32, beginnings: Beginnings, group: int,
    weights: NDArray[np.float64],
) -> PairStats:  # fmt: skip
    """The facts of pairs of names; where the names are alike as wholes and those facts cost less, these.

    Args:
        facts: of the aligned pairs.
        queries, q, listed, l: the pairs, as positions in two tables.
        beginnings: of the listed names.
        group: whose weights count.
        weights: of the features, by which the two are compared.
    """
    asked, known = queries.totals[group][q], listed.totals[group][l]
    rows, share = _begun(queries, q, l, beginnings)
    if len(rows):
        some = _is_cut(queries, q[rows], listed, l[rows])
        rows, share = rows[some], share[some]
        whole = asked[rows], known[rows]
        cut = optimistic_stats(*whole, whole[0], share * whole[1])
        facts = _better(facts, rows, replace(cut, begun=share.astype(np.float64)), weights)
    rows, misread = _misread(queries, q, listed, l)
    if len(rows):
        whole = asked[rows], known[rows]
        alike = optimistic_stats(*whole, *whole)
        good = alike.matched * (1 - SCANNER_SLOPE * misread / listed.letter_counts[l[rows]])
        facts = _better(facts, rows, replace(alike, good=good, misread=misread), weights)
    return facts


def _begun(queries: NameArrays, q: I32, l: I32, beginnings: Beginnings) -> tuple[NDArray[np.int64], F32]:
    """Which pairs are a listed name and its beginning, and the share of letters that this has."""
    names, rows, shares = beginnings.find(queries.written_keys)
    if not len(names):
        return np.zeros(0, np.int64), shares
    found = names.astype(np.int64) << 32 | rows
    order = np.lexsort((-shares, found))
    order = order[changes(found[order])]
    found, shares = found[order], shares[order]
    pairs = q.astype(np.int64) << 32 | l
    places = np.minimum(np.searchsorted(found, pairs), len(found) - 1)
    some = np.flatnonzero(found[places] == pairs)
    return some, shares[places[some]]


def _is_cut(queries: NameArrays, q: I32, listed: NameArrays, l: I32) -> NDArray[np.bool_]:
    """Which are names cut off, and not names of their own that lack a letter or two (Wang Li is not Wang Lin)."""
    lacking = listed.letter_counts[l] - queries.letter_counts[q]
    return np.asarray((lacking > FEW_LETTERS) | queries.is_unheard[q])


def _misread(queries: NameArrays, q: I32, listed: NameArrays, l: I32) -> tuple[NDArray[np.int64], F64]:
    """Which pairs differ by nothing but a few confusions of scanners, and by how many."""
    keys = queries.outline_keys[q]
    some = np.flatnonzero((keys == listed.outline_keys[l]) & (keys != 0) & queries.is_unheard[q])
    some = some[queries.letter_keys[q[some]] != listed.letter_keys[l[some]]]
    q, l = q[some], l[some]
    one, other = queries.outlines[q], listed.outlines[l]
    groups = np.abs(queries.letter_counts[q] - listed.letter_counts[l])
    count = np.maximum(differing(one, other) + groups, 1).astype(np.float64)
    few = count <= np.where(listed.letter_counts[l] < _SHORT_NAME, 1, 2)
    few &= ~((one != other) & (one <= _LAST_DIGIT) & (other <= _LAST_DIGIT)).any(axis=1)  # No. 5 is not No. 6
    return some[few], count[few]


_LAST_DIGIT = ord("9")


def _better(
    facts: PairStats, rows: NDArray[np.int64], others: PairStats, weights: NDArray[np.float64]
) -> PairStats:
    """The facts, with other facts for some pairs where those cost less."""
    names = [field.name for field in fields(PairStats)]
    own = PairStats(*(getattr(facts, name)[rows] for name in names))
    less = (cost(others, weights) < cost(own, weights)) | (own.matched == 0)
    columns = {name: getattr(facts, name).copy() for name in names}
    for name in names:
        columns[name][rows[less]] = getattr(others, name)[less]
    return PairStats(**columns)
