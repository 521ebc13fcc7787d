"""Reader for OFAC's SDN_ENHANCED.XML and CONS_ENHANCED.XML, the Sanctions List Service's own format since 2024.

Each entity is complete in one element, with codes beside their words. Names have one translation for each script.
Specification: https://ofac.treasury.gov/sanctions-list-service, the schema ENHANCED_XML.xsd beside the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.parsing.xml import Element, local, records
from sanctionscreen.lists.readers.ofac import codes, programmes
from sanctionscreen.lists.readers.ofac.advanced_xml import ALIAS_TYPES, add_value
from sanctionscreen.lists.readers.ofac.features import add_feature, read_links
from sanctionscreen.lists.readers.ofac.id_graph import ADDRESS_PARTS, SCRIPTS
from sanctionscreen.model import Address, Relation

LISTS = {"SDN List": "us-ofac-sdn", "Consolidated List": "us-ofac-cons"}
"""What the file says it was filtered by, to the id of the list."""

MEASURES = {
    "Block": "asset freeze",
    "Reject": "transaction ban",
    "561 Full Restrictions": "correspondent account ban",
    "NDAA Special Conditions": "correspondent account ban",
    "13662 Sectoral Directive 1": "sectoral",
    "13662 Sectoral Directive 2": "sectoral",
    "13662 Sectoral Directive 3": "sectoral",
    "13662 Sectoral Directive 4": "sectoral",
    "Executive Order 14024 Directive 1a": "sectoral",
    "Executive Order 14024 Directive 2": "sectoral",
    "Executive Order 14024 Directive 3": "sectoral",
    "Executive Order 14024 Directive 4": "sectoral",
    "Executive Order 14014 Directive 1": "sectoral",
    "Executive Order 14059 Non-blocking": "menu-based",
    "CAATSA Section 231/235 Sanctions": "menu-based",
    "CMIC Executive Order": "investment ban",
    "Executive Order 13959 Sanctions": "investment ban",
}
"""`sanctionsType` to measure."""

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
            builder.edition = _text(element, "dataAsOf")[:10] or None
            filters = {clean(item.text) for item in _all(element, "filters", "sanctionsLists")}
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
    _count_unknown(element, _ENTITY, builder)
    general = next(_children(element, "generalInfo"), element)
    _count_unknown(general, _GENERAL, builder)
    kind = _text(general, "entityType")
    draft.kind = codes.KINDS.get(kind.lower()) if kind else None
    if draft.kind is None:
        builder.unknown[f"entityType {kind}"] += 1
    if title := _text(general, "title"):
        draft.positions.extend(part.strip() for part in title.split(";"))
    for name in _all(element, "names"):
        _add_name(name, draft, builder)
    _check_primary(element, draft, builder)
    for address in _all(element, "addresses"):
        _add_address(address, draft, builder)
    for document in _all(element, "identityDocuments"):
        _add_document(document, draft, builder)
    for feature in _all(element, "features"):
        _add_feature(feature, draft, builder)
    for relationship in _all(element, "relationships"):
        _add_relationship(relationship, draft, builder)
    if remarks := _text(general, "remarks"):
        draft.remarks.append(remarks)
        read_links(remarks, draft)
    _add_sanctions(element, draft, builder)
    return draft


def _add_sanctions(element: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    """The days of listing, programmes, and measures."""
    days = [item.get("datePublished", "")[:10] for item in _all(element, "sanctionsLists")]
    draft.listed_on = min(filter(None, days), default="")
    draft.programmes.extend(filter(None, (clean(item.text) for item in _all(element, "sanctionsPrograms"))))
    for item in _all(element, "sanctionsTypes"):
        kind = clean(item.text)
        if kind in MEASURES:
            draft.measures.append(MEASURES[kind])
        else:
            builder.unknown[f"sanctionsType {kind}"] += 1
    if builder.list_id == "us-ofac-sdn" and not draft.measures:
        draft.measures.append(
            "asset freeze"
        )  # what the SDN list means, where an entity lacks its type of sanction
    builder.unused["legal authority"] += sum(1 for _ in _all(element, "legalAuthorities"))


def _add_name(name: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    """A name in every script that it is written in, the primary one of the name first."""
    _count_unknown(name, _NAME, builder)
    kind = _text(name, "aliasType")
    is_primary = _text(name, "isPrimary") == "true"
    if kind and kind not in ALIAS_TYPES:
        builder.unknown[f"aliasType {kind}"] += 1
    type_ = "name" if is_primary else ALIAS_TYPES.get(kind, "alias")
    translations = sorted(_all(name, "translations"), key=lambda item: _text(item, "isPrimary") != "true")
    for item in translations:
        _count_unknown(item, _TRANSLATION, builder)
        script = _script(item, draft, builder)
        draft.add_name(
            _full_name(item),
            type_,
            weak=_text(name, "isLowQuality") == "true",
            published=kind or ("primary" if is_primary else ""),
            script=script,
        )
    if not translations:
        builder.reject(f"entity {draft.entity_id}, name {name.get('id', '')}", "a name without a translation")


def _full_name(translation: Element) -> str:
    """The name as OFAC writes it elsewhere, `LAST, First Middle`; from its parts where that is missing."""
    if formatted := _text(translation, "formattedFullName"):
        return formatted
    family: list[str] = []
    rest: list[str] = []
    for part in _all(translation, "nameParts"):
        (family if _text(part, "type") == "Last Name" else rest).append(_text(part, "value"))
    return ", ".join(filter(None, (" ".join(family), " ".join(rest))))


def _script(translation: Element, draft: ListingDraft, builder: EditionBuilder) -> str:
    word = _text(translation, "script")
    if not word:
        builder.unknown["translation without a script"] += 1
    elif word not in _SCRIPTS:
        builder.unknown[f"script {word}"] += 1
    return _SCRIPTS.get(word, "")


_SCRIPTS = {
    "Arabic": "Arab", "Armenian": "Armn", "Chinese Simplified": "Hans", "Chinese Traditional": "Hant",
    "Cyrillic": "Cyrl", "Georgian": "Geor", "Greek": "Grek", "Hangul": "Hang", **SCRIPTS,
}  # fmt: skip
"""OFAC's word for a script to its ISO 15924 code."""


