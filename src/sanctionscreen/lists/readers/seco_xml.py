"""Reader for Switzerland's SECO list, XML (`swiss-sanctions-list`).

A target has its history as `modification` elements that hold older copies of it, and stays in the file when it is
de-listed. Spelling variants hang on the parts of a name, by language and script.
Specification: https://www.seco.admin.ch/seco/en/home/Aussenwirtschaftspolitik_Wirtschaftliche_Zusammenarbeit/
Wirtschaftsbeziehungen/exportkontrollen-und-sanktionen/sanktionen-embargos/sanktionsmassnahmen/suche_sanktionsadressaten.html
"""

from __future__ import annotations

from pathlib import Path

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.edition import PART
from sanctionscreen.lists.free_text import find_identifiers
from sanctionscreen.model import Address, Identifier, Kind, NameType, Relation
from sanctionscreen.parsing.xml import Element, local, records, root_of

KINDS: dict[str, Kind] = {"individual": "person", "entity": "organization", "object": "vessel"}
OBJECTS: dict[str, Kind] = {"vessel": "vessel", "aircraft": "aircraft"}

NAME_TYPES: dict[str, NameType] = {
    "primary-name": "name",
    "alias": "alias",
    "formerly-known-as": "previous_name",
}
QUALITIES = {"good": False, "low": True, "": False}

FAMILY_PARTS = frozenset({"family-name", "maiden-name"})
LEFT_OUT_PARTS = frozenset({"title", "suffix"})
"""Parts that are no name of their own: they become positions."""

DOCUMENTS = {
    "passport": "passport_number",
    "diplomatic-passport": "passport_number",
    "id-card": "national_id",
    "ssn": "national_id",
    "driving-license": "license_number",
    "driving-permit": "license_number",
    "residence-permit": "national_id",
    "other": "id_number",
}
_KNOWN_QUIETLY = frozenset({"sanctions-set-id", "modification", "foreign-identifier", "generic-attribute"})


