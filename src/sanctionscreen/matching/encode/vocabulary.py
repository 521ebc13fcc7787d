"""Vocabulary: the distinct tokens of many names, each described once: letters, phonetic keys, synonyms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache.strings import Texts
from sanctionscreen.matching.encode.arrays import I32, I64, Bools
from sanctionscreen.matching.encode.letter_arrays import (
    VOWEL_BITS,
    WIDTH,
    letter_bits,
    letter_table,
    ocr_form,
    without_inner_vowels,
)
from sanctionscreen.names import tables
from sanctionscreen.names.frequency import counts
from sanctionscreen.names.name_structure import father_of
from sanctionscreen.names.phonetic import bare_skeleton, close_vowels, hardened, skeleton, sound


class Vocabulary:
    """Tokens by id, in the order in which they were given.

    Attributes:
        texts: the folded tokens.
        is_joined: whether the token is two neighbours of a name written as one.
        is_acronym: whether the token is made of the first letters of a name's words.
        lengths, firsts: number of letters, and the first letter as its code.
        is_fuzzy: whether anything but an equal token may match it (no digit in it, and no acronym).
        is_base: whether the token is fuzzy and not joined.
        ocr_forms: tokens with groups of letters that look like one written as that one, see `letter_arrays.ocr_form`.
        letters, ocr_letters: letters of tokens and OCR forms, one a row, see `letter_arrays.letter_table`.
        sounds, skeletons, bare_skeletons: phonetic keys, see `names.phonetic` (a bare skeleton is one without `v`);
            empty for tokens that are not fuzzy.
        closed_array: the sounds with one letter for close vowels, see `names.phonetic.close_vowels`.
        text_bits, sound_bits: which letters the token and its closed sound have, see `letter_arrays.letter_bits`.
        has_vowels: whether the sound has any.
        canonical_sounds, canonical_skeletons: the same of the token in its canonical transliteration, see
            `names.phonetic.hardened`; is_noncanonical: whether that is another spelling.
        shorthands: tokens without their inner vowels; is_shorthand: whether the token has none.
        synonyms: ids of the groups of descriptive words that each token belongs to.
        legal: id of the class of legal forms that each token belongs to.
        variants: ids of the groups of name variants (nicknames, spellings) that each token belongs to.
    """

    def __init__(self, texts: Sequence[str], is_joined: Bools, is_acronym: Bools) -> None:
        """Take `texts`; equal texts may occur only once each as a token, a joined token and an acronym."""
        self.texts = list(texts)
        self.is_joined, self.is_acronym = is_joined, is_acronym
        self.lengths = _lengths(self.texts)
        self.firsts = np.frombuffer(
            "".join([text[:1] or "\0" for text in self.texts]).encode("ascii"), dtype=np.uint8
        )

    def arrays(self) -> dict[str, Any]:
        """The arrays of a vocabulary that is described, for `from_arrays`."""
        return {name: value for name, value in vars(self).items() if isinstance(value, np.ndarray)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any]) -> Vocabulary:
        """The vocabulary of some `arrays`, with its texts in any sequence."""
        vocabulary = cls((), _NO_TOKENS, _NO_TOKENS)
        vars(vocabulary).update(arrays)
        for name, array in (
            ("texts", "text_array"),
            ("sounds", "sound_array"),
            ("skeletons", "skeleton_array"),
        ):
            setattr(vocabulary, name, arrays[array])
        return vocabulary

    def decode(self) -> None:
        """Decode all texts that came from disk, so that processes forked afterwards needn't each do so."""
        for value in vars(self).values():
            if isinstance(value, Texts):
                value.decoded()

    def describe(self) -> None:
        """Compute the other attributes, on first use: tokens whose matches are cached need none."""
        if hasattr(self, "is_base"):
            return
        fuzzy = [
            text.isalpha() and not short
            for text, short in zip(self.texts, self.is_acronym.tolist(), strict=True)
        ]
        self.is_fuzzy = np.array(fuzzy, dtype=bool)
        self.is_base = self.is_fuzzy & ~self.is_joined
        heard = sound("\n".join(text if ok else "" for text, ok in zip(self.texts, fuzzy, strict=True)))
        consonants = skeleton(heard)
        self.sounds = _lines(heard, len(self.texts))
        self.skeletons = _lines(consonants, len(self.texts))
        self.bare_skeletons = _lines(bare_skeleton(consonants), len(self.texts))
        synonyms = synonym_groups()
        variants = tables.name_groups()
        forms = legal_classes()
        nothing: list[tuple[int, ...]] = [()] * len(self)
        self.synonyms, self.legal, self.variants = nothing, nothing.copy(), nothing.copy()
        for token in np.flatnonzero(~(self.is_joined | self.is_acronym)).tolist():  # these are the fewer
            word = self.texts[token]
            self.synonyms[token] = synonyms.get(word, ())
            self.legal[token] = forms.get(word, ())
            named = variants.get(word)
            self.variants[token] = tuple([group.id for group in named]) if named else _fathers(word)
        self.sound_lengths = _lengths(self.sounds)
        self.skeleton_lengths = _lengths(self.skeletons)
        self.bare_lengths = _lengths(self.bare_skeletons)
        closed = _lines(close_vowels(heard), len(self.texts))
        self.text_bits, self.sound_bits = letter_bits(self.texts), letter_bits(closed)
        self.has_vowels: Bools = (self.sound_bits & VOWEL_BITS) != 0
        self.text_array = _objects(self.texts)
        self.sound_array, self.closed_array = _objects(self.sounds), _objects(closed)
        self.skeleton_array = _objects(self.skeletons)
        self._describe_base()

    def _describe_base(self) -> None:
        """Compute the attributes of base tokens alone, which are the minority."""
        tokens = np.flatnonzero(self.is_base)
        base = [self.texts[token] for token in tokens.tolist()]
        lines = "\n".join(base)
        hard = hardened(lines)
        canonical_sounds = sound(hard)
        self.shorthands = self._spread(without_inner_vowels(lines), tokens)
        self.is_shorthand = self.is_base & (_lengths(self.shorthands) == self.lengths)
        self.is_noncanonical = np.zeros(len(self), dtype=bool)
        self.is_noncanonical[tokens] = [
            one != other for one, other in zip(_lines(hard, len(base)), base, strict=True)
        ]
        self.canonical_sounds = self._spread(canonical_sounds, tokens)
        self.canonical_skeletons = self._spread(skeleton(canonical_sounds), tokens)
        self.ocr_forms = self._spread(ocr_form(lines), tokens)
        self.ocr_lengths = _lengths(self.ocr_forms)
        self.letters = np.zeros((len(self), WIDTH), dtype=np.uint8)
        self.letters[tokens] = letter_table(base)
        self.ocr_letters = np.zeros_like(self.letters)
        self.ocr_letters[tokens] = letter_table([self.ocr_forms[token] for token in tokens.tolist()])
        self.canonical_sound_array = _objects(self.canonical_sounds)

    def _spread(self, lines: str, tokens: I64) -> list[str]:
        """The lines at these positions, and empty ones at all others."""
        spread = [""] * len(self)
        for token, line in zip(tokens.tolist(), _lines(lines, len(tokens)), strict=True):
            spread[token] = line
        return spread

    def __len__(self) -> int:
        return len(self.texts)


