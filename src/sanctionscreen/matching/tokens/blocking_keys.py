"""Blocking keys of tokens: two tokens that a rule of `token_rules` admits share a key of that rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import I32, U64
from sanctionscreen.matching.encode.hashing import (
    MAX_LETTERS,
    deletion_hashes,
    edit_hashes,
    group_by_length,
    hash_texts,
    letter_matrix,
    open_hashes,
    prefix_hashes,
    salted,
)
from sanctionscreen.matching.encode.letter_arrays import LEAST_SHORTHAND, WIDTH
from sanctionscreen.matching.encode.vocabulary import LEAST_CANONICAL, LEAST_CUT, Vocabulary, may_be_cut

Scalar = TypeVar("Scalar", bound=np.generic)

(
    _SALT_EDIT,
    _SALT_SOUND,
    _SALT_SKELETON,
    _SALT_BARE,
    _SALT_SYNONYM,
    _SALT_INITIAL,
    _SALT_CUT,
    _SALT_EQUAL,
    _SALT_VARIANT,
    _SALT_OPEN,
    _SALT_OCR,
    _SALT_ANAGRAM,
    _SALT_LEGAL,
    _SALT_SHORTHAND,
    _SALT_CANONICAL,
) = range(1, 16)


MOST_EDITS = 2
"""Edits, or typos, within which any two tokens may be held similar."""


def edits_allowed(length: int, joined: bool) -> int:
    """Edits within which a token of this length is still held similar.

    >>> [edits_allowed(n, joined=False) for n in (2, 3, 6, 7, 12)]
    [0, 1, 1, 2, 2]
    """
    if joined:
        return 1 if 8 <= length <= MAX_LETTERS else 0
    return 0 if length < 3 or length > MAX_LETTERS else 1 if length < 7 else 2


def token_keys(tokens: Vocabulary, *, listed: bool) -> dict[str, tuple[U64, I32]]:
    """The keys of every rule for all tokens, by family.

    Args:
        tokens: the vocabulary.
        listed: which side the tokens are on; two families (initial, cut) have one key for each side.
    """
    tokens.describe()
    fuzzy = np.flatnonzero(tokens.is_fuzzy).astype(np.int32)
    base = np.flatnonzero(tokens.is_base).astype(np.int32)
    # Equal sounds have equal skeletons, and those equal bare ones: the wider family finds them, where it has keys.
    short = fuzzy[tokens.bare_lengths[fuzzy] < 2]
    has_skeleton = short[tokens.skeleton_lengths[short] >= 2]
    has_bare = fuzzy[tokens.bare_lengths[fuzzy] >= 2]
    return {
        "edit": _edit_keys(tokens),
        "sound": (hash_texts([tokens.sounds[i] for i in short.tolist()], _SALT_SOUND), short),
        "skeleton": (
            hash_texts([tokens.skeletons[i] for i in has_skeleton.tolist()], _SALT_SKELETON),
            has_skeleton,
        ),
        "bare": (hash_texts([tokens.bare_skeletons[i] for i in has_bare.tolist()], _SALT_BARE), has_bare),
        "canonical": _canonical_keys(tokens, base, listed=listed),
        "synonym": _id_keys(tokens.synonyms, _SALT_SYNONYM),
        "legal": _id_keys(tokens.legal, _SALT_LEGAL),
        "variant": _id_keys(tokens.variants, _SALT_VARIANT),
        "initial": _initial_keys(tokens, base, listed=listed),
        "cut": _cut_keys(tokens, base, listed=listed),
        "shorthand": _shorthand_keys(tokens, base),
        "open": _open_keys(tokens, base),
        "ocr": _ocr_keys(tokens, base, listed=listed),
        "anagram": _anagram_keys(tokens, base),
    }


def _canonical_keys(tokens: Vocabulary, base: I32, *, listed: bool) -> tuple[U64, I32]:
    """Hardened skeletons. Two tokens that are hard already don't meet: their skeletons find those."""
    chosen = base[[len(tokens.canonical_skeletons[i]) >= LEAST_CANONICAL for i in base.tolist()]]
    own, other = (
        (_SALT_CANONICAL, _SALT_CANONICAL + 64) if listed else (_SALT_CANONICAL + 64, _SALT_CANONICAL)
    )
    soft = chosen[tokens.is_noncanonical[chosen]]
    plain = chosen[~tokens.is_noncanonical[chosen]]
    parts = ((soft, own), (soft, _SALT_CANONICAL + 128), (plain, other))
    hashes = [
        hash_texts([tokens.canonical_skeletons[i] for i in some.tolist()], salt) for some, salt in parts
    ]
    return _concat(hashes, np.uint64), _concat([some for some, _ in parts], np.int32)


def _id_keys(groups: Sequence[tuple[int, ...]], salt: int) -> tuple[U64, I32]:
    if not any(groups):
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32)
    owners = np.repeat(np.arange(len(groups), dtype=np.int32), [len(ids) for ids in groups])
    return salted(np.array([number for ids in groups for number in ids], dtype=np.uint64), salt), owners


def equal_keys(texts: Sequence[str]) -> U64:
    """The key, of the family `edit`, that a token shares with its equals."""
    return hash_texts(texts, _SALT_EQUAL)


