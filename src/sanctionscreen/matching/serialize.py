"""Compiled names as arrays, and back: a `Matcher` that is read from disk in place of being made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, overload

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache.array_file import Array
from sanctionscreen.cache.strings import Texts, pack
from sanctionscreen.matching.candidates.exact_keys import NAME_KEYS, SortedKeys
from sanctionscreen.matching.encode.encoded_names import OTHER, PERSON, NameArrays, hashes_of_letters
from sanctionscreen.matching.encode.name_variants import KeptReadings, readings_of
from sanctionscreen.matching.encode.serialize import (
    Arrays,
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
from sanctionscreen.matching.scoring.weights import KIND_CODES
from sanctionscreen.matching.scoring.whole_name import Beginnings
from sanctionscreen.model import Kind
from sanctionscreen.names.name import MAX_TOKENS, Name

KINDS_BY_CODE = cast("dict[int, Kind | None]", {code: kind for kind, code in KIND_CODES.items()})
_GROUPS = {PERSON: "person", OTHER: "other"}


def matcher_arrays(matcher: Matcher) -> Arrays:
    """All that a matcher consists of.

    Raises:
        UnicodeEncodeError: if a name holds a lone surrogate.
    """
    index = matcher.listed
    found: Arrays = {"owners": index.owners, "kinds": index.kinds, "count": np.array([index.count])}
    texts = dict(zip(index.owners.tolist(), (reading.text for reading in index.readings), strict=True))
    found |= within("names", pack(texts.get(place, "") for place in range(index.count)))
    begun = index.beginnings
    found |= within("beginnings", {"keys": begun.keys, "rows": begun.rows, "shares": begun.shares})
    found |= within("table", table_arrays(index.table)) | within("keys", keys_arrays(matcher.keys))
    for group, name in _GROUPS.items():
        found |= within(f"postings.{name}", postings_arrays(matcher.postings[group]))
        found[f"in_group.{name}"] = matcher.in_group[group]
        for key, ordered in matcher.by_key[group].items():
            found |= within(f"name_keys.{key}.{name}", {"keys": ordered.keys, "rows": ordered.rows})
    return found


def matcher_from(arrays: Mapping[str, Array]) -> Matcher:
    """The matcher of these arrays.

    Raises:
        KeyError: if one is missing.
    """
    table = table_from(under("table", arrays))
    index = EncodedNames.__new__(EncodedNames)
    index.count, index.table = int(arrays["count"][0]), table
    index.owners, index.kinds = arrays["owners"], arrays["kinds"]
    index.beginnings = Beginnings(**under("beginnings", arrays))
    index.readings = StoredReadings(Texts(**under("names", arrays)), index.owners, index.kinds, table)
    return Matcher(
        index,
        keys_from(table.vocabulary, under("keys", arrays)),
        {group: arrays[f"in_group.{name}"] for group, name in _GROUPS.items()},
        {group: postings_from(under(f"postings.{name}", arrays)) for group, name in _GROUPS.items()},
        {
            group: {key: SortedKeys(**under(f"name_keys.{key}.{name}", arrays)) for key in NAME_KEYS}
            for group, name in _GROUPS.items()
        },
    )


class StoredReadings(KeptReadings):
    """The readings of listed names, put together when they are to be explained."""

    def __init__(self, names: Texts, owners: Array, kinds: Array, table: NameArrays) -> None:
        """Take the names as published, for each reading the name it is of and its kind, and what the table says."""
        self._names, self._owners, self._kinds, self._table = names, owners, kinds, table

    def __len__(self) -> int:
        return len(self._owners)

    @overload
    def __getitem__(self, place: int) -> Name: ...
    @overload
    def __getitem__(self, place: slice) -> list[Name]: ...
    def __getitem__(self, place: int | slice) -> Name | list[Name]:
        """One reading, or those of a slice."""
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        owner = int(self._owners[place])
        first = int(np.searchsorted(self._owners, owner))
        return readings_of(self._names[owner], KINDS_BY_CODE[int(self._kinds[place])])[place - first]

    def many(self, rows: NDArray[np.int32]) -> list[Name]:
        """The readings at some rows, of the words in the table.

        The letters of a name are those of its words, as their hash says. Where they are not, or are too few to have
        one, and where a name has as many words as the table holds at most, it is read again.
        """
        table, widths = self._table, self._table.widths(rows)
        slots = table.slots_of(rows)
        words, roles = table.vocabulary.text_array[table.tokens[slots]].tolist(), table.roles[slots].tolist()
        ends = np.cumsum(widths).tolist()
        spans = [slice(begin, end) for begin, end in zip([0, *ends], ends, strict=False)]
        owners: NDArray[np.int32] = self._owners[rows]
        texts, short = self._names[owners].tolist(), table.acronym_letters[rows] > 0
        letters = [
            "" if is_short else "".join(words[span])
            for span, is_short in zip(spans, short.tolist(), strict=True)
        ]
        same = (hashes_of_letters(letters) == table.letter_keys[rows]) & (
            (table.letter_keys[rows] != 0) | short
        )
        same &= widths < MAX_TOKENS
        columns = zip(
            texts, spans, letters, table.is_alternative[rows].tolist(), short.tolist(), same.tolist(), rows.tolist(),
            strict=True,
        )  # fmt: skip
        return [
            Name(text, tuple(words[span]), tuple(roles[span]), whole, other, is_short) if known else self[row]
            for text, span, whole, other, is_short, known, row in columns
        ]