_NO_TOKENS = np.zeros(0, dtype=bool)

LEAST_CANONICAL = 3
"""Consonants that two tokens must share to be spellings of one by two conventions."""

LEAST_CUT, _SURELY_CUT = 2, 4
_COMMON = 100  # parties, in the table of rarity


def may_be_cut(text: str, *, listed: bool) -> bool:
    """Whether a token may be a truncated longer one: of four letters and more, or of fewer and without a role.

    A query may be cut where its field ends, whether the rest is a word or not (`Kim Jong Hu`). A listed name seldom is,
    so a short common word in it is taken as it is.

    >>> [may_be_cut(text, listed=False) for text in ("vlad", "mik", "hu", "al")]
    [True, True, True, False]
    >>> [may_be_cut(text, listed=True) for text in ("vlad", "mik", "hu", "al")]
    [True, True, False, False]
    """
    if len(text) >= _SURELY_CUT or len(text) < LEAST_CUT:
        return len(text) >= _SURELY_CUT
    words = (tables.particles(), tables.titles(), tables.legal_forms())
    is_common = listed and sum(counts(text)) >= _COMMON
    return not is_common and not any(text in table for table in words)


def _fathers(word: str) -> tuple[int, ...]:
    """Ids of a father's name by its families: Uladzimiravich beside Vladimirovich, as Uladzimir beside Vladimir."""
    if not word.endswith(_FATHERS):
        return ()
    names, is_daughter = father_of(word)
    families = tables.name_groups()
    known = next((families[name] for name in names if name in families), ())
    return tuple([2 * group.id + is_daughter + _PATRONYMICS for group in known])


_FATHERS = ("ch", "cz", "na")
_PATRONYMICS = 1_000_000  # more than there are families


@lru_cache(maxsize=1)
def synonym_groups() -> dict[str, tuple[int, ...]]:
    """Ids of the groups of descriptive words that each word belongs to: translations, abbreviations."""
    ids_of: dict[str, set[int]] = defaultdict(set)
    for word, number in tables.descriptive().items():
        ids_of[word].add(number)
    full_words = {full: number for number, full in enumerate(sorted(set(tables.abbreviations().values())))}
    for short, full in tables.abbreviations().items():
        ids_of[short].add(_ABBREVIATIONS + full_words[full])
        ids_of[full].add(_ABBREVIATIONS + full_words[full])
    return {word: tuple(sorted(ids)) for word, ids in ids_of.items()}


@lru_cache(maxsize=1)
def legal_classes() -> dict[str, tuple[int, ...]]:
    """The number of the class of each legal form, written as one word: `ltd` and `limited` have one, `gmbh` too."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(tables.legal_forms().values()))}
    return {form.replace(" ", ""): (numbers[name],) for form, name in tables.legal_forms().items()}


_ABBREVIATIONS = 1_000_000  # more than there are translations


def _lines(text: str, count: int) -> list[str]:
    return text.split("\n") if count else []


def _lengths(texts: Sequence[str]) -> I32:
    return np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))


def _objects(texts: Sequence[str]) -> NDArray[np.object_]:
    array = np.empty(len(texts), dtype=object)
    array[:] = texts
    return array
