"""Cache of identifier holders."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.identifiers.index import holders_by_key
from sanctionscreen.lists import Edition
from sanctionscreen.model import Identifier, ListedName, Listing
from sanctionscreen.screening import derived_cache
from sanctionscreen.screening.derived_cache import CachedHolders, holders_of


def edition(*identifiers: tuple[Identifier, ...]) -> Edition:
    listings = [
        Listing(list="l", entity_id=str(place), names=(ListedName(f"Party {place}"),), identifiers=some)
        for place, some in enumerate(identifiers)
    ]
    return Edition("l", None, "", "house", "", listings)


LISTED = edition(
    (Identifier("imo_number", "8405270"), Identifier("call_sign", "HMYR7")),
    (
        Identifier("imo_number", "IMO 8405270", detail="doubtful"),
        Identifier("website", "http://Ünï.example/x"),
    ),
    (Identifier("passport_number", "unknown"),),
    (),
)


@pytest.mark.parametrize("listed", [LISTED, edition(()), edition()])
def test_cached_holders_equal_those_gathered(listed: Edition, tmp_path: Path) -> None:
    folder = CacheFolder(tmp_path)
    made = holders_of([listed], listed.listings, folder)
    cached = holders_of([listed], [], folder)  # without looking at a listing
    assert isinstance(cached, CachedHolders)
    assert dict(cached) == dict(made) == holders_by_key(listed.listings)
    assert len(cached) == len(made)
    assert cached.get("imo:0") is None


def test_other_listings_or_rules_are_gathered_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = CacheFolder(tmp_path)
    holders_of([LISTED], LISTED.listings, folder)
    other = edition((Identifier("imo_number", "9187629"),))
    assert holders_of([other], other.listings, folder) == holders_by_key(other.listings)
    monkeypatch.setattr(derived_cache, "rules_hash", lambda *parts: "other")
    assert not isinstance(holders_of([LISTED], LISTED.listings, folder), CachedHolders)


def test_what_another_program_cached_is_not_read(tmp_path: Path) -> None:
    folder = CacheFolder(tmp_path)
    key = derived_cache.editions_key([LISTED])
    assert key
    folder.put("identifiers", key, {}, {})
    assert holders_of([LISTED], LISTED.listings, folder) == holders_by_key(LISTED.listings)
