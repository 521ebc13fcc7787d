"""Which listings the parties of a file of links are: by reference, by identifier, or by a name at a high bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sanctionscreen.matching.scoring.weights import load_weights
from sanctionscreen.model import Listing, Query, Screening
from sanctionscreen.ownership.parse import key_of
from sanctionscreen.ownership.records import LinkFile, Party

Screen = Callable[[list[Query], float], Iterable[Screening]]
"""Screens queries from a name score on."""

_BATCH = 12_500


@dataclass(frozen=True, slots=True)
class PartyMatch:
    """A party of links that is a listing.

    Attributes:
        place: of the listing among all.
        certain: by reference or by a strong identifier; a name alone is never certain.
        how: in words: `by its reference`, `by LEI …`, `by name, 0.97 like …`.
    """

    place: int
    certain: bool
    how: str


class Listings:
    """Where each listing stands, by its key."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self.all = listings
        self.places: dict[str, int] = {}
        self.lists: set[str] = set()
        for place, listing in enumerate(listings):
            self.places[key_of(f"{listing.list}:{listing.entity_id}")] = place
            self.lists.add(key_of(listing.list))

    def refers(self, party: Party) -> str:
        """The reference by which a party says which listing it is: its own field, or an id that is one."""
        if party.listing:
            return key_of(party.listing)
        return party.id if party.id.partition(":")[0] in self.lists and ":" in party.id else ""


def match_parties(
    parties: Iterable[Party], listings: Listings, screen: Screen, account: LinkFile
) -> dict[str, list[PartyMatch]]:
    """Find the listings that parties are.

    Args:
        parties: those that could pass something on: owners, and ends of ties.
        listings: all that is screened against.
        screen: screens queries against them.
        account: where a reference to a listing that isn't there is reported.

    Returns:
        Party id → its listings; parties that are none are left out.
    """
    matches: dict[str, list[PartyMatch]] = {}
    waiting: list[Party] = []
    for party in parties:
        reference = listings.refers(party)
        if not reference:
            waiting.append(party)
        elif (place := listings.places.get(reference)) is not None:
            matches[party.id] = [PartyMatch(place, True, "by its reference")]
            if not party.of_list:
                waiting.append(party)  # it may stand on other lists too
        else:
            reason = "a reference to a listing that is not on the lists screened against"
            account.problem(party.id, reason, "looked for by name and identifier", reference)
            waiting.append(party)
    for at in range(0, len(waiting), _BATCH):
        batch = waiting[at : at + _BATCH]
        queries = [_query(party, matches.get(party.id, ()), listings) for party in batch]
        for party, screening in zip(batch, screen(queries, load_weights().full), strict=True):
            known = matches.get(party.id, [])
            places = {match.place for match in known}
            found = [match for match in _of_hits(screening, listings) if match.place not in places]
            if known or found:
                matches[party.id] = known + found
    return matches


def _query(party: Party, known: Sequence[PartyMatch], listings: Listings) -> Query:
    if known:  # what the listing says tells it on other lists
        item = listings.all[known[0].place]
        return Query(
            name=item.name,
            kind=item.kind,
            birth_dates=item.birth_dates,
            countries=(*item.nationalities, *item.countries),
            identifiers=item.identifiers,
        )
    return Query(names=party.names, kind=party.kind, identifiers=party.identifiers)


def _of_hits(screening: Screening, listings: Listings) -> Iterator[PartyMatch]:
    for hit in screening.hits:
        place = listings.places.get(key_of(f"{hit.list}:{hit.entity_id}"))
        if place is None or "muted" in hit.flags:
            continue
        if "identifier" in hit.basis and hit.band == "match":
            number = next(
                (item.detail for item in hit.evidence if item.value == 1 and "IMO" in item.detail), ""
            )
            yield PartyMatch(place, True, f"by identifier{f' ({number})' if number else ''}")
        elif (
            hit.score >= load_weights().full
            and any(basis.endswith("name") for basis in hit.basis)
            and hit.band != "low"
        ):
            yield PartyMatch(place, False, f"by name alone, {hit.score:.2f} like {hit.matched_name}")
