"""Address evidence: listings that share an address with a query."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from sanctionscreen.addresses.compare import Precision
from sanctionscreen.addresses.index import AddressIndex, AddressMatch
from sanctionscreen.model import Address, Evidence, Listing
from sanctionscreen.screening.bands import AGREES, FAINT, NEAR
from sanctionscreen.screening.link_findings import LinkFindings

VALUES: dict[Precision, float] = {"precise": AGREES, "quarter": NEAR, "vague": FAINT}
"""The value of the evidence for addresses that agree."""


def add_addresses(
    findings: dict[int, LinkFindings],
    index: AddressIndex,
    addresses: Iterable[Address],
    listing_at: Callable[[int], Listing],
    found: Container[int],
) -> None:
    """Add shared addresses to what other links say.

    A house or quarter in common raises a hit by itself, with basis `link` and band `low`: whoever shares a house with a
    listed party need not be that party. A vague agreement is evidence only if something else makes the hit.

    Args:
        findings: by the position of each listing; added to.
        index: of the listings' addresses.
        addresses: of the query.
        listing_at: gives the listing at a position.
        found: positions of listings that a name or an identifier leads to.
    """
    for match in index.lookup(addresses):
        if match.precision == "vague" and match.listing not in found:
            continue
        evidence = _evidence(match, listing_at(match.listing))
        of_listing = findings.setdefault(match.listing, LinkFindings())
        if match.precision == "vague":
            of_listing.evidence.append(evidence)
        else:
            of_listing.add("link", "low", [evidence])


def _evidence(match: AddressMatch, listing: Listing) -> Evidence:
    others = f"; {match.sharers} listings give it" if match.sharers > 1 else ""
    detail = f"address {match.query} asked, {match.listed} of {listing.name} on {listing.list}: {match.reason}{others}"
    return Evidence(feature="address", value=VALUES[match.precision], detail=detail)
