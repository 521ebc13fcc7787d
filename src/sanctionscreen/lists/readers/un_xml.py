"""Reader for the UN Security Council's consolidated list, XML:
https://scsanctions.un.org/resources/xml/en/consolidated.xml.

VERSIONNUM is left alone: it doesn't change between editions. Empty alias and address stubs are common and
mean nothing.
"""

from __future__ import annotations

import re
from pathlib import Path

from sanctionscreen.dates import PartialDate
from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.free_text import find_identifiers
from sanctionscreen.model import Address, Identifier, Kind, NameType
from sanctionscreen.parsing.xml import Element, records, root_of

KINDS: dict[str, Kind] = {"INDIVIDUAL": "person", "ENTITY": "organization"}

QUALITIES: dict[str, tuple[NameType, bool]] = {
    "Good": ("alias", False),
    "Low": ("alias", True),
    "a.k.a.": ("alias", False),
    "f.k.a.": ("previous_name", False),
    "": ("alias", False),
}
"""QUALITY of an alias: type, and whether it is weak."""

MEASURES: dict[str, tuple[str, ...]] = {
    "Al-Qaida": ("asset freeze", "travel ban", "arms embargo"),  # resolutions 1267, 1989, 2253
    "Taliban": ("asset freeze", "travel ban", "arms embargo"),  # 1988
    "Iraq": ("asset freeze",),  # 1483, 1518
    "DPRK": ("asset freeze", "travel ban"),  # 1718
    "DRC": ("asset freeze", "travel ban"),  # 1533
    "Libya": ("asset freeze", "travel ban"),  # 1970; the comments may name one of the two
    "Iran": ("asset freeze", "travel ban"),  # 1737
    "Somalia": ("asset freeze", "travel ban", "arms embargo"),  # 751, 1844
    "CAR": ("asset freeze", "travel ban"),  # 2127
    "GB": ("travel ban",),  # 2048, Guinea-Bissau
    "Mali": ("asset freeze", "travel ban"),  # 2374
    "SouthSudan": ("asset freeze", "travel ban"),  # 2206
    "Sudan": ("asset freeze", "travel ban"),  # 1591
    "Yemen": ("asset freeze", "travel ban", "arms embargo"),  # 2140, 2216
    "Haiti": ("asset freeze", "travel ban", "arms embargo"),  # 2653
}
"""UN_LIST_TYPE to measures; a travel ban concerns persons only.
https://main.un.org/securitycouncil/en/sanctions/information."""

