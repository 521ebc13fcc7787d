"""Array types of the matching engine, and what their integers number.

Integers of five kinds run through the engine. Each has an alias, and variables carry it in their names:

=================  ===========================================================  ==============================
alias              numbers                                                      variables
=================  ===========================================================  ==============================
`TokenIds`         distinct tokens of one side, as rows of a `Vocabulary`       `query_token`, `listed_token`
`Slots`            occurrences of tokens, as columns of a `NameArrays`;         `query_slot`, `listed_slot`
                   `SlotsInName` counts them from 0 within each name
`ReadingRows`      readings of names, as rows of a `NameArrays`                 `query_row`, `listed_row`
`NameIds`          names as given to `encode_names`; one has several readings   `query_name`, `listed_name`
`PairIds`          pairs of readings, as positions in two arrays of rows        `pair`
=================  ===========================================================  ==============================
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
U8 = NDArray[np.uint8]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
U64 = NDArray[np.uint64]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

TokenIds = I32
Slots = I64
SlotsInName = I32
ReadingRows = I32
NameIds = I32
PairIds = I64

NO_ROWS: ReadingRows = np.zeros(0, dtype=np.int32)
NO_ROWS.flags.writeable = False
