"""Reader for the UK Sanctions List, XML: https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml."""

from __future__ import annotations

from pathlib import Path

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.readers.eu.entity_fields import iso
from sanctionscreen.lists.readers.uk import entity_fields
from sanctionscreen.parsing.xml import Element, local, records

GROUPS = frozenset({"Name", "NonLatinName", "Address", "Passport", "NationalIdentifier", "Location"})
"""Elements whose children belong together; every other element without children is a row of its own."""

INDICATORS = "SanctionsImposedIndicators"
"""What SanctionsImposed says once more, as one element for each measure."""


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every Designation into the builder."""
    for element in records(path, "DateGenerated", "Designation"):
        if local(element.tag) == "DateGenerated":
            builder.edition = iso(element.text or "") or None
            continue
        draft = ListingDraft(clean(_child(element, "UniqueID")))
        record = f"UniqueID {draft.entity_id}"
        _read(element, draft, builder, record)
        builder.add(draft, record=record)


def _read(element: Element, draft: ListingDraft, builder: EditionBuilder, record: str) -> None:
    for child in element:
        tag = local(child.tag)
        if tag == INDICATORS:
            if not clean(_child(element, "SanctionsImposed")):
                _read_indicators(child, draft, builder, record)
        elif tag in GROUPS:
            row = {
                entity_fields.key_of(local(leaf.tag)): leaf.text or ""
                for leaf in child.iter()
                if not len(leaf)
            }
            _add(row, draft, builder, record)
        elif len(child):
            _read(child, draft, builder, record)
        elif tag and clean(child.text):
            _add({entity_fields.key_of(tag): child.text or ""}, draft, builder, record)


def _add(row: dict[str, str], draft: ListingDraft, builder: EditionBuilder, record: str) -> None:
    builder.unknown.update(entity_fields.unknown_fields(list(row)))
    entity_fields.add_row(row, draft, builder, record)


def _read_indicators(element: Element, draft: ListingDraft, builder: EditionBuilder, record: str) -> None:
    """`<AssetFreeze>true</AssetFreeze>` where SanctionsImposed is empty."""
    said = (local(child.tag) for child in element if clean(child.text) == "true")
    words = (
        "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in tag).strip()
        for tag in said
    )
    entity_fields.add_row({"sanctionsimposed": "|".join(words)}, draft, builder, record)


def _child(element: Element, tag: str) -> str:
    return next((child.text or "" for child in element if local(child.tag) == tag), "")