class _Index:
    """Elements before the targets that these refer to by id: places, and the programmes of sanctions sets."""

    def __init__(self) -> None:
        self.places: dict[str, Address] = {}
        self.programmes: dict[str, str] = {}


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every target into the builder, de-listed ones with that status."""
    index = _Index()
    for element in records(path, "sanctions-program", "place", "target", outermost=True):
        tag = local(element.tag)
        if builder.edition is None:
            builder.edition = root_of(element).get("date") or None
        if tag == "place":
            index.places[element.get("ssid", "")] = _place(element)
        elif tag == "sanctions-program":
            _read_programme(element, index)
        else:
            draft = _target(element, index, builder)
            builder.add(draft, record=f"target {draft.entity_id}")


def _read_programme(element: Element, index: _Index) -> None:
    names = [child for child in element if local(child.tag) in {"program-key", "program-name"}]
    names.sort(key=lambda child: (child.get("lang") != "eng", local(child.tag) != "program-key"))
    name = clean(names[0].text) if names else ""
    for child in element:
        if local(child.tag) == "sanctions-set":
            index.programmes[child.get("ssid", "")] = name


def _place(element: Element) -> Address:
    texts = {local(child.tag): clean(child.text) for child in element}
    country = next(
        (
            child.get("iso-code", "") or clean(child.text)
            for child in element
            if local(child.tag) == "country"
        ),
        "",
    )
    return Address(city=texts.get("location", ""), region=texts.get("area", ""), country=country)


def _target(element: Element, index: _Index, builder: EditionBuilder) -> ListingDraft:
    draft = ListingDraft(element.get("ssid", ""))
    for child in element:
        tag = local(child.tag)
        if tag in KINDS:
            draft.kind = KINDS[tag] if tag != "object" else OBJECTS.get(child.get("object-type", ""))
            if draft.kind is None:
                builder.unknown[f"object-type {child.get('object-type')}"] += 1
            if sex := child.get("sex"):
                draft.genders.append(sex)
            _read_party(child, draft, index, builder)
        elif tag == "sanctions-set-id":
            set_id = clean(child.text)
            draft.programmes.append(index.programmes.get(set_id) or f"sanctions set {set_id}")
        elif tag == "generic-attribute":
            draft.remarks.append(f"{child.get('name', '')}: {clean(child.text)}")
        elif tag and tag not in _KNOWN_QUIETLY:
            builder.unknown[f"target/{tag}"] += 1
    _set_status(element, draft)
    if draft.kind in {"person", "organization"}:
        draft.measures.append(
            "asset freeze"
        )  # the measure of the list of addressees; ships have measures of their own
    return draft


def _set_status(element: Element, draft: ListingDraft) -> None:
    """Listed or de-listed, by the last dated modification; when listed, by the first one that says so."""
    dated = []
    for child in element:
        if local(child.tag) == "modification":
            dates = (child.get("effective-date"), child.get("publication-date"), child.get("enactment-date"))
            dated.append((next(filter(None, dates), ""), child.get("modification-type", "")))
    if dated and max(dated, key=lambda item: item[0])[1] == "de-listed":
        draft.status = "delisted"
    draft.listed_on = min((date for date, kind in dated if kind == "listed" and date), default="")


def _read_party(party: Element, draft: ListingDraft, index: _Index, builder: EditionBuilder) -> None:
    for child in party:
        tag = local(child.tag)
        if tag == "identity":
            for item in child:
                _read_identity(item, draft, index, builder)
        elif tag in {"justification", "other-information"}:
            text = clean(child.text)
            draft.remarks.extend(filter(None, [text]))
            draft.identifiers.extend(find_identifiers(text, detail="in remarks"))
        elif tag == "relation":
            word = child.get("relation-type", "related-to").replace("-", "_")
            draft.relations.append(
                Relation(word, clean("".join(map(str, child.itertext()))), child.get("target-id", ""))
            )
        elif tag:
            builder.unknown[f"{local(party.tag)}/{tag}"] += 1


def _read_identity(item: Element, draft: ListingDraft, index: _Index, builder: EditionBuilder) -> None:
    tag = local(item.tag)
    if tag == "name":
        _add_name(item, draft, builder)
    elif tag == "nationality":
        draft.nationalities.extend(child.get("iso-code") or clean(child.text) for child in item)
    elif tag == "day-month-year":
        _add_date(item, draft, builder)
    elif tag == "address":
        _add_address(item, draft, index)
    elif tag == "place-of-birth":
        address = index.places.get(item.get("place-id", ""), Address())
        draft.birth_places.extend(filter(None, [str(address)]))
    elif tag == "identification-document":
        _add_document(item, draft, builder)
    elif tag:
        builder.unknown[f"identity/{tag}"] += 1


def _add_name(name: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    kind, quality = name.get("name-type", ""), name.get("quality", "")
    if kind not in NAME_TYPES:
        builder.unknown[f"name-type {kind}"] += 1
    if quality not in QUALITIES:
        builder.unknown[f"quality {quality}"] += 1
    name_type, weak = NAME_TYPES.get(kind, "alias"), QUALITIES.get(quality, False)
    parts: list[tuple[str, str]] = []
    variants: dict[tuple[str, str, int], dict[int, str]] = {}
    for part in sorted((child for child in name if local(child.tag) == "name-part"), key=_order):
        part_type = part.get("name-part-type", "")
        seen: dict[tuple[str, str], int] = {}
        for child in part:
            text = clean(child.text)
            if local(child.tag) == "value" and text:
                parts.append((part_type, text))
            elif local(child.tag) == "spelling-variant" and text and parts:
                key = child.get("script", ""), child.get("lang", "")
                seen[key] = seen.get(key, -1) + 1
                variants.setdefault((*key, seen[key]), {})[len(parts) - 1] = text
    draft.positions.extend(text for part_type, text in parts if part_type in LEFT_OUT_PARTS)
    draft.add_name(_joined(parts), name_type, weak=weak, published=kind)
    _complete(parts, name_type, weak, draft)
    for (script, language, _), texts in variants.items():
        spelt = [(part_type, texts.get(at, text)) for at, (part_type, text) in enumerate(parts)]
        if script not in {"LATN", "Latn", ""}:  # a name in two scripts at once is no name
            spelt = [(part_type, texts[at]) for at, (part_type, _) in enumerate(parts) if at in texts]
        draft.add_name(
            _joined(spelt),
            "alias" if name_type == "name" else name_type,
            weak=weak,
            published=f"{kind} spelling-variant",
            script=script.title(),
            language=language.lower(),
        )


def _complete(parts: list[tuple[str, str]], name_type: NameType, weak: bool, draft: ListingDraft) -> None:
    """A former name that gives the family name alone, put together with the given names of the primary one."""
    if len(parts) == 1 and parts[0][0] in FAMILY_PARTS and draft.names and ", " in draft.names[0].name:
        given = draft.names[0].name.partition(", ")[2]
        draft.add_name(f"{parts[0][1]}, {given}", name_type, weak=weak, source=PART)


def _joined(parts: list[tuple[str, str]]) -> str:
    """The parts in their order, with a comma behind the family name."""
    family = " ".join(text for part_type, text in parts if part_type in FAMILY_PARTS)
    rest = " ".join(text for part_type, text in parts if part_type not in FAMILY_PARTS | LEFT_OUT_PARTS)
    return ", ".join(filter(None, (family, rest)))


def _order(part: Element) -> int:
    order = part.get("order", "")
    return int(order) if order.isdigit() else 0


def _add_date(item: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    parts = [item.get(name) or "" for name in ("year", "month", "day")]
    text = "-".join(part for part in parts[: 1 + parts[1:].index("") if "" in parts[1:] else 3] if part)
    if item.get("calendar", "Gregorian") != "Gregorian":
        draft.remarks.append(f"Date of birth ({item.get('calendar')} calendar): {text}")
    elif text:
        circa = item.get("quality") in {"low", "circa"}
        builder.add_birth_date(draft, f"circa {text}" if circa else text, record=f"target {draft.entity_id}")


def _add_address(item: Element, draft: ListingDraft, index: _Index) -> None:
    texts = {local(child.tag): clean(child.text) for child in item}
    place = index.places.get(item.get("place-id", ""), Address())
    lines = (texts.get("c-o"), texts.get("address-details"), texts.get("p-o-box"))
    address = Address(
        street=", ".join(filter(None, lines)),
        city=place.city,
        region=place.region,
        postal_code=texts.get("zip-code", ""),
        country=place.country,
    )
    if address != Address():
        draft.addresses.append(address)
    if place.country:
        draft.countries.append(place.country)
    draft.remarks.extend(f"Address: {texts[tag]}" for tag in ("remark",) if texts.get(tag))


def _add_document(item: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    kind = item.get("document-type", "")
    if kind not in DOCUMENTS:
        builder.unknown[f"document-type {kind}"] += 1
    number = country = ""
    said: list[str] = []
    for child in item:
        tag, text = local(child.tag), clean(child.text)
        if tag == "number":
            number = text
        elif tag == "issuer":
            country = child.get("code") or text
        elif text:
            said.append(f"{tag.replace('-', ' ')} {text}")
    if number:
        draft.identifiers.append(
            Identifier(DOCUMENTS.get(kind, "id_number"), number, country, ", ".join(said))
        )
