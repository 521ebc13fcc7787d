"""Party resolution: which listings the parties of a file of links are, by reference, identifier or full name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.model import NAME_BASES, Listing, Query, Screening
from sanctionscreen.ownership.parse import party_key
from sanctionscreen.ownership.records import LinkFile, Party

ScreenQueries = Callable[[list[Query], float], Iterable[Screening]]
"""Screens queries at a threshold."""

_BATCH = 12_500
_IMO_TYPES = frozenset({"imo_number", "imo_company_number"})


@dataclass(frozen=True, slots=True)
class PartyMatch:
    """A party of links that is a listing.

    Attributes:
        listing: its position.
        certain: whether by reference or by a strong identifier; a match by name alone is never certain.
        how: in words: `by its reference`, `by identifier (IMO …)`, `by name alone, 0.97 like …`.
    """

    listing: int
    certain: bool
    how: str


class ListingReferences:
    """Listings, found by reference: `list:entity_id`."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self.listings = listings
        self._positions: dict[str, int] = {}
        self._lists: set[str] = set()
        for position, listing in enumerate(listings):
            self._positions[party_key(f"{listing.list}:{listing.entity_id}")] = position
            self._lists.add(party_key(listing.list))

    def find(self, reference: str) -> int | None:
        """Position of the listing of a reference."""
        return self._positions.get(party_key(reference))

    def reference_of(self, party: Party) -> str:
        """The reference by which a party says which listing it is: its own field, or an id that is one."""
        if party.listing:
            return party_key(party.listing)
        return party.id if party.id.partition(":")[0] in self._lists and ":" in party.id else ""


def match_parties(
    parties: Iterable[Party], listings: ListingReferences, screen: ScreenQueries, report: LinkFile
) -> dict[str, list[PartyMatch]]:
    """Find the listings that parties are.

    Args:
        parties: those that could pass something on: owners, and ends of links.
        listings: all that is screened against.
        screen: screens queries against them.
        report: gets the references to listings that don't exist.

    Returns:
        Party id → its listings; parties that are none are left out.
    """
    matches: dict[str, list[PartyMatch]] = {}
    to_screen: list[Party] = []
    for party in parties:
        reference = listings.reference_of(party)
        if not reference:
            to_screen.append(party)
        elif (position := listings.find(reference)) is not None:
            matches[party.id] = [PartyMatch(position, True, "by its reference")]
            if not party.of_list:
                to_screen.append(party)  # it may be on other lists too
        else:
            reason = "a reference to a listing that is not on the lists screened against"
            report.add_problem(party.id, reason, "looked for by name and identifier", reference)
            to_screen.append(party)
    for start in range(0, len(to_screen), _BATCH):
        batch = to_screen[start : start + _BATCH]
        queries = [_query(party, matches.get(party.id, ()), listings) for party in batch]
        for party, screening in zip(batch, screen(queries, load_weights().full), strict=True):
            by_reference = matches.get(party.id, [])
            known = {match.listing for match in by_reference}
            by_screening = [match for match in _of_hits(screening, listings) if match.listing not in known]
            if by_reference or by_screening:
                matches[party.id] = by_reference + by_screening
    return matches


def _query(party: Party, by_reference: Sequence[PartyMatch], listings: ListingReferences) -> Query:
    if by_reference:  # the data of the listing find the party on other lists
        listing = listings.listings[by_reference[0].listing]
        return Query(
            name=listing.name,
            kind=listing.kind,
            birth_dates=listing.birth_dates,
            countries=(*listing.nationalities, *listing.countries),
            identifiers=listing.identifiers,
        )
    return Query(names=party.names, kind=party.kind, identifiers=party.identifiers)


def _of_hits(screening: Screening, listings: ListingReferences) -> Iterator[PartyMatch]:
    for hit in screening.hits:
        position = listings.find(f"{hit.list}:{hit.entity_id}")
        if position is None or "muted" in hit.flags:
            continue
        if "identifier" in hit.basis and hit.band == "match":
            equal = (item for item in hit.evidence if item.feature in _IMO_TYPES and item.value == 1)
            number = next((f" ({item.detail})" for item in equal), "")
            yield PartyMatch(position, True, f"by identifier{number}")
        elif hit.score >= load_weights().full and not NAME_BASES.isdisjoint(hit.basis) and hit.band != "low":
            yield PartyMatch(position, False, f"by name alone, {hit.score:.2f} like {hit.matched_name}")
