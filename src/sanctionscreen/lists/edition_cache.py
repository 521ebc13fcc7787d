"""Lists that were read before, kept as they were read. Reach for `read_list_once`.

What is kept is found by the bytes of the published file, so a file that was changed is read anew, whatever its name and
date say; and by the code that reads it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from sanctionscreen.cache.array_file import Array, Contents
from sanctionscreen.cache.file_hash import hash_of
from sanctionscreen.cache.fingerprint import rules_hash
from sanctionscreen.cache.folder import CompiledFolder
from sanctionscreen.cache.strings import Texts, pack
from sanctionscreen.lists.edition import Edition, Rejected
from sanctionscreen.lists.read import read_list
from sanctionscreen.model import Listing

Digests = NDArray[np.uint8]
"""Array of shape (listings, 16): for each listing a hash of its kind and its names, all that names are matched by."""

_KIND = "list"
_ACCOUNT = ("list_id", "edition", "sha256", "format", "in_remarks", "warnings", "unknown", "unused")


@dataclass(slots=True)
class CachedEdition(Edition):
    """An edition that is kept: as `Edition`, with listings that are put together when one is asked for.

    Attributes:
        digests: see `names_digests`.
        contents: see `contents_of`.
        stored_names: what `names` says, counted when the list was read.
        said: see `said_by`.
    """

    digests: Digests = field(default_factory=lambda: np.zeros((0, 16), np.uint8))
    contents: Digests = field(default_factory=lambda: np.zeros((0, 16), np.uint8))
    stored_names: int = 0
    said: str = ""

    @property
    def names(self) -> int:
        """How many distinct (listing, name, the list's own type of name) there are."""
        return self.stored_names


def read_list_once(
    path: str | Path,
    folder: CompiledFolder | None,
    *,
    list_id: str | None = None,
    edition: str | None = None,
    mapping: str | Path | None = None,
) -> Edition:
    """Read a list as `read_list` does, or take what was read of the same bytes before.

    Args:
        path, list_id, edition, mapping: as of `read_list`.
        folder: where lists are kept; None to keep none.

    Raises:
        ListFileError, UsageError: as `read_list` does.
    """
    key = _key(Path(path), list_id, mapping) if folder else None
    if folder is None or key is None:
        return read_list(path, list_id=list_id, edition=edition, mapping=mapping)
    found: Edition | None = kept_edition(folder, key, str(path))
    if found is None:
        found = read_list(path, list_id=list_id, mapping=mapping)
        if _key(Path(path), list_id, mapping) == key:  # nobody wrote to it meanwhile
            keep_edition(found, folder, key)
    found.edition = found.edition or edition
    return found


def said_by(edition: Edition) -> str | None:
    """Hash of every listing of an edition with all that it says; None where a text cannot be written in UTF-8."""
    if isinstance(edition, CachedEdition):
        return edition.said
    found = hashlib.sha256()
    for listing in edition.listings:
        try:
            found.update(listing.model_dump_json(exclude_defaults=True).encode())
        except ValueError:
            return None
    return found.hexdigest()


def names_digests(listings: Iterable[Listing]) -> Digests:
    """Hash the kind and the names of each listing."""
    made = [_digest(listing) for listing in listings]
    return np.frombuffer(b"".join(made), dtype=np.uint8).reshape(len(made), 16)


def _digest(listing: Listing) -> bytes:
    text = "\x1e".join([listing.kind or "", *[name.name for name in listing.names]])
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digests_of(edition: Edition) -> Digests:
    """The digests of an edition's listings, as kept or made now."""
    return edition.digests if isinstance(edition, CachedEdition) else names_digests(edition.listings)


def contents_of(edition: Edition) -> Digests:
    """For each listing a hash of all that it says, but for where it stands in the file: kept, or made now."""
    if isinstance(edition, CachedEdition):
        return edition.contents
    made = [hashlib.blake2b(_content(listing), digest_size=16).digest() for listing in edition.listings]
    return np.frombuffer(b"".join(made), dtype=np.uint8).reshape(len(made), 16)


def _content(listing: Listing) -> bytes:
    try:
        return listing.model_dump_json(exclude={"source"}, exclude_defaults=True).encode()
    except ValueError:  # a text that UTF-8 cannot hold
        return repr(listing).encode("utf-8", "surrogatepass")


def _key(path: Path, list_id: str | None, mapping: str | Path | None) -> str | None:
    """Hash of all that reading depends on; None where the path cannot be read, which `read_list` will tell."""
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


def keep_edition(edition: Edition, folder: CompiledFolder, key: str) -> None:
    """Keep an edition under a key that stands for all it was made of."""
    try:
        texts = pack(listing.model_dump_json(exclude_defaults=True) for listing in edition.listings)
    except ValueError:  # a text that UTF-8 cannot hold: read it each time
        return
    meta: dict[str, Any] = {name: getattr(edition, name) for name in _ACCOUNT}
    meta |= {"rejected": [asdict(item) for item in edition.rejected], "names": edition.names}
    meta["said"] = hashlib.sha256(texts["text"].data).hexdigest()
    digests = {"digests": names_digests(edition.listings), "contents": contents_of(edition)}
    folder.put(_KIND, key, meta, {**texts, **digests})


def kept_edition(folder: CompiledFolder, key: str, path: str) -> CachedEdition | None:
    """The edition that is kept under a key, or None; `path` is what it was read from."""
    kept = folder.get(_KIND, key)
    return _restored(kept, path) if kept else None


def _restored(kept: Contents, path: str) -> CachedEdition | None:
    try:
        return CachedEdition(
            **{name: kept.meta[name] for name in _ACCOUNT},
            path=path,
            rejected=[Rejected(**item) for item in kept.meta["rejected"]],
            stored_names=int(kept.meta["names"]),
            said=str(kept.meta["said"]),
            digests=kept.arrays["digests"],
            contents=kept.arrays["contents"],
            listings=StoredListings(kept.arrays["text"], kept.arrays["ends"]),  # type: ignore[arg-type]
        )
    except (KeyError, TypeError):
        return None


class StoredListings(Sequence[Listing]):
    """Listings as JSON, each read when it is asked for and not kept."""

    def __init__(self, text: Array, ends: Array) -> None:
        """Take what `pack` made."""
        self._texts = Texts(text, ends)

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, place: int) -> Listing: ...
    @overload
    def __getitem__(self, place: slice) -> list[Listing]: ...
    def __getitem__(self, place: int | slice) -> Listing | list[Listing]:
        """One listing, or those of a slice."""
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        return Listing.model_validate_json(self._texts[place])
