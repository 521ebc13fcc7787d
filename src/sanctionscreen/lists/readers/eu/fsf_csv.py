"""Reader for the EU's consolidated list as semicolon CSV (FSF CSV 1.1): a row for each name, address, date, number or
citizenship."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.readers.eu import entity_fields
from sanctionscreen.lists.readers.eu.remark_parties import has_ships, ships_in_remarks
from sanctionscreen.parsing.delimited import decode, table

SECTIONS = ("Entity", "NameAlias", "Address", "BirthDate", "Identification", "Citizenship")
"""What the columns begin with: `NameAlias_WholeName` is the attribute `wholeName` of the XML's nameAlias."""

RENAMED = {
    "eU_ReferenceNumber": "euReferenceNumber",
    "birthDate": "birthdate",
    "day": "dayOfMonth",
    "month": "monthOfYear",
    "typeCode": "identificationTypeCode",
    "typeDescription": "identificationTypeDescription",
}
"""Columns that the XML calls something else, after the first letter is made small."""

_ALSO_KNOWN = frozenset({"filegenerationdate", ""})

_CONTACT = re.compile(r"(PHONE|FAX|EMAIL|WEB)\s*[\[:=]\s*([^\];\n]+)")

Fields = dict[str, str]


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every entity into the builder: the rows that follow each other under one logical id."""
    header, rows = table(decode(path.read_bytes(), path), path, delimiter=";", warnings=builder.warnings)
    columns = [_split(name) for name in header]
    for (section, field), name in zip(columns, header, strict=True):
        is_known = (
            field in entity_fields.KNOWN[section] or _is_common(field)
            if section
            else name.lower() in _ALSO_KNOWN
        )
        if not is_known:
            builder.unknown[f"column {name}"] += 1
    id_at = columns.index(("Entity", "logicalId"))
    date_at = next((at for at, name in enumerate(header) if name.lower() == "filegenerationdate"), None)
    operators: list[tuple[ListingDraft, str]] = []
    for entity_id, group in groupby(rows, key=lambda row: row[1][id_at].strip()):
        lines = list(group)
        if date_at is not None and builder.edition is None:
            builder.edition = entity_fields.iso(lines[0][1][date_at]) or None
        draft = _entity(entity_id, [_sections(columns, row) for _, row in lines], builder)
        record = f"line {lines[0][0]}"
        builder.add(draft, record=record)
        if has_ships(draft):
            operators.append((draft, next(filter(None, draft.references), entity_id)))
    for draft, reference in operators:
        ships_in_remarks(draft, builder, reference)


def _entity(entity_id: str, rows: list[dict[str, Fields]], builder: EditionBuilder) -> ListingDraft:
    draft = ListingDraft(entity_id)
    record = f"Entity_LogicalId {entity_id}"
    seen: set[tuple[str, str]] = set()
    entity_fields.add_entity(rows[0]["Entity"], draft)
    add: dict[str, Callable[[Fields, list[str]], None]] = {
        "NameAlias": lambda fields, remarks: entity_fields.add_name(fields, remarks, draft),
        "Address": lambda fields, remarks: entity_fields.add_address(
            fields, _contacts(fields, draft), draft, builder
        ),
        "BirthDate": lambda fields, remarks: entity_fields.add_birth(fields, draft, builder, record),
        "Identification": lambda fields, remarks: entity_fields.add_identification(
            fields, remarks, draft, builder
        ),
        "Citizenship": lambda fields, remarks: entity_fields.add_citizenship(fields, draft),
    }
    for row in rows:
        entity = row["Entity"]
        _add_entity_row(entity, draft, builder, seen)
        for section in SECTIONS[1:]:
            fields = row.get(section, {})
            key = (section, fields.get("logicalId") or "|".join(fields.values()))
            if fields and key not in seen:
                seen.add(key)
                remarks = list(filter(None, [fields.get("remark", "")]))
                add[section](fields, remarks)
                if section != "NameAlias":
                    for remark in remarks:
                        entity_fields.add_remark(remark, draft, section)
    entity_fields.choose_primary(draft)
    return draft


def _add_entity_row(
    entity: Fields, draft: ListingDraft, builder: EditionBuilder, seen: set[tuple[str, str]]
) -> None:
    """What rows repeat about the entity itself: kind, programme and remark."""
    code = entity.get("subjectType_ClassificationCode") or entity.get("subjectType", "")
    draft.kind = entity_fields.KINDS.get(code)
    if draft.kind is None and ("kind", code) not in seen:
        builder.unknown[f"Entity_SubjectType {code}"] += 1
    seen.add(("kind", code))
    if (programme := entity.get("regulation_Programme", "")) and programme not in draft.programmes:
        draft.programmes.append(programme)
    remark = entity.get("remark", "")
    if remark and ("remark", remark) not in seen:
        seen.add(("remark", remark))
        entity_fields.add_remark(remark, draft)


def _contacts(fields: Fields, draft: ListingDraft) -> list[tuple[str, str]]:
    text = fields.get("contactInfo", "")
    contacts = [(match[1], match[2]) for match in _CONTACT.finditer(text)]
    if text and not contacts:
        entity_fields.add_remark(text, draft, "Contact")
    return contacts


def _sections(columns: list[tuple[str, str]], row: list[str]) -> dict[str, Fields]:
    sections: dict[str, Fields] = {"Entity": {}}
    for (section, field), text in zip(columns, row, strict=True):
        if section and (value := clean(text)):
            sections.setdefault(section, {})[field] = value
    return {
        section: fields
        for section, fields in sections.items()
        if section == "Entity" or any(not _is_common(field) for field in fields)
    }


def _split(column: str) -> tuple[str, str]:
    section, separator, field = column.strip().partition("_")
    if not separator or section not in SECTIONS:
        return "", column
    field = field[:1].lower() + field[1:]
    return section, RENAMED.get(field, field)


def _is_common(field: str) -> bool:
    return field in {"logicalId", "regulationLanguage"} or field.startswith("regulation_")
