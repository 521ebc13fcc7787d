"""Phonetic similarity of tokens, by the keys of `names.phonetic`."""

from __future__ import annotations

import numpy as np

from sanctionscreen.matching.encode.arrays import F32, I32, Bools
from sanctionscreen.matching.encode.letter_arrays import distances, least_edits
from sanctionscreen.matching.encode.vocabulary import Vocabulary

LEAST_SIMILARITY = 0.65
"""Least similarity that any rule gives; typos have a lower one of their own."""

SOUND_SIMILARITY = 0.97
_SKELETON_SLOPE = 0.9
_BARE_SKELETON_COST = 0.05


def sound_similarity(queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32) -> F32:
    """`SOUND_SIMILARITY` for equal sounds, less by the share of sounds that differ; missing vowels count little."""
    sounds_q, sounds_l = queries.sound_lengths[query_tokens], listed.sound_lengths[listed_tokens]
    distance = distances(queries.sound_array, listed.sound_array, query_tokens, listed_tokens).astype(
        np.float32
    )
    differ = np.flatnonzero(distance)
    closed = distances(queries.closed_array, listed.closed_array, query_tokens[differ], listed_tokens[differ])
    longer = np.maximum(np.maximum(sounds_q, sounds_l), 1)
    same_skeleton = queries.skeleton_array[query_tokens] == listed.skeleton_array[listed_tokens]
    missing = np.abs(sounds_q - sounds_l)
    free = _lacks_vowels(queries, listed, query_tokens, listed_tokens) & (distance == missing)
    equal = distance == 0
    distance[differ] = (
        distance[differ] + closed
    ) / 2  # an o for a u, or an e for an i, is half another vowel
    distance = np.where(free, np.minimum(distance, 0.1 * longer), distance)
    similarity = (
        SOUND_SIMILARITY
        - _SKELETON_SLOPE * distance / longer
        - np.where(same_skeleton, 0, _BARE_SKELETON_COST)
    )
    similarity = np.where(
        queries.is_fuzzy[query_tokens] & listed.is_fuzzy[listed_tokens],
        np.where(equal, SOUND_SIMILARITY, similarity),
        0.0,
    )
    return np.asarray(similarity, dtype=np.float32)


def canonical_similarity(
    queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32
) -> F32:
    """The same for tokens in their canonical transliteration, of which one is written otherwise."""
    distance = distances(
        queries.canonical_sound_array, listed.canonical_sound_array, query_tokens, listed_tokens
    ).astype(np.float32)
    longer = np.maximum(
        np.maximum(queries.sound_lengths[query_tokens], listed.sound_lengths[listed_tokens]), 1
    )
    may = (
        (queries.is_noncanonical[query_tokens] | listed.is_noncanonical[listed_tokens])
        & queries.is_base[query_tokens]
        & listed.is_base[listed_tokens]
    )
    similarity = SOUND_SIMILARITY - _SKELETON_SLOPE * distance / longer - _BARE_SKELETON_COST
    return np.where(may, similarity, 0.0).astype(np.float32)


def phonetic_prefilter(
    queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32
) -> tuple[I32, I32]:
    """The pairs that may be similar by sound, selected before they are sorted."""
    if not len(query_tokens):
        return query_tokens, listed_tokens
    may = np.flatnonzero(~(queries.is_joined[query_tokens] & listed.is_joined[listed_tokens]))
    may = may[_sounds_may_do(queries, listed, query_tokens[may], listed_tokens[may])]
    return query_tokens[may], listed_tokens[may]


def _lacks_vowels(queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32) -> Bools:
    lacks: Bools = ~(queries.has_vowels[query_tokens] & listed.has_vowels[listed_tokens])
    return lacks


def _sounds_may_do(queries: Vocabulary, listed: Vocabulary, query_tokens: I32, listed_tokens: I32) -> Bools:
    """Whether sounds can be similar enough by the letters that they have."""
    at_least = least_edits(queries.sound_bits[query_tokens], listed.sound_bits[listed_tokens])
    longer = np.maximum(
        np.maximum(queries.sound_lengths[query_tokens], listed.sound_lengths[listed_tokens]), 1
    )
    possible = SOUND_SIMILARITY - _SKELETON_SLOPE * at_least / longer >= LEAST_SIMILARITY - 1e-6
    return np.asarray(possible) | _lacks_vowels(queries, listed, query_tokens, listed_tokens)
