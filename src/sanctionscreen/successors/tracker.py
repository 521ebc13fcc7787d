"""Successor search: parties that share traces with a listed company that has closed.

Such a company leaves traces: its number, its address, its telephone, its officers, its ships, words of its name. A new
party that shares several of them is a lead. Scores come from documented weights; there is no verdict.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from sanctionscreen.addresses.index import AddressIndex
from sanctionscreen.countries import country_codes
from sanctionscreen.dates import parse_date
from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.identifiers.registry import identifier_type
from sanctionscreen.model import Listing, Query
from sanctionscreen.names.fold import fold
from sanctionscreen.ownership.records import LinkFile
from sanctionscreen.successors.associates import Associate, associates_of, associates_of_lists
from sanctionscreen.successors.lead import Lead, Trace
from sanctionscreen.successors.name_fragments import NameFragments
from sanctionscreen.successors.weights import load_track_weights

_YEAR_BEFORE = 1


@dataclass(slots=True)
class _Candidate:
    """A party with its traces, by the position of the listing that they lead to."""

    query: Query
    traces: dict[int, list[Trace]]


class Tracker:
    """Finds parties that share traces with listed ones. Compile it once.

    Args:
        listings: the listed parties.
        links: files that say who owns or directs the user's parties.
    """

    def __init__(self, listings: Sequence[Listing], links: Sequence[LinkFile] = ()) -> None:
        self.listings = listings
        self.weights = load_track_weights()
        self._identifiers = IdentifierIndex(listings)
        self._addresses = AddressIndex(listings)
        self._fragments = NameFragments(listings, self.weights)
        self._associates = associates_of(links)
        of_listing, self._naming = associates_of_lists(listings)
        self._by_associate: dict[str, list[tuple[int, Associate]]] = defaultdict(list)
        for listing, associates in of_listing.items():
            for associate in associates:
                for key in associate.keys:
                    self._by_associate[key].append((listing, associate))

    def leads(self, queries: Iterable[Query], *, threshold: float | None = None) -> list[Lead]:
        """The leads among parties, best first.

        Args:
            queries: the user's parties. The birth date of a party that is no person is the day it was founded or first
                seen.
            threshold: score from which there is a lead, 0 to 1, instead of the documented one.

        Returns:
            One lead for each party and listing, without a limit. A trace that many parties of the file share (an
            agent's address) counts less for each of them.
        """
        level = self.weights.threshold if threshold is None else threshold
        candidates = [_Candidate(query, traces) for query in queries if (traces := self.traces(query))]
        sharers: Counter[tuple[str, str]] = Counter()
        for candidate in candidates:
            some = (trace for traces in candidate.traces.values() for trace in traces)
            sharers.update({(trace.kind, trace.key) for trace in some})
        leads = (lead for candidate in candidates for lead in self._scored(candidate, sharers))
        return sorted(
            (lead for lead in leads if lead.score >= level),
            key=lambda lead: (-lead.score, lead.query.query_id, lead.listing.entity_id),
        )

    def traces(self, query: Query) -> dict[int, list[Trace]]:
        """What a party shares with listings besides the country, by the listing's position."""
        traces: dict[int, dict[tuple[str, str], Trace]] = defaultdict(dict)
        for source in (self._of_identifiers, self._of_addresses, self._of_associates, self._of_names):
            for listing, trace in source(query):
                traces[listing].setdefault((trace.kind, trace.key), trace)
        return {listing: list(some.values()) for listing, some in traces.items()}

    def _of_identifiers(self, query: Query) -> Iterator[tuple[int, Trace]]:
        matches = self._identifiers.lookup(query.identifiers, countries=query.countries)
        sharers = Counter((match.listed.type, match.listed.value) for match in matches)
        for match in matches:
            label = f"{identifier_type(match.listed.type).label} {match.listed.value}"
            shared_by = sharers[match.listed.type, match.listed.value]
            kind = f"{match.strength}_identifier"
            yield match.listing, self._trace(kind, label, f"both have {label}", label, shared_by)

    def _of_addresses(self, query: Query) -> Iterator[tuple[int, Trace]]:
        for match in self._addresses.lookup(query.addresses):
            shared = f", which {match.sharers} listings give" if match.sharers > 1 else ""
            detail = f"{match.reason}: {match.query}; the listing has {match.listed}{shared}"
            kind, label = f"{match.precision}_address", str(match.query)
            yield match.listing, self._trace(kind, label, detail, label, match.sharers)

    def _of_associates(self, query: Query) -> Iterator[tuple[int, Trace]]:
        for associate in self._associates.of(query):
            same: dict[int, Associate] = {}
            for key in sorted(associate.keys):
                for listing, other in self._by_associate.get(key, ()):
                    same.setdefault(listing, other)
            for listing, other in same.items():
                detail = (
                    f"{associate.name} is {associate.role.replace('_', ' ')} here, and around the listing as "
                    f"{other.name} ({other.role})"
                )
                kind = "listed_associate" if other.listed else "associate"
                yield listing, self._trace(kind, min(associate.keys), detail, associate.name)

    def _of_names(self, query: Query) -> Iterator[tuple[int, Trace]]:
        names = query.all_names()
        for name in names:
            for listing in dict.fromkeys(self._naming.get(fold(name), ())):
                yield listing, self._trace("named", name, f"the listing names {name}", f"named: {name}")
        for listing, name in self._fragments.narrated(names):
            detail = f"the listing's text has {name}"
            yield listing, self._trace("narrated", name, detail, f"in the text: {name}")
        if query.kind == "person":
            return
        for name in names:
            for listing, share, listed_name, words in self._fragments.shared(name):
                trace = self._trace("fragments", " ".join(words), "", f"words: {' '.join(words)}")
                detail = f"{name} has rare words of {listed_name}: {', '.join(words)}"
                yield listing, replace(trace, chance=trace.chance * share, detail=detail)

    def _trace(self, kind: str, key: str, detail: str, label: str, sharers: float = 1.0) -> Trace:
        """A trace, weaker the more listings share it."""
        return Trace(kind, key, self.weights.trace[kind] / sqrt(sharers), detail, label)

    def _scored(self, candidate: _Candidate, sharers: Counter[tuple[str, str]]) -> Iterator[Lead]:
        countries, _ = country_codes(candidate.query.countries)
        for position, traces in candidate.traces.items():
            listing = self.listings[position]
            weighted = [
                replace(trace, chance=trace.chance / sqrt(sharers[trace.kind, trace.key])) for trace in traces
            ]
            if max(trace.chance for trace in weighted) < self.weights.trace["country"]:
                continue
            texts = (*listing.countries, *(address.country for address in listing.addresses))
            if common := sorted(countries & country_codes(texts)[0]):
                label = f"country {common[0]}"
                weighted.append(self._trace("country", common[0], f"both are of {common[0]}", label))
            age, sentence = _age(candidate.query, listing)
            score = self.weights.joined([trace.chance for trace in weighted], age)
            ranked = sorted(weighted, key=lambda trace: trace.chance, reverse=True)
            yield Lead(candidate.query, listing, round(score, 4), tuple(ranked), sentence)


def _age(query: Query, listing: Listing) -> tuple[str, str]:
    """Whether a party was founded `after` or well `before` the designation, or neither; and the sentence."""
    if query.kind == "person" or not query.birth_dates or not listing.listed_on:
        return "", ""
    try:
        listed_on = parse_date(listing.listed_on)
    except ValueError:
        return "", ""
    founded = query.birth_dates[0]
    if founded.last_day() >= listed_on.first_day():
        return "after", f"founded or first seen {founded}, after the designation of {listing.listed_on}"
    if founded.year < listed_on.year - _YEAR_BEFORE:
        return (
            "before",
            f"founded or first seen {founded}, well before the designation of {listing.listed_on}",
        )
    return "", ""
