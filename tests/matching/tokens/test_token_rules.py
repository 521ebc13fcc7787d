"""The join of keys against comparing every pair of tokens."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.matching.encode.letter_arrays import WIDTH
from sanctionscreen.matching.encode.vocabulary import LEAST_CANONICAL, Vocabulary, may_be_cut
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.token_rules import TokenMatches, match_tokens

TOKENS = st.text("abeghiklmnorstuvyz", min_size=1, max_size=11) | st.sampled_from(
    [
        "william",
        "bill",
        "lee",
        "ri",
        "yi",
        "bank",
        "banco",
        "intl",
        "ltd",
        "limited",
        "mikhailovna",
        "gerasimov",
        "herasimau",
        "mkhlvna",
        "mikha",
        "mik",
        "gmbh",
        "international",
        "5",
        "no5",
        "mohammed",
        "mohamad",
    ]
)


def vocabulary(plain: list[str], joined: list[str], acronyms: list[str]) -> Vocabulary:
    sorts = np.repeat([0, 1, 2], [len(plain), len(joined), len(acronyms)])
    return Vocabulary([*plain, *joined, *acronyms], sorts == 1, sorts == 2)


LOOK_ALIKE = st.text("rnmdclvwiau", min_size=3, max_size=8)  # groups of letters that look like one
UNIQUE = st.lists(TOKENS | LOOK_ALIKE, unique=True, max_size=12)


@given(UNIQUE, UNIQUE, UNIQUE, UNIQUE, UNIQUE, UNIQUE)
def test_keys_find_every_pair_that_a_rule_admits(
    plain: list[str],
    joined: list[str],
    acronyms: list[str],
    listed_plain: list[str],
    listed_joined: list[str],
    listed_acronyms: list[str],
) -> None:
    """Verifying only the pairs that share a key gives what verifying every pair under every rule gives."""
    queries = vocabulary(plain, joined, acronyms)
    listed = vocabulary(listed_plain, listed_joined, listed_acronyms)
    queries.describe()
    keys = TokenKeyIndex(listed)
    query_tokens, listed_tokens = (
        axis.ravel().astype(np.int32) for axis in np.indices((len(queries), len(listed)))
    )
    every = match_tokens(
        queries,
        listed,
        {family: admitted(family, queries, listed, query_tokens, listed_tokens) for family in FAMILIES},
    )
    assert same(keys.match_uncached(queries), every)
    keys.match(vocabulary(plain[::2], joined[1::2], acronyms[::2]))  # and so the half of them is remembered
    assert same(keys.match(queries), every)
    assert same(keys.match(queries), every)


def same(found: TokenMatches, other: TokenMatches) -> bool:
    columns = ("starts", "listed", "similarity", "reason", "listed_tokens")
    return all(np.array_equal(getattr(found, name), getattr(other, name)) for name in columns)


FAMILIES = (
    "edit",
    "sound",
    "skeleton",
    "bare",
    "synonym",
    "legal",
    "variant",
    "initial",
    "cut",
    "shorthand",
    "canonical",
    "open",
    "ocr",
    "anagram",
)


def admitted(
    family: str, queries: Vocabulary, listed: Vocabulary, query_tokens: np.ndarray, listed_tokens: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The pairs that a rule's own words admit, by looking at each; edits and typos verify themselves."""
    keep = [
        _admits(family, queries, listed, int(i), int(j))
        for i, j in zip(query_tokens, listed_tokens, strict=True)
    ]
    return query_tokens[keep], listed_tokens[keep]


def _admits(family: str, queries: Vocabulary, listed: Vocabulary, i: int, j: int) -> bool:
    one, other = queries.texts[i], listed.texts[j]
    base = not (queries.is_joined[i] or listed.is_joined[j])
    fuzzy = bool(queries.is_fuzzy[i] and listed.is_fuzzy[j])
    shorter, longer = sorted((one, other), key=len)
    verdicts = {
        "edit": True,
        "canonical": len(queries.canonical_skeletons[i]) >= LEAST_CANONICAL
        and queries.canonical_skeletons[i] == listed.canonical_skeletons[j],
        "shorthand": queries.shorthands[i] == listed.shorthands[j],
        "open": True,
        "ocr": True,
        "anagram": True,
        "sound": fuzzy and queries.sounds[i] == listed.sounds[j],
        "skeleton": fuzzy and len(queries.skeletons[i]) >= 2 and queries.skeletons[i] == listed.skeletons[j],
        "bare": fuzzy
        and len(queries.bare_skeletons[i]) >= 2
        and queries.bare_skeletons[i] == listed.bare_skeletons[j],
        "synonym": bool(set(queries.synonyms[i]) & set(listed.synonyms[j])),
        "legal": bool(set(queries.legal[i]) & set(listed.legal[j])),
        "variant": bool(set(queries.variants[i]) & set(listed.variants[j])),
        "initial": base and fuzzy and len(shorter) == 1 < len(longer) and longer[0] == shorter,
        "cut": base
        and fuzzy
        and may_be_cut(shorter, listed=shorter == other)
        and len(shorter) < len(longer) <= WIDTH
        and longer.startswith(shorter),
    }
    return verdicts[family]


def test_an_acronym_is_similar_to_its_letters_and_to_nothing_near() -> None:
    """`KMDT` made of first letters meets the word `kmdt`: not `kmdtc`, and not the first letters of another name."""
    queries = vocabulary([], [], ["kmdt"])
    found = TokenKeyIndex(vocabulary(["kmdt", "kmdtc"], [], ["kmdt"])).match(queries)
    assert found.listed.tolist() == [0]
