"""Names as arrays: token ids, weights, roles and joined neighbours of their slots; hashes of whole names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import F32, I32, I64, U8, U64, Bools, ReadingRows, Slots, TokenIds
from sanctionscreen.matching.encode.hashing import hash_texts, salted
from sanctionscreen.matching.encode.letter_arrays import letter_table, ocr_folded
from sanctionscreen.matching.encode.ragged import run_positions
from sanctionscreen.matching.encode.vocabulary import Vocabulary
from sanctionscreen.names import tables
from sanctionscreen.names.fold import fold
from sanctionscreen.names.frequency import group_weights, unseen
from sanctionscreen.names.name import MAX_TOKENS, Name
from sanctionscreen.names.roles import NUMBER


@dataclass(frozen=True, slots=True)
class NameArrays:
    """Names as arrays: a row for each reading, a slot for each token in the order that `names.tokens` gives.

    Attributes:
        vocabulary: distinct tokens, joined neighbours and acronyms included.
        starts: first slot of each row, one longer than the number of rows.
        tokens: token of each slot.
        joined: token of each slot joined with the next one; -1 in a name's last slot.
        joined_before: token of each slot joined with the one before it; -1 in a name's first slot.
        is_alternative: whether each name is not the first reading of its text.
        acronym_letters: number of letters where a name is a mere acronym of its text, else 0.
        has_descent: whether a name has a word for "son of" or "daughter of".
        row_of_slot: row of each slot.
        roles: role bits of each slot.
        weights: array of shape (2, slots): weight of each slot in the groups PERSON and OTHER.
        totals: array of shape (2, names): sum of the weights, tokens beyond `MAX_TOKENS` included.
        numbers: how many slots of each name hold a number.
        keys: hash of each name's tokens in order; equal for equal normalised names.
        letter_keys: hash of each name's letters in order, whatever the spaces; 0 where they are few.
        written_keys: hash of its letters in the order of its text, to find names of which it is a truncated form; 0
            where they are few, and for other readings than the first.
        ocr_keys: hash of its OCR-folded form (`letter_arrays.ocr_folded`); 0 as above.
        ocr_letters: its letters, with groups that look like one letter written as that.
        letter_counts: number of its letters.
        has_unseen_word: whether it has a word that no party of the frequency table bears.
    """

    vocabulary: Vocabulary
    starts: I64
    tokens: TokenIds
    joined: TokenIds
    roles: U8
    weights: F32
    totals: F32
    numbers: I32
    keys: U64
    letter_keys: U64
    written_keys: U64
    ocr_keys: U64
    ocr_letters: U8
    letter_counts: I32
    has_unseen_word: Bools
    is_alternative: Bools
    acronym_letters: I32
    has_descent: Bools
    row_of_slot: ReadingRows
    joined_before: TokenIds

    def widths(self, rows: ReadingRows) -> I64:
        """Number of slots of each of these rows."""
        widths: I64 = self.starts[rows + 1] - self.starts[rows]
        return widths

    def slots_of(self, rows: ReadingRows) -> Slots:
        """The slots of these rows, row by row."""
        return run_positions(self.starts[rows], self.widths(rows))

    def only(self, rows: ReadingRows) -> NameArrays:
        """Some of the rows, with the vocabulary of all."""
        widths, slots = self.widths(rows), self.slots_of(rows)
        return NameArrays(
            vocabulary=self.vocabulary,
            starts=np.r_[0, np.cumsum(widths)].astype(np.int64),
            row_of_slot=np.repeat(np.arange(len(rows), dtype=np.int32), widths),
            weights=self.weights[:, slots],
            totals=self.totals[:, rows],
            **{name: getattr(self, name)[slots] for name in ("tokens", "joined", "roles", "joined_before")},
            **{name: getattr(self, name)[rows] for name in _PER_ROW},
        )

    @property
    def lengths(self) -> I64:
        """Number of slots of each name."""
        return np.diff(self.starts)

    def __len__(self) -> int:
        return len(self.starts) - 1


_PER_ROW = (
    "numbers", "keys", "letter_keys", "written_keys", "ocr_keys", "ocr_letters", "letter_counts", "has_unseen_word",
    "is_alternative", "acronym_letters", "has_descent",
)  # fmt: skip


def build_name_arrays(names: Sequence[Name]) -> NameArrays:
    """Encode names: number their tokens, and weigh them.

    Args:
        names: normalised names; of one with more than `MAX_TOKENS` tokens the rest counts as unmatched weight.
    """
    slots, descent = _number_tokens(names), tables.structure_words("descent")
    sorts = np.repeat([0, 1, 2], [len(slots.texts), len(slots.acronyms), len(slots.joined_texts)])
    joined = np.array(slots.joined, dtype=np.int32)
    joined[joined >= 0] += len(slots.texts) + len(slots.acronyms)
    tokens = np.array(slots.tokens, dtype=np.int32)
    tokens[tokens < 0] = len(slots.texts) - 1 - tokens[tokens < 0]
    roles = np.array(slots.roles, dtype=np.uint8)
    weights = group_weights([*slots.texts, *slots.acronyms], tokens, roles)
    row_of_slot = np.repeat(np.arange(len(names), dtype=np.int32), slots.lengths)
    totals = np.array(
        [np.bincount(row_of_slot, weights=row, minlength=len(names)) for row in weights], dtype=np.float32
    )
    return NameArrays(
        vocabulary=Vocabulary([*slots.texts, *slots.acronyms, *slots.joined_texts], sorts == 2, sorts == 1),
        starts=np.array([0, *accumulate(slots.lengths)], dtype=np.int64),
        tokens=tokens,
        joined=joined,
        roles=roles,
        weights=weights,
        totals=totals + _beyond(names),
        numbers=np.bincount(row_of_slot[(roles & NUMBER) != 0], minlength=len(names)).astype(np.int32),
        keys=hash_texts([" ".join(name.tokens) for name in names], 0),
        letter_keys=hashes_of_letters([name.letters for name in names]),
        **_wholes(names),
        has_unseen_word=_any_of(unseen([*slots.texts, *slots.acronyms])[tokens], row_of_slot, len(names)),
        is_alternative=np.array([name.is_alternative for name in names], dtype=bool),
        acronym_letters=np.array(
            [len(name.tokens[0]) if name.is_acronym else 0 for name in names], dtype=np.int32
        ),
        has_descent=np.array([not descent.isdisjoint(name.tokens) for name in names], dtype=bool),
        row_of_slot=row_of_slot,
        joined_before=np.concatenate([np.full(min(1, len(joined)), -1, np.int32), joined[:-1]]),
    )


@dataclass(frozen=True, slots=True)
class _NumberedSlots:
    """Tokens, roles and joined tokens (-1: none) of all slots, and the texts they are numbered by.

    An acronym is numbered apart from equal words, for it is similar to nothing but its equal: -1 is the first of
    `acronyms`, -2 the second.
    """

    texts: list[str]
    acronyms: list[str]
    joined_texts: list[str]
    tokens: list[int]
    joined: list[int]
    roles: list[int]
    lengths: list[int]


def _number_tokens(names: Sequence[Name]) -> _NumberedSlots:
    numbers: dict[str, int] = {}
    joined_numbers: dict[str, int] = {}
    acronym_numbers: dict[str, int] = {}
    tokens: list[int] = []
    joined: list[int] = []
    roles: list[int] = []
    lengths: list[int] = []
    for name in names:
        texts = name.tokens[:MAX_TOKENS]
        lengths.append(len(texts))
        roles += name.roles[:MAX_TOKENS]
        if name.is_acronym:
            tokens.append(acronym_numbers.setdefault(texts[0], -1 - len(acronym_numbers)))
            joined.append(-1)
            continue
        previous = ""
        for text in texts:
            tokens.append(numbers.setdefault(text, len(numbers)))
            if previous:
                both = previous + text
                joined.append(joined_numbers.setdefault(both, len(joined_numbers)))
            previous = text
        if texts:
            joined.append(-1)
    return _NumberedSlots(
        list(numbers), list(acronym_numbers), list(joined_numbers), tokens, joined, roles, lengths
    )


LEAST_LETTERS = 6
"""Letters that a name needs to be recognised by its letters alone, whatever the spaces between them."""


def hashes_of_letters(texts: Sequence[str]) -> U64:
    """The `letter_keys` of names with these letters."""
    keys = hash_texts(texts, 1)
    keys[[len(text) < LEAST_LETTERS for text in texts]] = 0
    return keys


LEAST_WRITTEN, LEAST_OCR_LETTERS = 4, 5
"""Letters that a name needs to be taken for a truncated form of another one, and for another one misread."""

MOST_OCR_LETTERS = 48
"""Letters that a name may have to be taken for another one misread."""


def is_written(name: Name) -> bool:
    """Whether a name is read as it was written: in Latin letters, and in the commonest way."""
    return not name.is_alternative and bool(_LATIN.search(name.text))


_LATIN = re.compile("[A-Za-z]")


def salted_written(hashes: U64) -> U64:
    """The `written_keys` of names, from the plain hashes of their letters."""
    return salted(hashes, _SALT_WRITTEN)


def _wholes(names: Sequence[Name]) -> dict[str, NDArray[Any]]:
    """Hashes and letters for the relations of whole names."""
    written = [name.letters if is_written(name) else "" for name in names]
    ocr_forms, outline = ocr_folded(written)
    in_order = [
        fold(name.text).replace(" ", "") if letters and "," in name.text else letters
        for name, letters in zip(names, written, strict=True)
    ]
    written_keys, ocr_keys = hash_texts(in_order, _SALT_WRITTEN), hash_texts(outline, _SALT_OCR)
    written_keys[[len(letters) < LEAST_WRITTEN for letters in written]] = 0
    ocr_keys[[not LEAST_OCR_LETTERS <= len(letters) <= MOST_OCR_LETTERS for letters in written]] = 0
    return {
        "written_keys": written_keys, "ocr_keys": ocr_keys, "ocr_letters": letter_table(ocr_forms, MOST_OCR_LETTERS),
        "letter_counts": np.array([len(name.letters) for name in names], dtype=np.int32),
    }  # fmt: skip


_SALT_WRITTEN, _SALT_OCR = 2, 3


def _any_of(slots: Bools, row_of_slot: I32, names: int) -> Bools:
    """Which names have one of some slots."""
    has_one = np.zeros(names, dtype=bool)
    has_one[row_of_slot[slots]] = True
    return has_one


def _beyond(names: Sequence[Name]) -> F32:
    """Weight of the tokens past `MAX_TOKENS`, taken as ordinary words of 8 bits each."""
    return np.array([8.0 * max(0, len(name.tokens) - MAX_TOKENS) for name in names], dtype=np.float32)
