"""A score in words: which tokens were aligned and why, what was left over, what else costs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.matching.encode.encoded_names import LEAST_LETTERS, OTHER, PERSON
from sanctionscreen.matching.encode.name_variants import KeptReadings
from sanctionscreen.matching.matcher import EncodedNames, Lookups, group_of
from sanctionscreen.matching.scoring.align import Alignment, align
from sanctionscreen.matching.scoring.features import FEATURES
from sanctionscreen.matching.scoring.pair_stats import PairStats, gather
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.matching.scoring.whole_name import raised
from sanctionscreen.matching.tokens.token_rules import Reason
from sanctionscreen.model import Evidence
from sanctionscreen.names.name import MAX_TOKENS, Name

I32 = NDArray[np.int32]

REASONS = {
    Reason.EQUAL: "the same",
    Reason.LEGAL: "legal forms of one kind",
    Reason.GROUP: "one word, translated or abbreviated",
    Reason.VARIANT: "known variants of one name",
    Reason.SOUND: "the same sound",
    Reason.SKELETON: "the same consonants",
    Reason.SHORTHAND: "one without its inner vowels",
    Reason.EDIT: "one or two letters apart",
    Reason.HARDENED: "the same consonants by another convention of spelling",
    Reason.HEARD: "letters that sound alike",
    Reason.SCANNER: "letters that scanners confuse",
    Reason.KEYBOARD: "keys that touch",
    Reason.TRANSPOSED: "neighbouring letters swapped",
    Reason.CUT: "one begins the other",
    Reason.INITIAL: "an initial",
}
"""What an analyst reads of each reason for which two tokens are aligned."""

_SPELLED_OUT = frozenset(
    {
        "omission_query",
        "omission_listed",
        "thin_omission",
        "spelling",
        "thin_spelling",
        "initials",
        "cut_short",
        "variants",
        "much_contradicted",
        "contradiction",
    }
)  # features that the aligned and left-over words already show


def explain(
    queries: EncodedNames, q: I32, listed: EncodedNames, l: I32, scores: NDArray[np.float64], lookups: Lookups
) -> list[tuple[Evidence, ...]]:
    """Evidence for pairs of readings, in the order given.

    Args:
        queries, listed: the two sides.
        q, l: positions of the readings.
        scores: their scores.
        lookups: similar tokens of the two sides.
    """
    answers: list[tuple[Evidence, ...]] = [()] * len(q)
    groups = group_of(queries.kinds[q], listed.kinds[l])
    for group in (PERSON, OTHER):
        rows = np.flatnonzero(groups == group)
        if not len(rows):
            continue
        alignment = align(queries.table, q[rows], listed.table, l[rows], lookups[group], group)
        facts = gather(alignment, queries.table, q[rows], listed.table, l[rows], group)
        weights = load_weights().features[group]
        facts = raised(
            facts, queries.table, q[rows], listed.table, l[rows], listed.beginnings, group, weights
        )
        values = np.array([feature(facts) for feature in FEATURES])
        edges = np.searchsorted(alignment.pair, np.arange(len(rows) + 1))
        asked, known = _names(queries, q[rows]), _names(listed, l[rows])
        for place, row in enumerate(rows.tolist()):
            names = asked[place], known[place]
            span = slice(int(edges[place]), int(edges[place + 1]))
            factor = float(load_weights().kinds[queries.kinds[q[row]], listed.kinds[l[row]]])
            answers[row] = (
                *_describe(*names, float(scores[row]), factor, alignment, span, values[:, place], group),
                *_as_whole(facts, place),
            )
    return answers


def _names(index: EncodedNames, rows: I32) -> list[Name]:
    readings = index.readings
    if isinstance(readings, KeptReadings):
        return readings.many(rows)
    return [readings[row] for row in rows.tolist()]


def _as_whole(facts: PairStats, place: int) -> list[Evidence]:
    """What two names are to each other, whatever their words are."""
    begun, misread = float(facts.begun[place]), int(facts.misread[place])
    if begun:
        detail = "the name as asked is the beginning of the listed one, cut inside a word"
        return [Evidence(feature="begun", value=round(begun, 4), detail=detail)]
    if misread:
        places = "one place" if misread == 1 else f"{misread} places"
        detail = f"the names are the same but for {places} that scanners misread"
        return [
            Evidence(
                feature="misread",
                value=round(float(facts.good[place] / facts.matched[place]), 4),
                detail=detail,
            )
        ]
    return []


def _describe(
    query: Name, listed: Name, score: float, factor: float, alignment: Alignment, span: slice,
    values: NDArray[np.float64], group: int,
) -> tuple[Evidence, ...]:  # fmt: skip
    names = f"{_read(query)} and {_read(listed)}"
    if query.tokens == listed.tokens and not (query.is_acronym or listed.is_acronym):
        in_commonest = not (query.is_alternative or listed.is_alternative)
        value = 1.0 if in_commonest else min(score / factor, 1.0)
        return (Evidence(feature="name", value=value, detail=f"{names} are the same name"), *_kind(factor))
    if query.letters == listed.letters and len(query.letters) >= LEAST_LETTERS:
        detail = f"{names} have the same letters, cut into words at other places"
        return (Evidence(feature="name", value=min(score, 1.0), detail=detail), *_kind(factor))
    pairs, used_q, used_l = _aligned(query, listed, alignment, span)
    left_q = [token for slot, token in enumerate(query.tokens[:MAX_TOKENS]) if slot not in used_q]
    left_l = [token for slot, token in enumerate(listed.tokens[:MAX_TOKENS]) if slot not in used_l]
    near = sum(pair.value < 1.0 for pair in pairs)
    sentence = f"{names}: {_words(len(used_q))} asked and {_words(len(used_l))} listed agree"
    sentence += f", {near} of them in another form" if near else ""
    evidence = [Evidence(feature="name", value=min(score, 1.0), detail=sentence), *pairs]
    evidence += _left("query", left_q, query.tokens) + _left("listed", left_l, listed.tokens)
    for feature, value, weight in zip(FEATURES, values, load_weights().features[group], strict=True):
        if value > 0 and weight > 0 and feature.__name__ not in _SPELLED_OUT:
            text = str(feature.__doc__).strip()
            evidence.append(
                Evidence(feature=feature.__name__, value=round(max(0.0, 1 - float(value)), 4), detail=text)
            )
    return (*evidence, *_kind(factor))


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
    found = [f"only in the name as {where}: {' '.join(words)}"] if words else []
    if beyond:
        past = f"past the first {MAX_TOKENS}, which count as left over"
        found.append(f"the name as {where} goes on for {_words(beyond)} {past}")
    share = 1 - (len(words) + beyond) / len(whole)
    return [Evidence(feature=f"omission_{side}", value=round(share, 4), detail="; ".join(found))]


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