def _edit_keys(tokens: Vocabulary) -> tuple[U64, I32]:
    hashes: list[U64] = []
    owners: list[I32] = []
    fuzzy = np.flatnonzero(tokens.is_fuzzy).astype(np.int32)
    for joined in (False, True):
        some = fuzzy[tokens.is_joined[fuzzy] == joined]
        for length, places in group_by_length([tokens.texts[i] for i in some.tolist()]):
            if edits := edits_allowed(length, joined):
                chosen = some[places]
                texts = [tokens.texts[i] for i in chosen.tolist()]
                made = edit_hashes(letter_matrix(texts, length), edits)
                hashes.append(made.ravel())
                owners.append(np.repeat(chosen, made.shape[1]))
    edited = salted(_concat(hashes, np.uint64), _SALT_EDIT)
    whole = np.arange(len(tokens), dtype=np.int32)
    return (
        np.concatenate([edited, equal_keys(tokens.texts)]),
        _concat([*owners, whole], np.int32),
    )


def _initial_keys(tokens: Vocabulary, base: I32, *, listed: bool) -> tuple[U64, I32]:
    firsts = tokens.firsts[base].astype(np.uint64)
    single = tokens.lengths[base] == 1
    # A letter of the query meets words of the list, and a letter of the list words of the query: two kinds of keys.
    letter_salt, word_salt = (
        (_SALT_INITIAL, _SALT_INITIAL + 64) if listed else (_SALT_INITIAL + 64, _SALT_INITIAL)
    )
    hashes = np.concatenate([salted(firsts[single], letter_salt), salted(firsts[~single], word_salt)])
    return hashes, np.concatenate([base[single], base[~single]])


def _cut_keys(tokens: Vocabulary, base: I32, *, listed: bool) -> tuple[U64, I32]:
    whole_salt, prefix_salt = (_SALT_CUT, _SALT_CUT + 64) if listed else (_SALT_CUT + 64, _SALT_CUT)
    hashes: list[U64] = []
    owners: list[I32] = []
    long_enough = base[(tokens.lengths[base] >= LEAST_CUT) & (tokens.lengths[base] <= WIDTH)]
    texts = [tokens.texts[i] for i in long_enough.tolist()]
    for length, members in group_by_length(texts):
        made = prefix_hashes(letter_matrix([texts[i] for i in members.tolist()], length))
        cuts = made[:, LEAST_CUT - 1 : length - 1]
        hashes.append(cuts.ravel())
        owners.append(np.repeat(long_enough[members], cuts.shape[1]))
    may = [may_be_cut(tokens.texts[i], listed=listed) for i in base.tolist()]
    cut = base[np.array(may, dtype=bool) & (tokens.lengths[base] <= WIDTH)]
    whole = hash_texts([tokens.texts[i] for i in cut.tolist()], whole_salt)
    return (
        np.concatenate([whole, salted(_concat(hashes, np.uint64), prefix_salt)]),
        np.concatenate([cut, _concat(owners, np.int32)]),
    )


def _open_keys(tokens: Vocabulary, base: I32) -> tuple[U64, I32]:
    """Tokens of five and six letters with two places open; longer ones have the keys of two edits."""
    hashes: list[U64] = []
    owners: list[I32] = []
    for length in (5, 6):
        members = base[tokens.lengths[base] == length]
        if len(members):
            made = open_hashes(letter_matrix([tokens.texts[i] for i in members.tolist()], length), 2)
            hashes.append(made.ravel())
            owners.append(np.repeat(members, made.shape[1]))
    return salted(_concat(hashes, np.uint64), _SALT_OPEN), _concat(owners, np.int32)


def _ocr_keys(tokens: Vocabulary, base: I32, *, listed: bool) -> tuple[U64, I32]:
    """OCR forms with one position open. Two tokens that are their own forms share none: other keys find those."""
    hashes: list[U64] = []
    owners: list[I32] = []
    chosen = base[(tokens.ocr_lengths[base] >= 3) & (tokens.lengths[base] <= WIDTH)]
    changed = tokens.ocr_lengths != tokens.lengths
    for length, places in group_by_length([tokens.ocr_forms[i] for i in chosen.tolist()]):
        members = chosen[places]
        made = open_hashes(letter_matrix([tokens.ocr_forms[i] for i in members.tolist()], length), 1)
        hashes.append(made.ravel())
        owners.append(np.repeat(members, length))
    every, of = _concat(hashes, np.uint64), _concat(owners, np.int32)
    own, other = (_SALT_OCR, _SALT_OCR + 64) if listed else (_SALT_OCR + 64, _SALT_OCR)
    is_changed = changed[of]
    if not is_changed.any():
        return salted(every, other), of
    # A changed one has a key that the plain ones of the other side know, one that both changed ones have.
    parts = ((is_changed, own), (~is_changed, other), (is_changed, _SALT_OCR + 128))
    return (
        np.concatenate([salted(every[some], salt) for some, salt in parts]),
        np.concatenate([of[some] for some, _ in parts]),
    )


def _shorthand_keys(tokens: Vocabulary, base: I32) -> tuple[U64, I32]:
    chosen = base[[len(tokens.shorthands[i]) >= LEAST_SHORTHAND for i in base.tolist()]]
    return hash_texts([tokens.shorthands[i] for i in chosen.tolist()], _SALT_SHORTHAND), chosen


def _anagram_keys(tokens: Vocabulary, base: I32) -> tuple[U64, I32]:
    chosen = base[(tokens.lengths[base] >= 3) & (tokens.lengths[base] <= WIDTH)]
    hashes: list[U64] = []
    owners: list[I32] = []
    for length, places in group_by_length([tokens.texts[i] for i in chosen.tolist()]):
        members = chosen[places]
        letters = np.sort(letter_matrix([tokens.texts[i] for i in members.tolist()], length), axis=1)
        hashes.append(salted(deletion_hashes(letters, 0).ravel(), _SALT_ANAGRAM))
        owners.append(members)
    return _concat(hashes, np.uint64), _concat(owners, np.int32)


def _concat(parts: Sequence[NDArray[Scalar]], dtype: type[Scalar]) -> NDArray[Scalar]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=dtype)
