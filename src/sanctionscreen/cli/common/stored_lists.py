"""Lists in the store: by id, by LIST@EDITION."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sanctionscreen.errors import ListUnavailableError

if TYPE_CHECKING:
    from sanctionscreen.cache.folder import CacheFolder
    from sanctionscreen.lists import Edition
    from sanctionscreen.store import Store, StoredEdition


def folder_of(store: str | None) -> Path:
    """The folder of the store: the one given, else the default one, whether it exists or not."""
    from sanctionscreen.store.paths import default_folder

    return Path(store) if store is not None else default_folder()


def open_store(store: str | None, *, write: bool = False) -> Store:
    """The store, opened.

    Raises:
        StoreError: if there is none, or it can't be used.
    """
    from sanctionscreen.store import Store

    return Store(folder_of(store), write=write)


def stored_lists(store: str | None) -> tuple[str, ...]:
    """The ids of the lists in the store; none if there is no store."""
    from sanctionscreen.store.paths import FILE_NAME

    if store is None and not (folder_of(None) / FILE_NAME).is_file():
        return ()
    with open_store(store) as opened:
        return tuple(opened.lists())


def split_label(text: str) -> tuple[str, str | None]:
    """`LIST@EDITION` in its two parts; a list alone has no edition."""
    list_id, at, label = text.rpartition("@")
    return (list_id, label) if at else (text, None)


def find_edition(store: Store, text: str, as_of: str | None) -> StoredEdition:
    """The edition that `LIST` or `LIST@EDITION` means, on a day if one is named.

    Raises:
        ListUnavailableError: if the store has none such.
    """
    list_id, label = split_label(text)
    return store.as_of(list_id, as_of) if as_of and label is None else store.find(list_id, label)


def edition_from_store(
    store: str | None, text: str, as_of: str | None, folder: CacheFolder | None = None
) -> Edition:
    """An edition to screen against. The newest one has the list's former names; one asked for by date is as published.

    Raises:
        ListUnavailableError: if the store has none such, or there is no store.
        StoreError: if the store can't be read.
    """
    from sanctionscreen.store import store_at

    if store is None and store_at(None) is None:
        raise ListUnavailableError(
            f"{text}: no such file or folder, and there is no store with a list of that id "
            "(`sanctionscreen lists import PATH` makes one)"
        )
    with open_store(store) as opened:
        if split_label(text)[0] not in opened.lists():
            there = ", ".join(opened.lists()) or "no list"
            raise ListUnavailableError(
                f"{text}: no such file or folder, and no list of that id in the store {opened.folder}, "
                f"which has {there}"
            )
        edition = find_edition(opened, text, as_of)
        is_newest = as_of is None and split_label(text)[1] is None
        read = opened.read(edition, former=is_newest, cache=folder)
    if as_of and read.current_on:
        read.current_on = min(read.current_on, as_of)  # what was known later was not known on that day
    return read
