"""Reader for OpenSanctions' export for Senzing: JSON lines whose keys are Senzing's
(https://senzing.com/docs/entity_specification/)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.readers.opensanctions.ftm import read_json_lines
from sanctionscreen.model import Address, Identifier, Kind, NameType, Relation

KINDS: dict[str, Kind] = {
    "PERSON": "person",
    "ORGANIZATION": "organization",
    "VESSEL": "vessel",
    "AIRCRAFT": "aircraft",
}
NAME_TYPES: dict[str, NameType] = {
    "PRIMARY": "name",
    "ALIAS": "alias",
    "AKA": "alias",
    "PREVIOUS": "previous_name",
}
GENDERS = {"M": "male", "F": "female"}

IDENTIFIERS = {
    "PASSPORT": "passport_number",
    "NATIONAL_ID": "national_id",
    "TAX_ID": "tax_number",
    "SSN": "social_security_number",
    "DRIVERS_LICENSE": "license_number",
    "LEI": "lei_code",
    "DUNS": "duns_code",
    "IMO": "imo_number",
    "MMSI": "mmsi",
    "CALL_SIGN": "call_sign",
    "TRUSTED_ID": "",
    "OTHER_ID": "id_number",
}
"""The part before `_NUMBER` to the type of identifier; those without a type repeat another one."""

_KNOWN = frozenset(
    "DATA_SOURCE RECORD_ID RECORD_TYPE LAST_CHANGE NAMES GENDER DATES ADDRESSES COUNTRIES RELATIONSHIPS IDENTIFIERS "
    "CONTACTS RISKS URL PUBLISHER SOURCES TOPICS".split()
)


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every record into the builder."""
    for line, record in read_json_lines(path, builder):
        for key in record.keys() - _KNOWN:
            builder.unknown[f"key {key}"] += 1
        builder.add(_draft(record, builder, f"line {line}"), record=f"line {line}")


def _draft(record: dict[str, Any], builder: EditionBuilder, position: str) -> ListingDraft:
    draft = ListingDraft(str(record.get("RECORD_ID", "")))
    kind = record.get("RECORD_TYPE")
    if kind:
        draft.kind = KINDS.get(kind)
        if draft.kind is None:
            builder.unknown[f"RECORD_TYPE {kind}"] += 1
    for item in _items(record, "NAMES"):
        word = item.get("NAME_TYPE", "")
        if word not in NAME_TYPES:
            builder.unknown[f"NAME_TYPE {word}"] += 1
        name = item.get("NAME_FULL") or item.get("NAME_ORG") or ""
        draft.add_name(name, NAME_TYPES.get(word, "alias"), published=word)
    if gender := record.get("GENDER"):
        draft.genders.append(GENDERS.get(gender, str(gender)))
    for item in _items(record, "DATES"):
        if text := item.get("DATE_OF_BIRTH"):
            builder.add_birth_date(draft, text, record=position)
    for item in _items(record, "COUNTRIES"):
        for key, value in item.items():
            (draft.nationalities if key in {"NATIONALITY", "CITIZENSHIP"} else draft.countries).append(value)
    for item in _items(record, "ADDRESSES"):
        draft.birth_places.extend(filter(None, [item.get("PLACE_OF_BIRTH", "")]))
        draft.addresses.extend(Address(full=text) for text in filter(None, [item.get("ADDR_FULL", "")]))
    for item in _items(record, "RELATIONSHIPS"):
        if pointer := item.get("REL_POINTER_KEY"):
            word = item.get("REL_POINTER_ROLE", "linked to").lower().replace(" ", "_")
            draft.relations.append(Relation(word, "", pointer))
    for item in _items(record, "IDENTIFIERS"):
        _add_identifier(item, draft, builder)
    for item in _items(record, "CONTACTS"):
        for key, type_ in (
            ("EMAIL_ADDRESS", "email"),
            ("PHONE_NUMBER", "phone"),
            ("WEBSITE_ADDRESS", "website"),
        ):
            draft.identifiers.extend(Identifier(type_, text) for text in filter(None, [item.get(key, "")]))
    return draft


def _add_identifier(item: dict[str, str], draft: ListingDraft, builder: EditionBuilder) -> None:
    for key, value in item.items():
        if not key.endswith("_NUMBER"):
            continue
        prefix = key.removesuffix("_NUMBER")
        if prefix not in IDENTIFIERS:
            builder.unknown[f"IDENTIFIERS {key}"] += 1
        type_ = IDENTIFIERS.get(prefix, "id_number")
        if type_:
            country = item.get(f"{prefix}_COUNTRY", "")
            draft.identifiers.append(
                Identifier(type_, value, country, item.get(f"{prefix}_TYPE", "") or _label(prefix))
            )


def _label(prefix: str) -> str:
    return "" if prefix in IDENTIFIERS else prefix


def _items(record: dict[str, Any], key: str) -> list[dict[str, str]]:
    values = record.get(key) or []
    return [
        {name: clean(str(value)) for name, value in item.items()} for item in values if isinstance(item, dict)
    ]
