"""Aggregate statistics of an aligned pair of names: the input of the features."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import F32, F64, I64, U8, Bools, ReadingRows
from sanctionscreen.matching.encode.hashing import changes
from sanctionscreen.matching.encode.kinds import PERSON
from sanctionscreen.matching.encode.name_arrays import NameArrays
from sanctionscreen.matching.encode.ragged import runs
from sanctionscreen.matching.scoring.align import Alignment
from sanctionscreen.matching.tokens.token_rules import Reason
from sanctionscreen.names.roles import FIRST_SURNAME, LATER_SURNAME, LEGAL_FORM, NUMBER, PARTICLE, TITLE


@dataclass(frozen=True, slots=True)
class PairStats:
    """Sums over the alignment of many pairs of names; every attribute has one entry a pair.

    Attributes:
        matched: weight of the aligned tokens (the smaller side's).
        similar: the same times similarity.
        unmatched_query, unmatched_listed: weight of the tokens left over on either side.
        words: how many words are aligned.
        initials, cuts, variants: weight aligned by initial alone, by a word cut short, and by a variant or translation,
            as a share of `matched`.
        inversions: share of pairs of aligned tokens in the other order, legal forms of firms aside.
        numbers_query, numbers_listed: numbers left over on either side.
        alternative_readings: how many of the two names are not the first reading of their text.
        descents: whether both names have a word for "son of" and their words are in another order.
        shifted: whether one name of a person begins with a word that the other lacks, before the first word of the
            other; titles and particles aside.
        child: how surely it is the name of a child before the whole name of its father.
        acronym_letters: letters of the acronym where one name is one, else 0.
        jumbled: share of aligned tokens in another order, where no rotation of the whole name explains it.
        lost_surname: whether a later word of a family name is aligned, and its first word is left over.
        truncated: where the query is a truncated form of the listed name, its share of the letters, else 0.
        misread: where the names differ by OCR confusions alone, the number of these, else 0.
    """

    matched: F64
    similar: F64
    unmatched_query: F64
    unmatched_listed: F64
    words: F64
    initials: F64
    cuts: F64
    variants: F64
    inversions: F64
    numbers_query: F64
    numbers_listed: F64
    alternative_readings: F64
    descents: F64
    shifted: F64
    child: F64
    acronym_letters: F64
    jumbled: F64
    lost_surname: F64
    truncated: F64
    misread: F64

    @property
    def unmatched_share_query(self) -> F64:
        """Share of the query's weight that is left over."""
        return self.unmatched_query / np.maximum(self.matched + self.unmatched_query, 1e-9)

    @property
    def unmatched_share_listed(self) -> F64:
        """Share of the listed name's weight that is left over."""
        return self.unmatched_listed / np.maximum(self.matched + self.unmatched_listed, 1e-9)

    @property
    def thinness(self) -> F64:
        """How little the aligned tokens say: 1 for nothing, falling to 0 for very rare words."""
        return np.exp2(-self.similar / THIN_BITS)


THIN_BITS = 12.0


def pair_stats(
    alignment: Alignment, queries: NameArrays, query_rows: ReadingRows, listed: NameArrays,
    listed_rows: ReadingRows, group: int,
) -> PairStats:  # fmt: skip
    """Statistics of aligned pairs of names."""
    count = len(query_rows)

    def total(values: NDArray[np.generic]) -> F64:
        return np.bincount(alignment.pair, weights=values, minlength=count).astype(np.float64)

    def share(*reasons: Reason) -> F64:
        some = np.logical_or.reduce([alignment.reason == reason for reason in reasons])
        return total(alignment.weight * some) / np.maximum(matched, 1e-9)

    matched = total(alignment.weight)
    query_slots = queries.starts[query_rows][alignment.pair] + alignment.query_slot
    aligned_numbers = total(((queries.roles[query_slots] & NUMBER) != 0) & (alignment.query_span == 1))
    inversions = _inversions(_but_forms(alignment, queries.roles[query_slots], group), count)
    unmatched_query = _rest(queries.totals[group][query_rows], total(alignment.query_weight))
    unmatched_listed = _rest(listed.totals[group][listed_rows], total(alignment.listed_weight))
    shifted, before_query = _shifted(alignment, queries, query_rows, listed, listed_rows, group)
    plain = (queries.roles[query_slots] & (TITLE | PARTICLE | LATER_SURNAME)) == 0
    lacking = np.where(before_query, unmatched_listed, unmatched_query)
    father_is_whole = (lacking < WHOLE_BITS) & (inversions == 0)
    has_descent = queries.has_descent[query_rows] & listed.has_descent[listed_rows]
    return PairStats(
        matched=matched,
        similar=total(alignment.weight * alignment.similarity),
        unmatched_query=unmatched_query,
        unmatched_listed=unmatched_listed,
        words=total(np.maximum(alignment.query_span, alignment.listed_span)),
        initials=share(Reason.INITIAL),
        cuts=share(Reason.CUT),
        variants=share(Reason.VARIANT, Reason.SYNONYM),
        inversions=inversions,
        numbers_query=np.maximum(queries.numbers[query_rows] - aligned_numbers, 0),
        numbers_listed=np.maximum(listed.numbers[listed_rows] - aligned_numbers, 0),
        alternative_readings=_both(queries.is_alternative[query_rows], listed.is_alternative[listed_rows]),
        descents=(has_descent & (inversions > 0)).astype(np.float64),
        shifted=shifted,
        child=shifted * father_is_whole * _has_four_words(total(plain)),
        acronym_letters=_both(queries.acronym_letters[query_rows], listed.acronym_letters[listed_rows]),
        jumbled=_jumbled(alignment, count),
        lost_surname=_lost_surname(alignment, queries, query_rows, listed, listed_rows),
        truncated=np.zeros(count),  # these two are filled in by `whole_name.with_whole_name_relations`
        misread=np.zeros(count),
    )


def _both(query: NDArray[np.generic], listed: NDArray[np.generic]) -> F64:
    return query.astype(np.float64) + listed.astype(np.float64)


def _but_forms(alignment: Alignment, roles: U8, group: int) -> Alignment:
    """The alignment without the legal forms of firms, and words translated: each language has an order of its own."""
    keep = ((roles & LEGAL_FORM) == 0) & (alignment.reason != Reason.SYNONYM)
    if group == PERSON or keep.all():
        return alignment
    return Alignment(*(getattr(alignment, field.name)[keep] for field in fields(Alignment)))


def _jumbled(alignment: Alignment, count: int) -> F64:
    """Share of the steps back beyond the first one, in the listed words taken in the query's order as a ring."""
    order = np.lexsort((alignment.query_slot, alignment.pair))
    pair, listed = alignment.pair[order], alignment.listed_slot[order]
    if not len(pair):
        return np.zeros(count)
    last = np.r_[pair[1:] != pair[:-1], True]
    first = np.r_[True, last[:-1]]
    following = np.where(last, listed[np.flatnonzero(first)][np.cumsum(first) - 1], np.r_[listed[1:], 0])
    back = np.bincount(pair, weights=following <= listed, minlength=count)
    return np.maximum(back - 1, 0) / np.maximum(np.bincount(pair, minlength=count), 1)


def _lost_surname(
    alignment: Alignment, queries: NameArrays, query_rows: ReadingRows, listed: NameArrays, listed_rows: ReadingRows
) -> F64:  # fmt: skip
    sides = (
        (queries, query_rows, alignment.query_slot, alignment.query_span),
        (listed, listed_rows, alignment.listed_slot, alignment.listed_span),
    )
    lost = np.zeros(len(query_rows), dtype=bool)
    for table, rows, slots, spans in sides:
        at = table.starts[rows][alignment.pair] + slots
        roles = table.roles[at] | table.roles[at + spans - 1]
        first, later = np.zeros_like(lost), np.zeros_like(lost)
        first[alignment.pair[(roles & FIRST_SURNAME) != 0]] = True
        later[alignment.pair[(roles & LATER_SURNAME) != 0]] = True
        lost |= later & ~first
    return lost.astype(np.float64)


def _shifted(
    alignment: Alignment, queries: NameArrays, query_rows: ReadingRows, listed: NameArrays, listed_rows: ReadingRows,
    group: int,
) -> tuple[F64, Bools]:  # fmt: skip
    """1 where either name, a person's, begins with a word that the other name lacks; and whether the query does."""
    count = len(query_rows)
    if group != PERSON:
        return np.zeros(count), np.zeros(count, dtype=bool)
    first_query, first_listed = _first_words(queries, query_rows), _first_words(listed, listed_rows)
    to_listed, to_query = np.full(count, -1), np.full(count, -1)
    first = alignment.query_slot == first_query[alignment.pair]
    to_listed[alignment.pair[first]] = alignment.listed_slot[first]
    first = alignment.listed_slot == first_listed[alignment.pair]
    to_query[alignment.pair[first]] = alignment.query_slot[first]
    before_query = (to_listed < 0) & (to_query > first_query)
    before_listed = (to_query < 0) & (to_listed > first_listed)
    return (before_query | before_listed).astype(np.float64), before_query


def _first_words(table: NameArrays, rows: ReadingRows) -> I64:
    """The first slot of each name, counted in it, that holds neither a title nor a particle; 0 where all do."""
    pair, slots = runs(table.starts[rows], table.widths(rows))
    plain = np.flatnonzero((table.roles[slots] & (TITLE | PARTICLE)) == 0)
    plain = plain[changes(pair[plain])]
    first = np.zeros(len(rows), dtype=np.int64)
    first[pair[plain]] = slots[plain] - table.starts[rows[pair[plain]]]
    return first


def _has_four_words(words: F64) -> F64:
    """1 for four words and more (father, grandfather, family); three may be a person with two given names."""
    return np.clip(words - 3.0, 0.0, 1.0)


WHOLE_BITS = 3.0
"""What a name may lack and still be there as a whole: a particle or a title."""


def optimistic_stats(
    totals_query: F32, totals_listed: F32, matchable_query: F32,
    matchable_listed: F32,
) -> PairStats:  # fmt: skip
    """Statistics at least as favourable, in every feature, as any alignment can give.

    All fields are 0 but those that a feature of `BOUND_FEATURES` or `one_word` reads: weights, and two matched words.

    Args:
        totals_query, totals_listed: weight of either name.
        matchable_query, matchable_listed: weight of the tokens on either side that match any on the other; an aligned
            pair weighs no more than either of its sides, so no alignment weighs more than the smaller sum.
    """
    most = np.minimum(matchable_query, matchable_listed).astype(np.float64) * (1 + 1e-5)
    none = np.zeros(len(most))
    unmatched_query, unmatched_listed = (
        _rest(totals_query, matchable_query),
        _rest(totals_listed, matchable_listed),
    )
    values = dict.fromkeys((field.name for field in fields(PairStats)), none)
    values |= {
        "matched": most,
        "similar": most,
        "unmatched_query": unmatched_query,
        "unmatched_listed": unmatched_listed,
    }
    values |= {"words": np.full(len(most), 2.0)}  # so that `one_word` costs nothing
    return PairStats(**values)


def _rest(whole: F32, used: NDArray[np.floating]) -> F64:
    rest = (whole - used).astype(np.float64)
    return np.where(
        rest > 1e-3, rest, 0.0
    )  # sums of 32-bit weights in another order differ in the last digits


def _inversions(alignment: Alignment, count: int) -> F64:
    """Share of inverted pairs among all pairs of aligned tokens, for each pair of names."""
    inverted, total = np.zeros(count), np.zeros(count)
    sizes = np.bincount(alignment.pair, minlength=count)
    longest = int(sizes.max(initial=0))
    for apart in range(1, longest):
        same = alignment.pair[apart:] == alignment.pair[:-apart]
        pairs = alignment.pair[apart:][same]
        query = (alignment.query_slot[apart:] - alignment.query_slot[:-apart])[same]
        listed = (alignment.listed_slot[apart:] - alignment.listed_slot[:-apart])[same]
        inverted += np.bincount(pairs, weights=(query * listed) < 0, minlength=count)
        total += np.bincount(pairs, minlength=count)
    return inverted / np.maximum(total, 1)
