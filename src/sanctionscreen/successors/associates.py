"""Associates of a party: directors, owners, ships and relatives, from lists and files of links."""

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
    """A party linked to another one.

    Attributes:
        name: to be shown.
        role: of the link.
        keys: what two records of it have in common: the folded words of its names in any order, and its numbers.
        listed: whether it is a listing itself.
    """

    name: str
    role: str
    keys: frozenset[str]
    listed: bool = False


@dataclass(slots=True)
class Associates:
    """Associates by the id of the party that they are linked to."""

    of_party: dict[str, list[Associate]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def of(self, query: Query) -> list[Associate]:
        """Those of a user's party, which is identified by its id or its name."""
        keys = [party_key(query.query_id)] if query.query_id else []
        keys += [id for name in query.all_names() for id in self.by_name.get(fold(name), ())]
        return [associate for key in dict.fromkeys(keys) for associate in self.of_party.get(key, ())]


def associates_of(files: Iterable[LinkFile]) -> Associates:
    """The associates of each party of some files of links."""
    associates = Associates()
    for file in files:
        ends = [
            (holding.owner, holding.owned, "owner" if holding.kind == "ownership" else "controls")
            for holding in file.holdings
        ]
        ends += [(link.first, link.second, link.role) for link in file.links]
        for first_id, second_id, role in ends:
            first, second = file.parties[first_id], file.parties[second_id]
            associates.of_party[first_id].append(Associate(second.name, role, _keys(second, {})))
            associates.of_party[second_id].append(Associate(first.name, role, _keys(first, {})))
        for party in file.parties.values():
            for name in party.names:
                associates.by_name[fold(name)].append(party.id)
    return associates


def associates_of_lists(
    listings: Sequence[Listing],
) -> tuple[dict[int, list[Associate]], dict[str, list[int]]]:
    """The associates of listings, by position; and the listings that name a party, by its folded name."""
    stated = links_of_lists(listings)
    positions = {listing_party_key(listing): position for position, listing in enumerate(listings)}
    listing_of = {key: listings[position] for key, position in positions.items()}
    associates: dict[int, list[Associate]] = defaultdict(list)
    naming: dict[str, list[int]] = defaultdict(list)
    ends = [(holding.owner, holding.owned, "owned by") for holding in stated.holdings]
    ends += [(link.first, link.second, link.role.replace("_", " ")) for link in stated.links]
    for first, second, role in ends:
        for id, other_id in ((first, second), (second, first)):
            if (position := positions.get(id)) is not None:
                other = stated.parties[other_id]
                associates[position].append(
                    Associate(other.name, role, _keys(other, listing_of), other_id in positions)
                )
                if id == first:  # the listing that states the relation
                    naming[fold(other.name)].append(position)
    return associates, naming


def _keys(party: Party, listing_of: dict[str, Listing]) -> frozenset[str]:
    listing = listing_of.get(party.id)
    names = [name.name for name in listing.names if not name.weak] if listing else party.names
    identifiers = listing.identifiers if listing else party.identifiers
    keys = {" ".join(sorted(fold(name).split())) for name in names}
    numbers = (normalise_identifier(item.type, item.value, item.country) for item in identifiers)
    keys.update(number.key for number in numbers if not number.placeholder and number.valid)
    return frozenset(key for key in keys if " " in key or ":" in key)  # one word is no name
