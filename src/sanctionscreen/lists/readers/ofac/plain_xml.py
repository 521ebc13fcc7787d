"""Reader for OFAC's SDN.XML and CONSOLIDATED.XML, in the namespace of before and since 7 May 2024.

Specification: https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
"""

from __future__ import annotations

import re
from pathlib import Path

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.readers.ofac import codes, programmes
from sanctionscreen.lists.readers.ofac.features import add_feature, read_links
from sanctionscreen.model import Address, Identifier, NameType, Relation
from sanctionscreen.parsing.xml import Element, local, records

ALIAS_TYPES: dict[str, NameType] = {"a.k.a.": "alias", "f.k.a.": "previous_name", "n.k.a.": "alias"}
WEAK = {"strong": False, "weak": True}

_ITEMS = {
    "aka": {"uid", "type", "category", "lastName", "firstName"},
    "address": {
        "uid",
        "address1",
        "address2",
        "address3",
        "city",
        "stateOrProvince",
        "postalCode",
        "country",
    },
    "id": {"uid", "idType", "idNumber", "idCountry", "issueDate", "expirationDate"},
    "dateOfBirthItem": {"uid", "dateOfBirth", "mainEntry"},
    "placeOfBirthItem": {"uid", "placeOfBirth", "mainEntry"},
    "nationality": {"uid", "country", "mainEntry"},
    "citizenship": {"uid", "country", "mainEntry"},
    "program": set(),
}
"""The items of the lists in an entry, and the fields we know of each."""

