"""Reader for OFAC's SDN_ENHANCED.XML and CONS_ENHANCED.XML, the Sanctions List Service's own format since 2024.

Each entity is complete in one element, with codes beside their words. Names have one translation for each script.
Specification: https://ofac.treasury.gov/sanctions-list-service, the schema ENHANCED_XML.xsd beside the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.readers.ofac import codes, programmes
from sanctionscreen.lists.readers.ofac.advanced_xml import ALIAS_TYPES, add_value
from sanctionscreen.lists.readers.ofac.advanced_xml import MEASURES as ADVANCED_MEASURES
from sanctionscreen.lists.readers.ofac.features import add_feature, read_links
from sanctionscreen.lists.readers.ofac.id_graph import ADDRESS_PARTS, SCRIPTS
from sanctionscreen.model import Address, Relation
from sanctionscreen.parsing.xml import Element, local, records

LISTS = {"SDN List": "us-ofac-sdn", "Consolidated List": "us-ofac-cons"}
"""What the file says it was filtered by, to the id of the list."""

MEASURES = ADVANCED_MEASURES | {
    "561 Full Restrictions": "correspondent account ban",
    "Executive Order 14024 Directive 4": "sectoral",
    "Executive Order 14059 Non-blocking": "menu-based",
    "CAATSA Section 231/235 Sanctions": "menu-based",
    "CMIC Executive Order": "investment ban",
    "Executive Order 13959 Sanctions": "investment ban",
}
"""`sanctionsType` to measure."""

_PUBLICATION = {"dataAsOf", "filters"}
_FILTERS = {"sanctionsLists"}
_TYPED = {"type", "value"}
_ADDRESS_TRANSLATION = {"isPrimary", "script", "addressParts"}
_DATES = {"fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd", "isApproximate", "isDateRange"}
_ENTITY = {"generalInfo", "sanctionsLists", "sanctionsPrograms", "sanctionsTypes", "legalAuthorities"}
_ENTITY |= {"names", "addresses", "identityDocuments", "features", "relationships"}
_GENERAL = {"identityId", "entityType", "title", "remarks"}
_NAME = {"isPrimary", "aliasType", "isLowQuality", "translations"}
_TRANSLATION = {
    "isPrimary",
    "script",
    "formattedFirstName",
    "formattedLastName",
    "formattedFullName",
    "nameParts",
}
_ADDRESS = {"country", "translations", "isPrimary"}
_DOCUMENT = {
    "type",
    "name",
    "documentNumber",
    "isValid",
    "issuingLocation",
    "issuingCountry",
    "issuingAuthority",
}
_DOCUMENT |= {"issueDate", "expirationDate", "comments"}
_FEATURE = {"type", "versionId", "value", "valueRefId", "valueDate", "isPrimary", "reliability", "comments"}
_RELATIONSHIP = {"type", "relatedEntity", "quality", "comments"}
"""The elements that are known within each element; others are counted as unknown."""


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every entity into the builder.

    Raises:
        ListFileError: if the file was filtered by neither or both of OFAC's lists and nobody says which it is.
    """
    filters: set[str] = set()
    for element in records(path, "publicationInfo", "entity"):
        if local(element.tag) == "publicationInfo":
            parts = _Parts(element, _PUBLICATION, builder)
            builder.edition = parts.text("dataAsOf")[:10] or None
            lists = (
                _Parts(parts["filters"], _FILTERS, builder).list("sanctionsLists")
                if "filters" in parts
                else ()
            )
            filters = {clean(item.text) for item in lists}
            continue
        if not builder.list_id:
            builder.list_id = _list_of(filters, builder)
        draft = _entity(element, builder)
        builder.add(draft, record=f"entity {draft.entity_id}")


def _list_of(filters: set[str], builder: EditionBuilder) -> str:
    known = {LISTS[name] for name in filters if name in LISTS}
    return known.pop() if len(known) == 1 else programmes.list_by_name(builder.path.name, builder)


