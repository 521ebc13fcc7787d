"""Reader for Australia's consolidated list, XLSX: a row per name, whose reference is the party's number and a letter.

https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list
"""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean, split_enumerated
from sanctionscreen.lists.free_text import find_identifiers
from sanctionscreen.model import Address, Kind, NameType
from sanctionscreen.parsing.xlsx import Cell, Sheet, cell_text

KINDS: dict[str, Kind] = {
    "individual": "person",
    "entity": "organization",
    "vessel": "vessel",
    "ship": "vessel",
}
NAME_TYPES: dict[str, NameType] = {
    "primary name": "name",
    "original script": "name",
    "aka": "alias",
    "alias": "alias",
    "formerly known as": "previous_name",
    "fka": "previous_name",
    "previously listed as": "previous_name",
}
COLUMNS = {
    "reference": "reference",
    "name of individual or entity": "name",
    "type": "type",
    "name type": "name_type",
    "alias strength": "strength",
    "date of birth": "birth",
    "place of birth": "birth_place",
    "citizenship": "citizenship",
    "address": "address",
    "additional information": "information",
    "listing information": "listing",
    "imo number": "imo",
    "committees": "committees",
    "control date": "control_date",
    "instrument of designation": "instrument",
}
"""Header to what the column means, but for `MEASURE_COLUMNS`."""

MEASURE_COLUMNS = {
    "targeted financial sanction": "asset freeze",
    "travel ban": "travel ban",
    "arms embargo": "arms embargo",
    "maritime restriction": "maritime restriction",
}
"""Header, in the singular, to the measure that a row orders or does not; in the file since November 2025."""

REQUIRED = ("reference", "name", "type", "name_type")
MEASURES = ("asset freeze",)
"""Of files without these columns: listed persons and entities are subject to targeted financial sanctions; the file
doesn't say who may not travel."""

VESSEL_MEASURES = ("maritime restriction",)
"""Of ships in files without these columns: a sanctioned vessel may not enter Australia, and its assets aren't frozen
(Autonomous Sanctions Regulations 2011, regulation 8)."""

_YES = frozenset({"true", "yes", "y", "x", "1", "✓"})
_NO = frozenset({"false", "no", "n", "0", "", "-", "na", "n/a"})
_NOTHING = frozenset({"", "na", "n/a", "unknown", "-"})
_REFERENCE = re.compile(r"(\d+)\s*([a-z]\d*)?", re.I)


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every row into the builder: those of one number are one party, which begins with its primary name."""
    with path.open("rb") as file:
        rows = Sheet(file, str(path), ListFileError).rows()
    first, cells = next(rows, (1, []))
    header = [str(cell) for cell in cells]
    columns = [_meaning(name) for name in header]
    for name, column in zip(header, columns, strict=True):
        if clean(name) and not column:
            builder.unknown[f"column {clean(name)}"] += 1
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise builder.error(f"lacks the columns {', '.join(missing)}", f"row {first}")
    current: dict[str, ListingDraft] = {}
    drafts: list[tuple[ListingDraft, str]] = []
    seen: set[tuple[int, str]] = set()  # the dates of each party that were read: every row repeats them
    latest = ""
    for number, cells in rows:
        row: dict[str, Cell] = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
        is_header = str(cells[0]) == header[0] and list(map(str, cells)) == header
        if is_header or not any(_text(cell) for cell in row.values()):
            continue
        latest = max(latest, _day(row.get("control_date", "")))
        _add_row(row, f"row {number}", current, drafts, builder, seen)
    builder.edition = latest or None
    for draft, record in drafts:
        if not MEASURE_COLUMNS.keys() & set(columns):
            draft.measures.extend(VESSEL_MEASURES if draft.kind == "vessel" else MEASURES)
        elif not draft.measures:
            builder.unknown["parties without a measure"] += 1
        builder.add(draft, record=record)


def _add_row(
    row: dict[str, Cell],
    record: str,
    current: dict[str, ListingDraft],
    drafts: list[tuple[ListingDraft, str]],
    builder: EditionBuilder,
    seen: set[tuple[int, str]],
) -> None:
    match = _REFERENCE.match(_text(row["reference"]))
    name = _text(row["name"])
    if match is None or not name:
        builder.reject(record, "no name" if match else f"no reference: {_text(row['reference'])!r}")
        return
    number, kind = match[1], _text(row["name_type"]).lower()
    if kind not in NAME_TYPES:
        builder.unknown[f"Name Type {kind}"] += 1
    draft = current.get(number)
    reused = (
        kind == "primary name" and draft is not None and any(n.published_type == kind for n in draft.names)
    )
    if draft is None or reused:
        draft = current[number] = ListingDraft(number)
        drafts.append((draft, record))
    weak = _text(row.get("strength", "")).lower() == "weak"
    draft.add_name(name, NAME_TYPES.get(kind, "alias"), weak=weak, published=kind)
    _add_facts(row, draft, builder, record, seen)


def _add_facts(
    row: dict[str, Cell],
    draft: ListingDraft,
    builder: EditionBuilder,
    record: str,
    seen: set[tuple[int, str]],
) -> None:
    """What the rows of one party repeat, and what only one of them says."""
    if kind := _text(row["type"]).lower():
        draft.kind = KINDS.get(kind)
        if draft.kind is None:
            builder.unknown[f"Type {kind}"] += 1
    text = _day(row.get("birth", "")) or _text(row.get("birth", ""))
    if text.lower() not in _NOTHING and (id(draft), text) not in seen:
        seen.add((id(draft), text))
        builder.add_birth_date(draft, text, record=record)
    for column, target in (("birth_place", draft.birth_places), ("citizenship", draft.nationalities)):
        target.extend(part for part in _values(row, column) if part not in target)
    for part in _values(row, "address"):
        if (address := Address(full=part)) not in draft.addresses:
            draft.addresses.append(address)
    for column in ("information", "listing", "instrument"):
        text = _day(row.get(column, "")) or _text(row.get(column, ""))
        if text.lower() not in _NOTHING and text not in draft.remarks:
            draft.remarks.append(text)
            if column == "information":
                draft.identifiers.extend(find_identifiers(text, detail="in remarks"))
    draft.identifiers.extend(find_identifiers(f"IMO number: {_text(row['imo'])}") if row.get("imo") else ())
    committee = _text(row.get("committees", ""))
    if committee and committee not in draft.programmes:
        draft.programmes.append(committee)
    for column, measure in MEASURE_COLUMNS.items():
        text = _text(row.get(column, "")).lower()
        if text in _YES and measure not in draft.measures:
            draft.measures.append(measure)
        elif text not in _YES | _NO:
            builder.unknown[f"{column} {text}"] += 1


def _meaning(header: str) -> str:
    """What a column means, empty if that isn't known; the columns of measures keep their own name."""
    name = clean(header).lower()
    singular = name.removesuffix("s")
    return COLUMNS.get(name) or (singular if singular in MEASURE_COLUMNS else "")


def _values(row: dict[str, Cell], column: str) -> list[str]:
    text = _text(row.get(column, ""))
    pieces = (part for piece in text.split(";") for part in split_enumerated(piece.strip()))
    return [part for part in pieces if part.lower() not in _NOTHING]


def _text(cell: Cell) -> str:
    return clean(cell if isinstance(cell, str) else cell_text(cell))


def _day(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else ""
