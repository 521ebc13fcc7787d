"""Queries that are screened together. Reach for `Screener`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sanctionscreen.identifiers.index import IdentifierMatch
from sanctionscreen.model import Evidence, Hit, Query, Screening
from sanctionscreen.resolution.conflicts import dates_apart, two_numbers
from sanctionscreen.screening.ambiguity import mark_ambiguous
from sanctionscreen.screening.cluster_matches import pooled_matches, pooled_numbers
from sanctionscreen.screening.hits import NameMatch, assess
from sanctionscreen.screening.list_index import ListIndex
from sanctionscreen.screening.profiles import QueryFacts
from sanctionscreen.screening.query_cache import DistinctNames

if TYPE_CHECKING:
    from sanctionscreen.screening.ownership_hits import Linked


class Batch:
    """Queries that are screened together: each distinct name and kind is matched once."""

    def __init__(
        self, listed: ListIndex, queries: list[Query], threshold: float, linked: Linked | None, *,
        for_any_list: bool = False,
    ) -> None:  # fmt: skip
        """Match the names of queries; `for_any_list` has them read as any list would have them, and not this one."""
        self.listed, self.queries, self.threshold, self.linked = listed, queries, threshold, linked
        self.distinct = DistinctNames(
            (query.all_names() for query in queries),
            (query.kind for query in queries),
            None if for_any_list else listed.compiled.may_hold,
        )
        self.names_of, self.texts, self.index = (
            self.distinct.numbers,
            self.distinct.texts,
            self.distinct.index,
        )
        self.found = listed.compiled.match(self.index, threshold)
        self.edges = np.searchsorted(self.found.query, np.arange(len(self.texts) + 1)).tolist()
        self._explained = self._explain_shown()

    def with_hits(self) -> Iterator[tuple[int, Screening]]:
        """Position and answer of each query that has a hit."""
        is_found = [begin < end for begin, end in pairwise(self.edges)]
        for place, (query, names) in enumerate(zip(self.queries, self.names_of, strict=True)):
            if not (query.identifiers or query.addresses or self.linked) and not any(
                map(is_found.__getitem__, names)
            ):
                continue  # nearly every customer
            if hits := self._hits(query, names):
                ranked = tuple(_ranked(hits))
                yield (
                    place,
                    Screening(
                        query_id=query.query_id, name=self.texts[names[0]] if names else "", hits=ranked
                    ),
                )

    def _hits(self, query: Query, names: list[int]) -> list[Hit]:
        by_listing = self._rows_by_listing(names)
        by_identifier = self._by_identifier(query, by_listing) if query.identifiers else {}
        by_link = self.linked.answers(query) if self.linked else {}
        if query.addresses:
            from sanctionscreen.screening.address_evidence import add_addresses  # late: few queries have one

            hit = by_listing.keys() | by_identifier.keys()
            add_addresses(
                by_link, self.listed.addresses, query.addresses, self.listed.listings.__getitem__, hit
            )
        if not by_listing and not by_identifier and not by_link:
            return []
        facts = QueryFacts(query)
        pooled = pooled_matches(
            self.listed, query.kind, {place: map(self._match, rows) for place, rows in by_listing.items()}
        )
        judged = {
            place: assess(
                facts,
                self.listed.facts(place),
                self.listed.edition(place),
                [*map(self._match, by_listing.get(place, ())), *pooled.get(place, ())]
                or self._below(names, place),
                by_identifier.get(place, ()),
                weak=self.listed.weak_policy(place),
                threshold=self.threshold,
                linked=by_link.get(place),
            )
            for place in sorted(by_listing.keys() | pooled.keys() | by_identifier.keys() | by_link.keys())
        }
        places = {hit.hit_id: place for place, hit in judged.items() if hit}
        parties = {key: self.listed.pools.members(place)[0] for key, place in places.items()}

        def apart(one: Hit, other: Hit) -> bool:
            ours, theirs = (self.listed.listings[places[hit.hit_id]] for hit in (one, other))
            return bool(two_numbers(ours, theirs) or dates_apart(ours, theirs))

        return mark_ambiguous([hit for hit in judged.values() if hit], parties, apart)

    def _by_identifier(
        self, query: Query, by_listing: dict[int, list[int]]
    ) -> dict[int, list[IdentifierMatch]]:
        matches = self.listed.identifiers.lookup(query.identifiers, near=True, countries=query.countries)
        if not matches:
            return {}
        found: dict[int, list[IdentifierMatch]] = defaultdict(list)
        for match in matches:
            if not match.near or match.listing not in by_listing:
                found[match.listing].append(match)
        return {**found, **pooled_numbers(self.listed, found)}

    def _rows_by_listing(self, names: list[int]) -> dict[int, list[int]]:
        rows: dict[int, list[int]] = defaultdict(list)
        for name in names:
            for row in range(self.edges[name], self.edges[name + 1]):
                rows[int(self.listed.owner[self.found.listed[row]])].append(row)
        return rows

    def _match(self, row: int) -> NameMatch:
        return NameMatch(
            self.texts[self.found.query[row]],
            self.listed.names[self.found.listed[row]],
            float(self.found.score[row]),
            self._explained.get(row, ()),
        )

    def _explain_shown(self) -> dict[int, tuple[Evidence, ...]]:
        """Evidence for the rows a hit may show: per query name and listing, the best and the best that is not weak."""
        found, names = self.found, self.listed.names
        shown: list[int] = []
        seen: set[tuple[int, int, bool]] = set()
        owners = self.listed.owner[found.listed].tolist()
        for row, (query, listed, owner) in enumerate(
            zip(found.query.tolist(), found.listed.tolist(), owners, strict=True)
        ):
            key = (query, owner, names[listed].weak)
            if key not in seen:
                seen.add(key)
                shown.append(row)
        return self.listed.compiled.explain(self.index, found, shown)

    def _below(self, names: list[int], place: int) -> list[NameMatch]:
        """The best of a listing's names where none reached the threshold, but an identifier agrees."""
        best = self.listed.compiled.best_of(self.index, self.found, names, place)
        if best is None:
            return []
        name, listed, score, evidence = best
        return [NameMatch(self.texts[name], self.listed.names[listed], score, evidence)]


def _ranked(hits: list[Hit]) -> list[Hit]:
    """Best first: by score, then identifiers, then the list's own ids, so that the order is the same in every run."""
    return sorted(hits, key=lambda hit: (-hit.score, "identifier" not in hit.basis, hit.list, hit.entity_id))
