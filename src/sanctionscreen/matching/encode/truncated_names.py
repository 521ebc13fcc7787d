"""Keys of truncated names: hashes of the beginnings of listed names, cut inside a word.

A query whose letters have one of these hashes may be the listed name, truncated where its field ended
(`scoring.whole_name`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from sanctionscreen.matching.encode.arrays import F32, I32, NO_ROWS, U64, ReadingRows
from sanctionscreen.matching.encode.hashing import group_by_length, letter_matrix, prefix_hashes
from sanctionscreen.matching.encode.name_arrays import LEAST_WRITTEN, is_written, salted_written
from sanctionscreen.matching.encode.ragged import expand
from sanctionscreen.names import tables
from sanctionscreen.names.fold import fold
from sanctionscreen.names.frequency import LEGAL_SHARE
from sanctionscreen.names.name import Name
from sanctionscreen.names.roles import LEGAL_FORM

LEAST_SHARE = 0.5
"""Least share of a name's letters that a truncated form has."""

_MOST_LETTERS = 120  # of a name with truncated forms: their number grows with its length


@dataclass(frozen=True, slots=True)
class TruncatedNameKeys:
    """Truncated forms of listed names, by hash.

    Attributes:
        keys: hashes, ascending.
        rows: the reading that each is a form of.
        shares: share of the name's letters in each form, those of legal forms counted at `LEGAL_SHARE`; below 1.
    """

    keys: U64
    rows: ReadingRows
    shares: F32

    def find(self, written_keys: U64) -> tuple[ReadingRows, ReadingRows, F32]:
        """Query rows that are a truncated form (by `NameArrays.written_keys`), the listed row, and the form's share."""
        left = np.searchsorted(self.keys, written_keys, side="left")
        some = (
            np.flatnonzero(self.keys.take(left, mode="clip") == written_keys) if len(self.keys) else NO_ROWS
        )
        if not len(some):
            return NO_ROWS, NO_ROWS, np.zeros(0, np.float32)
        right = np.searchsorted(self.keys, written_keys[some], side="right")
        positions = np.arange(len(self.keys), dtype=np.int32)
        query_rows, entries = expand(some.astype(np.int32), left[some], right - left[some], positions)
        return query_rows, self.rows[entries], self.shares[entries]


def truncated_name_keys(readings: Sequence[Name]) -> TruncatedNameKeys:
    """The keys of names, in the order as written and with the family name last."""
    orders: list[tuple[str, ...]] = []
    row_of_order: list[int] = []
    for row, name in enumerate(readings):
        if LEAST_WRITTEN < len(name.letters) <= _MOST_LETTERS and is_written(name):
            some = dict.fromkeys(tuple(words) for words in _orders(name))
            orders += some
            row_of_order += [row] * len(some)
    parts = [
        _keys_of_length(length, members, [(orders[i], readings[row_of_order[i]]) for i in members.tolist()])
        for length, members in group_by_length(["".join(words) for words in orders])
    ]
    if not parts:
        return TruncatedNameKeys(np.zeros(0, np.uint64), NO_ROWS, np.zeros(0, np.float32))
    keys, members, shares = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((members, keys))
    rows = np.array(row_of_order, dtype=np.int32)[members[order]]
    return TruncatedNameKeys(keys[order], rows, shares[order])


def _orders(name: Name) -> list[list[str]]:
    """The words of a name as written and, where a comma marks the family name, with that last."""
    words = fold(name.text).split()
    turned = [words[start:] + words[:start] for start in range(len(words)) if "," in name.text]
    return [words, *(order for order in turned if "".join(order) == name.letters)][:2]


def _keys_of_length(
    length: int, members: I32, orders: list[tuple[tuple[str, ...], Name]]
) -> tuple[U64, I32, F32]:
    """Hash, member and share of each truncated form of names of one length."""
    least = max(LEAST_WRITTEN, int(np.ceil(LEAST_SHARE * length)))
    ends_inside = np.ones((len(members), length + 1), dtype=bool)
    letter_weights = np.ones((len(members), length))
    texts = ["".join(words) for words, _ in orders]
    for row, (words, name) in enumerate(orders):
        ends = list(accumulate(map(len, words)))
        ends_inside[row, ends] = False
        for word, end in zip(words, ends, strict=True):
            if word[:1].isdigit() or word in tables.number_words():  # No. 2 is not a truncated No. 22
                ends_inside[row, end - len(word) : end] = False
        for token, role in zip(name.tokens, name.roles, strict=True):
            if role & LEGAL_FORM:
                starts = [
                    at for at in (0, *ends) if texts[row].startswith(token, at) and at + len(token) in ends
                ]
                for at in starts[:1]:
                    letter_weights[row, at : at + len(token)] = LEGAL_SHARE
    hashes = salted_written(prefix_hashes(letter_matrix(texts, length)))
    rows, beyond = np.nonzero(ends_inside[:, least:length])
    sizes = beyond + least
    sums = np.cumsum(letter_weights, axis=1)
    shares = sums[rows, sizes - 1] / sums[rows, -1]
    return hashes[rows, sizes - 1], members[rows], shares.astype(np.float32)
