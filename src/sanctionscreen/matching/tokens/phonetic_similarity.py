"""How much two tokens sound alike, by the spelling keys of `names.phonetic`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.arrays import F32, I32
from sanctionscreen.matching.encode.letter_arrays import distances, least_edits
from sanctionscreen.matching.encode.vocabulary import Vocabulary

LEAST_SIMILARITY = 0.65
"""What is less than this is no similarity, whatever the rule; slips have a bound of their own."""

SOUND_SIMILARITY = 0.97
_SKELETON_SLOPE = 0.9
_BARE_SKELETON_COST = 0.05


def sound_similarity(queries: Vocabulary, listed: Vocabulary, q: I32, l: I32) -> F32:
    """`SOUND_SIMILARITY` for equal sounds, less by the share of sounds that differ; missing vowels count little."""
    sounds_q, sounds_l = queries.sound_lengths[q], listed.sound_lengths[l]
    distance = distances(queries.sound_array, listed.sound_array, q, l).astype(np.float32)
    differ = np.flatnonzero(distance)
    closed = distances(queries.closed_array, listed.closed_array, q[differ], l[differ])
    longer = np.maximum(np.maximum(sounds_q, sounds_l), 1)
    same_skeleton = queries.skeleton_array[q] == listed.skeleton_array[l]
    missing = np.abs(sounds_q - sounds_l)
    free = _lacks_vowels(queries, listed, q, l) & (distance == missing)
    equal = distance == 0
    distance[differ] = (
        distance[differ] + closed
    ) / 2  # an o for a u, or an e for an i, is half another vowel
    distance = np.where(free, np.minimum(distance, 0.1 * longer), distance)
    found = (
        SOUND_SIMILARITY
        - _SKELETON_SLOPE * distance / longer
        - np.where(same_skeleton, 0, _BARE_SKELETON_COST)
    )
    found = np.where(queries.is_fuzzy[q] & listed.is_fuzzy[l], np.where(equal, SOUND_SIMILARITY, found), 0.0)
    return np.asarray(found, dtype=np.float32)


def hard_similarity(queries: Vocabulary, listed: Vocabulary, q: I32, l: I32) -> F32:
    """The same for tokens written by one convention, of which one is not written so."""
    distance = distances(queries.hard_sound_array, listed.hard_sound_array, q, l).astype(np.float32)
    longer = np.maximum(np.maximum(queries.sound_lengths[q], listed.sound_lengths[l]), 1)
    may = (queries.is_softened[q] | listed.is_softened[l]) & queries.is_base[q] & listed.is_base[l]
    found = SOUND_SIMILARITY - _SKELETON_SLOPE * distance / longer - _BARE_SKELETON_COST
    return np.where(may, found, 0.0).astype(np.float32)


def phonetic_prefilter(queries: Vocabulary, listed: Vocabulary, q: I32, l: I32) -> tuple[I32, I32]:
    """The pairs that may be similar by sound, found before they are sorted."""
    if not len(q):
        return q, l
    may = np.flatnonzero(~(queries.is_joined[q] & listed.is_joined[l]))
    may = may[_sounds_may_do(queries, listed, q[may], l[may])]
    return q[may], l[may]


def _lacks_vowels(queries: Vocabulary, listed: Vocabulary, q: I32, l: I32) -> NDArray[np.bool_]:
    lacks: NDArray[np.bool_] = ~(queries.has_vowels[q] & listed.has_vowels[l])
    return lacks


def _sounds_may_do(queries: Vocabulary, listed: Vocabulary, q: I32, l: I32) -> NDArray[np.bool_]:
    """Whether sounds can be similar enough by the letters that they have."""
    at_least = least_edits(queries.sound_bits[q], listed.sound_bits[l])
    longer = np.maximum(np.maximum(queries.sound_lengths[q], listed.sound_lengths[l]), 1)
    possible = SOUND_SIMILARITY - _SKELETON_SLOPE * at_least / longer >= LEAST_SIMILARITY - 1e-6
    return np.asarray(possible) | _lacks_vowels(queries, listed, q, l)
