"""What a person has judged to be two parties, from a file. Reach for `read_cannot_links`."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from sanctionscreen.errors import ListFileError
from sanctionscreen.model import Listing
from sanctionscreen.resolution.clusters import CannotLink

COLUMNS = ("list", "entity_id", "other_list", "other_id")


def read_cannot_links(path: str | Path) -> tuple[CannotLink, ...]:
    """Read a CSV in UTF-8 with the columns `list`, `entity_id`, `other_list`, `other_id` and, if wanted, `reason`.

    Returns:
        One split for each row.

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
            return tuple(_split(row, shown, rows.line_num) for row in rows)
    except OSError as error:
        raise ListFileError(f"cannot be read: {error.strerror}", path=shown) from None
    except UnicodeDecodeError:
        raise ListFileError("is not in UTF-8", path=shown) from None
    except csv.Error as error:
        raise ListFileError(f"is no CSV: {error}", path=shown) from None


def _split(row: dict[str, str | None], path: str, line: int) -> CannotLink:
    values = [(row[column] or "").strip() for column in COLUMNS]
    if not all(values):
        empty = next(column for column, value in zip(COLUMNS, values, strict=True) if not value)
        raise ListFileError("is empty", path=path, record=f"line {line}", field=empty)
    list_id, entity_id, other_list, other_id = values
    if (list_id, entity_id) == (other_list, other_id):
        raise ListFileError("keeps a listing apart from itself", path=path, record=f"line {line}")
    return CannotLink((list_id, entity_id), (other_list, other_id), (row.get("reason") or "").strip())


def unmatched(splits: Sequence[CannotLink], listings: Sequence[Listing]) -> list[CannotLink]:
    """Splits about listings that are not there, though their list is: a mistyped id, or one of another edition."""
    lists = {listing.list for listing in listings}
    keys = {(listing.list, listing.entity_id) for listing in listings}
    return [
        split
        for split in splits
        if any(key[0] in lists and key not in keys for key in (split.one, split.other))
    ]
