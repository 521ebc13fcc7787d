"""Reader for house lists: CSV with a header, or JSON lines, one row per name; specified in docs/house-list.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from sanctionscreen.errors import UsageError
from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.readers.house import columns
from sanctionscreen.lists.readers.house.columns import split_values, unescape
from sanctionscreen.lists.readers.house.mapping import ColumnMapping
from sanctionscreen.model import KINDS, Address, Identifier, ListedName, Relation, Source, Status
from sanctionscreen.parsing.delimited import decode, delimiter_of, header_name, rows
from sanctionscreen.parsing.jsonl import json_lines

Row = dict[str, list[str]]
"""Column to values, still escaped."""

_WHOLE = frozenset({"remarks", "source", "source_record", "list", "entity_id", "edition", "listed_on"})
"""Columns that hold one value, semicolons and all."""

_STATUSES = get_args(Status)


class BadRowError(ValueError):
    """A row that cannot be used; the text says why."""


def read(path: Path, builder: EditionBuilder, mapping: ColumnMapping | None = None) -> None:
    """Read a house list of either kind into the builder; with a mapping, any table that has ids and names."""
    data = path.read_bytes()
    if mapping is not None and mapping.encoding.lower().replace("_", "-") not in {"utf-8", "utf8"}:
        text = _decoded(data, mapping.encoding, builder)
    else:
        text = decode(data, path)
    is_json = text.lstrip().startswith("{")
    numbered_rows = _json_rows(text, builder, mapping) if is_json else _csv_rows(text, builder, mapping)
    drafts: dict[tuple[str, str], ListingDraft] = {}
    lists: set[str] = set()
    editions: set[str] = set()
    for line, row in numbered_rows:
        try:
            draft = _draft_of(row, line, drafts, builder)
            _add_name(row, draft)
            _add_further_names(row, draft)
            _add_facts(row, draft, builder, line)
        except BadRowError as error:
            builder.reject(f"line {line}", str(error))
            continue
        lists.add(draft.list_id)
        editions.add(_one(row, "edition"))
    if len(lists) == 1:
        builder.list_id = next(iter(lists))
    builder.edition = max(editions, default="") or None
    for draft in drafts.values():
        builder.add(draft, record=draft.source.record if draft.source else "")


def _decoded(data: bytes, encoding: str, builder: EditionBuilder) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise UsageError(f"the column mapping names an unknown encoding: {encoding}") from None
    except UnicodeDecodeError as error:
        raise builder.error(f"is not in {encoding}: {error.reason}", f"byte {error.start}") from None


def _csv_rows(text: str, builder: EditionBuilder, mapping: ColumnMapping | None) -> Iterator[tuple[int, Row]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = mapping.delimiter if mapping and mapping.delimiter else delimiter_of(first)
    numbered_rows = rows(text, builder.path, delimiter=delimiter, warnings=builder.warnings)
    _, header = next(numbered_rows, (1, []))
    columns = [_column(name, builder, mapping) for name in header]
    if mapping and (missing := sorted(mapping.sources.difference(columns))):
        raise builder.error(f"lacks the columns that the mapping names: {', '.join(missing)}", "line 1")
    repeated = {column for column in columns if column and columns.count(column) > 1}
    if repeated:
        raise builder.error(f"has the column {', '.join(sorted(repeated))} twice", "line 1")
    line = 1
    row: list[str] = []
    for line, row in numbered_rows:
        if not any(map(str.strip, row)):
            continue
        if row == header:
            builder.warnings.append(f"line {line}: the header is repeated")
            continue
        if len(row) > len(columns):
            builder.reject(f"line {line}", f"{len(row)} fields, the header has {len(columns)}")
            continue
        cells = {column: text for column, text in zip(columns, row, strict=False) if column}
        cells = mapping.apply(cells) if mapping else cells
        yield line, {column: _values(column, text) for column, text in cells.items()}
    if row and len(row) < len(columns) and not text.endswith(("\n", "\r")):
        raise builder.error(
            f"is cut off: {len(row)} of {len(columns)} fields in the last row", f"line {line}"
        )


def _json_rows(
    text: str, builder: EditionBuilder, mapping: ColumnMapping | None
) -> Iterator[tuple[int, Row]]:
    for line, item in json_lines(text.split("\n"), builder.error):
        if mapping:
            texts = {
                _column(key, builder, mapping): str(value) for key, value in item.items() if value is not None
            }
            yield line, {column: _values(column, text) for column, text in mapping.apply(texts).items()}
            continue
        row: Row = {}
        for key, value in item.items():
            column = _column(key, builder, None)
            values = value if isinstance(value, list) else [value]
            if column and any(isinstance(part, dict | list) for part in values):
                builder.unknown[f"{key}: nested value"] += 1
            elif column and isinstance(value, list):
                row[column] = [clean(str(part)) for part in values if part is not None and str(part).strip()]
            elif column and value is not None:
                row[column] = _values(column, str(value))
        yield line, row


def _column(name: str, builder: EditionBuilder, mapping: ColumnMapping | None) -> str:
    """The column that a header means; empty, and counted, if there is none of that name."""
    column = header_name(name)
    if mapping:
        if column in mapping.sources:
            return column
    else:
        column = columns.ALSO_CALLED.get(column, column)
        if column in columns.COLUMNS or column in columns.NAME_COLUMNS:
            return column
    builder.unknown[f"column {name.strip()}"] += 1
    return ""


def _values(column: str, text: str) -> list[str]:
    text = text.strip()
    if column in _WHOLE:
        return [text] if text else []
    return [clean(part) for part in split_values(text)]


def _one(row: Row, column: str) -> str:
    values = row.get(column)
    if not values:
        return ""
    return values[0] if column in _WHOLE else unescape(values[0])


def _draft_of(
    row: Row, line: int, drafts: dict[tuple[str, str], ListingDraft], builder: EditionBuilder
) -> ListingDraft:
    entity_id, list_id = _one(row, "entity_id"), _one(row, "list") or builder.list_id
    if not entity_id:
        raise BadRowError("no entity_id")
    if not row.get("name"):
        raise BadRowError("no name")
    if _one(row, "name_type").lower() not in columns.NAME_TYPES:
        raise BadRowError(f"unknown name_type {_one(row, 'name_type')!r}")
    kind = _one(row, "kind").lower()
    if kind and kind not in KINDS:
        raise BadRowError(f"unknown kind {kind!r}; known: {', '.join(KINDS)}")
    if (status := _one(row, "status").lower() or "listed") not in _STATUSES:
        raise BadRowError(f"unknown status {status!r}; known: {', '.join(_STATUSES)}")
    draft = drafts.get((list_id, entity_id))
    if draft is None:
        source = Source(
            _one(row, "source") or builder.path.name, _one(row, "source_record") or f"line {line}"
        )
        draft = drafts[list_id, entity_id] = ListingDraft(entity_id, list_id=list_id, source=source)
    if kind and draft.kind and kind != draft.kind:
        raise BadRowError(f"kind {kind!r}, but an earlier row of {entity_id} says {draft.kind!r}")
    draft.kind = draft.kind or next((known for known in KINDS if known == kind), None)
    if status == "delisted":
        draft.status = "delisted"
    return draft


def _add_name(row: Row, draft: ListingDraft) -> None:
    name_type, weak = columns.NAME_TYPES[_one(row, "name_type").lower()]
    source = _one(row, "source")
    about = _one(row, "name_source") or (source if draft.source and source != draft.source.file else "")
    for text in row["name"]:
        draft.names.append(
            ListedName(
                unescape(text),
                name_type,
                weak,
                _one(row, "published_type"),
                _one(row, "script"),
                _one(row, "language"),
                about,
            )
        )


def _add_further_names(row: Row, draft: ListingDraft) -> None:
    """Names in columns of their own, where there is one row per party."""
    for column, (name_type, weak) in columns.NAME_COLUMNS.items():
        draft.names.extend(ListedName(unescape(text), name_type, weak) for text in row.get(column, ()))


def _add_facts(row: Row, draft: ListingDraft, builder: EditionBuilder, line: int) -> None:
    for column, field in columns.LISTS.items():
        if values := row.get(column):
            getattr(draft, field).extend(map(unescape, values))
    for text in row.get("birth_date", ()):
        builder.add_birth_date(draft, unescape(text), record=f"line {line}")
    for column, type_ in columns.IDENTIFIERS.items():
        for text in row.get(column, ()):
            draft.identifiers.append(_identifier(type_, text))
    for text in row.get("identifier", ()):
        type_, found, value = text.partition(":")
        if not found or not value.strip():
            builder.warnings.append(f"line {line}: identifier {text!r} is not of the form type:value")
        else:
            draft.identifiers.append(_identifier(type_.strip(), value.strip()))
    draft.addresses.extend(map(_address, row.get("address", ())))
    draft.relations.extend(map(_relation, row.get("relation", ())))
    if remarks := _one(row, "remarks"):
        draft.remarks.append(remarks)
    draft.listed_on = draft.listed_on or _one(row, "listed_on")


def _identifier(type_: str, text: str) -> Identifier:
    value, country, detail = [*map(unescape, split_values(text, "|")), "", "", ""][:3]
    if type_ == "imo_number":
        value = value.upper().removeprefix("IMO").strip()
    return Identifier(type_, value, country, detail)


def _address(text: str) -> Address:
    parts = [unescape(part) for part in split_values(text, "|")]
    if len(parts) == 1:
        return Address(full=parts[0])
    street, city, region, postal_code, country, full = [*parts, "", "", "", "", "", ""][:6]
    return Address(full, street, city, region, postal_code, country)


def _relation(text: str) -> Relation:
    type_, found, other = text.partition(":")
    name, entity_id = [*map(unescape, split_values(other if found else text, "|")), "", ""][:2]
    return Relation(type_.strip() if found else "linked_to", name, entity_id)
