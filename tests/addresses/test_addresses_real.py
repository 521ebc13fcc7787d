"""Addresses of official lists: how many parties two lists' addresses tie, and how many companies they wrongly tie."""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from sanctionscreen.addresses.index import AddressIndex
from sanctionscreen.addresses.parse import parse_address
from sanctionscreen.lists import Edition, read_list
from sanctionscreen.model import Address, Listing
from sanctionscreen.names.fold import fold

pytestmark = [pytest.mark.real, pytest.mark.slow]

OFAC, CONS = "us-ofac-sdn/xml-2024-05-07", "us-ofac-cons/xml-2024-05-06"
UN, EU, UK = "un-sc/2024-05-15", "eu-fsf/2024-05-13", "uk-ofsi-conlist/2018-04-13"
OTHERS = ("us-bis-dpl/2023-11", "us-csl/2022-05", "ca-sema/2025-05", "au-dfat/2024-12", UK)


def listings_of(real_data: Path, *paths: str) -> list[Listing]:
    return [listing for path in paths for listing in read_list(real_data / "lists" / path).listings]


def found(index: AddressIndex, addresses: Iterable[Address]) -> set[int]:
    """The listings that an address alone leads to."""
    return {match.listing for match in index.lookup(addresses) if match.precision != "vague"}


def test_two_lists_addresses_tie_one_party(
    several_lists: list[Edition], tied_listings: list[tuple[Listing, Listing]]
) -> None:
    """Pairs of lists that share a strong identifier: 60 % of those with any address on both sides are found by address
    alone, and 80 % of those with a street or box; most of the others give two places, or a city."""
    listings = [listing for edition in several_lists for listing in edition.listings]
    place_of = {(listing.list, listing.entity_id): place for place, listing in enumerate(listings)}
    index = AddressIndex(listings)
    addressed = streets = tied = 0
    for pair in tied_listings:
        one, other = (place_of[listing.list, listing.entity_id] for listing in pair)
        sides = [listing.addresses for listing in pair]
        if all(sides):
            addressed += 1
            streets += all(any(_says_where(address) for address in side) for side in sides)
            tied += other in found(index, sides[0]) or one in found(index, sides[1])
    figures = f"{len(tied_listings)} pairs, {addressed} with addresses, {streets} with streets, {tied} found"
    print(figures)
    assert tied >= 0.6 * addressed > 200, figures
    assert tied >= 0.8 * streets, figures


def test_companies_on_the_streets_of_other_lists_are_not_tied(real_data: Path) -> None:
    """Companies of the LEI register, each with a street of its country that another list gives and the numbers of
    another address: at most 0.1 % are found by address alone. (The register's file has no addresses. Those lists have
    more streets in common with the ones screened than ordinary companies have.)"""
    listed = listings_of(real_data, OFAC, CONS, UN, EU)
    index = AddressIndex(listed)
    known = {fold(name.name) for listing in listed for name in listing.names}
    borrowed: dict[str, list[Address]] = defaultdict(list)
    for listing in listings_of(real_data, *OTHERS):
        if any(fold(name.name) in known for name in listing.names):
            continue
        for address in listing.addresses:
            if _says_where(address) and not found(index, [address]):
                borrowed[parse_address(address).country].append(address)
    draw, asked, tied = random.Random(1), 0, 0
    with (real_data / "eval/customers/companies_gleif.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if len(own := borrowed[row["country"]]) > 4:
                asked += 1
                tied += bool(found(index, [_numbered(draw.choice(own), draw.choice(own))]))
    figures = f"{asked} companies, {tied} found by address alone"
    print(figures)
    assert asked > 50_000, figures
    assert tied <= 0.001 * asked, figures


def _says_where(address: Address) -> bool:
    parsed = parse_address(address)
    return bool(parsed.street or parsed.boxes)


def _numbered(address: Address, other: Address) -> Address:
    """An address with the house numbers of another."""
    numbers = iter((re.findall(r"\d+", other.full + other.street) or ["1"]) * 50)

    def renumber(text: str) -> str:
        return re.sub(r"\d+", lambda _: next(numbers, "1"), text)

    return replace(address, full=renumber(address.full), street=renumber(address.street))