def _check_primary(element: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    primary = sum(_text(name, "isPrimary") == "true" for name in _all(element, "names"))
    if primary != 1 and draft.names:
        builder.warnings.append(
            f"entity {draft.entity_id}: {primary} names are called primary, not one; the first is taken"
        )
    draft.names.sort(key=lambda name: name.type != "name")


def _add_address(address: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    _count_unknown(address, _ADDRESS, builder)
    country = _text(address, "country")
    for item in _all(address, "translations"):
        parts: dict[str, list[str]] = {}
        for part in _all(item, "addressParts"):
            kind = _text(part, "type")
            if kind not in ADDRESS_PARTS:
                builder.unknown[f"addressPart {kind}"] += 1
            parts.setdefault(ADDRESS_PARTS.get(kind, "full"), []).append(_text(part, "value"))
        texts = {field: ", ".join(filter(None, values)) for field, values in parts.items()}
        if texts or country:
            draft.addresses.append(Address(**texts, country=country))
    if country and draft.kind != "vessel":
        draft.countries.append(country)


def _add_document(document: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    _count_unknown(document, _DOCUMENT, builder)
    owner, primary = _text(document, "name"), draft.names[0].name if draft.names else ""
    notes = [
        f"{word} {value}"
        for word, value in (
            ("issued", _text(document, "issueDate")[:10]),
            ("expires", _text(document, "expirationDate")[:10]),
            ("by", _text(document, "issuingAuthority")),
            ("in the name of", owner if owner != primary else ""),
        )
        if value
    ]
    notes += ["not valid"] if _text(document, "isValid") == "false" else []
    notes += filter(None, [_text(document, "comments")])
    word, number = _text(document, "type"), _text(document, "documentNumber")
    country = _text(document, "issuingCountry") or _text(document, "issuingLocation")
    add_feature(word, number, draft, builder, country=country, extra="; ".join(notes))


def _add_feature(feature: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    _count_unknown(feature, _FEATURE, builder)
    word, value = _text(feature, "type"), _text(feature, "value")
    if comment := _text(feature, "comments"):
        draft.remarks.append(f"{word}: {comment}")
    if _text(feature, "reliability") == "False":
        draft.remarks.append(f"{word} {value}: false, by OFAC's own word")
        builder.unused[f"{word} that OFAC calls false"] += 1
    elif word == "Birthdate":
        dates = next(_children(feature, "valueDate"), None)
        circa = dates is not None and _text(dates, "isApproximate") == "true" and "circa" not in value.lower()
        builder.add_birth_date(
            draft, f"circa {value}" if circa else value, record=f"entity {draft.entity_id}"
        )
    elif value:
        add_value(word, value, draft, builder)


def _add_relationship(relationship: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    _count_unknown(relationship, _RELATIONSHIP, builder)
    word = _text(relationship, "type").lower().replace(",", "").replace(" ", "_")
    related = next(_children(relationship, "relatedEntity"), None)
    if related is None or not (clean(related.text) or related.get("entityId")):
        builder.reject(f"entity {draft.entity_id}, relationship", "relates to no party")
        return
    draft.relations.append(Relation(word, clean(related.text), related.get("entityId", "")))


def _count_unknown(element: Element, known: set[str], builder: EditionBuilder) -> None:
    for child in element:
        if (tag := local(child.tag)) and tag not in known:
            builder.unknown[f"{local(element.tag)}/{tag}"] += 1


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (child for child in element if local(child.tag) == tag)


def _all(element: Element, *tags: str) -> Iterator[Element]:
    """The elements of a list: the children of the child with this tag, step by step."""
    for tag in tags:
        for child in _children(element, tag):
            element = child
            break
        else:
            return
    yield from (child for child in element if local(child.tag))


def _text(element: Element, tag: str) -> str:
    return next((clean(child.text) for child in element if local(child.tag) == tag), "")
