"""Who stands around a party: directors, owners, ships, relatives, as lists and files of links say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sanctionscreen.identifiers.normalize import normalise_identifier
from sanctionscreen.model import Listing, Query
from sanctionscreen.names.fold import fold
from sanctionscreen.ownership.list_relations import links_of_lists, listing_party_key
from sanctionscreen.ownership.parse import party_key
from sanctionscreen.ownership.records import LinkFile, Party


@dataclass(frozen=True, slots=True)
class Associate:
    """Somebody around a party.

    Attributes:
        name: to be shown.
        role: how it is tied to the party.
        keys: what two records of it share: the folded words of its names in any order, and its numbers.
        listed: whether it is a listing itself.
    """

    name: str
    role: str
    keys: frozenset[str]
    listed: bool = False


@dataclass(slots=True)
class Associates:
    """Associates by the id of the party that they stand around, and of listings by their place."""

    of_party: dict[str, list[Associate]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def of(self, query: Query) -> list[Associate]:
        """Those of a user's party, which is known by its id or its name."""
        keys = [party_key(query.query_id)] if query.query_id else []
        keys += [id for name in query.all_names() for id in self.by_name.get(fold(name), ())]
        return [associate for key in dict.fromkeys(keys) for associate in self.of_party.get(key, ())]


def associates_of(files: Iterable[LinkFile]) -> Associates:
    """Put the links of files the other way: to each party those around it."""
    found = Associates()
    for file in files:
        ends = [
            (holding.owner, holding.owned, "owner" if holding.kind == "ownership" else "controls")
            for holding in file.holdings
        ]
        ends += [(link.first, link.second, link.role) for link in file.links]
        for first, second, role in ends:
            one, other = file.parties[first], file.parties[second]
            found.of_party[first].append(Associate(other.name, role, _keys(other, {})))
            found.of_party[second].append(Associate(one.name, role, _keys(one, {})))
        for party in file.parties.values():
            for name in party.names:
                found.by_name[fold(name)].append(party.id)
    return found


def associates_of_lists(
    listings: Sequence[Listing],
) -> tuple[dict[int, list[Associate]], dict[str, list[int]]]:
    """Those around listings, by place; and which listings name a party, by its folded name."""
    stated = links_of_lists(listings)
    places = {listing_party_key(listing): place for place, listing in enumerate(listings)}
    known = {key: listings[place] for key, place in places.items()}
    around: dict[int, list[Associate]] = defaultdict(list)
    naming: dict[str, list[int]] = defaultdict(list)
    ends = [(h.owner, h.owned, "owned by") for h in stated.holdings] + [
        (t.first, t.second, t.role) for t in stated.links
    ]
    for first, second, role in ends:
        for one, other in ((first, second), (second, first)):
            if (place := places.get(one)) is not None:
                party = stated.parties[other]
                words = role.replace("_", " ")
                around[place].append(Associate(party.name, words, _keys(party, known), other in places))
                if one == first:  # the listing that states the tie
                    naming[fold(party.name)].append(place)
    return around, naming


def _keys(party: Party, known: dict[str, Listing]) -> frozenset[str]:
    listing = known.get(party.id)
    names = [name.name for name in listing.names if not name.weak] if listing else party.names
    identifiers = listing.identifiers if listing else party.identifiers
    keys = {" ".join(sorted(fold(name).split())) for name in names}
    numbers = (normalise_identifier(item.type, item.value, item.country) for item in identifiers)
    keys.update(number.key for number in numbers if not number.placeholder and number.valid)
    return frozenset(key for key in keys if " " in key or ":" in key)  # one word is no name
