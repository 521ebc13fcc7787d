"""Editions: the listings of one list file, and an account of everything that is not on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sanctionscreen.lists.staleness import EditionAge, edition_age
from sanctionscreen.model import Listing

PART = "part of a published name"
"""Source of a name that the publisher joins to others with commas: added for matching, and not counted."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not become a listing, or a part of one.

    Attributes:
        record: its position: `line 12`, `entity 36`, `alt.csv line 4`.
        reason: why it could not be used, in words.
    """

    record: str
    reason: str


@dataclass(slots=True)
class Edition:
    """One published state of a list, as read from its file or folder.

    Attributes:
        list_id: the list's id, such as `us-ofac-sdn`.
        edition: the date that the content gives (`2024-05-07`), else the one the caller gave, else None.
        sha256: of the file's bytes; for a folder, of the sorted hashes of its files, one to a line (what
            `sha256sum * | cut -c-64 | sort | sha256sum` prints).
        format: the format's id, such as `ofac-csv`.
        path: what was read.
        listings: in the order of the file.
        in_remarks: the ids of listings that the publisher has no record for: parties in a remark on
            another one. They come last in `listings`, and `names` and the account leave them out.
        rejected: records that could not be used, with place and reason.
        warnings: what a reader should know before relying on the listings: repeated ids, missing companion
            files.
        unknown: fields, codes and types that the reader does not know, by name, and how often each
            occurred.
        unused: content that was understood but has no place on a listing, by name, and how often it
            occurred.
        current_on: of an edition from the store, the last day on which it was known to be the newest.
    """

    list_id: str
    edition: str | None
    sha256: str
    format: str
    path: str
    listings: list[Listing]
    in_remarks: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)
    unused: dict[str, int] = field(default_factory=dict)
    current_on: str | None = None

    def age(self, today: date | None = None, *, max_age: int | None = None) -> EditionAge:
        """How old it is, and whether it is stale; see `edition_age`."""
        return edition_age(self.list_id, self.edition, self.current_on, today=today, max_age=max_age)

    @property
    def records(self) -> list[Listing]:
        """The listings that the publisher has a record for: all but those that were found in remarks."""
        return self.listings[: len(self.listings) - len(self.in_remarks)]

    @property
    def names(self) -> int:
        """How many distinct (listing, name, the list's own type of name) there are."""
        return sum(
            len(
                {
                    (name.name, name.published_type or name.type)
                    for name in listing.names
                    if name.source != PART and not name.until
                }
            )
            for listing in self.records
        )

    @property
    def delisted(self) -> int:
        """How many listings the list itself calls de-listed."""
        return sum(listing.status == "delisted" for listing in self.listings)

    def summary(self) -> dict[str, Any]:
        """The account that `lists inspect --json` prints."""
        return {
            "list": self.list_id,
            "edition": self.edition,
            "sha256": self.sha256,
            "format": self.format,
            "path": self.path,
            "listings": len(self.records),
            "in_remarks": len(self.in_remarks),
            "delisted": self.delisted,
            "names": self.names,
            "rejected": [{"record": item.record, "reason": item.reason} for item in self.rejected],
            "warnings": list(self.warnings),
            "unknown": dict(self.unknown),
            "unused": dict(self.unused),
        }
