"""Names of one side in encoded form: every reading of every name as arrays, with kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from sanctionscreen.matching.encode.arrays import NameIds, ReadingRows
from sanctionscreen.matching.encode.kinds import KIND_CODES, KindCodes
from sanctionscreen.matching.encode.name_arrays import NameArrays, build_name_arrays
from sanctionscreen.matching.encode.name_variants import MayHold, name_variants
from sanctionscreen.matching.encode.truncated_names import TruncatedNameKeys, truncated_name_keys
from sanctionscreen.model import Kind
from sanctionscreen.names.name import Name


@dataclass(eq=False)
class EncodedNames:
    """Names of one side, ready to be matched. `encode_names` makes one; `matching.serialize` reads one from disk.

    Attributes:
        count: number of names.
        readings: normalised name of each row, for explanations; empty where nothing is to be explained.
        name_of_row: name of each row, ascending: `NameIds` by `ReadingRows`.
        kinds: code of the kind of each row's party, see `kinds.KIND_CODES`.
        table: tokens, weights and hashes of each row.
        cached_truncated_keys: see `truncated_keys`; None until these are needed.
    """

    count: int
    readings: Sequence[Name]
    name_of_row: NameIds
    kinds: KindCodes
    table: NameArrays
    cached_truncated_keys: TruncatedNameKeys | None = None

    @property
    def truncated_keys(self) -> TruncatedNameKeys:
        """Keys of the truncated forms of these names, for a listed side: a query may be one of the forms."""
        if self.cached_truncated_keys is None:
            self.cached_truncated_keys = truncated_name_keys(self.readings)
        return self.cached_truncated_keys

    def only(self, rows: ReadingRows) -> EncodedNames:
        """Some of the readings, to be matched but not explained; names keep their numbers."""
        return replace(
            self,
            readings=(),
            name_of_row=self.name_of_row[rows],
            kinds=self.kinds[rows],
            table=self.table.only(rows),
            cached_truncated_keys=None,
        )


def encode_names(
    names: Sequence[str], kinds: Sequence[Kind | None], *, may_hold: MayHold | None = None
) -> EncodedNames:
    """Normalise names and encode their readings.

    Args:
        names: as given.
        kinds: the kind of each name's party.
        may_hold: which words the other side may hold. An acronym that it cannot hold matches nothing, and gets no row;
            None to give every acronym a row, whatever it is compared with.
    """
    variants = name_variants(names, kinds, may_hold)
    readings = list(chain.from_iterable(variants))
    name_of_row = np.repeat(np.arange(len(names), dtype=np.int32), list(map(len, variants)))
    name_kinds = np.array([KIND_CODES[kind] for kind in kinds], dtype=np.int8)
    return EncodedNames(
        len(names), readings, name_of_row, name_kinds[name_of_row], build_name_arrays(readings)
    )
