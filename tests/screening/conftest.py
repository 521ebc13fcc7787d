"""What several tests on official lists look at."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from sanctionscreen.identifiers.agreement import agreement
from sanctionscreen.identifiers.index import IdentifierIndex
from sanctionscreen.lists import Edition, read_list
from sanctionscreen.model import Listing

SEVERAL = (
    "us-ofac-sdn/xml-2024-05-07", "us-ofac-cons/xml-2024-05-06", "un-sc/2024-05-15", "eu-fsf/2024-05-13",
    "uk-ofsi-conlist/2018-04-13",
)  # fmt: skip


@pytest.fixture(scope="module")
def several_lists(real_data: Path) -> list[Edition]:
    """OFAC (2024), UN, EU and UK (2018)."""
    return [read_list(real_data / "lists" / path) for path in SEVERAL]


@pytest.fixture(scope="module")
def tied_listings(several_lists: list[Edition]) -> list[tuple[Listing, Listing]]:
    """Pairs of listings of different lists that share a strong identifier, which no more than twelve hold."""
    listings = [listing for edition in several_lists for listing in edition.listings]
    pairs = {
        (min(one[0], other[0]), max(one[0], other[0]))
        for entries in IdentifierIndex(listings).shared()
        if len(entries) <= 12
        for one, other in combinations(entries, 2)
        if listings[one[0]].list != listings[other[0]].list and agreement(one[2], other[2]) == "strong"
    }
    return [(listings[one], listings[other]) for one, other in sorted(pairs)]
