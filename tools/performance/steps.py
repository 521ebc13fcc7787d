"""CPU time of the steps of a run: a clock around the functions that each step consists of."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from sanctionscreen.batch import Run
from sanctionscreen.matching import matcher
from sanctionscreen.matching.encode import encoded_names, name_arrays
from sanctionscreen.matching.tokens import key_index
from sanctionscreen.screening.segment_search import SegmentedMatcher

REST = "hits, counts, writing, and the rest"

STEPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("name variants: fold, tokens, roles, acronyms", encoded_names, ("name_variants",)),
    ("token ids, weights", encoded_names, ("build_name_arrays",)),
    ("token ids, weights", name_arrays, ("group_weights",)),
    ("token properties; blocking keys", key_index, ("token_keys",)),
    ("join of blocking keys, token matches", key_index.TokenKeyIndex, ("match",)),
    ("candidates and upper bounds", matcher.Matcher, ("match",)),
    ("alignments and scores", matcher, ("score_pairs",)),
    ("evidence", SegmentedMatcher, ("explain",)),
)
"""Step, and functions of a module or class; time in one of them counts for no other step."""

READING = "read rows, make queries"


class Clock:
    """Which step the process is in, and what each took."""

    def __init__(self) -> None:
        """Nothing has been timed yet."""
        self.seconds: dict[str, float] = dict.fromkeys([READING, *(step for step, _, _ in STEPS), REST], 0.0)
        self._stack = [REST]
        self._last = time.process_time()

    def restart(self) -> None:
        """Begin now."""
        self._last = time.process_time()

    def stop(self) -> None:
        """Count what went by since the last step."""
        self._turn()

    def enter(self, step: str) -> None:
        """Begin a step, within the one that goes on."""
        self._turn()
        self._stack.append(step)

    def leave(self) -> None:
        """Go on with the step before."""
        self._turn()
        self._stack.pop()

    def _turn(self) -> None:
        now = time.process_time()
        self.seconds[self._stack[-1]] += now - self._last
        self._last = now

    def around(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function that is timed as a step."""

        @wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            self.enter(step)
            try:
                return function(*arguments, **named)
            finally:
                self.leave()

        return timed

    def each(self, step: str, items: Iterator[Any]) -> Iterator[Any]:
        """Items, of which getting the next one is timed as a step."""
        while True:
            self.enter(step)
            try:
                item = next(items)
            except StopIteration:
                return
            finally:
                self.leave()
            yield item


def watch(clock: Clock) -> None:
    """Put the clock around every step."""
    for step, place, names in STEPS:
        for name in names:
            function = place.__dict__[name]
            setattr(place, name, clock.around(step, function))
    queries = Run._queries
    Run._queries = lambda self: clock.each(READING, queries(self))  # type: ignore[method-assign]
