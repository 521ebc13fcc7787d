"""A matcher read from disk answers as the one that was written."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sanctionscreen.cache import records
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.matching.encode.encoded_names import encode_names
from sanctionscreen.matching.explain import explain
from sanctionscreen.matching.matcher import Matcher, compile_names
from sanctionscreen.matching.serialize import CachedReadings, MatcherRecord, matcher_from, matcher_record
from sanctionscreen.model import Kind

WORDS = st.sampled_from(
    "abd al rahman abdulrahman mohammed mohamad bank banco of li l 5 co ltd müller محمد".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join) | st.text("abé 1(", max_size=5)
KINDS: st.SearchStrategy[Kind | None] = st.sampled_from(["person", "organization", None])
PARTIES = st.lists(st.tuples(NAMES, KINDS), max_size=10)


def on_disk(matcher: Matcher) -> Matcher:
    """The matcher after a way through a file."""
    with tempfile.TemporaryDirectory() as folder:
        cache = CacheFolder(Path(folder))
        records.save(cache, "names", "key", matcher_record(matcher))
        record = records.load(cache, "names", "key", MatcherRecord)
        assert record
        return matcher_from(record)


@given(PARTIES, PARTIES, st.sampled_from([1e-3, 0.3, 0.76, 1.0]))
def test_matches_and_evidence_are_the_same(
    queries: list[tuple[str, Kind | None]], listed: list[tuple[str, Kind | None]], threshold: float
) -> None:
    asked = encode_names([name for name, _ in queries], [kind for _, kind in queries])
    made = compile_names(encode_names([name for name, _ in listed], [kind for _, kind in listed]))
    kept = on_disk(made)
    answers = []
    for matcher in (made, kept):
        found = matcher.match(asked, threshold)
        query_rows, listed_rows = found.query_reading, found.listed_reading
        evidence = explain(asked, query_rows, matcher.listed, listed_rows, found.score, found.lookups)
        answers.append((found.query.tolist(), found.listed.tolist(), found.score.tolist(), evidence))
    assert answers[0] == answers[1]
    tokens = [(reading.text, reading.tokens) for reading in made.listed.readings]
    assert [(reading.text, reading.tokens) for reading in kept.listed.readings] == tokens
    readings = kept.listed.readings
    assert isinstance(readings, CachedReadings)
    assert readings[np.arange(len(readings), dtype=np.int32)].tolist() == list(made.listed.readings)


def test_keys_of_truncated_names_are_stored() -> None:
    made = compile_names(encode_names(["OKONKWO, Selim"], ["person"]))
    found = on_disk(made).match(encode_names(["OKONKWO, Se"], ["person"]), 0.57)
    assert (
        found.score.tolist()
        == made.match(encode_names(["OKONKWO, Se"], ["person"]), 0.57).score.tolist()
        != []
    )


def test_a_long_name_keeps_the_words_that_are_not_aligned() -> None:
    made = compile_names(encode_names([" ".join(["word"] * 70)], [None]))
    assert len(on_disk(made).listed.readings[0].tokens) == 70
    np.testing.assert_array_equal(on_disk(made).listed.table.totals, made.listed.table.totals)
