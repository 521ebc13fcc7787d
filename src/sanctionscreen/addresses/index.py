"""Address index: the listings that give an address, found by words and post office boxes in common."""

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
from sanctionscreen.addresses.parse import ParsedAddress, is_mass_address, parse_address
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
    """The addresses of many listings, found by words and boxes in common. Built on the first lookup.

    The lookup is lossless: `compare_addresses` needs a street word or a box in common, and by those addresses are
    found.

    Args:
        listings: in the order whose positions `lookup` returns.
    """

    def __init__(self, listings: Sequence[Listing]) -> None:
        self._listings = listings
        self._tables: tuple[list[ParsedAddress], list[list[int]], dict[str, list[int]]] | None = None

    def lookup(self, addresses: Iterable[Address]) -> list[AddressMatch]:
        """Find the listings that give one of these addresses.

        Returns:
            The best match of each listing, by listing. Addresses that more than `COMMON` listings share, or that
            belong to a registration agent, find none: `AddressMatch` is about addresses that tell parties apart.
        """
        best: dict[int, AddressMatch] = {}
        for address in addresses:
            parsed = parse_address(address)
            if not (parsed.words or parsed.boxes) or is_mass_address(parsed):
                continue
            agreeing = self._agreeing(parsed)
            if len({listing for _, holders, _ in agreeing for listing in holders}) > COMMON:
                continue
            for listed, holders, agreement in agreeing:
                for holder in holders:
                    previous = best.get(holder)
                    if previous is None or _rank(agreement.precision) > _rank(previous.precision):
                        best[holder] = AddressMatch(
                            holder, address, listed.text, agreement.precision, agreement.reason, len(holders)
                        )
        return [best[listing] for listing in sorted(best)]

    def _agreeing(self, query: ParsedAddress) -> list[tuple[ParsedAddress, list[int], AddressAgreement]]:
        parsed, holders, postings = self._table()
        candidates = {number for key in _keys(query) for number in postings.get(key, ())}
        agreeing = []
        for number in sorted(candidates):
            agreement = compare_addresses(query, parsed[number])
            if agreement:
                agreeing.append((parsed[number], holders[number], agreement))
        return agreeing

    def _table(self) -> tuple[list[ParsedAddress], list[list[int]], dict[str, list[int]]]:
        """Distinct addresses, the listings that give each, and posting lists of the addresses' numbers by key."""
        if self._tables is None:
            holders: dict[ParsedAddress, list[int]] = defaultdict(list)
            for position, listing in enumerate(self._listings):
                for address in dict.fromkeys(listing.addresses):
                    parsed = parse_address(address)
                    if (parsed.street or parsed.boxes) and not is_mass_address(parsed):
                        holders[parsed].append(position)
            postings: dict[str, list[int]] = defaultdict(list)
            for number, parsed in enumerate(holders):
                for key in _keys(parsed):
                    postings[key].append(number)
            self._tables = list(holders), list(holders.values()), dict(postings)
        return self._tables


def _rank(precision: Precision) -> int:
    return PRECISIONS.index(precision)


def _keys(address: ParsedAddress) -> list[str]:
    return [*address.street, *(f"box {box}" for box in address.boxes)]
