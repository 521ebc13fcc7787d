"""Compiled names as arrays, and back: a `Matcher` that is read from disk in place of being made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast, overload

import numpy as np

from sanctionscreen.index.nametable import OTHER, PERSON
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
from sanctionscreen.matching.matcher import Matcher, NameIndex
from sanctionscreen.matching.namekeys import NAME_KEYS, SortedKeys
from sanctionscreen.matching.readings import readings_of
from sanctionscreen.matching.weights import KIND_CODES
from sanctionscreen.matching.wholes import Beginnings
from sanctionscreen.model import Kind
from sanctionscreen.names.tokens import Name

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
    index = NameIndex.__new__(NameIndex)
    index.count, index.table = int(arrays["count"][0]), table
    index.owners, index.kinds = arrays["owners"], arrays["kinds"]
    index.beginnings = Beginnings(**under("beginnings", arrays))
    index.readings = StoredReadings(Texts(**under("names", arrays)), index.owners, index.kinds)
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


class StoredReadings(Sequence[Name]):
    """The readings of listed names, read again from the name as published when one is to be explained."""

    def __init__(self, names: Texts, owners: Array, kinds: Array) -> None:
        """Take the names as published, and for each reading the name it is of and its kind."""
        self._names, self._owners, self._kinds = names, owners, kinds

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
