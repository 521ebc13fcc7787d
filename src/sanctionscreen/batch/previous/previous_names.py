"""Screening of customers who had another name in an earlier run, whose earlier hits are carried over."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from sanctionscreen.batch.previous.earlier_hits import EarlierAnswer, EarlierRun
from sanctionscreen.cache.file_hash import hash_of
from sanctionscreen.model import Evidence, Hit, Listing, Query, Screening
from sanctionscreen.names.fold import fold

FEATURE = "previous_screening"
"""Evidence of a carried hit, by which the next run recognises it."""


class Screens(Protocol):
    """What is needed of a `Screener`."""

    @property
    def listings(self) -> Collection[Listing]:
        """What is screened against."""

    def screen_many(self, queries: Iterable[Query], /) -> Iterator[Screening]:
        """Answer every query, in order."""


class Previous:
    """A screener that takes the results of an earlier run into account.

    A customer of the same `query_id` whose earlier name is none of its names today is screened under both; what only
    the earlier name or the earlier run finds is carried over, flagged `renamed`, with the earlier name as evidence.
    Carried hits are carried again by the next run. Hits on listings that their list has no more are not.

    Args:
        screener: what screens.
        path: results of the earlier run, in any format that `screen` writes.

    Attributes:
        customers: how many customers the earlier run has.
        without_id: answers of the earlier run without a `query_id`, which can't be used.
        renamed: how many customers were screened under another name before.
        renames: query id, earlier and present name of each of them.
        source: path and SHA-256 of the earlier results, as manifests have it.
        carried: hits carried over.
        gone: earlier hits of renamed customers on listings that their lists have no more.

    Raises:
        DataError: if the file cannot be read, or is not what `screen` writes.
    """

    def __init__(self, screener: Screens, path: str | Path) -> None:
        self._screener = screener
        self._earlier = EarlierRun(str(path))
        self.source = {"path": str(path), "sha256": hash_of(Path(path))}
        self._keys = {(listing.list, listing.entity_id) for listing in screener.listings}
        self._lists = {list_id for list_id, _ in self._keys}
        self.customers, self.without_id = self._earlier.customers, self._earlier.without_id
        self.renamed = self.carried = self.gone = 0
        self.renames: list[tuple[str, str, str]] = []

    @property
    def listings(self) -> Collection[Listing]:
        """What is screened against."""
        return self._screener.listings

    def screen_many(self, queries: Iterable[Query], /) -> Iterator[Screening]:
        """Answer every query, in order, with the hits carried over."""
        pending: deque[tuple[Query, EarlierAnswer | None, list[str]]] = deque()

        def both() -> Iterator[Query]:
            for query in queries:
                earlier = self._earlier.find(query.query_id)
                names = _other_names(query, earlier) if earlier else []
                pending.append((query, earlier, names))
                yield query
                for name in names:
                    yield query.model_copy(
                        update={"name": name, "names": (), "given_name": "", "family_name": ""}
                    )

        answers = self._screener.screen_many(both())
        for answer in answers:
            query, earlier, names = pending.popleft()
            under_old = [next(answers) for _ in names]
            under = dict(zip(names, under_old, strict=True))
            yield self._joined(query, answer, earlier, under) if earlier else answer

    def _joined(
        self, query: Query, answer: Screening, earlier: EarlierAnswer, under_old: dict[str, Screening]
    ) -> Screening:
        if under_old:
            self.renamed += 1
            self.renames.append((query.query_id, next(iter(under_old)), answer.name))
        current = {(hit.list, hit.entity_id): hit for hit in answer.hits}
        carried: dict[tuple[str, str], Hit] = {}
        for name, screening in under_old.items():
            for hit in screening.hits:
                if (hit.list, hit.entity_id) not in current:
                    carried.setdefault((hit.list, hit.entity_id), _carried(hit, query, answer.name, name))
        for hit in earlier.hits:
            key = hit.list, hit.entity_id
            again = any(item.feature == FEATURE for item in hit.evidence)
            if key in current or key in carried or not (under_old or again):
                continue
            if hit.list in self._lists and key not in self._keys:
                self.gone += 1
            else:
                carried[key] = (
                    hit if again and not under_old else _carried(hit, query, answer.name, earlier.names[0])
                )
        self.carried += len(carried)
        hits = [_with_earlier_name(hit, query, list(under_old)) if under_old else hit for hit in answer.hits]
        hits = sorted((*hits, *carried.values()), key=lambda hit: -hit.score)
        return answer.model_copy(update={"hits": tuple(hits)})


def _other_names(query: Query, earlier: EarlierAnswer) -> list[str]:
    """The names under which the customer was screened before, and which it no longer has."""
    today = {_name_key(name) for name in query.all_names()}
    return [name for name in earlier.names if _name_key(name) not in today]


def _name_key(name: str) -> str:
    """Key of a name by which order, case and punctuation are no change of name."""
    return " ".join(sorted(fold(name).split()))


def _evidence(query: Query, earlier: str, rest: str) -> Evidence:
    detail = f"customer {query.query_id} was screened as {earlier} before{rest}"
    return Evidence(feature=FEATURE, value=1.0, detail=detail)


def _carried(hit: Hit, query: Query, name: str, earlier: str) -> Hit:
    """An earlier hit under its earlier name, for the customer as it is called now."""
    evidence = _evidence(query, earlier, f", which this hit is about; asked as {name} now")
    key = hashlib.blake2b(f"{hit.hit_id}\x1f{_name_key(name)}".encode(), digest_size=8).hexdigest()
    flags = hit.flags if "renamed" in hit.flags else ("renamed", *hit.flags)
    return hit.model_copy(update={"hit_id": key, "flags": flags, "evidence": (evidence, *hit.evidence)})


def _with_earlier_name(hit: Hit, query: Query, earlier: list[str]) -> Hit:
    return hit.model_copy(update={"evidence": (*hit.evidence, _evidence(query, earlier[0], ""))})
