"""Reader for OpenSanctions' targets.simple.csv: one row for each target, several values in a field joined by `;`."""

from __future__ import annotations

from pathlib import Path

from sanctionscreen.lists import ftm_schema
from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.model import Address, Identifier
from sanctionscreen.parsing.delimited import decode, table

COLUMNS = frozenset(
    "id schema name aliases birth_date countries addresses identifiers sanctions phones emails program_ids dataset "
    "first_seen last_seen last_change".split()
)
_IDENTIFIERS = {"identifiers": "id_number", "phones": "phone", "emails": "email"}
_UNUSED = ("dataset", "first_seen", "last_seen", "last_change")


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every row into the builder."""
    header, rows = table(decode(path.read_bytes(), path), path, warnings=builder.warnings)
    for column in header:
        if column not in COLUMNS:
            builder.unknown[f"column {column}"] += 1
    for line, cells in rows:
        row = dict(zip(header, cells, strict=True))
        builder.add(_draft(row, builder, f"line {line}"), record=f"line {line}")


def _draft(row: dict[str, str], builder: EditionBuilder, record: str) -> ListingDraft:
    schema = row.get("schema", "")
    if schema not in ftm_schema.KINDS:
        builder.unknown[f"schema {schema}"] += 1
    draft = ListingDraft(clean(row.get("id", "")), kind=ftm_schema.KINDS.get(schema))
    draft.add_name(clean(row.get("name", "")), published="name")
    draft.add_name(clean(row.get("aliases", "")), "alias", published="alias")
    for text in _many(row, "birth_date"):
        builder.add_birth_date(draft, text, record=record)
    draft.countries.extend(text.upper() for text in _many(row, "countries"))
    draft.addresses.extend(Address(full=text) for text in _many(row, "addresses"))
    for column, type_ in _IDENTIFIERS.items():
        draft.identifiers.extend(Identifier(type_, text) for text in _many(row, column))
    draft.programmes.extend(_many(row, "program_ids") or _many(row, "sanctions"))
    for column in _UNUSED:
        builder.unused[column] += bool(row.get(column))
    return draft


def _many(row: dict[str, str], column: str) -> list[str]:
    return [text for part in row.get(column, "").split(";") if (text := clean(part))]
