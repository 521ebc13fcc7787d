"""Reader for the US Bureau of Industry and Security's Denied Persons List, tab separated.

A row for each name and address; no id is published, so one is made of name, street and effective date. Nor is a date of
the list: the dates of the rows' last updates lie as far ahead as 3033.
https://www.bis.gov/licensing/end-user-guidance/denied-persons-list
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.edition import PART
from sanctionscreen.model import Address
from sanctionscreen.parsing.delimited import decode, header_name, table

COLUMNS = {
    "name": "name",
    "street_address": "street",
    "city": "city",
    "state": "region",
    "country": "country",
    "postal_code": "postal_code",
    "effective_date": "effective",
    "expiration_date": "Expires",
    "standard_order": "Standard order",
    "last_update": "Last update",
    "action": "Action",
    "fr_citation": "Federal Register",
}
"""Column to what it means; those with a capital letter go to the remarks under that label."""

MEASURES = ("export denial",)
PROGRAMME = "Denied Persons List"
_ALSO = re.compile(r"\s+[AFN]/K/A:?\s+|\s+\([AFN]/K/A:?\s+([^()]*)\)", re.I)


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every row into the builder."""
    text = decode(path.read_bytes(), path, fallback="cp1252")
    header, rows = table(text, path, delimiter="\t", warnings=builder.warnings)
    columns = [COLUMNS.get(header_name(name), "") for name in header]
    for name, column in zip(header, columns, strict=True):
        if name and not column:
            builder.unknown[f"column {name}"] += 1
    for line, row in rows:
        fields = {column: clean(text) for column, text in zip(columns, row, strict=True) if column}
        builder.add(_draft(fields), record=f"line {line}")


def entity_id(name: str, street: str, effective: str) -> str:
    """The id of a row, since the publisher gives none: 16 hexadecimal digits.

    >>> entity_id("I. ASH", "", "06/19/2003")
    'a5fae1586bac8764'
    """
    return hashlib.sha256("\x1f".join((name, street, effective)).encode()).hexdigest()[:16]


def _draft(fields: dict[str, str]) -> ListingDraft:
    get = fields.get
    name, street, effective = get("name", ""), get("street", ""), get("effective", "")
    draft = ListingDraft(entity_id(name, street, effective) if name else "")
    draft.add_name(name, published="primary")
    if len(parts := [part.strip() for part in _ALSO.split(name) if part and part.strip()]) > 1:
        for part in parts:
            draft.add_name(part, "alias", source=PART)
    address = Address(
        "", street, get("city", ""), get("region", ""), get("postal_code", ""), get("country", "")
    )
    if address != Address():
        draft.addresses.append(address)
    draft.countries.extend(filter(None, [address.country]))
    draft.programmes.append(PROGRAMME)
    draft.measures.extend(MEASURES)
    draft.listed_on = _iso(effective)
    labels = (label for label in COLUMNS.values() if label[:1].isupper())
    draft.remarks.extend(f"{label}: {text}" for label in labels if (text := get(label, "")))
    return draft


def _iso(text: str) -> str:
    """`06/19/2003` (the month first) as `2003-06-19`."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    return f"{match[3]}-{int(match[1]):02d}-{int(match[2]):02d}" if match else text
