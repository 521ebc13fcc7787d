"""On real lists: the index finds what scoring every pair finds, and every way of asking gives one answer."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from sanctionscreen import Listing, Query, Screener, Screening, compare, read_list
from sanctionscreen.matching.encode.encoded_names import EncodedNames, encode_names
from sanctionscreen.matching.encode.kinds import OTHER, PERSON
from sanctionscreen.matching.matcher import compile_names
from sanctionscreen.matching.scoring.score import score_pairs
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.match_lookup import group_lookups
from sanctionscreen.model import Kind

pytestmark = pytest.mark.real

CUSTOMERS = PERTURBED = 200
_AT_ONCE = 500_000  # pairs scored together, which bounds the memory


@pytest.fixture(scope="module")
def listings(real_data: Path) -> list[Listing]:
    """The UN's list."""
    return read_list(real_data / "lists/un-sc/2026-02-27/consolidated.xml").listings


@pytest.fixture(scope="module")
def screener(real_data: Path) -> Screener:
    """The UN's list, compiled."""
    return Screener.from_lists(real_data / "lists/un-sc/2026-02-27/consolidated.xml", weak="full")


@pytest.fixture(scope="module")
def asked(real_data: Path, listings: list[Listing]) -> list[tuple[str, Kind | None]]:
    """Ordinary customers, and listed names with a slip or two, half of them without a kind."""
    draw = random.Random(2)  # the same sample in every run
    customers: list[tuple[str, Kind | None]] = []
    for path, kind in KINDS_OF_FILES.items():
        with (real_data / "eval/customers" / path).open(encoding="utf-8", newline="") as file:
            rows = [row["name"] for row in islice(csv.DictReader(file), 5_000)]
        customers += [(name, kind) for name in draw.sample(rows, CUSTOMERS // len(KINDS_OF_FILES))]
    known = [(name.name, listing.kind) for listing in listings for name in listing.names]
    for name, listed_kind in draw.sample(known, PERTURBED):
        changed = name
        for change in draw.sample(SLIPS, draw.choice([1, 2])):
            changed = change(changed, draw)
        customers.append((changed, draw.choice([listed_kind, None])))
    return customers


KINDS_OF_FILES: dict[str, Kind] = {
    "persons_global.csv": "person",
    "persons_us.csv": "person",
    "companies_gleif.csv": "organization",
    "../positives_un_untreated.csv": "person",
}


def _letter_lost(name: str, draw: random.Random) -> str:
    at = draw.randrange(len(name))
    return name[:at] + name[at + 1 :]


def _letter_wrong(name: str, draw: random.Random) -> str:
    at = draw.randrange(len(name))
    return name[:at] + draw.choice("aeiousmrk") + name[at + 1 :]


def _letters_swapped(name: str, draw: random.Random) -> str:
    at = draw.randrange(max(len(name) - 1, 1))
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def _word_lost(name: str, draw: random.Random) -> str:
    words = name.split()
    if len(words) > 1:
        words.pop(draw.randrange(len(words)))
    return " ".join(words)


def _words_shuffled(name: str, draw: random.Random) -> str:
    words = name.split()
    draw.shuffle(words)
    return " ".join(words)


def _words_joined(name: str, draw: random.Random) -> str:
    return name.replace(" ", "", 1)


def _initial(name: str, draw: random.Random) -> str:
    first, *rest = name.split() or [""]
    return " ".join([first[:1], *rest])


def _word_added(name: str, draw: random.Random) -> str:
    return f"{name} {draw.choice(['Trading', 'Abdul', 'Jr', '2', 'Co Ltd', 'Kim'])}"


def _vowels_lost(name: str, draw: random.Random) -> str:
    return name[:1] + "".join(letter for letter in name[1:] if letter not in "aeiou")


SLIPS: list[Callable[[str, random.Random], str]] = [
    _letter_lost,
    _letter_wrong,
    _letters_swapped,
    _word_lost,
    _words_shuffled,
    _words_joined,
    _initial,
    _word_added,
    _vowels_lost,
]


@pytest.fixture(scope="module")
def indexes(
    listings: list[Listing], asked: list[tuple[str, Kind | None]]
) -> tuple[EncodedNames, EncodedNames]:
    """Both sides, normalised."""
    known = [(name.name, listing.kind) for listing in listings for name in listing.names]
    return (
        encode_names([name for name, _ in asked], [kind for _, kind in asked]),
        encode_names([name for name, _ in known], [kind for _, kind in known]),
    )


@pytest.fixture(scope="module")
def every_score(indexes: tuple[EncodedNames, EncodedNames]) -> dict[tuple[int, int], float]:
    """The best score from 0.3 on of every query name with every listed name: each reading against each, no index."""
    asked, known = indexes
    lookups = group_lookups(TokenKeyIndex(known.table.vocabulary).match(asked.table.vocabulary))
    best: dict[tuple[int, int], float] = {}
    for group in (PERSON, OTHER):
        listed = np.flatnonzero((known.kinds == 1) == (group == PERSON)).astype(np.int32)
        step = max(1, _AT_ONCE // len(listed))
        for at in range(0, len(asked.readings), step):
            rows = np.arange(at, min(at + step, len(asked.readings)), dtype=np.int32)
            q, listed_rows = np.repeat(rows, len(listed)), np.tile(listed, len(rows))
            scores = score_pairs(asked, q, known, listed_rows, lookups, group)
            for place in np.flatnonzero(scores >= 0.3).tolist():
                pair = int(asked.name_of_row[q[place]]), int(known.name_of_row[listed_rows[place]])
                best[pair] = max(best.get(pair, 0.0), float(scores[place]))
    return best


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.76, 1.0])
def test_the_index_finds_what_scoring_every_pair_finds(
    indexes: tuple[EncodedNames, EncodedNames], every_score: dict[tuple[int, int], float], threshold: float
) -> None:
    """At any threshold: the same pairs of names, the same scores, none lost and none added."""
    asked, known = indexes
    found = compile_names(known).match(asked, threshold)
    pairs = zip(found.query.tolist(), found.listed.tolist(), strict=True)
    wanted = {pair: score for pair, score in every_score.items() if score >= threshold}
    assert dict(zip(pairs, found.score.tolist(), strict=True)) == wanted
    assert len(wanted) >= 30


def _queries(asked: list[tuple[str, Kind | None]]) -> list[Query]:
    return [Query(name=name, kind=kind, query_id=str(place)) for place, (name, kind) in enumerate(asked)]


@pytest.fixture(scope="module")
def screened(screener: Screener, asked: list[tuple[str, Kind | None]]) -> list[Screening]:
    """All customers in one batch, in this process."""
    return list(screener.screen_many(_queries(asked), threshold=0.5))


def test_one_by_one_and_all_together_give_the_same_answers(
    screener: Screener, screened: list[Screening], asked: list[tuple[str, Kind | None]]
) -> None:
    """What shares a batch with a query does not bear on its answer: hits, scores, bands and evidence are the same."""
    alone = [screener.screen(query, threshold=0.5) for query in _queries(asked)]
    assert alone == screened
    assert sum(len(answer.hits) for answer in screened) > 200


def test_lists_that_were_kept_give_the_same_answers(
    real_data: Path, screened: list[Screening], asked: list[tuple[str, Kind | None]], tmp_path: Path
) -> None:
    """Read and compiled now, found in the folder of compiled lists, or updated from an edition that lacks fifty."""
    path = real_data / "lists/un-sc/2026-02-27/consolidated.xml"
    for _ in range(2):
        kept = Screener.from_lists(path, weak="full", cache=tmp_path)
        assert list(kept.screen_many(_queries(asked), threshold=0.5)) == screened
    before = read_list(path)
    before.listings = before.listings[50:]
    updated = Screener([before], weak="full").updated([read_list(path)])
    assert len(updated.index.matcher.segments) == 2
    assert list(updated.screen_many(_queries(asked), threshold=0.5)) == screened


def test_several_processes_give_the_same_answers(
    screener: Screener, screened: list[Screening], asked: list[tuple[str, Kind | None]]
) -> None:
    """The number of processes, and where batches end, change nothing."""
    many = _queries(asked) * 40  # more than two batches
    answers = list(screener.screen_many(many, threshold=0.5, workers=2))
    assert answers == screened * 40


def test_a_hit_has_the_score_that_comparing_its_two_names_gives(
    screened: list[Screening], asked: list[tuple[str, Kind | None]]
) -> None:
    """`compare` of the name asked and the name matched, given the two kinds, has the hit's score to the last digit."""
    hits = [
        (name, kind, hit) for (name, kind), answer in zip(asked, screened, strict=True) for hit in answer.hits
    ]
    compared = [
        (
            name,
            hit.matched_name,
            hit.score,
            compare(name, hit.matched_name, kind=kind, listed_kind=hit.kind).score,
        )
        for name, kind, hit in hits[::3]
    ]
    assert [row for row in compared if row[2] != row[3]] == []
    assert len(compared) > 100
