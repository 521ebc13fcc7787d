"""Distinct tokens of many names, each described once, when it is asked for: letters, sound, skeleton, groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache.strings import Texts
from sanctionscreen.matching.encode.letter_arrays import (
    VOWEL_BITS,
    WIDTH,
    letter_bits,
    letter_table,
    shape,
    without_inner_vowels,
)
from sanctionscreen.names import tables
from sanctionscreen.names.frequency import counts
from sanctionscreen.names.name_structure import father_of
from sanctionscreen.names.phonetic import bare_skeleton, close_vowels, hardened, skeleton, sound


class Vocabulary:
    """Tokens by number, in the order in which they were given.

    Attributes:
        texts: the folded tokens.
        is_joined: whether the token is two neighbours of a name written as one.
        is_acronym: whether the token is made of the first letters of a name's words.
        is_fuzzy: whether anything but an equal token may match it (no digit in it, and no acronym).
        is_base: whether the token is fuzzy and not joined.
        shapes: tokens with groups of letters that look like one written as that one, see `slips`.
        letters, shape_letters: letters of tokens and shapes, one a row, see `slips.letter_table`.
        sounds, skeletons, bares: spelling keys, see `names.phonetic`; empty for tokens that are not fuzzy.
        closed_array: the sounds with one letter for close vowels, see `names.keys.close_vowels`.
        text_bits, sound_bits: which letters the token and its closed sound have, see `letters.letter_bits`.
        has_vowels: whether the sound has any.
        hard_sounds, hard_skeletons: the same of the token by one convention of spelling, see `names.keys.hardened`;
            is_softened: whether that is another spelling.
        shorthands: tokens without their inner vowels; is_shorthand: whether the token has none.
        firsts: the first letter of each token, as its code.
        groups: ids of the groups of descriptive words that each token belongs to.
        legal: id of the class of legal forms that each token belongs to.
        variants: ids of the groups of variants of names (nicknames, spellings) that each token belongs to.
    """

    def __init__(
        self, texts: Sequence[str], is_joined: NDArray[np.bool_], is_acronym: NDArray[np.bool_]
    ) -> None:
        """Take `texts`; equal texts may appear twice only as a token, a joined token and an acronym."""
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
        """Work the other attributes out, where they are not known yet: tokens that were met before need none."""
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
        self.bares = _lines(bare_skeleton(consonants), len(self.texts))
        groups = word_groups()
        variants = tables.name_groups()
        forms = legal_classes()
        nothing: list[tuple[int, ...]] = [()] * len(self)
        self.groups, self.legal, self.variants = nothing, nothing.copy(), nothing.copy()
        for place in np.flatnonzero(~(self.is_joined | self.is_acronym)).tolist():  # these are the fewer
            word = self.texts[place]
            self.groups[place] = groups.get(word, ())
            self.legal[place] = forms.get(word, ())
            named = variants.get(word)
            self.variants[place] = tuple([group.id for group in named]) if named else _fathers(word)
        self.sound_lengths = _lengths(self.sounds)
        self.skeleton_length = _lengths(self.skeletons)
        self.bare_length = _lengths(self.bares)
        closed = _lines(close_vowels(heard), len(self.texts))
        self.text_bits, self.sound_bits = letter_bits(self.texts), letter_bits(closed)
        self.has_vowels: NDArray[np.bool_] = (self.sound_bits & VOWEL_BITS) != 0
        self.text_array = _objects(self.texts)
        self.sound_array, self.closed_array = _objects(self.sounds), _objects(closed)
        self.skeleton_array = _objects(self.skeletons)
        self._describe_base()

    def _describe_base(self) -> None:
        """What is looked at in tokens that are neither joined nor acronyms, which are the fewer."""
        places = np.flatnonzero(self.is_base)
        base = [self.texts[place] for place in places.tolist()]
        lines = "\n".join(base)
        hard = hardened(lines)
        hard_sounds = sound(hard)
        self.shorthands = self._spread(without_inner_vowels(lines), places)
        self.is_shorthand = self.is_base & (_lengths(self.shorthands) == self.lengths)
        self.is_softened = np.zeros(len(self), dtype=bool)
        self.is_softened[places] = [
            one != other for one, other in zip(_lines(hard, len(base)), base, strict=True)
        ]
        self.hard_sounds = self._spread(hard_sounds, places)
        self.hard_skeletons = self._spread(skeleton(hard_sounds), places)
        self.shapes = self._spread(shape(lines), places)
        self.shape_lengths = _lengths(self.shapes)
        self.letters = np.zeros((len(self), WIDTH), dtype=np.uint8)
        self.letters[places] = letter_table(base)
        self.shape_letters = np.zeros_like(self.letters)
        self.shape_letters[places] = letter_table([self.shapes[place] for place in places.tolist()])
        self.hard_sound_array = _objects(self.hard_sounds)

    def _spread(self, lines: str, places: NDArray[np.int64]) -> list[str]:
        """The lines at these places, and empty ones at all others."""
        found = [""] * len(self)
        for place, line in zip(places.tolist(), _lines(lines, len(places)), strict=True):
            found[place] = line
        return found

    def __len__(self) -> int:
        return len(self.texts)


_NO_TOKENS = np.zeros(0, dtype=bool)

LEAST_HARD = 3
"""Consonants that two tokens must share to be spellings of one by two conventions."""

LEAST_CUT, _SURELY_CUT = 2, 4
_COMMON = 100  # parties, in the table of rarity


def may_be_cut(text: str, *, listed: bool) -> bool:
    """Whether a token may be what is left of a longer one: of four letters and more, or fewer that have no role.

    What is asked about may be cut where its field ends, be the rest a word or not (`Kim Jong Hu`); a listed name seldom
    is, so there a short word that is common is what it says.

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
def word_groups() -> dict[str, tuple[int, ...]]:
    """Ids of the groups of descriptive words that each word belongs to: translations, abbreviations."""
    found: dict[str, set[int]] = defaultdict(set)
    for word, number in tables.descriptive().items():
        found[word].add(number)
    full_words = {full: number for number, full in enumerate(sorted(set(tables.abbreviations().values())))}
    for short, full in tables.abbreviations().items():
        found[short].add(_ABBREVIATIONS + full_words[full])
        found[full].add(_ABBREVIATIONS + full_words[full])
    return {word: tuple(sorted(ids)) for word, ids in found.items()}


@lru_cache(maxsize=1)
def legal_classes() -> dict[str, tuple[int, ...]]:
    """The number of the class of each legal form, written as one word: `ltd` and `limited` have one, `gmbh` too."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(tables.legal_forms().values()))}
    return {form.replace(" ", ""): (numbers[name],) for form, name in tables.legal_forms().items()}


_ABBREVIATIONS = 1_000_000  # more than there are translations


def _lines(text: str, count: int) -> list[str]:
    return text.split("\n") if count else []


def _lengths(texts: Sequence[str]) -> NDArray[np.int32]:
    return np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))


def _objects(texts: Sequence[str]) -> NDArray[np.object_]:
    array = np.empty(len(texts), dtype=object)
    array[:] = texts
    return array
