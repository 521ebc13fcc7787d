"""Relations stated by lists: those of listings, and those that UN narratives give with a reference number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sanctionscreen.model import Listing, Relation
from sanctionscreen.names.fold import fold
from sanctionscreen.ownership.graph import Holding
from sanctionscreen.ownership.parse import party_key
from sanctionscreen.ownership.records import Link, LinkFile, Party
from sanctionscreen.ownership.validation import add_holding, add_link

_OWNED_BY = frozenset({"owned_by", "parent_company", "owned_or_controlled_by"})
"""The other party holds a share of the listing, of unknown size."""

_OWNS = frozenset({"owns", "owner_of", "subsidiary", "owned", "owns_controls_or_operates"})
"""The listing holds a share of the other party, of unknown size."""

_UN_REFERENCE = re.compile(r"\b[A-Z]{2}[ie]\.\d{3}\b")
_SENTENCE_END = re.compile(r"[.;]\s+(?=[A-Z])|\n")
_ASSOCIATED = re.compile(r"\bassociated with\b", re.I)


def listing_party_key(listing: Listing) -> str:
    """The id of a listing among the parties of links: `un-sc:KPe.013`, in small letters."""
    return party_key(f"{listing.list}:{listing.entity_id}")


def links_of_lists(listings: Sequence[Listing]) -> LinkFile:
    """Collect the relations of all listings.

    Returns:
        Parties (listings with a relation, and others that lists only name), holdings of unknown share, and other links.
        A name that several listings of the list have is not resolved, and is counted.
    """
    file = LinkFile("the lists", "lists")
    lookup = _ListingLookup(listings)
    for listing in listings:
        stated = [*listing.relations, *_of_narrative(listing)]
        if not stated:
            continue
        own = file.add_party(_party(listing))
        location = f"{listing.list} {listing.entity_id}"
        for relation in stated:
            file.records += 1
            other = lookup.find(listing, relation, location, file)
            if other is not None:
                _add(own, file.add_party(other), relation.type, location, file)
    file.links = list(dict.fromkeys(file.links))
    file.holdings = list(dict.fromkeys(file.holdings))
    return file


def _party(listing: Listing) -> Party:
    key = listing_party_key(listing)
    return Party(key, (listing.name,), listing.kind, (), f"{listing.list}:{listing.entity_id}", of_list=True)


def _add(own: str, other: str, role: str, location: str, file: LinkFile) -> None:
    if role in _OWNED_BY:
        add_holding(file, Holding(other, own, location=location))
    elif role in _OWNS:
        add_holding(file, Holding(own, other, location=location))
    else:
        add_link(file, Link(own, other, role, location=location))


def _of_narrative(listing: Listing) -> Iterator[Relation]:
    """Relations of a UN narrative to another listing, given by number: `associated with X (QDe.069)`.

    >>> text = "Associated with Support Committee (QDe.069) and Heritage (QDe.070). Not with QDe.071."
    >>> listing = Listing(list="un-sc", entity_id="QDi.001", names=(), remarks=text)
    >>> [relation.entity_id for relation in _of_narrative(listing)]
    ['QDe.069', 'QDe.070']
    """
    if listing.list != "un-sc" or not _UN_REFERENCE.search(listing.remarks):
        return
    for sentence in _SENTENCE_END.split(listing.remarks):
        if said := _ASSOCIATED.search(sentence):
            for reference in _UN_REFERENCE.findall(sentence, said.end()):
                if reference != listing.entity_id:
                    yield Relation("associated_with", "", reference)


class _ListingLookup:
    """Listings by id and by name, each within its list."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        self._by_id: dict[tuple[str, str], Listing] = {}
        self._by_name: dict[tuple[str, str], dict[str, Listing]] = defaultdict(dict)
        self._by_first_name: dict[tuple[str, str], dict[str, Listing]] = defaultdict(dict)
        for listing in listings:
            self._by_id[listing.list, listing.entity_id] = listing
            for position, name in enumerate(listing.names):
                if not name.weak:
                    key = listing.list, fold(name.name)
                    self._by_name[key][listing.entity_id] = listing
                    if not position:
                        self._by_first_name[key][listing.entity_id] = listing

    def find(self, listing: Listing, relation: Relation, location: str, file: LinkFile) -> Party | None:
        """The other party of a relation: a listing of the same list, or one that the list only names."""
        if relation.entity_id and (other := self._by_id.get((listing.list, relation.entity_id))):
            return _party(other)
        if not relation.name:
            file.add_problem(
                location, "a relation to an id that the list doesn't hold", "not used", relation.entity_id
            )
            return None
        key = listing.list, fold(relation.name)
        named = self._by_name.get(key, {})
        for candidates in (named, self._by_first_name.get(key, {})):
            if len(candidates) == 1:
                return _party(next(iter(candidates.values())))
        if named:
            file.add_problem(
                location, "a relation to a name that several listings have", "not used", relation.name
            )
            return None
        return Party(party_key(relation.name), (relation.name,))
