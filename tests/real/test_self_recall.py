"""Every listed name asked about as it stands: the listing comes back, with score 1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sanctionscreen import Edition, Query, Screener, read_list

pytestmark = pytest.mark.real

LISTS = {"us-ofac-sdn/csv-2021-07": 8_976, "un-sc/2026-02-27/consolidated.xml": 1_003}
"""The lists, and how many listings their publishers have in these editions."""


@pytest.fixture(scope="module")
def editions(real_data: Path) -> list[Edition]:
    """Both lists, read."""
    return [read_list(real_data / "lists" / path) for path in LISTS]


@pytest.fixture(scope="module")
def screener(editions: list[Edition]) -> Screener:
    """Both lists, their weak aliases counting like any name."""
    return Screener(editions, weak="full")


def test_every_record_becomes_a_listing(editions: list[Edition]) -> None:
    """The counts are the publishers', and nothing is rejected."""
    assert [len(edition.listings) for edition in editions] == list(LISTS.values())
    assert [edition.rejected for edition in editions] == [[], []]


@pytest.mark.parametrize("with_kind", [True, False])
@pytest.mark.parametrize("step", [pytest.param(1, marks=pytest.mark.slow), 7])
def test_every_listed_name_finds_its_own_listing_with_score_1(
    editions: list[Edition], screener: Screener, step: int, with_kind: bool
) -> None:
    """A listing comes back under each of its names, whether or not the query says what kind of party it is.

    The slow run asks all names; the other one every seventh.
    """
    asked = list(_names(editions, with_kind=with_kind))[::step]
    answers = screener.screen_many((query for query, _, _ in asked), workers=2)
    missed = [
        (query.name, entity_id)
        for (query, list_id, entity_id), answer in zip(asked, answers, strict=True)
        if not any(
            (hit.list, hit.entity_id, hit.score, "muted" in hit.flags) == (list_id, entity_id, 1.0, False)
            for hit in answer.hits
        )
    ]
    assert missed == []
    assert len(asked) * step >= 27_000


def _names(editions: list[Edition], *, with_kind: bool) -> Iterator[tuple[Query, str, str]]:
    for edition in editions:
        for listing in edition.listings:
            for name in listing.names:
                query = Query(name=name.name, kind=listing.kind if with_kind else None)
                yield query, listing.list, listing.entity_id
