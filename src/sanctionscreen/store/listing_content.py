"""Stored form of a listing: its content without its position in the file, so that equal content is stored once."""

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
        digest: of the content and of `in_remark`.
        in_remark: whether the publisher has no record of its own for the party.
        content: the listing as JSON, without its source.
        source: its file and record, as JSON.
    """

    entity_id: str
    digest: bytes
    in_remark: bool
    content: str
    source: str


def listing_key(listing: Listing, list_id: str) -> str:
    """Key of a listing within an edition: its id, after its list where a file holds several lists."""
    return listing.entity_id if listing.list == list_id else f"{listing.list}/{listing.entity_id}"


def listing_contents(edition: Edition) -> list[Content]:
    """The listings of an edition in their stored form.

    Raises:
        StoreError: if one holds half of a surrogate pair, which UTF-8 cannot hold.
    """
    remarks = set(edition.in_remarks)
    contents = []
    for listing in edition.listings:
        try:
            text = listing.model_dump_json(exclude={"source"}, exclude_defaults=True)
        except ValueError:
            raise StoreError("holds half a character", path=edition.path, record=listing.entity_id) from None
        in_remark = listing.entity_id in remarks
        digest = hashlib.blake2b(text.encode(), digest_size=16, key=b"1" if in_remark else b"").digest()
        source = json.dumps(asdict(listing.source), ensure_ascii=False)
        contents.append(Content(listing_key(listing, edition.list_id), digest, in_remark, text, source))
    return contents


def listings_of(rows: Iterable[tuple[str, str]]) -> list[Listing]:
    """The listings of pairs of content and source."""
    joined = ",".join(f'{content[:-1]},"source":{source}}}' for content, source in rows)
    return _LISTINGS.validate_json(f"[{joined}]")
