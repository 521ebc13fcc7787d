"""Reader for the US Consolidated Screening List, CSV and JSON: eleven lists of three departments in one file.

https://www.trade.gov/consolidated-screening-list. Ids repeat where a party is on several of the lists. In the CSV an
identifier is a text of several parts, whose order changed in 2023 (`csl_ids.py`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.edition import PART
from sanctionscreen.lists.readers.csl_ids import is_type_first, split_id
from sanctionscreen.lists.readers.ofac import codes
from sanctionscreen.lists.readers.ofac.features import add_feature, read_links
from sanctionscreen.model import Address, Identifier, Relation
from sanctionscreen.parsing.delimited import decode, table

MEASURES = {
    "SDN": "asset freeze",
    "SSI": "sectoral",
    "FSE": "transaction ban",
    "PLC": "transaction ban",
    "CAP": "correspondent account ban",
    "MBS": "menu-based",
    "NS-MBS List": "menu-based",
    "CMIC": "investment ban",
    "DPL": "export denial",
    "EL": "export licence requirement",
    "UVL": "export licence requirement",
    "MEU": "export licence requirement",
    "DTC": "arms export debarment",
    "ISN": "nonproliferation sanctions",
}
"""The abbreviation in the name of the source to the measure."""

ABBREVIATIONS = {
    "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department": "CMIC",
    "Military End User (MEU) List - Bureau of Industry and Security": "MEU",
}

COLUMNS = frozenset(
    "_id source entity_number type programs name title addresses federal_register_notice start_date end_date "
    "standard_order license_requirement license_policy call_sign vessel_type gross_tonnage gross_registered_tonnage "
    "vessel_flag vessel_owner remarks source_list_url alt_names citizenships dates_of_birth nationalities "
    "places_of_birth source_information_url ids".split()
)
_REQUIRED = ("source", "name")
_REMARKS = {
    "federal_register_notice": "Federal Register notice",
    "end_date": "Ends",
    "standard_order": "Standard order",
    "license_requirement": "License requirement",
    "license_policy": "License policy",
}
_UNUSED = ("vessel_type", "gross_tonnage", "gross_registered_tonnage")
_SUCCESSORS = re.compile(
    r",?\s+and (?:any successor|its (?:sub-units|successors|subsidiaries)|any (?:sub-unit|subsidiary)).*$"
)
_COUNTRY = re.compile(r"(?:^|,\s*)([A-Z]{2})$")

Record = dict[str, Any]


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every entry into the builder."""
    text = decode(path.read_bytes(), path)
    is_json = text.lstrip()[:1] in {"{", "["}
    entries = _json_records(text, builder) if is_json else _csv_records(text, path, builder)
    type_first = not is_json and is_type_first(_id_column(text, path))
    seen: set[str] = set()
    for position, record in entries:
        for field in record.keys() - COLUMNS - {"id", "score", "_score"} - seen:
            seen.add(field)
            builder.unknown[f"column {field}"] += 1
        builder.add(_draft(record, builder, position, type_first), record=position)


def _csv_records(text: str, path: Path, builder: EditionBuilder) -> Iterator[tuple[str, Record]]:
    header, rows = table(text, path, warnings=builder.warnings)
    if missing := [column for column in _REQUIRED if column not in header]:
        raise builder.error(f"lacks the columns {', '.join(missing)}", "line 1")
    if "_id" not in header:
        builder.warnings.append(
            "has no column _id: ids are entity numbers, else made of source, name and start date"
        )
    for line, row in rows:
        record: Record = dict(zip(header, row, strict=True))
        if "_id" not in header:
            record["_id"] = _one(record, "entity_number") or _made_id(record)
        yield f"line {line}", record


def _id_column(text: str, path: Path) -> Iterator[str]:
    """The identifiers of each row, as text."""
    header, rows = table(text, path, warnings=[])
    column = header.index("ids") if "ids" in header else None
    return (item for _, row in rows if column is not None for item in row[column].split("; "))


