"""Reader for the EU's consolidated list of persons and entities under financial sanctions: FSF XML 1.1."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.readers.eu import entity_fields
from sanctionscreen.lists.readers.eu.remark_parties import has_ships, ships_in_remarks
from sanctionscreen.parsing.xml import Element, local, records, root_of

_SECTIONS = {
    "sanctionEntity": "Entity",
    "nameAlias": "NameAlias",
    "address": "Address",
    "birthdate": "BirthDate",
    "identification": "Identification",
    "citizenship": "Citizenship",
}
_COMMON = frozenset({"logicalId", "regulationLanguage"})
KNOWN = {tag: frozenset(entity_fields.KNOWN[section] | _COMMON) for tag, section in _SECTIONS.items()}
"""The attributes of each element."""


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every sanctionEntity into the builder; ships that are in remarks only come after them."""
    operators: list[tuple[ListingDraft, str]] = []
    for element in records(path, "sanctionEntity"):
        if builder.edition is None:
            builder.edition = (root_of(element).get("generationDate") or "")[:10] or None
        draft = _entity(element, builder)
        reference = element.get("euReferenceNumber", "")
        builder.add(draft, record=f"logicalId {draft.entity_id}")
        if has_ships(draft):
            operators.append((draft, reference))
    for draft, reference in operators:
        ships_in_remarks(draft, builder, reference)


def _entity(element: Element, builder: EditionBuilder) -> ListingDraft:
    fields = _attributes(element)
    _count_unknown("sanctionEntity", fields, builder)
    draft = ListingDraft(fields.get("logicalId", ""))
    record = f"logicalId {draft.entity_id}"
    entity_fields.add_entity(fields, draft)
    for child in element:
        tag = local(child.tag)
        values = _attributes(child)
        _count_unknown(tag, values, builder)
        remarks = [text for note in child if local(note.tag) == "remark" and (text := clean(note.text))]
        if tag == "nameAlias":
            entity_fields.add_name(values, remarks, draft)
            continue
        if tag == "identification":
            entity_fields.add_identification(values, remarks, draft, builder)
        elif tag == "address":
            entity_fields.add_address(values, _contacts(child), draft, builder)
        elif tag == "birthdate":
            entity_fields.add_birth(values, draft, builder, record)
        elif tag == "citizenship":
            entity_fields.add_citizenship(values, draft)
        elif tag == "remark":
            entity_fields.add_remark(child.text or "", draft)
        elif tag == "regulation":
            draft.programmes.extend(filter(None, [values.get("programme", "")]))
            builder.unused["regulation (title, dates and address)"] += 1
        elif tag == "subjectType":
            _set_kind(values.get("code", ""), draft, builder)
        elif tag:
            builder.unknown[tag] += 1
        for remark in remarks:
            entity_fields.add_remark(remark, draft, tag)
    entity_fields.choose_primary(draft)
    return draft


def _count_unknown(tag: str, fields: Mapping[str, str], builder: EditionBuilder) -> None:
    known_fields = KNOWN.get(tag)
    if known_fields is not None and not known_fields.issuperset(fields):
        builder.unknown.update(f"{tag}/{name}" for name in fields if name not in known_fields)


def _set_kind(code: str, draft: ListingDraft, builder: EditionBuilder) -> None:
    draft.kind = entity_fields.KINDS.get(code)
    if draft.kind is None:
        builder.unknown[f"subjectType {code}"] += 1


def _contacts(element: Element) -> list[tuple[str, str]]:
    contacts = (child for child in element if local(child.tag) == "contactInfo")
    return [(child.get("key", ""), child.get("value", "")) for child in contacts]


def _attributes(element: Element) -> Mapping[str, str]:
    return cast(Mapping[str, str], element.attrib)
