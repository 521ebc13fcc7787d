"""A listing as the store keeps it: content without its place in the file, so that equal content is kept once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import NamedTuple

from pydantic import TypeAdapter

from sanctionscreen.errors import StoreError
from sanctionscreen.lists import Edition
from sanctionscreen.model import Listing

_LISTINGS = TypeAdapter(list[Listing])


class Content(NamedTuple):
    """One listing, ready to be stored.

    Attributes:
        entity_id: of the party.
        digest: of the content and of whether it stood in a remark.
        in_remark: whether the publisher has no record of its own for the party.
        content: the listing as JSON, without its source.
        source: where it stood, as JSON.
    """

    entity_id: str
    digest: bytes
    in_remark: bool
    content: str
    source: str


def key_of(listing: Listing, list_id: str) -> str:
    """What a listing is known by within an edition: its id, with the list where a file holds several lists."""
    return listing.entity_id if listing.list == list_id else f"{listing.list}/{listing.entity_id}"


def contents_of(edition: Edition) -> list[Content]:
    """The listings of an edition as the store keeps them.

    Raises:
        StoreError: if one holds half a character, which no text file can.
    """
    remarks = set(edition.in_remarks)
    made = []
    for listing in edition.listings:
        try:
            text = listing.model_dump_json(exclude={"source"}, exclude_defaults=True)
        except ValueError:
            raise StoreError("holds half a character", path=edition.path, record=listing.entity_id) from None
        in_remark = listing.entity_id in remarks
        digest = hashlib.blake2b(text.encode(), digest_size=16, key=b"1" if in_remark else b"").digest()
        source = json.dumps(asdict(listing.source), ensure_ascii=False)
        made.append(Content(key_of(listing, edition.list_id), digest, in_remark, text, source))
    return made


def listings_of(rows: Iterable[tuple[str, str]]) -> list[Listing]:
    """Listings from pairs of content and source."""
    joined = ",".join(f'{content[:-1]},"source":{source}}}' for content, source in rows)
    return _LISTINGS.validate_json(f"[{joined}]")
