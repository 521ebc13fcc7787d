"""Pairs of names of one and of two parties, with the features of each: what `fit_weights.py` fits on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from zlib import crc32

import numpy as np
from made_names import made_companies, made_parties, made_persons, recombined
from numpy.typing import NDArray

from sanctionscreen import read_list
from sanctionscreen.evaluation import LabelledPair, LabelledQuery, read_labelled
from sanctionscreen.evaluation.perturb.classes import CLASSES
from sanctionscreen.evaluation.perturb.labelled_variants import Original, make_variants
from sanctionscreen.matching.encode.encoded_names import EncodedNames, encode_names
from sanctionscreen.matching.encode.kinds import OTHER, PERSON, group_of
from sanctionscreen.matching.matcher import Matcher, compile_names
from sanctionscreen.matching.scoring.features import FEATURES
from sanctionscreen.matching.scoring.score import aligned_stats, same_letters, same_tokens, score_pairs
from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.matching.tokens.key_index import TokenKeyIndex
from sanctionscreen.matching.tokens.match_lookup import Lookups, group_lookups
from sanctionscreen.model import Kind, Listing

FLOOR = 0.42
"""Pairs with a score below this, by the weights that are shipped now, are left out."""
PERSONS, COMPANIES, MIXED = 100_000, 60_000, 20_000
PERTURBED = 300
"""Variants of each class, of names of made-up parties."""
MISSPELT = tuple(f"class {name}" for name in CLASSES)
"""The sources that hold them."""
FOLDS, SEED = 5, 20
_BATCH = 12_500
_READINGS = 4  # of a labelled pair of parties, those that are likeliest to score best by other weights

F64 = NDArray[np.float64]
I32 = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Rows:
    """Pairs of readings of names, one a row.

    Attributes:
        values: of the features.
        score: by the weights that are shipped now; 0 where the names have nothing in common.
        extra: cost of kinds that disagree.
        group: `PERSON` or `OTHER`.
        asked: number of the query within its source, so that the best row of a query can be told.
        same: whether both names are of one party.
        fold: from 0 to `FOLDS` - 1, the same for all pairs of a party.
        exempt: equal names: no feature decides the score.
        spaced: the same letters, cut into words at other places: the score has a least value.
    """

    values: F64
    score: F64
    extra: F64
    group: NDArray[np.int64]
    asked: NDArray[np.int64]
    same: NDArray[np.bool_]
    fold: NDArray[np.int64]
    exempt: NDArray[np.bool_]
    spaced: NDArray[np.bool_]

    def where(self, keep: NDArray[np.generic]) -> Rows:
        """Some of the rows, in the order asked for."""
        return Rows(*(getattr(self, field.name)[keep] for field in fields(self)))

    def best(self, count: int = 1) -> Rows:
        """The rows with the highest scores of each query."""
        order = np.lexsort((-self.score, self.asked))
        asked = self.asked[order]
        return self.where(order[np.arange(len(asked)) - np.searchsorted(asked, asked) < count])

    @staticmethod
    def joined(parts: Sequence[Rows]) -> Rows:
        """Several one after the other."""
        return Rows(
            *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Rows))
        )


def collect(folder: Path) -> dict[str, Rows]:
    """Rows of each source, by its name.

    Args:
        folder: with the evaluation data.
    """
    queries = [
        row
        for row in read_labelled(str(folder / "alias_recovery/queries.csv"))
        if isinstance(row, LabelledQuery)
    ]
    listings = [
        listing
        for name in ("ofac-sdn", "un-sc")
        for listing in read_list(folder / "alias_recovery/lists" / name).listings
    ]
    names = [(name.name, listing.kind) for listing in listings for name in listing.names]
    matcher = compile_names(encode_names(*zip(*names, strict=True)))
    mixed = list(recombined(listings, MIXED, SEED))
    return {
        "aliases": _aliases(queries, listings, matcher),
        "persons": _raised([(name, "person") for name in made_persons(PERSONS, SEED)], matcher),
        "companies": _raised([(name, "organization") for name in made_companies(COMPANIES, SEED)], matcher),
        "mixed": _raised(mixed, matcher),
        "cross_list_pairs": _judged(folder / "cross_list_pairs.csv"),
        "name_pairs": _judged(folder / "name_pairs.csv"),
        **_perturbed(listings),
    }


def _aliases(queries: Sequence[LabelledQuery], listings: Sequence[Listing], matcher: Matcher) -> Rows:
    """Every hidden alias beside every name of its own listing, in every reading."""
    first = np.r_[0, np.cumsum([len(listing.names) for listing in listings])]
    places: dict[str, list[int]] = {}
    for place, listing in enumerate(listings):
        places.setdefault(listing.entity_id, []).append(place)
    asked = encode_names([query.name for query in queries], [query.kind for query in queries])
    query_rows, listed_rows = _product(asked, matcher.listed, [
        [name for place in places[query.expect_id] for name in range(first[place], first[place + 1])]
        for query in queries
    ])  # fmt: skip
    rows = _rows(
        asked,
        query_rows,
        matcher.listed,
        listed_rows,
        group_lookups(matcher.keys.match(asked.table.vocabulary)),
    )
    folds = np.array([_fold(query.expect_id) for query in queries])
    return _labelled(rows, np.ones(len(queries), dtype=bool), folds).best(_READINGS)


def _judged(path: Path) -> Rows:
    """Judged pairs. A pair's party is its listed name."""
    return _paired([row for row in read_labelled(str(path)) if isinstance(row, LabelledPair)])


