"""Whole-name relations: truncated names, and names that differ by OCR confusions alone.

A word that is cut or misread says little by itself: it may be another word, one that is too short to compare, or a
particle. That a whole name is the beginning of another one, or differs from it by OCR confusions alone, happens much
more seldom to names of strangers. Hashes of whole names find such pairs, so they bypass the bounds of candidate
generation. Their statistics are those of a name that agrees as far as it goes, where these cost less than the aligned
ones.

Both hold for first readings of names that have a Latin letter: a field is cut, and a scanner reads, before anything is
romanised.
"""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from sanctionscreen.matching.encode.arrays import F32, F64, Bools, PairIds, ReadingRows
from sanctionscreen.matching.encode.hashing import changes
from sanctionscreen.matching.encode.letter_arrays import differing
from sanctionscreen.matching.encode.name_arrays import NameArrays
from sanctionscreen.matching.encode.truncated_names import TruncatedNameKeys
from sanctionscreen.matching.scoring.features import cost
from sanctionscreen.matching.scoring.pair_stats import PairStats, optimistic_stats
from sanctionscreen.matching.tokens.typos import SCANNER_SLOPE

FEW_LETTERS = 2
"""So many letters less make another name, where each word is one that people bear."""

_SHORT_NAME = 10  # letters up to which one confusion is as many as two are in longer names


def with_whole_name_relations(
    stats: PairStats, queries: NameArrays, query_rows: ReadingRows, listed: NameArrays, listed_rows: ReadingRows,
    truncated_keys: TruncatedNameKeys, group: int, costs: F64,
) -> PairStats:  # fmt: skip
    """Statistics of pairs of names, replaced where a relation of the whole names costs less.

    Args:
        stats: of the aligned pairs.
        queries, query_rows, listed, listed_rows: the pairs, as rows of two tables.
        truncated_keys: of the listed names.
        group: whose weights count.
        costs: of the features, by which the two are compared.
    """
    query_totals, listed_totals = queries.totals[group][query_rows], listed.totals[group][listed_rows]
    pairs, share = _truncated(queries, query_rows, listed_rows, truncated_keys)
    if len(pairs):
        some = _is_cut(queries, query_rows[pairs], listed, listed_rows[pairs])
        pairs, share = pairs[some], share[some]
        whole = query_totals[pairs], listed_totals[pairs]
        cut = optimistic_stats(*whole, whole[0], share * whole[1])
        stats = _cheaper(stats, pairs, replace(cut, truncated=share.astype(np.float64)), costs)
    pairs, misread = _misread(queries, query_rows, listed, listed_rows)
    if len(pairs):
        whole = query_totals[pairs], listed_totals[pairs]
        alike = optimistic_stats(*whole, *whole)
        good = alike.matched * (1 - SCANNER_SLOPE * misread / listed.letter_counts[listed_rows[pairs]])
        stats = _cheaper(stats, pairs, replace(alike, similar=good, misread=misread), costs)
    return stats


def _truncated(
    queries: NameArrays, query_rows: ReadingRows, listed_rows: ReadingRows, truncated_keys: TruncatedNameKeys
) -> tuple[PairIds, F32]:
    """Which pairs are a listed name and a truncated form of it, and the share of letters that the form has."""
    query_forms, listed_forms, shares = truncated_keys.find(queries.written_keys)
    if not len(query_forms):
        return np.zeros(0, np.int64), shares
    forms = query_forms.astype(np.int64) << 32 | listed_forms
    order = np.lexsort((-shares, forms))
    order = order[changes(forms[order])]
    forms, shares = forms[order], shares[order]
    wanted = query_rows.astype(np.int64) << 32 | listed_rows
    positions = np.minimum(np.searchsorted(forms, wanted), len(forms) - 1)
    pairs = np.flatnonzero(forms[positions] == wanted)
    return pairs, shares[positions[pairs]]


def _is_cut(
    queries: NameArrays, query_rows: ReadingRows, listed: NameArrays, listed_rows: ReadingRows
) -> Bools:
    """Which are truncated names, and not names of their own that lack a letter or two (Wang Li is not Wang Lin)."""
    lacking = listed.letter_counts[listed_rows] - queries.letter_counts[query_rows]
    return np.asarray((lacking > FEW_LETTERS) | queries.has_unseen_word[query_rows])


def _misread(
    queries: NameArrays, query_rows: ReadingRows, listed: NameArrays, listed_rows: ReadingRows
) -> tuple[PairIds, F64]:
    """Which pairs differ by nothing but a few OCR confusions, and by how many."""
    keys = queries.ocr_keys[query_rows]
    pairs = np.flatnonzero(
        (keys == listed.ocr_keys[listed_rows]) & (keys != 0) & queries.has_unseen_word[query_rows]
    )
    pairs = pairs[queries.letter_keys[query_rows[pairs]] != listed.letter_keys[listed_rows[pairs]]]
    query_rows, listed_rows = query_rows[pairs], listed_rows[pairs]
    query_letters, listed_letters = queries.ocr_letters[query_rows], listed.ocr_letters[listed_rows]
    groups = np.abs(queries.letter_counts[query_rows] - listed.letter_counts[listed_rows])
    count = np.maximum(differing(query_letters, listed_letters) + groups, 1).astype(np.float64)
    few = count <= np.where(listed.letter_counts[listed_rows] < _SHORT_NAME, 1, 2)
    # Two digits that differ are no confusion: No. 5 is not No. 6.
    digits = (query_letters <= _LAST_DIGIT) & (listed_letters <= _LAST_DIGIT)
    few &= ~((query_letters != listed_letters) & digits).any(axis=1)
    return pairs[few], count[few]


_LAST_DIGIT = ord("9")


def _cheaper(stats: PairStats, pairs: PairIds, others: PairStats, costs: F64) -> PairStats:
    """The statistics, with other ones for some pairs where those cost less."""
    names = [field.name for field in fields(PairStats)]
    own = PairStats(*(getattr(stats, name)[pairs] for name in names))
    less = (cost(others, costs) < cost(own, costs)) | (own.matched == 0)
    columns = {name: getattr(stats, name).copy() for name in names}
    for name in names:
        columns[name][pairs[less]] = getattr(others, name)[less]
    return PairStats(**columns)
