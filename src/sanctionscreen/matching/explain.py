"""Evidence of a score in words: aligned tokens with reasons, unmatched tokens, and the costs of features."""

from __future__ import annotations

import numpy as np

from sanctionscreen.cache.lazy import LazySequence
from sanctionscreen.matching.encode.arrays import F64, ReadingRows
from sanctionscreen.matching.encode.encoded_names import EncodedNames
from sanctionscreen.matching.encode.kinds import OTHER, PERSON, group_of
from sanctionscreen.matching.scoring.align import Alignment
from sanctionscreen.matching.scoring.features import FEATURES, SHOWN_BY_TOKENS
from sanctionscreen.matching.scoring.pair_stats import PairStats
from sanctionscreen.matching.scoring.score import aligned_stats, same_letters, same_tokens
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.matching.tokens.match_lookup import Lookups
from sanctionscreen.matching.tokens.token_rules import Reason
from sanctionscreen.model import Evidence
from sanctionscreen.names.name import MAX_TOKENS, Name

REASONS = {
    Reason.EQUAL: "the same",
    Reason.LEGAL: "legal forms of one kind",
    Reason.SYNONYM: "one word, translated or abbreviated",
    Reason.VARIANT: "known variants of one name",
    Reason.SOUND: "the same sound",
    Reason.SKELETON: "the same consonants",
    Reason.SHORTHAND: "one without its inner vowels",
    Reason.EDIT: "one or two letters apart",
    Reason.CANONICAL: "the same consonants by another convention of spelling",
    Reason.HEARD: "letters that sound alike",
    Reason.SCANNER: "letters that scanners confuse",
    Reason.KEYBOARD: "keys that touch",
    Reason.TRANSPOSED: "neighbouring letters swapped",
    Reason.CUT: "one begins the other",
    Reason.INITIAL: "an initial",
}
"""What an analyst reads of each reason for which two tokens are aligned."""


def explain(
    queries: EncodedNames,
    query_rows: ReadingRows,
    listed: EncodedNames,
    listed_rows: ReadingRows,
    scores: F64,
    lookups: Lookups,
) -> list[tuple[Evidence, ...]]:
    """Evidence for pairs of readings, in the order given.

    Args:
        queries, listed: the two sides.
        query_rows, listed_rows: the readings.
        scores: their scores.
        lookups: matches of the tokens of the two sides.
    """
    answers: list[tuple[Evidence, ...]] = [()] * len(query_rows)
    groups = group_of(queries.kinds[query_rows], listed.kinds[listed_rows])
    for group in (PERSON, OTHER):
        some = np.flatnonzero(groups == group)
        if not len(some):
            continue
        query, other = query_rows[some], listed_rows[some]
        alignment, stats = aligned_stats(queries, query, listed, other, lookups, group)
        values = np.array([feature(stats) for feature in FEATURES])
        edges = np.searchsorted(alignment.pair, np.arange(len(some) + 1))
        query_names, listed_names = _readings(queries, query), _readings(listed, other)
        factors = load_weights().kinds[queries.kinds[query], listed.kinds[other]]
        equal = same_tokens(queries.table, query, listed.table, other)
        spaced = same_letters(queries.table, query, listed.table, other)
        for pair, position in enumerate(some.tolist()):
            names = query_names[pair], listed_names[pair]
            score, factor = float(scores[position]), float(factors[pair])
            if equal[pair]:
                evidence = _same_name(*names, score, factor)
            elif spaced[pair]:
                evidence = _spaced(*names, score)
            else:
                span = slice(int(edges[pair]), int(edges[pair + 1]))
                evidence = _describe(*names, score, alignment, span) + _costs(values[:, pair], group)
            answers[position] = (*evidence, *_kind(factor), *_whole_name(stats, pair))
    return answers


def _readings(names: EncodedNames, rows: ReadingRows) -> list[Name]:
    if isinstance(names.readings, LazySequence):
        readings: list[Name] = names.readings[rows].tolist()
        return readings
    return [names.readings[row] for row in rows.tolist()]


def _whole_name(stats: PairStats, pair: int) -> list[Evidence]:
    """Evidence of a relation of the whole names."""
    truncated, misread = float(stats.truncated[pair]), int(stats.misread[pair])
    if truncated:
        detail = "the name as asked is the beginning of the listed one, cut inside a word"
        return [Evidence(feature="begun", value=round(truncated, 4), detail=detail)]
    if misread:
        places = "one place" if misread == 1 else f"{misread} places"
        detail = f"the names are the same but for {places} that scanners misread"
        value = round(float(stats.similar[pair] / stats.matched[pair]), 4)
        return [Evidence(feature="misread", value=value, detail=detail)]
    return []


