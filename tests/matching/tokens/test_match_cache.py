"""What is similar to tokens that were met in an earlier batch."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.matching.encode.vocabulary import Vocabulary
from sanctionscreen.matching.tokens import key_index, match_cache
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.match_cache import TokenMatchCache
from sanctionscreen.matching.tokens.token_rules import TokenMatches

WORDS = st.lists(
    st.sampled_from("mo ha mad med bank banco ltd limited ali k 7".split()), min_size=1, max_size=3
)
SORTS = st.sampled_from(["plain", "joined", "acronym"])
TOKENS = st.dictionaries(st.tuples(WORDS.map("".join), SORTS), st.none(), min_size=1, max_size=12)

Tokens = dict[tuple[str, str], None]


def vocabulary(tokens: Tokens) -> Vocabulary:
    texts = [text for text, _ in tokens]
    return Vocabulary(
        texts,
        np.array([sort == "joined" for _, sort in tokens]),
        np.array([sort == "acronym" for _, sort in tokens]),
    )


def same(one: TokenMatches, other: TokenMatches) -> bool:
    return all(
        np.array_equal(getattr(one, column), getattr(other, column))
        for column in ("starts", "listed", "similarity", "reason")
    )


@given(TOKENS, st.lists(TOKENS, min_size=1, max_size=4))
def test_what_was_asked_before_changes_no_answer(listed: Tokens, batches: list[Tokens]) -> None:
    """One table sees all batches, another learns what the first did, and both answer as one that saw nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_index, "_TOKENS_OF_ONE_QUERY", 0)
        first, second = TokenKeyIndex(vocabulary(listed)), TokenKeyIndex(vocabulary(listed))
        for batch in batches:
            known = len(first.memory)
            found, anew = first.match(vocabulary(batch)), first.match_uncached(vocabulary(batch))
            assert same(found, anew)
            second.learn(first.memory.since(known))
            assert len(second.memory) == len(first.memory)
            assert same(second.match(vocabulary(batch)), anew)
        assert len(first.memory) == len({text for b in batches for text, sort in b if sort == "plain"})


def test_what_is_learned_twice_is_remembered_once() -> None:
    keys = TokenKeyIndex(vocabulary({("bank", "plain"): None}))
    found = keys.match_uncached(vocabulary({("banka", "plain"): None, ("banco", "plain"): None}))
    keys.learn(TokenMatchCache({"banka": 0, "banco": 1}, found))
    keys.learn(TokenMatchCache({"banka": 0, "banco": 1}, found))
    assert list(keys.memory.rows) == ["banka", "banco"]
    assert same(keys.memory.matches, found)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound nothing more is learned, and answers stay."""
    monkeypatch.setattr(key_index, "_TOKENS_OF_ONE_QUERY", 0)
    monkeypatch.setattr(match_cache, "MOST_TOKENS", 2)
    keys = TokenKeyIndex(vocabulary({("bank", "plain"): None}))
    for texts in (["banka", "bank"], ["banco"], ["banca", "banka"]):
        asked = vocabulary({(text, "plain"): None for text in texts})
        assert same(keys.match(asked), keys.match_uncached(asked))
        assert len(keys.memory) == 2
