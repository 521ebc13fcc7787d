"""Exporter to the house format, one row per name; and to one row per listing, which reads as a house list too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sanctionscreen.lists.readers.house.columns import COLUMNS, LISTS, NAME_COLUMNS, NAME_TYPES, escape
from sanctionscreen.model import Address, Identifier, ListedName, Listing, Relation

Editions = str | Mapping[str, str] | None
"""The date of the edition, or of each list's by its id."""

_WORDS = {meaning: word for word, meaning in NAME_TYPES.items() if word}
_LEFT_EMPTY = frozenset(
    {"imo", "mmsi", "call_sign", "lei", "bic", "passport", "national_id", "tax_number"}
) | {"registration_number"}
"""Columns that an export leaves to `identifier`, which retains the order of identifiers of different types."""

_EXPORTED = tuple(column for column in COLUMNS if column not in _LEFT_EMPTY)


def house_lines(listings: Iterable[Listing], *, edition: Editions = None) -> Iterator[str]:
    """One row per name; the first one has the facts about the party."""
    yield _line(_EXPORTED)
    for listing in listings:
        facts = _facts(listing, edition)
        for name in listing.names:
            row = facts | {
                "list": listing.list,
                "entity_id": listing.entity_id,
                "name": escape(name.name),
                "name_type": _WORDS[name.type, name.weak],
                "script": name.script,
                "language": name.language,
                "published_type": escape(name.published_type),
                "name_source": escape(name.source),
                "source": listing.source.file,
            }
            yield _line([row.get(column, "") for column in _EXPORTED])
            facts = {}


def row_lines(listings: Iterable[Listing], *, edition: Editions = None) -> Iterator[str]:
    """One row per listing, with the other names in columns of their own."""
    name_columns = ("name", *NAME_COLUMNS)
    left_out = {"name", "name_type", "script", "language", "published_type", "name_source"}
    columns = ("list", "entity_id", *name_columns, *(c for c in _EXPORTED[2:] if c not in left_out))
    yield _line(columns)
    for listing in listings:
        row = _facts(listing, edition) | {"list": listing.list, "entity_id": listing.entity_id}
        row["source"] = listing.source.file
        primary = listing.names if any(name.type == "name" for name in listing.names) else listing.names[1:]
        row["name"] = escape(listing.name)  # of a party without a primary name, the first that it has
        for column in name_columns if primary is listing.names else NAME_COLUMNS:
            row[column] = _joined(escape(name.name) for name in primary if _column_of(name) == column)
        yield _line([row.get(column, "") for column in columns])


def _column_of(name: ListedName) -> str:
    if name.type == "name":
        return "name"
    return next(
        (column for column, meaning in NAME_COLUMNS.items() if meaning == (name.type, name.weak)),
        "weak_alias",
    )


def _facts(listing: Listing, edition: Editions) -> dict[str, str]:
    facts = {
        "kind": listing.kind or "",
        "birth_date": _joined(map(str, listing.birth_dates)),
        "address": _joined(map(_address, listing.addresses)),
        "identifier": _joined(map(_identifier, listing.identifiers)),
        "listed_on": listing.listed_on,
        "status": "" if listing.status == "listed" else listing.status,
        "relation": _joined(map(_relation, listing.relations)),
        "remarks": listing.remarks,
        "source_record": listing.source.record,
        "edition": (edition.get(listing.list) if isinstance(edition, Mapping) else edition) or "",
    }
    for column, field in LISTS.items():
        facts[column] = _joined(map(escape, getattr(listing, field)))
    return facts


def _identifier(item: Identifier) -> str:
    parts = [item.value, item.country, item.detail]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return f"{item.type}:{'|'.join(map(escape, parts))}"


def _address(item: Address) -> str:
    parts = [item.street, item.city, item.region, item.postal_code, item.country]
    if not any(parts):
        return escape(item.full)
    return "|".join(map(escape, [*parts, item.full] if item.full else parts))


def _relation(item: Relation) -> str:
    tail = f"|{escape(item.entity_id)}" if item.entity_id else ""
    return f"{item.type}:{escape(item.name)}{tail}"


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()
