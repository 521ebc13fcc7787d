"""Cache of editions as read, and the hashes by which their listings are recognised.

A cached edition is found by the bytes of the published files and by the code that reads them, so a file that was
changed is read again, whatever its name and date say. `read_list` uses the cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache import records
from sanctionscreen.cache.file_hash import hash_of
from sanctionscreen.cache.fingerprint import rules_hash
from sanctionscreen.cache.folder import CacheFolder
from sanctionscreen.cache.lazy import LazySequence
from sanctionscreen.cache.strings import Texts
from sanctionscreen.lists.edition import Edition, Rejected
from sanctionscreen.model import Listing

Digests = NDArray[np.uint8]
"""Array of shape (listings, 16): a hash of each listing."""

_KIND = "list"


@dataclass(slots=True)
class CachedEdition(Edition):
    """An edition from the cache: as `Edition`, with listings that are decoded on access.

    Attributes:
        name_digests, content_digests, listings_hash: what the functions of these names give.
        name_count: what `names` gives, counted when the list was read.
    """

    name_digests: Digests = field(default_factory=lambda: np.zeros((0, 16), np.uint8))
    content_digests: Digests = field(default_factory=lambda: np.zeros((0, 16), np.uint8))
    name_count: int = 0
    listings_hash: str = ""

    @property
    def names(self) -> int:
        """How many distinct (listing, name, the list's own type of name) there are."""
        return self.name_count


class CachedListings(LazySequence[Listing]):
    """Listings stored as JSON; each is decoded whenever it is read."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    def _item(self, position: int) -> Listing:
        return Listing.model_validate_json(self._texts[position])


@dataclass(frozen=True, slots=True)
class _Record:
    """An edition as the cache folder holds it: all of `CachedEdition` but its path."""

    list_id: str
    edition: str | None
    sha256: str
    format: str
    listings: Texts
    in_remarks: list[str]
    rejected: list[Rejected]
    warnings: list[str]
    unknown: dict[str, int]
    unused: dict[str, int]
    name_digests: Digests
    content_digests: Digests
    name_count: int
    listings_hash: str


_ACCOUNT = (
    "list_id",
    "edition",
    "sha256",
    "format",
    "in_remarks",
    "rejected",
    "warnings",
    "unknown",
    "unused",
)


def listings_hash(edition: Edition) -> str | None:
    """Hash of every listing of an edition with its whole content; None where a text cannot be written in UTF-8."""
    if isinstance(edition, CachedEdition):
        return edition.listings_hash
    digest = hashlib.sha256()
    for listing in edition.listings:
        try:
            digest.update(listing.model_dump_json(exclude_defaults=True).encode())
        except ValueError:
            return None
    return digest.hexdigest()


def name_digests(edition: Edition) -> Digests:
    """For each listing a hash of its kind and its names: all that names are matched by."""
    if isinstance(edition, CachedEdition):
        return edition.name_digests
    texts = ("\x1e".join([item.kind or "", *[name.name for name in item.names]]) for item in edition.listings)
    return _digests(text.encode("utf-8", "surrogatepass") for text in texts)


def content_digests(edition: Edition) -> Digests:
    """For each listing a hash of its whole content but its position in the file."""
    if isinstance(edition, CachedEdition):
        return edition.content_digests
    return _digests(map(_content, edition.listings))


def _digests(contents: Iterable[bytes]) -> Digests:
    joined = b"".join(hashlib.blake2b(content, digest_size=16).digest() for content in contents)
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, 16)


def _content(listing: Listing) -> bytes:
    try:
        return listing.model_dump_json(exclude={"source"}, exclude_defaults=True).encode()
    except ValueError:  # a text that UTF-8 cannot hold
        return repr(listing).encode("utf-8", "surrogatepass")


def key_of_source(path: Path, list_id: str | None, mapping: str | Path | None) -> str | None:
    """Hash of all that the result of `read_list` depends on; None where the path cannot be read."""
    try:
        files = (
            sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
            if path.is_dir()
            else [path]
        )
        parts = [
            rules_hash("lists", "model.py", "dates.py"),
            f"{path.parent.name}/{path.name}",
            list_id or "",
            hash_of(Path(mapping)) if mapping else "",
            *(f"{file.name} {hash_of(file)}" for file in files),
        ]
    except OSError:
        return None
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def save_edition(edition: Edition, cache: CacheFolder, key: str) -> None:
    """Cache an edition under a hash of all that it was made of."""
    try:
        texts = Texts.of(listing.model_dump_json(exclude_defaults=True) for listing in edition.listings)
    except ValueError:  # a text that UTF-8 cannot hold: such a list is read each time
        return
    record = _Record(
        **{name: getattr(edition, name) for name in _ACCOUNT},
        listings=texts,
        name_digests=name_digests(edition),
        content_digests=content_digests(edition),
        name_count=edition.names,
        listings_hash=hashlib.sha256(texts.text.data).hexdigest(),
    )
    records.save(cache, _KIND, key, record)


def load_edition(cache: CacheFolder, key: str, path: str) -> CachedEdition | None:
    """The edition that is cached under a hash, or None.

    Args:
        cache: the folder.
        key: the hash.
        path: what it was read from.
    """
    record = records.load(cache, _KIND, key, _Record)
    if record is None:
        return None
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    values["listings"] = cast("list[Listing]", CachedListings(record.listings))
    return CachedEdition(path=path, **values)
