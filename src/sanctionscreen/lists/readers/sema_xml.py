"""Reader for Canada's consolidated list of autonomous sanctions, XML, with the tags of today and of earlier years.

Published at https://www.international.gc.ca/world-monde/ under
international_relations-relations_internationales/sanctions.
"""

from __future__ import annotations

import re
from pathlib import Path

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.edition import PART
from sanctionscreen.model import Identifier
from sanctionscreen.parsing.xml import Element, local, records

TAGS = {
    "Country": "country",
    "LastName": "last",
    "GivenName": "given",
    "Entity": "entity",
    "EntityOrShip": "entity",
    "DateOfBirth": "birth",
    "DateOfBirthOrShipBuildDate": "birth",
    "Aliases": "aliases",
    "Title": "title",
    "TitleOrShip": "title",
    "TitleOrShipType": "title",
    "ShipIMONumber": "imo",
    "Schedule": "schedule",
    "Item": "item",
    "DateOfListing": "listed",
}
"""Tag to what it means; since 2025 a French name may follow a hyphen, as in `Country-Pays`."""

MEASURES = ("asset freeze",)
"""The regulations under SEMA and JVCFOA prohibit dealings with listed persons; other measures aren't in the file."""

_LABEL = re.compile(
    r"^(?:Belarus+ian|Russian|Ukrainian|Arabic|Persian|Farsi|Burmese|Chinese|Korean|Spanish)\s*:\s*", re.I
)
_BETWEEN = re.compile(r"\s*[,;\n]\s*|\s+/\s+|\s+(?=(?:Belarus+ian|Russian|Ukrainian|Arabic|Persian)\s*:)")
_AND = re.compile(r"\s+(?:and|or)\s+")


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every record into the builder."""
    for number, element in enumerate(records(path, "record"), 1):
        draft = _draft(element, builder, f"record {number}")
        builder.add(draft, record=f"record {number}")


def _draft(element: Element, builder: EditionBuilder, record: str) -> ListingDraft:
    fields: dict[str, str] = {}
    raw_aliases = ""
    for child in element:
        tag = local(child.tag)
        name = TAGS.get(tag) or TAGS.get(tag.partition("-")[0])
        if name is None:
            builder.unknown[tag] += bool(tag)
        else:
            fields[name] = clean(child.text)
            if name == "aliases":
                raw_aliases = (child.text or "").strip()
    get = fields.get
    country = get("country", "").partition(" / ")[0].strip()
    schedule = get("schedule", "")
    parts = (country, "" if schedule == "N/A" else schedule, get("item", ""))
    draft = ListingDraft("/".join(filter(None, parts)) if country or get("item") else "")
    person = bool(get("last") or get("given"))
    draft.kind = "person" if person else "vessel" if get("imo") else "organization"
    given_last = " ".join(filter(None, (get("given"), get("last"))))
    draft.add_name(given_last if person else get("entity", ""), published="primary")
    if person and get("entity"):
        draft.add_name(get("entity", ""), "alias", published="EntityOrShip")
    _add_aliases(raw_aliases, draft)
    draft.programmes.extend(filter(None, [country]))
    draft.measures.extend(MEASURES)
    draft.listed_on = get("listed", "")
    draft.positions.extend(filter(None, [get("title") if person else ""]))
    if title := get("title") if not person else "":
        draft.remarks.append(f"Type: {title}")
    if imo := get("imo"):
        draft.identifiers.append(Identifier("imo_number", imo.upper().removeprefix("IMO").strip()))
    if birth := get("birth"):
        if person:
            builder.add_birth_date(draft, birth, record=record)
        else:
            draft.remarks.append(f"Built: {birth}")
    return draft


def _add_aliases(text: str, draft: ListingDraft) -> None:
    """The aliases as published, split at `;`; and also, for matching, those that commas or labels join."""
    for published in filter(None, map(str.strip, text.split(";"))):
        draft.add_name(clean(published), "alias", published="alias")
        parts = [_LABEL.sub("", part).strip() for part in _BETWEEN.split(published)]
        if draft.kind == "person":
            parts = [piece for part in parts for piece in _AND.split(part)]
        parts = [clean(part) for part in parts if part]
        if all(" " in part for part in parts) and parts != [clean(published)]:
            for part in parts:
                draft.add_name(part, "alias", source=PART)
