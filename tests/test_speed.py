"""Speed, gated by counting and by a ratio to a baseline of the same run; never by seconds.

Lists and customers are drawn from syllables, so that they have as many different tokens as real ones and belong to
nobody. When a change makes screening dearer knowingly, raise the bound in the same commit and say why; when it makes it
cheaper, lower it.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import numpy as np
import pytest
from rapidfuzz import fuzz, process, utils

from sanctionscreen import Edition, Query, Screener
from sanctionscreen.matching.encode.encoded_names import EncodedNames, encode_names
from sanctionscreen.model import ListedName, Listing
from sanctionscreen.screening import query_cache

MOST_CALLS = 205
"""Calls of functions for a customer, Python's and C's: 137 when this was set. The same on any machine."""
MOST_RATIO = 1.3
"""CPU time of screening over that of `cdist` comparing the same names: 0.65 when this was set."""

LISTED, CUSTOMERS, ROUNDS = 4_000, 2_000, 3
_SYLLABLES = (
    "ba be bo da di du el fa ga go ha ho is ja jo ka ki ku la li lu ma mi mo na ni no or pa po ra ri ro sa shi so "
    "ta ti to ul va vi wa ya yu za zo kh an in on ar er ir ed al"
).split()


def drawn(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)

    def word() -> str:
        return "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))).capitalize()

    words = [word() for _ in range(3_000)]
    return [" ".join(draw.choices(words, k=draw.randint(2, 4))) for _ in range(count)]


@pytest.fixture(scope="module")
def screener() -> Screener:
    listings = [
        Listing(list="drawn", entity_id=str(n), kind="person", names=(ListedName(name=name),))
        for n, name in enumerate(drawn(LISTED, 0))
    ]
    return Screener([Edition("drawn", None, "", "house", "", listings)])


def customers(seed: int) -> list[Query]:
    """Half of them are drawn as the list is, so that they share its words."""
    names = drawn(CUSTOMERS // 2, seed) + drawn(LISTED + CUSTOMERS, 0)[-CUSTOMERS // 2 :]
    return [Query(name=f"{name} {_SYLLABLES[seed % 50]}", kind="person") for name in names]


def screened(screener: Screener, queries: list[Query]) -> None:
    assert sum(1 for _ in screener.screen_many(queries, workers=1)) == len(queries)


def calls(work: Callable[[], None]) -> int:
    """How many functions are called."""
    count = 0

    def hook(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(hook)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def calls_a_customer(screener: Screener) -> float:
    screened(screener, customers(1))  # what is loaded once is not counted
    queries = customers(2)
    return calls(lambda: screened(screener, queries)) / len(queries)


def ratio(screener: Screener) -> float:
    """CPU time over the baseline's; rounds alternate, every round has new names, and the best of either counts."""
    choices = [utils.default_process(name) for name in drawn(LISTED, 0)]
    ours, baseline = [], []
    for number in range(ROUNDS):
        queries = customers(10 + number)
        names = [utils.default_process(query.name) for query in queries]
        began = time.process_time()
        screened(screener, queries)
        between = time.process_time()
        process.cdist(names, choices, scorer=fuzz.token_sort_ratio, dtype=np.uint8)
        ours.append(between - began)
        baseline.append(time.process_time() - between)
    return min(ours) / min(baseline)


def test_a_customer_costs_no_more_calls_than_it_did(screener: Screener) -> None:
    found = calls_a_customer(screener)
    print(f"{found:.0f} calls a customer")
    assert found <= MOST_CALLS


def test_a_customer_costs_no_more_time_beside_bare_comparison_than_it_did(screener: Screener) -> None:
    found = ratio(screener)
    print(f"ratio {found:.2f}")
    assert found <= MOST_RATIO


@contextmanager
def slower(monkeypatch: pytest.MonkeyPatch, extra: Callable[[Any], object]) -> Iterator[None]:
    """Have something done besides for every name that is screened."""

    def slow(texts: Any, *others: Any, **named: Any) -> EncodedNames:
        for text in texts:
            extra(text)
        return encode_names(texts, *others, **named)

    with monkeypatch.context() as patch:
        patch.setattr(query_cache, "encode_names", slow)
        yield


def test_a_loop_over_characters_would_be_noticed_by_the_count(
    screener: Screener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate can fail: a harmless-looking call for each character of a name, twenty times over, trips it."""
    with slower(monkeypatch, lambda text: [char.isalpha() for char in text * 20]):
        assert calls_a_customer(screener) > MOST_CALLS


def test_a_slow_step_without_calls_would_be_noticed_by_the_ratio(
    screener: Screener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate can fail: an array operation that no count of calls sees trips it."""
    waste = np.arange(200_000)
    with slower(monkeypatch, lambda _: np.cumsum(waste)):
        assert ratio(screener) > MOST_RATIO
