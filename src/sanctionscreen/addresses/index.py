"""Which listings give an address. Reach for `AddressIndex`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanctionscreen.addresses.compare import (
    PRECISIONS,
    AddressAgreement,
    Precision,
    compare_addresses,
)
from sanctionscreen.addresses.parse import ParsedAddress, is_shared_by_nature, parse_address
from sanctionscreen.model import Address, Listing

COMMON = 25
"""An address that more listings share, such as a registration agent's or a ministry's, finds none of them."""


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """An address of the query that a listing gives too.

    Attributes:
        listing: the listing's position.
        query: the address as asked.
        listed: the listing's address, as published.
        precision, reason: of the agreement.
        sharers: how many listings give this very address.
    """

    listing: int
    query: Address
    listed: str
    precision: Precision
    reason: str
    sharers: int


class AddressIndex:
    """The addresses of many listings, found by what they share. Built on the first lookup.

    The lookup is lossless: `compare_addresses` needs a street word or a box in common, and by those addresses are
    found.

    Args:
        listings: in the order whose positions `lookup` returns.
    """

    def __init__(self, listings: Sequence[Listing]) -> None:
        self._listings = listings
        self._built: tuple[list[ParsedAddress], list[list[int]], dict[str, list[int]]] | None = None

    def lookup(self, addresses: Iterable[Address]) -> list[AddressMatch]:
        """Find the listings that give one of these addresses.

        Returns:
            The best match of each listing, by listing. Addresses that more than `COMMON` listings share, or that
            belong to a registration agent, find none: `AddressMatch` is about addresses that say something.
        """
        best: dict[int, AddressMatch] = {}
        for address in addresses:
            parsed = parse_address(address)
            if not (parsed.words or parsed.boxes) or is_shared_by_nature(parsed):
                continue
            found = self._agreeing(parsed)
            if len({listing for match in found for listing in match[1]}) > COMMON:
                continue
            for listed, holders, agreement in found:
                for holder in holders:
                    known = best.get(holder)
                    if known is None or _rank(agreement.precision) > _rank(known.precision):
                        best[holder] = AddressMatch(
                            holder, address, listed.text, agreement.precision, agreement.reason, len(holders)
                        )
        return [best[listing] for listing in sorted(best)]

    def _agreeing(self, query: ParsedAddress) -> list[tuple[ParsedAddress, list[int], AddressAgreement]]:
        parsed, holders, postings = self._table()
        near = {place for key in _keys(query) for place in postings.get(key, ())}
        found = []
        for place in sorted(near):
            agreement = compare_addresses(query, parsed[place])
            if agreement:
                found.append((parsed[place], holders[place], agreement))
        return found

    def _table(self) -> tuple[list[ParsedAddress], list[list[int]], dict[str, list[int]]]:
        if self._built is None:
            places: dict[ParsedAddress, list[int]] = defaultdict(list)
            for position, listing in enumerate(self._listings):
                for address in dict.fromkeys(listing.addresses):
                    one = parse_address(address)
                    if (one.street or one.boxes) and not is_shared_by_nature(one):
                        places[one].append(position)
            postings: dict[str, list[int]] = defaultdict(list)
            for place, one in enumerate(places):
                for key in _keys(one):
                    postings[key].append(place)
            self._built = list(places), list(places.values()), dict(postings)
        return self._built


def _rank(precision: Precision) -> int:
    return PRECISIONS.index(precision)


def _keys(address: ParsedAddress) -> list[str]:
    return [*address.street, *(f"box {box}" for box in address.boxes)]