def _entity(element: Element, builder: EditionBuilder) -> ListingDraft:
    draft = ListingDraft(element.get("id", ""))
    parts = _Parts(element, _ENTITY, builder)
    remarks = ""
    if "generalInfo" in parts:
        remarks = _add_general(_Parts(parts["generalInfo"], _GENERAL, builder), draft, builder)
    primary = sum([_add_name(name, draft, builder) for name in parts.list("names")])
    if primary != 1 and draft.names:
        builder.warnings.append(
            f"entity {draft.entity_id}: {primary} names are called primary, not one; the first is taken"
        )
    draft.names.sort(key=lambda name: name.type != "name")
    for address in parts.list("addresses"):
        _add_address(address, draft, builder)
    for document in parts.list("identityDocuments"):
        _add_document(document, draft, builder)
    for feature in parts.list("features"):
        _add_feature(feature, draft, builder)
    for relationship in parts.list("relationships"):
        _add_relationship(relationship, draft, builder)
    if remarks:
        draft.remarks.append(remarks)
        read_links(remarks, draft)
    _add_sanctions(parts, draft, builder)
    return draft


def _add_general(general: _Parts, draft: ListingDraft, builder: EditionBuilder) -> str:
    """Kind and positions; the remarks are given back, since they come last on a listing."""
    kind = general.text("entityType")
    draft.kind = codes.KINDS.get(kind.lower()) if kind else None
    if draft.kind is None:
        builder.unknown[f"entityType {kind}"] += 1
    if title := general.text("title"):
        draft.positions.extend(part.strip() for part in title.split(";"))
    return general.text("remarks")


def _add_sanctions(parts: _Parts, draft: ListingDraft, builder: EditionBuilder) -> None:
    """The days of listing, programmes, and measures."""
    days = [item.get("datePublished", "")[:10] for item in parts.list("sanctionsLists")]
    draft.listed_on = min(filter(None, days), default="")
    draft.programmes.extend(filter(None, (clean(item.text) for item in parts.list("sanctionsPrograms"))))
    for item in parts.list("sanctionsTypes"):
        kind = clean(item.text)
        if kind in MEASURES:
            draft.measures.append(MEASURES[kind])
        else:
            builder.unknown[f"sanctionsType {kind}"] += 1
    if builder.list_id == "us-ofac-sdn" and not draft.measures:
        draft.measures.append(
            "asset freeze"
        )  # what the SDN list means, where an entity lacks its type of sanction
    builder.unused["legal authority"] += sum(1 for _ in parts.list("legalAuthorities"))


def _add_name(name: Element, draft: ListingDraft, builder: EditionBuilder) -> bool:
    """A name in every script that it is written in, the primary writing first; whether it is the primary name."""
    parts = _Parts(name, _NAME, builder)
    kind = parts.text("aliasType")
    is_primary = parts.text("isPrimary") == "true"
    if kind and kind not in ALIAS_TYPES:
        builder.unknown[f"aliasType {kind}"] += 1
    translations = [_Parts(item, _TRANSLATION, builder) for item in parts.list("translations")]
    translations.sort(key=lambda item: item.text("isPrimary") != "true")
    for item in translations:
        draft.add_name(
            _full_name(item, builder),
            "name" if is_primary else ALIAS_TYPES.get(kind, "alias"),
            weak=parts.text("isLowQuality") == "true",
            published=kind or ("primary" if is_primary else ""),
            script=_script(item.text("script"), builder),
        )
    if not translations:
        builder.reject(f"entity {draft.entity_id}, name {name.get('id', '')}", "a name without a translation")
    return is_primary


def _full_name(translation: _Parts, builder: EditionBuilder) -> str:
    """The name as OFAC writes it elsewhere, `LAST, First Middle`; from its parts where that is missing."""
    if formatted := translation.text("formattedFullName"):
        return formatted
    family: list[str] = []
    rest: list[str] = []
    for item in translation.list("nameParts"):
        part = _Parts(item, _TYPED, builder)
        (family if part.text("type") == "Last Name" else rest).append(part.text("value"))
    return ", ".join(filter(None, (" ".join(family), " ".join(rest))))


def _script(word: str, builder: EditionBuilder) -> str:
    if word not in _SCRIPTS:
        builder.unknown[f"script {word}" if word else "translation without a script"] += 1
    return _SCRIPTS.get(word, "")