DOCUMENTS = {
    "passport": "passport_number",
    "numéro de passeport": "passport_number",
    "número de pasaporte": "passport_number",
    "national identification number": "national_id",
    "national identification no.": "national_id",
    "national identification": "national_id",
}

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_WITHOUT_PLACE = frozenset({"VERSIONNUM", "LIST_TYPE", "SORT_KEY", "SORT_KEY_LAST_MOD"})
_LABEL = re.compile(
    r"^.*?(?:\b(?:number|no|card|passport|tazkira)\b\)?[.:]?\s*)+(?=\S*\d)(?!.*\b(?:no|number)\b)", re.I
)
_LEADING_NUMBER = re.compile(r"^(?:[A-Z]{1,3}[- ]?)?\d[\w/.-]{3,}")
_LIBYA = re.compile(r"\((Travel Ban)?(?:,\s*)?(Assets? Freeze)?\)", re.I)


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every INDIVIDUAL and ENTITY into the builder."""
    for element in records(path, "INDIVIDUAL", "ENTITY"):
        if builder.edition is None:
            builder.edition = (root_of(element).get("dateGenerated") or "")[:10] or None
        _read_record(element, builder)


def _read_record(element: Element, builder: EditionBuilder) -> None:
    fields: dict[str, str] = {}
    groups: list[tuple[str, dict[str, list[str]]]] = []
    for child in element:
        if len(child):
            groups.append((child.tag, _group(child)))
        elif child.tag not in fields:
            fields[child.tag] = clean(child.text)
        else:
            groups.append((child.tag, {"VALUE": [clean(child.text)]}))
    reference, data_id = fields.pop("REFERENCE_NUMBER", ""), fields.pop("DATAID", "")
    draft = ListingDraft(reference or data_id, kind=KINDS[element.tag])
    draft.references.extend(filter(None, [data_id]))
    record = f"{element.tag} {draft.entity_id}"
    draft.add_name(
        " ".join(filter(None, (fields.pop(part, "") for part in _NAME_PARTS))), published="primary"
    )
    draft.add_name(fields.pop("NAME_ORIGINAL_SCRIPT", ""), published="original script")
    _read_fields(fields, draft, builder)
    for tag, group in groups:
        _read_group(tag.removeprefix(f"{element.tag}_"), group, draft, builder, record)
    if (
        "Libya" in draft.programmes
        and (match := _LIBYA.search("\n".join(draft.remarks)))
        and (match[1] or match[2])
    ):
        named = {"asset freeze": match[2], "travel ban": match[1]}
        draft.measures = [measure for measure in draft.measures if named[measure]]
    builder.add(draft, record=record)


def _group(element: Element) -> dict[str, list[str]]:
    group: dict[str, list[str]] = {}
    for child in element:
        if (text := clean(child.text)) and text != "null":
            group.setdefault(child.tag, []).append(text)
    return group


def _read_fields(fields: dict[str, str], draft: ListingDraft, builder: EditionBuilder) -> None:
    for tag, text in fields.items():
        if not text:
            continue
        if tag == "UN_LIST_TYPE":
            draft.programmes.append(text)
            if text not in MEASURES:
                builder.unknown[f"UN_LIST_TYPE {text}: measures not known"] += 1
            draft.measures.extend(
                m for m in MEASURES.get(text, ()) if draft.kind == "person" or m != "travel ban"
            )
        elif tag == "LISTED_ON":
            draft.listed_on = text[:10]
        elif tag == "GENDER":
            draft.genders.append(text)
        elif tag == "COMMENTS1":
            draft.remarks.append(text)
            draft.identifiers.extend(find_identifiers(text, detail="in comments"))
        elif tag == "DELISTED_ON":
            draft.status = "delisted"
        elif tag in {"SUBMITTED_BY", "SUBMITTED_ON"}:
            draft.remarks.append(f"{tag.replace('_', ' ').capitalize()}: {text}")
        elif tag not in _WITHOUT_PLACE:
            builder.unknown[tag] += 1


def _read_group(
    what: str, group: dict[str, list[str]], draft: ListingDraft, builder: EditionBuilder, record: str
) -> None:
    if what == "ALIAS":
        _add_alias(group, draft, builder, record)
    elif what == "ADDRESS":
        _add_address(group, draft)
    elif what == "DATE_OF_BIRTH":
        _add_birth_date(group, draft, builder, record)
    elif what == "PLACE_OF_BIRTH":
        location = _joined(group, "STREET", "CITY", "STATE_PROVINCE", "COUNTRY")
        draft.birth_places.extend(filter(None, [location]))
        _add_notes(group, draft, "Place of birth")
    elif what == "DOCUMENT":
        _add_document(group, draft, builder)
    elif what == "NATIONALITY":
        draft.nationalities.extend(group.get("VALUE", ()))
    elif what in {"DESIGNATION", "TITLE"}:
        draft.positions.extend(group.get("VALUE", ()))
    elif what == "LAST_DAY_UPDATED":
        builder.unused["LAST_DAY_UPDATED"] += 1
    elif what != "LIST_TYPE":
        builder.unknown[what] += 1


def _add_alias(
    group: dict[str, list[str]], draft: ListingDraft, builder: EditionBuilder, record: str
) -> None:
    quality = _first(group, "QUALITY")
    if quality not in QUALITIES:
        builder.unknown[f"QUALITY {quality}"] += 1
    name_type, weak = QUALITIES.get(quality, ("alias", False))
    note = _first(group, "NOTE")
    if re.match(r"(?:formerly|previously) listed as", note):
        name_type = "previous_name"
    for name in group.get("ALIAS_NAME", ()):
        draft.add_name(name, name_type, weak=weak, published=quality or "alias")
        draft.identifiers.extend(find_identifiers(name, detail="in alias"))
    if date := _first(group, "DATE_OF_BIRTH"):
        builder.add_birth_date(draft, date, record=record)
    draft.birth_places.extend(filter(None, [_joined(group, "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")]))
    if note:
        _add_notes(group, draft, f"Alias {_first(group, 'ALIAS_NAME')}".rstrip())


def _add_address(group: dict[str, list[str]], draft: ListingDraft) -> None:
    address = Address(
        street=_first(group, "STREET"),
        city=_first(group, "CITY"),
        region=_first(group, "STATE_PROVINCE"),
        postal_code=_first(group, "ZIP_CODE"),
        country=_first(group, "COUNTRY"),
    )
    if address != Address():
        draft.addresses.append(address)
    if address.country:
        draft.countries.append(address.country)
    _add_notes(group, draft, "Address")


def _add_birth_date(
    group: dict[str, list[str]], draft: ListingDraft, builder: EditionBuilder, record: str
) -> None:
    note = _first(group, "NOTE")
    circa = _first(group, "TYPE_OF_DATE") == "APPROXIMATELY" or note.lower().startswith("approximately")
    first, last = _first(group, "FROM_YEAR"), _first(group, "TO_YEAR")
    year = _first(group, "YEAR")
    if first and last and first.isdigit() and last.isdigit():
        draft.birth_dates.append(PartialDate(int(first), year_to=int(last), circa=circa))
    elif year.isdigit():
        draft.birth_dates.append(PartialDate(int(year), circa=circa))
    elif text := _first(group, "DATE") or year or first or last:
        builder.add_birth_date(draft, f"circa {text}" if circa else text, record=record)
    if note and note.lower() != "approximately":
        draft.remarks.append(f"Date of birth: {note}")


def _add_document(group: dict[str, list[str]], draft: ListingDraft, builder: EditionBuilder) -> None:
    kind, second_type, number = (
        _first(group, "TYPE_OF_DOCUMENT"),
        _first(group, "TYPE_OF_DOCUMENT2"),
        _first(group, "NUMBER"),
    )
    note = _first(group, "NOTE")
    country = _first(group, "COUNTRY_OF_ISSUE") or _first(group, "ISSUING_COUNTRY")
    type_ = DOCUMENTS.get(kind.strip(" :").lower(), "")
    if not type_:
        if kind:
            builder.unknown[f"TYPE_OF_DOCUMENT {kind}"] += 1
        type_ = "passport_number" if "passport" in (second_type + number).lower() else "id_number"
    if not number and (match := _LEADING_NUMBER.match(note)):
        number = match[0]
    if not number and re.search(r"\d{3}", second_type):
        number = second_type
    if number:
        value = _LABEL.sub("", number)
        details = [word for word in (second_type, number if value != number else "") if word and word != kind]
        draft.identifiers.append(Identifier(type_, value, country, ", ".join(details)))
    draft.identifiers.extend(find_identifiers(f"{note}", detail="in note"))
    location, date = _first(group, "CITY_OF_ISSUE"), _first(group, "DATE_OF_ISSUE")
    about = ", ".join(filter(None, (date and f"issued {date}", location and f"in {location}", note)))
    if about or (group and not number):
        draft.remarks.append(f"{second_type or kind} {number or country}: {about or 'no number given'}")


def _add_notes(group: dict[str, list[str]], draft: ListingDraft, label: str) -> None:
    for note in group.get("NOTE", ()):
        draft.remarks.append(f"{label}: {note}")
        draft.identifiers.extend(find_identifiers(note, detail="in note"))


def _first(group: dict[str, list[str]], tag: str) -> str:
    return group[tag][0] if tag in group else ""


def _joined(group: dict[str, list[str]], *tags: str) -> str:
    return ", ".join(filter(None, (_first(group, tag) for tag in tags)))
