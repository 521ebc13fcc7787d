"""What can have other hits than before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.lists import Edition
from sanctionscreen.lists.edition_cache import CachedListings, load_edition, save_edition
from sanctionscreen.model import Identifier, ListedName, Listing, Source
from sanctionscreen.rescreening.changed_listings import changed_listings
from sanctionscreen.screening.list_index import ListIndex

LEI = Identifier("lei_code", "5493001KJTIIGC8Y1R12")


def party(key: str, name: str, line: int = 0, *numbers: Identifier, on: str = "ours") -> Listing:
    return Listing(
        list=on, entity_id=key, names=(ListedName(name, "name"),), kind="organization",
        identifiers=numbers, source=Source(record=str(line)),
    )  # fmt: skip


def edition(*listings: Listing, on: str = "ours") -> Edition:
    return Edition(on, None, "", "", on, list(listings))


def changed(old: list[Edition], new: list[Edition]) -> list[str]:
    return [entity_id for _, entity_id in changed_listings(ListIndex(old, None), ListIndex(new, None))]


def test_listings_that_are_new_gone_or_different_are_changed_and_no_others() -> None:
    old = [edition(party("1", "Blue Bank", 1), party("2", "Grey Arms", 2), party("3", "Red Air", 3))]
    new = [edition(party("1", "Blue Bank", 7), party("3", "Red Sky Air", 8), party("4", "Gold Ltd", 9))]
    assert changed(old, new) == ["2", "3", "4"]
    assert changed(old, old) == []


def test_what_no_hit_shows_touches_nothing() -> None:
    one = party("1", "Blue Bank")
    assert changed([edition(one)], [edition(one.model_copy(update={"remarks": "See there."}))]) == []


def test_another_policy_for_weak_names_is_looked_at_for_every_listing() -> None:
    one = [edition(party("1", "Blue Bank"))]
    assert list(changed_listings(ListIndex(one, "off"), ListIndex(one, "full"))) == [("ours", "1")]


def test_a_party_of_two_listings_is_changed_as_a_whole() -> None:
    theirs = edition(party("7", "Golden Gate", 1, LEI, on="theirs"), on="theirs")
    old = [edition(party("1", "Blue Bank", 1, LEI), party("2", "Grey Arms")), theirs]
    new = [edition(party("1", "Blue Banks", 1, LEI), party("2", "Grey Arms")), theirs]
    assert changed(old, new) == ["1", "7"]


def test_listings_that_are_as_they_were_are_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, sides = CacheFolder(tmp_path), []
    listings = [party(str(number), f"Harbour Bank {number}", number) for number in range(50)]
    for key, some in (("old", listings), ("new", [party("50", "Red Air"), *listings[1:]])):
        save_edition(replace(edition(), listings=some), folder, key)
        cached = load_edition(folder, key, key)
        assert cached is not None
        sides.append(ListIndex([cached], None, folder))
    for side in sides:
        side.clusters.all()
    read: list[object] = []
    decoded = CachedListings._item

    def noted(self: CachedListings, place: int) -> object:
        read.append(place)
        return decoded(self, place)

    monkeypatch.setattr(CachedListings, "_item", noted)
    for side in sides:
        side.listings._decoded.clear()  # type: ignore[attr-defined]
    assert [key for _, key in changed_listings(*sides)] == ["0", "50"]
    assert len(read) == 2
