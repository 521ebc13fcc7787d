"""What the addresses of a query say about listings. Reach for `add_addresses`."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from sanctionscreen.addresses.compare import Precision
from sanctionscreen.addresses.index import AddressIndex, AddressMatch
from sanctionscreen.model import Address, Evidence, Listing
from sanctionscreen.screening.biographic_evidence import AGREES, FAINT, NEAR
from sanctionscreen.screening.ownership_answer import LinkAnswer

VALUES: dict[Precision, float] = {"precise": AGREES, "quarter": NEAR, "vague": FAINT}
"""The value of the evidence for addresses that agree."""


def add_addresses(
    answers: dict[int, LinkAnswer],
    index: AddressIndex,
    addresses: Iterable[Address],
    listing: Callable[[int], Listing],
    hit: Container[int],
) -> None:
    """Add what shared addresses say to what other links say.

    A house or quarter in common raises a hit by itself, with basis `link` and band `low`: whoever shares a house with a
    listed party need not be that party. A vague agreement is evidence where something else makes the hit.

    Args:
        answers: by the place of each listing; filled in.
        index: of the listings' addresses.
        addresses: of the query.
        listing: a place to its listing.
        hit: places of listings that a name or an identifier leads to.
    """
    for match in index.lookup(addresses):
        if match.precision != "vague":
            found = answers.setdefault(match.listing, LinkAnswer())
            found.add("link", "low", [_evidence(match, listing(match.listing))], [])
        elif match.listing in hit:
            found = answers.setdefault(match.listing, LinkAnswer())
            found.evidence.append(_evidence(match, listing(match.listing)))


def _evidence(match: AddressMatch, listing: Listing) -> Evidence:
    others = f"; {match.sharers} listings give it" if match.sharers > 1 else ""
    detail = f"address {match.query} asked, {match.listed} of {listing.name} on {listing.list}: {match.reason}{others}"
    return Evidence(feature="address", value=VALUES[match.precision], detail=detail)
