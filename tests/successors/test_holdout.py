"""Successions in published lists: a listing taken out comes back among the first leads, and few others do."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sanctionscreen import Address, Listing, Query, read_list
from sanctionscreen.addresses.parse import is_mass_address, parse_address
from sanctionscreen.names.fold import fold
from sanctionscreen.ownership.list_relations import links_of_lists, listing_party_key
from sanctionscreen.ownership.parse import party_key
from sanctionscreen.ownership.records import Link, LinkFile, Party
from sanctionscreen.successors import Lead, Tracker
from sanctionscreen.successors.associates import associates_of

pytestmark = [pytest.mark.real, pytest.mark.slow]

_FIRST = 10
_CASES = 400


@dataclass
class _Cases:
    """Listings by place: those to take out, each with the ones that ought to lead back to it; and their officers."""

    named: dict[int, set[int]]
    same_address: dict[int, set[int]]
    shared_name: dict[int, set[int]]
    officers: dict[int, set[int]]


def _cases(listings: list[Listing]) -> _Cases:
    places = {listing_party_key(listing): place for place, listing in enumerate(listings)}
    found = _Cases(defaultdict(set), defaultdict(set), defaultdict(set), defaultdict(set))
    for link in links_of_lists(listings).links:
        first, second = places.get(link.first), places.get(link.second)
        if first is None or second is None:
            continue
        people = [place for place in (first, second) if listings[place].kind == "person"]
        if not people:
            found.named[second].add(first)
        elif len(people) == 1:
            found.officers[first + second - people[0]].add(people[0])
    addresses, names = defaultdict(set), defaultdict(set)
    for place, listing in enumerate(listings):
        if listing.kind == "person":
            continue
        for address in listing.addresses:
            parsed = parse_address(address)
            if parsed.street and parsed.numbers and not is_mass_address(parsed):
                addresses[parsed.street, parsed.numbers, parsed.city].add(place)
        for name in listing.names:
            if not name.weak:
                names[fold(name.name)].add(place)
    for group in addresses.values():
        _pair(group, found.same_address, lambda one, other: bool(found.officers[one] & found.officers[other]))
    for group in names.values():
        _pair(group if len(group) < 6 else (), found.shared_name, lambda one, other: True)
    return found


def _pair(group: Iterable[int], into: dict[int, set[int]], holds: object) -> None:
    members = sorted(group)
    for one in members:
        for other in members:
            if one != other and holds(one, other):  # type: ignore[operator]  # a function of two places
                into[one].add(other)


def _companies(real_data: Path, listed: list[Listing]) -> list[Query]:
    """10,000 companies of the LEI register, with addresses of their country that other lists give."""
    known = {fold(name.name) for listing in listed for name in listing.names}
    pool: dict[str, list[Address]] = defaultdict(list)
    for path in ("eu-fsf/2024-05-13", "us-bis-dpl/2023-11", "ca-sema/2025-05", "uk-ofsi-conlist/2018-04-13"):
        for listing in read_list(real_data / "lists" / path).listings:
            if not any(fold(name.name) in known for name in listing.names):
                for address in listing.addresses:
                    parsed = parse_address(address)
                    if parsed.country and parsed.street:
                        pool[parsed.country].append(address)
    with (real_data / "eval/customers/companies_gleif.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    draw = random.Random(0)
    companies = []
    for row in draw.sample(rows, 10_000):
        addresses = (draw.choice(pool[row["country"]]),) if pool[row["country"]] else ()
        companies.append(
            Query(
                query_id=row["customer_id"], name=row["name"], kind="organization", countries=(row["country"],),
                addresses=addresses,
            )
        )  # fmt: skip
    return companies


def _best(leads: list[Lead]) -> list[float]:
    best: dict[str, float] = {}
    for lead in leads:
        best[lead.query.query_id] = max(best.get(lead.query.query_id, 0.0), lead.score)
    return sorted(best.values(), reverse=True)


def _comes_back(
    tracker: Tracker,
    listings: list[Listing],
    place: int,
    cases: _Cases,
    partners: set[int],
    others: list[float],
) -> bool:
    """Whether a listing that is taken out is among the first leads of a file of itself and the companies."""
    item = listings[place]
    names = [name.name for name in item.names if not name.weak] or [item.name]
    query = Query(
        query_id="taken out", name=names[0], names=tuple(names[1:]), kind=item.kind, countries=item.countries,
        addresses=item.addresses, identifiers=item.identifiers,
    )  # fmt: skip
    known = LinkFile("officers", "csv", parties={"taken out": Party("taken out", (item.name,))})
    for officer in cases.officers[place]:
        person = listings[officer]
        key = party_key(person.name)
        known.parties[key] = Party(key, tuple(name.name for name in person.names if not name.weak), "person")
        known.links.append(Link(key, "taken out", "officer"))
    tracker._associates = associates_of([known])
    wanted = {(listings[partner].list, listings[partner].entity_id) for partner in partners}
    scores = [
        lead.score
        for lead in tracker.leads([query])
        if (lead.listing.list, lead.listing.entity_id) in wanted and lead.listing is not item
    ]
    return bool(scores) and sum(score >= max(scores) for score in others) < _FIRST


@pytest.mark.parametrize("path", ["csv-2021-07", "xml-2024-05-07"])
def test_a_listing_that_is_taken_out_comes_back_among_the_first_ten_leads(
    real_data: Path, path: str, record_property: object
) -> None:
    listings = list(read_list(real_data / "lists/us-ofac-sdn" / path).listings)
    cases = _cases(listings)
    tracker = Tracker(listings)
    others = _best(tracker.leads(_companies(real_data, listings)))
    assert len(others) <= 50, "false leads on 10,000 companies"
    figures = {"false leads": len(others) / 10_000}
    every: dict[int, set[int]] = defaultdict(set)
    for name in ("named", "same_address", "shared_name"):
        group: dict[int, set[int]] = getattr(cases, name)
        places = random.Random(1).sample(sorted(group), min(_CASES, len(group)))
        back = {place: _comes_back(tracker, listings, place, cases, group[place], others) for place in places}
        figures[f"{name} ({len(places)})"] = sum(back.values()) / len(back)
        for place in places:
            every[place] |= group[place]
    back = {
        place: _comes_back(tracker, listings, place, cases, partners, others)
        for place, partners in every.items()
    }
    figures[f"all ({len(back)})"] = sum(back.values()) / len(back)
    print(path, figures)
    assert figures[f"all ({len(back)})"] >= 0.6, figures
    assert figures[next(key for key in figures if key.startswith("same_address"))] >= 0.6, figures