def _same_name(query: Name, listed: Name, score: float, factor: float) -> list[Evidence]:
    is_first = not (query.is_alternative or listed.is_alternative)
    value = 1.0 if is_first else min(score / factor, 1.0)
    detail = f"{_read(query)} and {_read(listed)} are the same name"
    return [Evidence(feature="name", value=value, detail=detail)]


def _spaced(query: Name, listed: Name, score: float) -> list[Evidence]:
    detail = f"{_read(query)} and {_read(listed)} have the same letters, cut into words at other places"
    return [Evidence(feature="name", value=min(score, 1.0), detail=detail)]


def _describe(query: Name, listed: Name, score: float, alignment: Alignment, span: slice) -> list[Evidence]:
    pairs, used_q, used_l = _aligned(query, listed, alignment, span)
    left_q = [token for slot, token in enumerate(query.tokens[:MAX_TOKENS]) if slot not in used_q]
    left_l = [token for slot, token in enumerate(listed.tokens[:MAX_TOKENS]) if slot not in used_l]
    near = sum(pair.value < 1.0 for pair in pairs)
    sentence = f"{_read(query)} and {_read(listed)}: "
    sentence += f"{_words(len(used_q))} asked and {_words(len(used_l))} listed agree"
    sentence += f", {near} of them in another form" if near else ""
    whole = Evidence(feature="name", value=min(score, 1.0), detail=sentence)
    return [whole, *pairs, *_left("query", left_q, query.tokens), *_left("listed", left_l, listed.tokens)]


def _costs(values: F64, group: int) -> list[Evidence]:
    """Evidence of the features that cost something and have a sentence of their own."""
    return [
        Evidence(
            feature=feature.__name__,
            value=round(max(0.0, 1 - float(value)), 4),
            detail=str(feature.__doc__).strip(),
        )
        for feature, value, weight in zip(FEATURES, values, load_weights().features[group], strict=True)
        if value > 0 and weight > 0 and feature not in SHOWN_BY_TOKENS
    ]


def _read(name: Name) -> str:
    """A name as it was given, and how it was read where that is not the commonest reading."""
    return f"{name.text!r} (read as {' '.join(name.tokens)!r})" if name.is_alternative else repr(name.text)


def _words(count: int) -> str:
    return f"{count} word" if count == 1 else f"{count} words"


def _left(side: str, words: list[str], whole: tuple[str, ...]) -> list[Evidence]:
    """What is left over on a side; words past those that are compared count as left over too."""
    beyond = max(0, len(whole) - MAX_TOKENS)
    if not words and not beyond:
        return []
    where = "asked" if side == "query" else "listed"
    details = [f"only in the name as {where}: {' '.join(words)}"] if words else []
    if beyond:
        past = f"past the first {MAX_TOKENS}, which count as left over"
        details.append(f"the name as {where} goes on for {_words(beyond)} {past}")
    share = 1 - (len(words) + beyond) / len(whole)
    return [Evidence(feature=f"omission_{side}", value=round(share, 4), detail="; ".join(details))]


def _kind(factor: float) -> tuple[Evidence, ...]:
    if factor == 1.0:
        return ()
    return (
        Evidence(
            feature="kind_of_name", value=factor, detail=f"the two kinds disagree: score times {factor}"
        ),
    )


def _aligned(
    query: Name, listed: Name, alignment: Alignment, span: slice
) -> tuple[list[Evidence], set[int], set[int]]:
    evidence: list[tuple[int, Evidence]] = []
    used_q: set[int] = set()
    used_l: set[int] = set()
    for row in range(span.start, span.stop):
        slot_q, slot_l = int(alignment.query_slot[row]), int(alignment.listed_slot[row])
        span_q, span_l = int(alignment.query_span[row]), int(alignment.listed_span[row])
        used_q.update(range(slot_q, slot_q + span_q))
        used_l.update(range(slot_l, slot_l + span_l))
        words_q = " ".join(query.tokens[slot_q : slot_q + span_q])
        words_l = " ".join(listed.tokens[slot_l : slot_l + span_l])
        reason = Reason(int(alignment.reason[row]))
        written = ", written as one word" if span_q != span_l else ""
        detail = (
            f"{words_q} = {words_l}"
            if words_q == words_l
            else f"{words_q} ~ {words_l}: {REASONS[reason]}{written}"
        )
        value = round(float(alignment.similarity[row]), 4)
        evidence.append((slot_q, Evidence(feature="token", value=value, detail=detail)))
    return [item for _, item in sorted(evidence, key=lambda pair: pair[0])], used_q, used_l
