"""Batch of queries: each distinct name and kind is matched once, then every query's hits are assessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sanctionscreen.identifiers.index import IdentifierMatch
from sanctionscreen.model import Evidence, Hit, Query, Screening
from sanctionscreen.resolution.conflicts import birth_date_conflict, identifier_conflict
from sanctionscreen.screening.ambiguity import mark_ambiguous
from sanctionscreen.screening.cluster_matches import identifiers_from_clusters, names_from_clusters
from sanctionscreen.screening.hits import AssessedHit, NameMatch, assess
from sanctionscreen.screening.list_index import ListIndex
from sanctionscreen.screening.profiles import QueryProfile
from sanctionscreen.screening.query_cache import DistinctNames

if TYPE_CHECKING:
    from sanctionscreen.screening.ownership_hits import OwnershipSearch


class Batch:
    """Queries that are screened together.

    Attributes:
        names: their distinct names.
        matches: the pairs of these and of listed names that reach the threshold.
    """

    def __init__(
        self, index: ListIndex, queries: list[Query], threshold: float, ownership: OwnershipSearch | None, *,
        for_any_list: bool = False,
    ) -> None:  # fmt: skip
        """Match the names of queries.

        Args:
            index: the lists.
            queries: to be screened.
            threshold: name score from which a name raises a hit.
            ownership: finds what links say about a query; None for no links.
            for_any_list: encode the names as any list would need them, not just this one, so that they can be cached.
        """
        self._index, self._queries, self._threshold, self._ownership = index, queries, threshold, ownership
        self.names = DistinctNames(
            (query.all_names() for query in queries),
            (query.kind for query in queries),
            None if for_any_list else index.matcher.may_hold,
        )
        self.matches = index.matcher.match(self.names.encoded, threshold)
        first_row = np.searchsorted(self.matches.query, np.arange(len(self.names.texts) + 1))
        self._first_row = first_row.tolist()  # of each name, and one more
        self._evidence = self._explain_shown()

    def with_hits(self) -> Iterator[tuple[int, Screening]]:
        """Position and answer of each query that has a hit."""
        has_match = [begin < end for begin, end in pairwise(self._first_row)]
        for number, (query, names) in enumerate(zip(self._queries, self.names.of_query, strict=True)):
            if not (query.identifiers or query.addresses or self._ownership) and not any(
                map(has_match.__getitem__, names)
            ):
                continue  # nearly every customer
            if hits := self._hits(query, names):
                name = self.names.texts[names[0]] if names else ""
                yield number, Screening(query_id=query.query_id, name=name, hits=tuple(_ranked(hits)))

    def _hits(self, query: Query, names: list[int]) -> list[Hit]:
        index = self._index
        rows_of = self._rows_by_listing(names)
        identifiers_of = self._identifiers_by_listing(query, rows_of) if query.identifiers else {}
        links_of = self._ownership.findings(query) if self._ownership else {}
        if query.addresses:
            from sanctionscreen.screening.address_evidence import add_addresses  # late: few queries have one

            found = rows_of.keys() | identifiers_of.keys()
            add_addresses(links_of, index.addresses, query.addresses, index.listings.__getitem__, found)
        if not rows_of and not identifiers_of and not links_of:
            return []
        profile = QueryProfile(query)
        from_clusters = names_from_clusters(
            index, query.kind, {listing: map(self._match, rows) for listing, rows in rows_of.items()}
        )
        hits: dict[int, AssessedHit] = {}
        for listing in sorted(
            rows_of.keys() | from_clusters.keys() | identifiers_of.keys() | links_of.keys()
        ):
            matches = [*map(self._match, rows_of.get(listing, ())), *from_clusters.get(listing, ())]
            matches = matches or self._best_below_threshold(names, listing)
            has_weak = any(match.listed_name.weak for match in matches)
            hit = assess(
                profile,
                index.profile(listing),
                index.edition(listing),
                matches,
                identifiers_of.get(listing, ()),
                weak=index.weak_policy(listing)
                if has_weak
                else "full",  # the table of lists takes 10 ms to read
                threshold=self._threshold,
                links=links_of.get(listing),
            )
            if hit:
                hits[listing] = hit
        return self._with_ambiguity(hits)

    def _with_ambiguity(self, hits: dict[int, AssessedHit]) -> list[Hit]:
        listing_of = {assessed.hit.hit_id: listing for listing, assessed in hits.items()}
        cluster_of = {
            hit_id: self._index.clusters.members(listing)[0] for hit_id, listing in listing_of.items()
        }

        def in_conflict(left: Hit, right: Hit) -> bool:
            first, second = (self._index.listings[listing_of[hit.hit_id]] for hit in (left, right))
            return bool(identifier_conflict(first, second) or birth_date_conflict(first, second))

        return mark_ambiguous(list(hits.values()), cluster_of, in_conflict)

    def _identifiers_by_listing(
        self, query: Query, rows_of: dict[int, list[int]]
    ) -> dict[int, list[IdentifierMatch]]:
        matches = self._index.identifiers.lookup(query.identifiers, near=True, countries=query.countries)
        if not matches:
            return {}
        by_listing: dict[int, list[IdentifierMatch]] = defaultdict(list)
        for match in matches:
            if not match.near or match.listing not in rows_of:
                by_listing[match.listing].append(match)
        return {**by_listing, **identifiers_from_clusters(self._index, by_listing)}

    def _rows_by_listing(self, names: list[int]) -> dict[int, list[int]]:
        """Rows of `matches` that some names of one query have, by listing."""
        rows: dict[int, list[int]] = defaultdict(list)
        for name in names:
            for row in range(self._first_row[name], self._first_row[name + 1]):
                rows[int(self._index.owner[self.matches.listed[row]])].append(row)
        return rows

    def _match(self, row: int) -> NameMatch:
        return NameMatch(
            self.names.texts[self.matches.query[row]],
            self._index.names[self.matches.listed[row]],
            float(self.matches.score[row]),
            self._evidence.get(row, ()),
        )

    def _explain_shown(self) -> dict[int, tuple[Evidence, ...]]:
        """Evidence for the rows a hit may show: per query name and listing, the best and the best that is not weak."""
        matches, names = self.matches, self._index.names
        shown: list[int] = []
        seen: set[tuple[int, int, bool]] = set()
        owners = self._index.owner[matches.listed].tolist()
        for row, (query, listed, owner) in enumerate(
            zip(matches.query.tolist(), matches.listed.tolist(), owners, strict=True)
        ):
            key = (query, owner, names[listed].weak)
            if key not in seen:
                seen.add(key)
                shown.append(row)
        return self._index.matcher.explain(self.names.encoded, matches, shown)

    def _best_below_threshold(self, names: list[int], listing: int) -> list[NameMatch]:
        """The best match of a listing of which no name reached the threshold, to be shown with an identifier."""
        best = self._index.matcher.best_of(self.names.encoded, self.matches, names, listing)
        if best is None:
            return []
        name, listed, score, evidence = best
        return [NameMatch(self.names.texts[name], self._index.names[listed], score, evidence)]


def _ranked(hits: list[Hit]) -> list[Hit]:
    """Best first: by score, then identifiers, then the list's own ids, so that the order is the same in every run."""
    return sorted(hits, key=lambda hit: (-hit.score, "identifier" not in hit.basis, hit.list, hit.entity_id))
