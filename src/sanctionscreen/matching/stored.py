"""Compiled names as arrays, and back: a `Matcher` that is read from disk in place of being made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import overload

import numpy as np

from sanctionscreen.index.nametable import OTHER, PERSON, NameTable
from sanctionscreen.index.stored import (
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
from sanctionscreen.mapped.container import Array
from sanctionscreen.mapped.texts import Texts, pack
from sanctionscreen.matching.matcher import NAME_KEYS, Matcher, NameIndex, SortedKeys
from sanctionscreen.names.tokens import Name

_GROUPS = {PERSON: "person", OTHER: "other"}


def matcher_arrays(matcher: Matcher) -> Arrays:
    """All that a matcher consists of.

    Raises:
        UnicodeEncodeError: if a name holds a lone surrogate.
    """
    index = matcher.listed
    found: Arrays = {"owners": index.owners, "kinds": index.kinds, "count": np.array([index.count])}
    found |= within("words", pack(" ".join(reading.tokens) for reading in index.readings))
    texts = dict(zip(index.owners.tolist(), (reading.text for reading in index.readings), strict=True))
    found |= within("names", pack(texts.get(place, "") for place in range(index.count)))
    found |= within("table", table_arrays(index.table)) | within("keys", keys_arrays(matcher.keys))
    for group, name in _GROUPS.items():
        found |= within(f"postings.{name}", postings_arrays(matcher.postings[group]))
        found[f"in_group.{name}"] = matcher.in_group[group]
        for key, ordered in matcher.by_key[group].items():
            found |= within(f"{key}.{name}", {"keys": ordered.keys, "rows": ordered.rows})
    return found


def matcher_from(arrays: Mapping[str, Array]) -> Matcher:
    """The matcher of these arrays.

    Raises:
        KeyError: if one is missing.
    """
    table = table_from(under("table", arrays))
    index = NameIndex.__new__(NameIndex)
    index.count, index.table = int(arrays["count"][0]), table
    index.owners, index.kinds = arrays["owners"], arrays["kinds"]
    names, words = Texts(**under("names", arrays)), Texts(**under("words", arrays))
    index.readings = StoredReadings(names, words, index.owners, table)
    return Matcher(
        index,
        keys_from(table.vocabulary, under("keys", arrays)),
        {group: arrays[f"in_group.{name}"] for group, name in _GROUPS.items()},
        {group: postings_from(under(f"postings.{name}", arrays)) for group, name in _GROUPS.items()},
        {
            group: {key: SortedKeys(**under(f"{key}.{name}", arrays)) for key in NAME_KEYS}
            for group, name in _GROUPS.items()
        },
    )


class StoredReadings(Sequence[Name]):
    """The readings of listed names, put together when one is to be explained.

    A reading has the roles of its first `MAX_TOKENS` tokens, those that are aligned.
    """

    def __init__(self, names: Texts, words: Texts, owners: Array, table: NameTable) -> None:
        """Take the names as published, the tokens of their readings, and which name each reading is of."""
        self._names, self._words, self._owners, self._table = names, words, owners, table

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
        table = self._table
        return Name(
            self._names[int(self._owners[place])],
            tuple(self._words[place].split()),
            tuple(table.roles[table.starts[place] : table.starts[place + 1]].tolist()),
            is_alternative=bool(table.is_alternative[place]),
            is_acronym=bool(table.acronym_letters[place]),
        )