_SCRIPTS = {
    "Arabic": "Arab", "Armenian": "Armn", "Chinese Simplified": "Hans", "Chinese Traditional": "Hant",
    "Cyrillic": "Cyrl", "Georgian": "Geor", "Greek": "Grek", "Hangul": "Hang", **SCRIPTS,
}  # fmt: skip
"""OFAC's word for a script to its ISO 15924 code."""


def _add_address(address: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    parts = _Parts(address, _ADDRESS, builder)
    country = parts.text("country")
    for translation in parts.list("translations"):
        fields: dict[str, list[str]] = {}
        for item in _Parts(translation, _ADDRESS_TRANSLATION, builder).list("addressParts"):
            part = _Parts(item, _TYPED, builder)
            if (kind := part.text("type")) not in ADDRESS_PARTS:
                builder.unknown[f"addressPart {kind}"] += 1
            if value := part.text("value"):
                fields.setdefault(ADDRESS_PARTS.get(kind, "full"), []).append(value)
        if fields or country:
            draft.addresses.append(
                Address(**{field: ", ".join(values) for field, values in fields.items()}, country=country)
            )
    if country and draft.kind != "vessel":
        draft.countries.append(country)


def _add_document(document: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    parts = _Parts(document, _DOCUMENT, builder)
    owner, primary = parts.text("name"), draft.names[0].name if draft.names else ""
    notes = [
        f"{word} {value}"
        for word, value in (
            ("issued", parts.text("issueDate")[:10]),
            ("expires", parts.text("expirationDate")[:10]),
            ("by", parts.text("issuingAuthority")),
            ("in the name of", owner if owner != primary else ""),
        )
        if value
    ]
    notes += ["not valid"] if parts.text("isValid") == "false" else []
    notes += filter(None, [parts.text("comments")])
    word, number = parts.text("type"), parts.text("documentNumber")
    country = parts.text("issuingCountry") or parts.text("issuingLocation")
    add_feature(word, number, draft, builder, country=country, extra="; ".join(notes))


def _add_feature(feature: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    parts = _Parts(feature, _FEATURE, builder)
    word, value = parts.text("type"), parts.text("value")
    if comment := parts.text("comments"):
        draft.remarks.append(f"{word}: {comment}")
    if parts.text("reliability") == "False":
        draft.remarks.append(f"{word} {value}: false, by OFAC's own word")
        builder.unused[f"{word} that OFAC calls false"] += 1
    elif word == "Birthdate":
        dates = parts.get("valueDate")
        is_circa = dates is not None and _Parts(dates, _DATES, builder).text("isApproximate") == "true"
        text = f"circa {value}" if is_circa and "circa" not in value.lower() else value
        builder.add_birth_date(draft, text, record=f"entity {draft.entity_id}")
    elif value:
        add_value(word, value, draft, builder)


def _add_relationship(relationship: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    parts = _Parts(relationship, _RELATIONSHIP, builder)
    word = parts.text("type").lower().replace(",", "").replace(" ", "_")
    related = parts.get("relatedEntity")
    if related is None or not (clean(related.text) or related.get("entityId")):
        builder.reject(f"entity {draft.entity_id}, relationship", "relates to no party")
        return
    draft.relations.append(Relation(word, clean(related.text), related.get("entityId", "")))


class _Parts(dict[str, Element]):
    """The children of an element by tag, the first of each; those that are not known are counted."""

    def __init__(self, element: Element, known: set[str], builder: EditionBuilder) -> None:
        for child in element:
            if (tag := local(child.tag)) not in known:
                if tag:
                    builder.unknown[f"{local(element.tag)}/{tag}"] += 1
            elif tag not in self:
                self[tag] = child

    def text(self, tag: str) -> str:
        """The text of a child, empty where there is none."""
        child = self.get(tag)
        return clean(child.text) if child is not None else ""

    def list(self, tag: str) -> Iterator[Element]:
        """The elements of a list, such as `name` in `names`."""
        return (child for child in self.get(tag, ()) if isinstance(child.tag, str))
