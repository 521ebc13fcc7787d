"""Serialisation of encoded names and of a `Matcher`: records for `cache.records`, and back.

What comes back gives the same answers, but its texts are decoded on access, its arrays are read-only, and a vocabulary
lacks what only the computation of blocking keys needs.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache.lazy import LazySequence
from sanctionscreen.cache.strings import Texts
from sanctionscreen.matching.candidates.exact_keys import SortedKeys
from sanctionscreen.matching.candidates.prefix_filter import Postings
from sanctionscreen.matching.encode.arrays import NameIds
from sanctionscreen.matching.encode.encoded_names import EncodedNames
from sanctionscreen.matching.encode.kinds import KINDS_BY_CODE, KindCodes
from sanctionscreen.matching.encode.name_arrays import NameArrays, hashes_of_letters
from sanctionscreen.matching.encode.name_variants import readings_of
from sanctionscreen.matching.encode.truncated_names import TruncatedNameKeys
from sanctionscreen.matching.encode.vocabulary import Vocabulary
from sanctionscreen.matching.matcher import Matcher
from sanctionscreen.matching.tokens.key_index import FamilyKeys, TokenKeyIndex
from sanctionscreen.names.name import MAX_TOKENS, Name


@dataclass(frozen=True, slots=True)
class NamesRecord:
    """`EncodedNames` but for the readings; the table's fields and the vocabulary's arrays by name."""

    count: int
    name_of_row: NameIds
    kinds: KindCodes
    table: dict[str, Any]
    vocabulary: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MatcherRecord:
    """All parts of a `Matcher`; `texts` are the names as published, by number."""

    texts: NDArray[np.object_]
    names: NamesRecord
    truncated_keys: TruncatedNameKeys
    keys: dict[str, FamilyKeys]
    postings: dict[int, Postings]
    name_keys: dict[int, dict[str, SortedKeys]]


_OWN_FIELDS = tuple(field.name for field in fields(NameArrays) if field.name != "vocabulary")


def names_record(names: EncodedNames) -> NamesRecord:
    """The record of encoded names."""
    table = {name: getattr(names.table, name) for name in _OWN_FIELDS}
    return NamesRecord(names.count, names.name_of_row, names.kinds, table, names.table.vocabulary.arrays())


def names_from(record: NamesRecord) -> EncodedNames:
    """The encoded names of a record, to be matched but not explained."""
    table = NameArrays(vocabulary=Vocabulary.from_arrays(record.vocabulary), **record.table)
    return EncodedNames(record.count, (), record.name_of_row, record.kinds, table)


def matcher_record(matcher: Matcher) -> MatcherRecord:
    """The record of a matcher."""
    names = matcher.listed
    texts = np.full(names.count, "", dtype=object)
    texts[names.name_of_row] = [reading.text for reading in names.readings]
    return MatcherRecord(
        texts,
        names_record(names),
        names.truncated_keys,
        matcher.keys.families,
        matcher.postings,
        matcher.name_keys,
    )


def matcher_from(record: MatcherRecord) -> Matcher:
    """The matcher of a record that was read from disk."""
    names = names_from(record.names)
    assert isinstance(record.texts, Texts)
    names.readings = CachedReadings(record.texts, names.name_of_row, names.kinds, names.table)
    names.cached_truncated_keys = record.truncated_keys
    keys = TokenKeyIndex(names.table.vocabulary, record.keys)
    return Matcher(names, keys, record.postings, record.name_keys)


class CachedReadings(LazySequence[Name]):
    """Readings of listed names, put together from the table when they are to be explained."""

    def __init__(self, texts: Texts, name_of_row: NameIds, kinds: KindCodes, table: NameArrays) -> None:
        """Take the names as published, for each reading its name and kind, and the table of tokens."""
        self._texts, self._name_of_row, self._kinds, self._table = texts, name_of_row, kinds, table

    def __len__(self) -> int:
        return len(self._name_of_row)

    def _item(self, position: int) -> Name:
        name = int(self._name_of_row[position])
        first = int(np.searchsorted(self._name_of_row, name))
        return readings_of(self._texts[name], KINDS_BY_CODE[int(self._kinds[position])])[position - first]

    def _items(self, positions: NDArray[np.integer]) -> NDArray[np.object_]:
        """The readings at some rows, of the tokens in the table.

        The letters of a name are those of its tokens, as their hash says. Where they are not, or are too few to have
        one, and where a name has as many tokens as the table holds at most, the text is normalised again.
        """
        table, rows = self._table, positions.astype(np.int32)
        widths, slots = table.widths(rows), table.slots_of(rows)
        words, roles = table.vocabulary.text_array[table.tokens[slots]].tolist(), table.roles[slots].tolist()
        ends = np.cumsum(widths).tolist()
        spans = [slice(begin, end) for begin, end in zip([0, *ends], ends, strict=False)]
        texts, short = self._texts[self._name_of_row[rows]].tolist(), table.acronym_letters[rows] > 0
        letters = [
            "" if is_short else "".join(words[span])
            for span, is_short in zip(spans, short.tolist(), strict=True)
        ]
        same = hashes_of_letters(letters) == table.letter_keys[rows]
        same &= ((table.letter_keys[rows] != 0) | short) & (widths < MAX_TOKENS)
        columns = zip(
            texts, spans, letters, table.is_alternative[rows].tolist(), short.tolist(), same.tolist(), rows.tolist(),
            strict=True,
        )  # fmt: skip
        readings = np.empty(len(rows), dtype=object)
        readings[:] = [
            Name(text, tuple(words[span]), tuple(roles[span]), whole, other, is_short)
            if known
            else self._item(row)
            for text, span, whole, other, is_short, known, row in columns
        ]
        return readings
