"""Cannot-link pairs: listings that a person has judged to be two parties, read from a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sanctionscreen.errors import ListFileError
from sanctionscreen.model import Listing

ListingKey = tuple[str, str]
"""List and entity id: what names a listing."""

COLUMNS = ("list", "entity_id", "other_list", "other_id")


@dataclass(frozen=True, slots=True)
class CannotLink:
    """Two listings that a person has judged to be two parties.

    Attributes:
        left, right: the listings' keys.
        reason: in the person's words.
    """

    left: ListingKey
    right: ListingKey
    reason: str = ""


def read_cannot_links(path: str | Path) -> tuple[CannotLink, ...]:
    """Read a CSV in UTF-8 with the columns `list`, `entity_id`, `other_list`, `other_id` and, if wanted, `reason`.

    Returns:
        One pair for each row.

    Raises:
        ListFileError: if the file cannot be read, a column is missing, or a row lacks a value.
    """
    shown = str(path)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
            if missing:
                raise ListFileError(f"has no column {', '.join(missing)}", path=shown)
            return tuple(_pair(row, shown, rows.line_num) for row in rows)
    except OSError as error:
        raise ListFileError(f"cannot be read: {error.strerror}", path=shown) from None
    except UnicodeDecodeError:
        raise ListFileError("is not in UTF-8", path=shown) from None
    except csv.Error as error:
        raise ListFileError(f"is no CSV: {error}", path=shown) from None


def _pair(row: dict[str, str | None], path: str, line: int) -> CannotLink:
    values = [(row[column] or "").strip() for column in COLUMNS]
    if not all(values):
        empty = next(column for column, value in zip(COLUMNS, values, strict=True) if not value)
        raise ListFileError("is empty", path=path, record=f"line {line}", field=empty)
    list_id, entity_id, other_list, other_id = values
    if (list_id, entity_id) == (other_list, other_id):
        raise ListFileError("keeps a listing apart from itself", path=path, record=f"line {line}")
    return CannotLink((list_id, entity_id), (other_list, other_id), (row.get("reason") or "").strip())


def unmatched(cannot_link: Sequence[CannotLink], listings: Sequence[Listing]) -> list[CannotLink]:
    """Pairs with a listing that doesn't exist, though its list does: a mistyped id, or one of another edition."""
    lists = {listing.list for listing in listings}
    keys = {(listing.list, listing.entity_id) for listing in listings}
    return [
        pair
        for pair in cannot_link
        if any(key[0] in lists and key not in keys for key in (pair.left, pair.right))
    ]
