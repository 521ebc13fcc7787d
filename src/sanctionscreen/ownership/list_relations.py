"""The links that lists themselves state: relations of listings, and what UN narratives say with a reference number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sanctionscreen.model import Listing, Relation
from sanctionscreen.names.fold import fold
from sanctionscreen.ownership.graph import Holding
from sanctionscreen.ownership.parse import key_of
from sanctionscreen.ownership.records import Link, LinkFile, Party
from sanctionscreen.ownership.validation import add_holding, add_tie

_OWNED_BY = frozenset({"owned_by", "parent_company", "owned_or_controlled_by"})
"""The listing is held by the other party, to a share that no list gives."""

_OWNS = frozenset({"owns", "owner_of", "subsidiary", "owned", "owns_controls_or_operates"})
"""The listing holds the other party, to a share that no list gives."""

_UN_REFERENCE = re.compile(r"\b[A-Z]{2}[ie]\.\d{3}\b")
_SENTENCE_END = re.compile(r"[.;]\s+(?=[A-Z])|\n")
_ASSOCIATED = re.compile(r"\bassociated with\b", re.I)


def key_of_listing(listing: Listing) -> str:
    """The id of a listing among the parties of links: `un-sc:KPe.013`, in small letters."""
    return key_of(f"{listing.list}:{listing.entity_id}")


def links_of_lists(listings: Sequence[Listing]) -> LinkFile:
    """Put the relations of all listings side by side.

    Returns:
        Parties (the listings that have a tie, and others that lists only name), holdings of unknown share, and ties.
        A name that several listings of the list have names none of them, and is counted.
    """
    found = LinkFile("the lists", "lists")
    known = _Known(listings)
    for listing in listings:
        stated = [*listing.relations, *_of_narrative(listing)]
        if not stated:
            continue
        own = found.add_party(_party(listing))
        place = f"{listing.list} {listing.entity_id}"
        for relation in stated:
            found.records += 1
            other = known.find(listing, relation, place, found)
            if other is not None:
                _add(own, found.add_party(other), relation.type, place, found)
    found.ties = list(dict.fromkeys(found.ties))
    found.holdings = list(dict.fromkeys(found.holdings))
    return found


def _party(listing: Listing) -> Party:
    key = key_of_listing(listing)
    return Party(key, (listing.name,), listing.kind, (), f"{listing.list}:{listing.entity_id}", of_list=True)


def _add(own: str, other: str, role: str, place: str, found: LinkFile) -> None:
    if role in _OWNED_BY:
        add_holding(found, Holding(other, own, place=place))
    elif role in _OWNS:
        add_holding(found, Holding(own, other, place=place))
    else:
        add_tie(found, Link(own, other, role, place=place))


def _of_narrative(listing: Listing) -> Iterator[Relation]:
    """What a UN narrative says of another listing, with its number: `associated with X (QDe.069)`.

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


class _Known:
    """Listings by id and by name, each within its list."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        self._by_id: dict[tuple[str, str], Listing] = {}
        self._by_name: dict[tuple[str, str], dict[str, Listing]] = defaultdict(dict)
        self._by_first_name: dict[tuple[str, str], dict[str, Listing]] = defaultdict(dict)
        for listing in listings:
            self._by_id[listing.list, listing.entity_id] = listing
            for place, name in enumerate(listing.names):
                if not name.weak:
                    key = listing.list, fold(name.name)
                    self._by_name[key][listing.entity_id] = listing
                    if not place:
                        self._by_first_name[key][listing.entity_id] = listing

    def find(self, listing: Listing, relation: Relation, place: str, found: LinkFile) -> Party | None:
        """The other party of a relation: a listing of the same list, or one that the list only names."""
        if relation.entity_id and (other := self._by_id.get((listing.list, relation.entity_id))):
            return _party(other)
        if not relation.name:
            found.problem(
                place, "a relation to an id that the list doesn't hold", "not used", relation.entity_id
            )
            return None
        key = listing.list, fold(relation.name)
        named = self._by_name.get(key, {})
        for candidates in (named, self._by_first_name.get(key, {})):
            if len(candidates) == 1:
                return _party(next(iter(candidates.values())))
        if named:
            found.problem(place, "a relation to a name that several listings have", "not used", relation.name)
            return None
        return Party(key_of(relation.name), (relation.name,))
