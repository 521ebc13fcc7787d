"""Vocabularies, tables of names, keys and postings as arrays with names, and back: what a compiled list is kept as.

What comes back answers as what was put in, but its texts are decoded when they are asked for, its arrays cannot be
written to, and a vocabulary lacks what only the making of keys needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

import numpy as np

from sanctionscreen.cache.array_file import Array
from sanctionscreen.cache.strings import Texts, pack
from sanctionscreen.matching.candidates.prefix_filter import Postings
from sanctionscreen.matching.encode.encoded_names import NameArrays
from sanctionscreen.matching.encode.vocabulary import Vocabulary
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex

Arrays = dict[str, Array]

_SAME_TEXTS = {"texts": "text_array", "sounds": "sound_array", "skeletons": "skeleton_array"}


def within(prefix: str, arrays: Mapping[str, Array]) -> Arrays:
    """Arrays under a common prefix."""
    return {f"{prefix}.{name}": array for name, array in arrays.items()}


def under(prefix: str, arrays: Mapping[str, Array]) -> Arrays:
    """The arrays that `within` put under a prefix."""
    start = len(prefix) + 1
    return {name[start:]: array for name, array in arrays.items() if name.startswith(f"{prefix}.")}


def vocabulary_arrays(vocabulary: Vocabulary) -> Arrays:
    """A vocabulary's arrays; its texts are packed."""
    found: Arrays = {}
    for name, value in vars(vocabulary).items():
        if isinstance(value, np.ndarray):
            found |= within(name, pack(value.tolist())) if value.dtype == object else {name: value}
    return found


def vocabulary_from(arrays: Mapping[str, Array]) -> Vocabulary:
    """The vocabulary of these arrays."""
    found = Vocabulary.__new__(Vocabulary)
    for name, array in arrays.items():
        if "." not in name:
            setattr(found, name, array)
        elif name.endswith(".ends"):
            packed = name.removesuffix(".ends")
            setattr(found, packed, Texts(**under(packed, arrays)))
    for name, same in _SAME_TEXTS.items():
        setattr(found, name, getattr(found, same))
    return found


def decode(vocabulary: Vocabulary) -> None:
    """Decode all texts of a vocabulary that was kept, so that processes forked afterwards needn't, each for itself."""
    for value in vars(vocabulary).values():
        if isinstance(value, Texts):
            value.decoded()


def table_arrays(table: NameArrays) -> Arrays:
    """The arrays of a table of names and of its vocabulary."""
    own = {field.name: getattr(table, field.name) for field in fields(table) if field.name != "vocabulary"}
    return own | within("vocabulary", vocabulary_arrays(table.vocabulary))


def table_from(arrays: Mapping[str, Array]) -> NameArrays:
    """The table of names of these arrays."""
    own = {field.name: arrays[field.name] for field in fields(NameArrays) if field.name != "vocabulary"}
    return NameArrays(vocabulary=vocabulary_from(under("vocabulary", arrays)), **own)


def keys_arrays(keys: TokenKeyIndex) -> Arrays:
    """The sorted keys of each family, their tokens, and the bits that say which keys there may be."""
    found: Arrays = {}
    for family, (hashes, owners, present) in keys.families.items():
        found |= within(family, {"hashes": hashes, "owners": owners, "present": present})
    return found


def keys_from(vocabulary: Vocabulary, arrays: Mapping[str, Array]) -> TokenKeyIndex:
    """The keys of these arrays."""
    families = {}
    for family in dict.fromkeys(name.partition(".")[0] for name in arrays):
        kept = under(family, arrays)
        families[family] = kept["hashes"], kept["owners"], kept["present"]
    return TokenKeyIndex(vocabulary, families)


def postings_arrays(postings: Postings) -> Arrays:
    """The two arrays of postings."""
    return {"starts": postings.starts, "names": postings.names}


def postings_from(arrays: Mapping[str, Array]) -> Postings:
    """The postings of these arrays."""
    return Postings(arrays["starts"], arrays["names"])