def _made_id(record: Record) -> str:
    """An id for an entry that has none: the same in every edition, as long as these columns say the same."""
    text = "\t".join(_one(record, column) for column in ("source", "name", "start_date"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _json_records(text: str, builder: EditionBuilder) -> Iterator[tuple[str, Record]]:
    """Each object in `results`, decoded on its own, so that memory holds one at a time."""
    decoder = json.JSONDecoder()
    at = text.find("[", text.find('"results"') + 1 if '"results"' in text[:65_536] else 0) + 1
    number = 0
    while True:
        while at < len(text) and text[at] in " \r\n\t,":
            at += 1
        if text[at : at + 1] == "]":
            return
        number += 1
        try:
            record, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise builder.error(f"broken JSON, or cut off: {error}", f"entry {number}") from None
        if not isinstance(record, dict):
            raise builder.error("not a JSON object", f"entry {number}")
        yield f"entry {number}", record


def _draft(record: Record, builder: EditionBuilder, position: str, type_first: bool) -> ListingDraft:
    draft = ListingDraft(_one(record, "_id") or _one(record, "id"))
    source = _one(record, "source")
    kind = _one(record, "type").lower()
    if kind:
        draft.kind = codes.KINDS.get(kind)
        if draft.kind is None:
            builder.unknown[f"type {kind}"] += 1
    _add_names(record, draft)
    draft.programmes.extend(_many(record, "programs") or [source])
    measure = MEASURES.get(_abbreviation(source))
    if measure is None:
        builder.unknown[f"source {source}: measures not known"] += 1
    draft.measures.extend(filter(None, [measure]))
    draft.references.append(" ".join(filter(None, (source, _one(record, "entity_number")))))
    draft.listed_on = _one(record, "start_date")
    draft.positions.extend(_many(record, "title"))
    for date in _many(record, "dates_of_birth"):
        builder.add_birth_date(draft, date, record=position)
    draft.birth_places.extend(_many(record, "places_of_birth"))
    draft.nationalities.extend(_many(record, "nationalities") + _many(record, "citizenships"))
    _add_addresses(record, draft)
    _add_vessel(record, draft, builder)
    _add_ids(record, draft, builder, type_first)
    if remarks := _one(record, "remarks"):
        draft.remarks.append(remarks)
        read_links(remarks, draft)
    for column, label in _REMARKS.items():
        if text := _one(record, column):
            draft.remarks.append(f"{label}: {text}")
    return draft


def _add_names(record: Record, draft: ListingDraft) -> None:
    names = [(_one(record, "name"), "name"), *((name, "alias") for name in _many(record, "alt_names"))]
    for name, kind in names:
        draft.add_name(name, "name" if kind == "name" else "alias", published=kind)
        bare = _SUCCESSORS.sub("", name)
        if bare != name:
            draft.add_name(bare, "alias", source=PART)


def _add_addresses(record: Record, draft: ListingDraft) -> None:
    for item in _items(record, "addresses"):
        if isinstance(item, dict):
            get = {key: clean(str(value)) for key, value in item.items() if value}.get
            address = Address(
                street=get("address", ""),
                city=get("city", ""),
                region=get("state", ""),
                postal_code=get("postal_code", ""),
                country=get("country", ""),
            )
        else:
            match = _COUNTRY.search(item)
            address = Address(
                full=item[: match.start()] if match else item, country=match[1] if match else ""
            )
        if address != Address():
            draft.addresses.append(address)
        if address.country and draft.kind != "vessel":
            draft.countries.append(address.country)


def _add_vessel(record: Record, draft: ListingDraft, builder: EditionBuilder) -> None:
    if call_sign := _one(record, "call_sign"):
        draft.identifiers.append(Identifier("call_sign", call_sign))
    flag = _one(record, "vessel_flag")
    draft.countries.extend([flag] if flag and flag != "None Identified" else [])
    if owner := _one(record, "vessel_owner"):
        draft.relations.append(Relation("owned_by", owner))
    for column in _UNUSED:
        if _one(record, column):
            builder.unused[column.replace("_", " ")] += 1


def _add_ids(record: Record, draft: ListingDraft, builder: EditionBuilder, type_first: bool) -> None:
    for item in _items(record, "ids"):
        if isinstance(item, dict):
            get = {key: clean(str(value)) for key, value in item.items() if value}.get
            word, number, country = get("type", ""), get("number", ""), get("country", "")
            dates = (("issued", get("issue_date")), ("expires", get("expiration_date")))
            extra = " ".join(f"{label} {date}" for label, date in dates if date)
        else:
            word, number, country, extra = split_id(item, type_first=type_first)
        add_feature(word, number, draft, builder, country=country, extra=extra)


def _abbreviation(source: str) -> str:
    if source in ABBREVIATIONS:
        return ABBREVIATIONS[source]
    match = re.search(r"\(([^()]+)\) - ", source)
    return match[1] if match else ""


def _items(record: Record, column: str) -> list[Any]:
    """The values of a column: the list of the JSON, or what the CSV joins by `; `."""
    value = record.get(column) or ""
    if isinstance(value, list):
        return [item if isinstance(item, dict) else clean(str(item)) for item in value if item]
    return [part for part in map(clean, str(value).split("; ")) if part]


def _many(record: Record, column: str) -> list[str]:
    return [str(item) for item in _items(record, column)]


def _one(record: Record, column: str) -> str:
    value = record.get(column)
    return clean("; ".join(map(str, value)) if isinstance(value, list) else str(value)) if value else ""
