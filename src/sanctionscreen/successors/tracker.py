"""Parties that look like a listed one begun again. Reach for `Tracker`.

A listed company that closes leaves traces: its number, its address, its telephone, its officers, its ships, words of
its name. A new party that shares several of them is a lead. Scores come from documented weights; there is no verdict.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from sanctionscreen.addresses.index import AddressIndex
from sanctionscreen.countries import country_codes
from sanctionscreen.dates import parse_date
from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.identifiers.types import type_label
from sanctionscreen.model import Listing, Query
from sanctionscreen.names.fold import fold
from sanctionscreen.ownership.records import LinkFile
from sanctionscreen.successors.associates import Associate, associates_of, associates_of_lists
from sanctionscreen.successors.lead import Lead, Trace
from sanctionscreen.successors.name_fragments import Fragments
from sanctionscreen.successors.weights import load_track_weights

_YEAR_BEFORE = 1


@dataclass(slots=True)
class _Found:
    """A party with everything that it shares with listings."""

    query: Query
    traces: dict[int, list[Trace]]


class Tracker:
    """Looks for parties that share traces with listed ones. Compile it once.

    Args:
        listings: the listed parties.
        links: files that say who owns or directs the user's parties.
    """

    def __init__(self, listings: Sequence[Listing], links: Sequence[LinkFile] = ()) -> None:
        self.listings = listings
        self.weights = load_track_weights()
        self._identifiers = IdentifierIndex(listings)
        self._addresses = AddressIndex(listings)
        self._fragments = Fragments(listings, self.weights)
        self._associates = associates_of(links)
        self._around, self._naming = associates_of_lists(listings)
        self._by_associate: dict[str, list[tuple[int, Associate]]] = defaultdict(list)
        for place, around in self._around.items():
            for associate in around:
                for key in associate.keys:
                    self._by_associate[key].append((place, associate))

    def leads(self, queries: Iterable[Query], *, threshold: float | None = None) -> list[Lead]:
        """The leads among parties, best first.

        Args:
            queries: the user's parties. Birth dates of what is no person are read as the day it was founded or first
                seen.
            threshold: score from which there is a lead, 0 to 1, instead of the documented one.

        Returns:
            One lead for each party and listing, without a limit. What many parties of the file share (an agent's
            address) counts less for each of them.
        """
        level = self.weights.threshold if threshold is None else threshold
        found = [_Found(query, traces) for query in queries if (traces := self.traces(query))]
        sharers: Counter[tuple[str, str]] = Counter()
        for item in found:
            sharers.update({(trace.kind, trace.key) for traces in item.traces.values() for trace in traces})
        leads = [lead for item in found for lead in self._judged(item, sharers) if lead.score >= level]
        return sorted(leads, key=lambda lead: (-lead.score, lead.query.query_id, lead.listing.entity_id))

    def traces(self, query: Query) -> dict[int, list[Trace]]:
        """What a party shares with listings, by the listing's place; only where more than a country is shared."""
        found: dict[int, list[Trace]] = defaultdict(list)
        for part in (self._of_identifiers, self._of_addresses, self._of_associates, self._of_names):
            for place, trace in part(query):
                if not any((known.kind, known.key) == (trace.kind, trace.key) for known in found[place]):
                    found[place].append(trace)
        return dict(found)

    def _of_identifiers(self, query: Query) -> Iterator[tuple[int, Trace]]:
        matches = self._identifiers.lookup(query.identifiers, countries=query.countries)
        sharers = Counter((match.listed.type, match.listed.value) for match in matches)
        for match in matches:
            key = match.listed.type, match.listed.value
            label = f"{type_label(match.listed.type)} {match.listed.value}"
            kind = f"{match.strength}_identifier"
            detail = f"both have {label}"
            yield match.listing, self._trace(kind, label, detail, label, sharers[key])

    def _of_addresses(self, query: Query) -> Iterator[tuple[int, Trace]]:
        for match in self._addresses.lookup(query.addresses):
            detail = f"{match.reason}: {match.query}; the listing has {match.listed}"
            shared = f", which {match.sharers} listings give" if match.sharers > 1 else ""
            kind = f"{match.precision}_address"
            yield (
                match.listing,
                self._trace(kind, str(match.query), detail + shared, str(match.query), match.sharers),
            )

    def _of_associates(self, query: Query) -> Iterator[tuple[int, Trace]]:
        for associate in self._associates.of(query):
            met: dict[int, Associate] = {}
            for key in associate.keys:
                for place, other in self._by_associate.get(key, ()):
                    met.setdefault(place, other)
            for place, other in met.items():
                detail = (
                    f"{associate.name} is {associate.role.replace('_', ' ')} here, and around the listing as "
                    f"{other.name} ({other.role})"
                )
                kind = "listed_associate" if other.listed else "associate"
                yield place, self._trace(kind, min(associate.keys), detail, associate.name)

    def _of_names(self, query: Query) -> Iterator[tuple[int, Trace]]:
        names = query.all_names()
        for name in names:
            for place in dict.fromkeys(self._naming.get(fold(name), ())):
                yield place, self._trace("named", name, f"the listing names {name}", f"named: {name}")
        for place, name in self._fragments.narrated(names):
            yield (
                place,
                self._trace("narrated", name, f"the listing's text has {name}", f"in the text: {name}"),
            )
        if query.kind == "person":
            return
        for name in names:
            for place, share, listed_name, words in self._fragments.shared(name):
                trace = self._trace("fragments", " ".join(words), "", f"words: {' '.join(words)}")
                detail = f"{name} has rare words of {listed_name}: {', '.join(words)}"
                yield place, replace(trace, chance=trace.chance * share, detail=detail)

    def _trace(self, kind: str, key: str, detail: str, label: str, sharers: float = 1.0) -> Trace:
        """A trace, weaker the more listings share it."""
        return Trace(kind, key, self.weights.trace[kind] / sqrt(sharers), detail, label)

    def _judged(self, item: _Found, sharers: Counter[tuple[str, str]]) -> Iterator[Lead]:
        countries, _ = country_codes(item.query.countries)
        for place, traces in item.traces.items():
            listing = self.listings[place]
            weighed = [
                replace(trace, chance=trace.chance / sqrt(sharers[trace.kind, trace.key])) for trace in traces
            ]
            if max(trace.chance for trace in weighed) < self.weights.trace["country"]:
                continue
            listed = country_codes((*listing.countries, *(address.country for address in listing.addresses)))[
                0
            ]
            if common := sorted(countries & listed):
                label = f"country {common[0]}"
                weighed.append(self._trace("country", common[0], f"both are of {common[0]}", label))
            age, words = _age(item.query, listing)
            score = self.weights.joined([trace.chance for trace in weighed], age)
            ranked = heapq.nlargest(len(weighed), weighed, key=lambda trace: trace.chance)
            yield Lead(item.query, listing, round(score, 4), tuple(ranked), words)


def _age(query: Query, listing: Listing) -> tuple[str, str]:
    """Whether a party is younger than the designation: `after`, `before` or neither; and the sentence."""
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