def _perturbed(listings: Sequence[Listing]) -> dict[str, Rows]:
    """Names of made-up parties beside what each class of perturbation makes of them."""
    originals = [
        Original(name, kind, str(place))
        for place, (name, kind) in enumerate(made_parties(listings, 4_000, SEED))
    ]
    found = {}
    for source, name in zip(MISSPELT, CLASSES, strict=True):
        variants = make_variants(originals, [name], count=PERTURBED, seed=SEED)
        pairs = [LabelledPair(item.name, item.original.name, True, item.original.kind) for item in variants]
        found[source] = _paired(pairs)
    return found


def _paired(pairs: Sequence[LabelledPair]) -> Rows:
    asked = encode_names([pair.query for pair in pairs], [pair.kind for pair in pairs])
    known = encode_names([pair.listed for pair in pairs], [pair.listed_kind or pair.kind for pair in pairs])
    query_rows, listed_rows = _product(asked, known, [[place] for place in range(len(pairs))])
    keys = TokenKeyIndex(known.table.vocabulary)
    rows = _rows(asked, query_rows, known, listed_rows, group_lookups(keys.match(asked.table.vocabulary)))
    folds = np.array([_fold(pair.listed) for pair in pairs])
    return _labelled(rows, np.array([pair.same for pair in pairs]), folds).best(_READINGS)


def _raised(named: Sequence[tuple[str, Kind]], matcher: Matcher) -> Rows:
    """All that names of nobody raise."""
    parts = []
    for at in range(0, len(named), _BATCH):
        some = named[at : at + _BATCH]
        asked = encode_names([name for name, _ in some], [kind for _, kind in some])
        lookups = group_lookups(matcher.keys.match(asked.table.vocabulary))
        found = matcher.match(asked, FLOOR)
        rows = _rows(asked, found.query_reading, matcher.listed, found.listed_reading, lookups)
        rows.asked[:] += at
        parts.append(rows)
    folds = np.array([_fold(name) for name, _ in named])
    return _labelled(Rows.joined(parts), np.zeros(len(named), dtype=bool), folds)


def _product(asked: EncodedNames, known: EncodedNames, names: Sequence[Sequence[int]]) -> tuple[I32, I32]:
    """Every reading of the n-th query with every reading of the names that belong to it."""
    of_query = np.searchsorted(asked.name_of_row, np.arange(asked.count + 1))
    of_name = np.searchsorted(known.name_of_row, np.arange(known.count + 1))
    pairs = [
        (query_row, listed_row)
        for query, some in enumerate(names)
        for query_row in range(of_query[query], of_query[query + 1])
        for name in some
        for listed_row in range(of_name[name], of_name[name + 1])
    ]
    query_rows, listed_rows = np.array(pairs, dtype=np.int32).T
    return query_rows, listed_rows


def _rows(
    asked: EncodedNames, query_rows: I32, known: EncodedNames, listed_rows: I32, lookups: Lookups
) -> Rows:
    groups = group_of(asked.kinds[query_rows], known.kinds[listed_rows])
    values, score = np.zeros((len(query_rows), len(FEATURES))), np.zeros(len(query_rows))
    for group in (PERSON, OTHER):
        rows = np.flatnonzero(groups == group)
        if len(rows):
            some_q, some_l = query_rows[rows], listed_rows[rows]
            _, stats = aligned_stats(asked, some_q, known, some_l, lookups, group)
            values[rows] = np.array([feature(stats) for feature in FEATURES]).T
            score[rows] = score_pairs(asked, some_q, known, some_l, lookups, group)
    sides = asked.table, query_rows, known.table, listed_rows
    first = ~(asked.table.is_alternative[query_rows] | known.table.is_alternative[listed_rows])
    exempt = first & same_tokens(*sides)
    spaced = same_letters(*sides)
    blank = np.zeros(len(query_rows), dtype=np.int64)
    extra = -np.log(load_weights().kinds[asked.kinds[query_rows], known.kinds[listed_rows]])
    return Rows(
        values,
        score,
        extra,
        groups,
        asked.name_of_row[query_rows].astype(np.int64),
        blank > 0,
        blank,
        exempt,
        spaced,
    )


def _labelled(rows: Rows, same: NDArray[np.bool_], folds: NDArray[np.int64]) -> Rows:
    rows.same[:], rows.fold[:] = same[rows.asked], folds[rows.asked]
    return rows


def _fold(party: str) -> int:
    return crc32(party.encode()) % FOLDS
