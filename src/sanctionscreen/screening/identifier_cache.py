"""Identifiers of listings that were gathered before, kept beside the compiled lists. Reach for `holders_of`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any

import numpy as np

from sanctionscreen.cache.array_file import Array, Contents
from sanctionscreen.cache.fingerprint import rules_hash
from sanctionscreen.cache.folder import CompiledFolder
from sanctionscreen.cache.strings import Texts, pack
from sanctionscreen.identifiers.index import Holder, gathered
from sanctionscreen.identifiers.normalize import NormalisedIdentifier
from sanctionscreen.lists import Edition
from sanctionscreen.lists.edition_cache import listings_hash
from sanctionscreen.model import Identifier, Listing

_KIND = "identifiers"


def holders_of(
    editions: Sequence[Edition], listings: Sequence[Listing], folder: CompiledFolder | None
) -> Mapping[str, Sequence[Holder]]:
    """Who holds each identifier, by its key: as `gathered`, or what was gathered from the same listings before.

    Args:
        editions, listings: what is side by side, and the same as one sequence.
        folder: where it is kept; None to keep nothing.
    """
    kept_as = key_of(editions) if folder else None
    if folder is None or kept_as is None:
        return gathered(listings)
    kept = folder.get(_KIND, kept_as)
    if kept is not None and (found := _restored(kept)) is not None:
        return found
    made = gathered(listings)
    if not any("\n" in key for key in made):  # no form of an identifier has line ends
        rows = [
            [(place, astuple(given), astuple(form)) for place, given, form in some] for some in made.values()
        ]
        keys = np.frombuffer("\n".join(made).encode("utf-8", "surrogatepass"), dtype=np.uint8)
        folder.put(_KIND, kept_as, {}, {"keys": keys, **pack(json.dumps(some) for some in rows)})
    return made


class StoredHolders(Mapping[str, Sequence[Holder]]):
    """Who holds each identifier, each read when it is asked for."""

    def __init__(self, keys: Array, rows: Texts) -> None:
        """Take the keys, one a line, and the holders of each as JSON."""
        lines = keys.tobytes().decode("utf-8", "surrogatepass")
        self._places = {key: place for place, key in enumerate(lines.split("\n"))} if lines else {}
        self._rows = rows

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def get(self, key: str, default: Any = None) -> Any:
        """The holders of an identifier; most that are asked about have none."""
        return self[key] if key in self._places else default

    def __getitem__(self, key: str) -> list[Holder]:
        """The holders of an identifier."""
        return [
            (place, Identifier(*given), NormalisedIdentifier(*form))
            for place, given, form in json.loads(self._rows[self._places[key]])
        ]


def _restored(kept: Contents) -> StoredHolders | None:
    try:
        found = StoredHolders(kept.arrays["keys"], Texts(kept.arrays["text"], kept.arrays["ends"]))
    except (KeyError, ValueError):
        return None
    return found


def key_of(editions: Sequence[Edition]) -> str | None:
    """Hash of the rules and of every listing with all it says; None where a text cannot be written in UTF-8."""
    digest = hashlib.sha256(
        rules_hash(
            "screening",
            "identifiers",
            "addresses",
            "resolution",
            "names",
            "countries.py",
            "data",
            "model.py",
            "dates.py",
        ).encode()
    )
    for edition in editions:
        said = listings_hash(edition)
        if said is None:
            return None
        digest.update(f"\x1c{said} {len(edition.listings)}".encode())
    return digest.hexdigest()
