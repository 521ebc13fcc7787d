"""Tokens that were asked about before."""

from __future__ import annotations

import numpy as np
import pytest

from sanctionscreen.index import keytable
from sanctionscreen.index.keytable import KeyTable
from sanctionscreen.index.vocabulary import Vocabulary


def tokens(*texts: str) -> Vocabulary:
    return Vocabulary(texts, np.zeros(len(texts), dtype=bool), np.zeros(len(texts), dtype=bool))


def test_what_is_remembered_of_tokens_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """When too many pairs are remembered, all but those of the tokens asked for are forgotten; answers stay."""
    monkeypatch.setattr(keytable, "_MOST_REMEMBERED", 16)
    keys = KeyTable(tokens("mohamad", "mohammed", "bank", "banco"))
    asked = [["mohammed"], ["bank", "mohamad"], ["banka"], ["mohamed", "bank"]] * 4
    for texts in asked:
        found, anew = keys.match(tokens(*texts)), keys.match_anew(tokens(*texts))
        assert (found.starts.tolist(), found.listed.tolist()) == (anew.starts.tolist(), anew.listed.tolist())
        assert keys.remembered <= 8
