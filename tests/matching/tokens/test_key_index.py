"""Tokens that were asked about before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.matching.encode.vocabulary import Vocabulary
from sanctionscreen.matching.tokens import key_index
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex


def tokens(*texts: str) -> Vocabulary:
    return Vocabulary(texts, np.zeros(len(texts), dtype=bool), np.zeros(len(texts), dtype=bool))


def test_what_is_remembered_of_tokens_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """When too many pairs are remembered, all but those of the tokens asked for are forgotten; answers stay."""
    monkeypatch.setattr(key_index, "_MOST_CACHED", 16)
    keys = TokenKeyIndex(tokens("mohamad", "mohammed", "bank", "banco"))
    asked = [["mohammed"], ["bank", "mohamad"], ["banka"], ["mohamed", "bank"]] * 4
    for texts in asked:
        found, anew = keys.match(tokens(*texts)), keys.match_uncached(tokens(*texts))
        assert (found.starts.tolist(), found.listed.tolist()) == (anew.starts.tolist(), anew.listed.tolist())
        assert keys.cached_tokens <= 8


WORDS = st.lists(st.text("abdehkmnoru", min_size=1, max_size=9), min_size=1, max_size=30, unique=True)


@given(WORDS, WORDS)
def test_tokens_whose_keys_are_sorted_meet_the_same_ones(asked: list[str], listed: list[str]) -> None:
    """Whichever side has fewer."""
    keys, queries = TokenKeyIndex(tokens(*listed)), tokens(*asked)
    found, wanted = keys.match_sorted(TokenKeyIndex(queries, listed=False)), keys.match_uncached(queries)
    for name in ("starts", "listed", "similarity", "reason"):
        assert getattr(found, name).tolist() == getattr(wanted, name).tolist()
