"""Where lists are published."""

from __future__ import annotations

from sanctionscreen.lists.metadata import known_lists
from sanctionscreen.store.urls import addresses


def test_every_address_is_that_of_a_list_we_know() -> None:
    for list_id, address in addresses().items():
        assert list_id in known_lists()
        assert address.url.startswith("https://")
        assert address.file
    assert set(known_lists()) - set(addresses()) == {"gb-ofsi", "us-bis-dpl"}  # withdrawn; no stable address
