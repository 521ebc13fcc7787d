"""Reader for the UK Sanctions List as CSV, and for the OFSI ConList CSV that it replaced on 28 January 2026.

Both begin with a row that gives the date, and both repeat a party for each of its names, dates and addresses.
"""

from __future__ import annotations

import re
from pathlib import Path

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft
from sanctionscreen.lists.readers.eu.entity_fields import iso
from sanctionscreen.lists.readers.uk import entity_fields
from sanctionscreen.parsing.delimited import decode, rows, table

CONLIST_COLUMNS = {
    "title": "title",
    "passportdetails": "passportdetails",
    "ninumber": "nationalidentifierdetails",
    "nationalidentificationnumber": "nationalidentifiernumber",
    "nationalidentificationdetails": "nationalidentifieradditionalinformation",
    "postzipcode": "addresspostalcode",
    "country": "addresscountry",
    "grouptype": "individualentityship",
    "aliastype": "nametype",
    "aliasquality": "aliasstrength",
    "regime": "regimename",
    "uksanctionslistdatedesignated": "datedesignated",
    "groupid": "uniqueid",
} | {f"address{number}": f"addressline{number}" for number in range(1, 7)}
"""Columns of the ConList to the names that the UK Sanctions List has for them."""

LIST_COLUMNS = {
    "designationtype": "individualentityship",
    "individualentityship": "individualentityship",
    "passportadditionalinformation": "passportadditionalinformation",
}
_DATE = re.compile(r"\d{1,2}[-/ ](?:\d{1,2}|[A-Za-z]{3,9})[-/ ]\d{4}|\d{4}-\d\d-\d\d")


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every party into the builder: all rows under one UniqueID (or Group ID), wherever they are."""
    text = decode(path.read_bytes(), path, fallback="cp1252")
    skip, builder.edition = _preamble(text, path)
    header, rows = table(text, path, skip=skip, warnings=builder.warnings)
    keys = [entity_fields.key_of(name) for name in header]
    renamed = CONLIST_COLUMNS if "groupid" in keys and "uniqueid" not in keys else LIST_COLUMNS
    fields = [renamed.get(key, key) for key in keys]
    for field, name in zip(fields, header, strict=True):
        if entity_fields.unknown_fields([field]) and field != "nationalidentifierdetails":
            builder.unknown[f"column {name}"] += 1
    drafts: dict[str, tuple[ListingDraft, str]] = {}
    seen: set[tuple[str, ...]] = set()
    for line, row in rows:
        if tuple(row) in seen:
            builder.unused["row that says the same as another"] += 1
            continue
        seen.add(tuple(row))
        _add(dict(zip(fields, row, strict=True)), line, drafts, builder)
    for draft, record in drafts.values():
        if renamed is CONLIST_COLUMNS:
            draft.measures.append("asset freeze")  # the ConList held targets of financial sanctions only
        builder.add(draft, record=record)


def _preamble(text: str, path: Path) -> tuple[int, str | None]:
    """Number of rows before the header, and the date in them: `Last Updated,13/04/2018`."""
    date = None
    for skip, (_, row) in enumerate(rows(text[:65_536], path, strict=False)):
        if {"uniqueid", "groupid"} & set(map(entity_fields.key_of, row)):
            return skip, date
        if match := _DATE.search(" ".join(row)):
            date = iso(match[0].replace("-", " ") if match[0][2:3] == "-" else match[0])
        if skip > 5:
            break
    return 0, date


def _add(
    row: dict[str, str], line: int, drafts: dict[str, tuple[ListingDraft, str]], builder: EditionBuilder
) -> None:
    entity_id = row.get("uniqueid", "").strip()
    if not entity_id:
        builder.reject(f"line {line}", "no id")
        return
    if entity_id not in drafts:
        drafts[entity_id] = ListingDraft(entity_id), f"line {line}"
    draft, _ = drafts[entity_id]
    entity_fields.add_row(row, draft, builder, f"line {line}")
    if details := row.get("nationalidentifierdetails"):
        entity_fields.add_documents("national_id", details, draft)