_LISTS = {
    "akaList",
    "addressList",
    "idList",
    "dateOfBirthList",
    "placeOfBirthList",
    "nationalityList",
    "citizenshipList",
    "programList",
}
_VESSEL_UNUSED = {
    "vesselType": "vessel type",
    "tonnage": "tonnage",
    "grossRegisteredTonnage": "gross registered tonnage",
}
_UID = re.compile(rb"<sdnEntry>\s*<uid>\s*(\d+)")


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every sdnEntry into the builder.

    Raises:
        ListFileError: if the file holds fewer or more entries than it says.
    """
    if not builder.list_id:
        builder.list_id = _list_of(path, builder)
    announced, count = "", 0
    for element in records(path, "publshInformation", "sdnEntry"):
        if local(element.tag) == "publshInformation":
            fields = _fields(element)
            announced = fields.get("Record_Count", "")
            builder.edition = _iso(fields.get("Publish_Date", ""))
            continue
        count += 1
        draft = _entry(element, builder)
        builder.add(draft, record=f"uid {draft.entity_id}")
    if announced.isdigit() and int(announced) != count:
        raise builder.error(f"says that it holds {announced} entries, and holds {count}: cut off?")


def _list_of(path: Path, builder: EditionBuilder) -> str:
    """Which of OFAC's two lists this is: by ids and programmes, else by the file's name."""
    data = path.read_bytes()
    if not programmes.SDN_ONLY_UIDS.isdisjoint(uid.decode() for uid in _UID.findall(data)):
        return "us-ofac-sdn"
    if any(f"<program>{programme}</program>".encode() in data for programme in programmes.NON_SDN_ONLY):
        return "us-ofac-cons"
    return programmes.list_by_name(builder.path.name, builder)


def _entry(element: Element, builder: EditionBuilder) -> ListingDraft:
    fields: dict[str, str] = {}
    items: list[tuple[str, dict[str, str]]] = []
    draft = ListingDraft("")
    for child in element:
        tag = local(child.tag)
        if tag in _LISTS:
            items.extend(
                (local(item.tag), _fields(item) if len(item) else {"": clean(item.text)}) for item in child
            )
        elif tag == "vesselInfo":
            _add_vessel(_fields(child), draft, builder)
        elif tag:
            fields[tag] = clean(child.text)
    draft.entity_id = fields.pop("uid", "")
    kind = fields.pop("sdnType", "")
    draft.kind = codes.KINDS.get(kind.lower())
    if draft.kind is None:
        builder.unknown[f"sdnType {kind}"] += 1
    draft.add_name(_name(fields.pop("lastName", ""), fields.pop("firstName", "")), published="primary")
    if title := fields.pop("title", ""):
        draft.positions.extend(part.strip() for part in title.split(";"))
    for tag, item in items:
        _add_item(tag, item, draft, builder)
    if remarks := fields.pop("remarks", ""):
        draft.remarks.append(remarks)
        read_links(remarks, draft)
    for tag in fields:
        builder.unknown[tag] += 1
    measures, unknown = programmes.measures(builder.list_id, draft.programmes)
    draft.measures.extend(measures)
    builder.unknown.update(f"programme {programme}: measures not known" for programme in unknown)
    return draft


def _add_item(tag: str, item: dict[str, str], draft: ListingDraft, builder: EditionBuilder) -> None:
    words = _ITEMS.get(tag)
    if words is None:
        builder.unknown[tag] += 1
        return
    for field in item.keys() - words - {""}:
        builder.unknown[f"{tag}/{field}"] += 1
    get = item.get
    if tag == "program":
        draft.programmes.append(get("", ""))
    elif tag == "aka":
        _add_alias(item, draft, builder)
    elif tag == "address":
        street = ", ".join(filter(None, (get("address1"), get("address2"), get("address3"))))
        country = get("country", "")
        address = Address(
            "", street, get("city", ""), get("stateOrProvince", ""), get("postalCode", ""), country
        )
        draft.addresses.append(address)
        if country and draft.kind != "vessel":
            draft.countries.append(country)
    elif tag == "id":
        dates = (("issued", get("issueDate")), ("expires", get("expirationDate")))
        extra = " ".join(f"{word} {date}" for word, date in dates if date)
        number, country = get("idNumber", ""), get("idCountry", "")
        add_feature(get("idType", ""), number, draft, builder, country=country, extra=extra)
    elif tag == "dateOfBirthItem":
        builder.add_birth_date(draft, get("dateOfBirth", ""), record=f"uid {draft.entity_id}")
    elif tag == "placeOfBirthItem":
        draft.birth_places.append(get("placeOfBirth", ""))
    else:
        draft.nationalities.append(get("country", ""))


def _add_alias(item: dict[str, str], draft: ListingDraft, builder: EditionBuilder) -> None:
    kind, category = item.get("type", ""), item.get("category", "")
    if kind not in ALIAS_TYPES:
        builder.unknown[f"aka type {kind}"] += 1
    if category not in WEAK:
        builder.unknown[f"aka category {category}"] += 1
    name = _name(item.get("lastName", ""), item.get("firstName", ""))
    draft.add_name(name, ALIAS_TYPES.get(kind, "alias"), weak=WEAK.get(category, False), published=kind)


def _add_vessel(fields: dict[str, str], draft: ListingDraft, builder: EditionBuilder) -> None:
    for tag, value in fields.items():
        if tag == "callSign":
            draft.identifiers.append(Identifier("call_sign", value))
        elif tag == "vesselFlag":
            if value != "None Identified":
                draft.countries.append(value)
        elif tag == "vesselOwner":
            draft.relations.append(Relation("owned_by", value))
        elif tag in _VESSEL_UNUSED:
            builder.unused[_VESSEL_UNUSED[tag]] += 1
        else:
            builder.unknown[f"vesselInfo/{tag}"] += 1


def _fields(element: Element) -> dict[str, str]:
    return {local(child.tag): text for child in element if (text := clean(child.text))}


def _name(last: str, first: str) -> str:
    return f"{last}, {first}" if last and first else last or first


def _iso(text: str) -> str | None:
    """`05/07/2024` (the month first) as `2024-05-07`."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    return f"{match[3]}-{int(match[1]):02d}-{int(match[2]):02d}" if match else None
