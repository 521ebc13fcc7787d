"""Reader for OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML, whose elements refer to each other by id.

Locations and documents come before the parties that they belong to, relations and sanctions entries after
them, so that a party is complete at the end of the file only. Specification:
https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sanctionscreen.dates import enclosing_date
from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.readers.ofac import programmes
from sanctionscreen.lists.readers.ofac.features import add_feature
from sanctionscreen.lists.readers.ofac.id_graph import (
    VALUES,
    Graph,
    date_of,
    read_document,
    read_location,
    read_value,
)
from sanctionscreen.model import Address, Identifier, Kind, NameType, Relation
from sanctionscreen.parsing.xml import Element, local, records

ALIAS_TYPES: dict[str, NameType] = {
    "Name": "name",
    "A.K.A.": "alias",
    "F.K.A.": "previous_name",
    "N.K.A.": "alias",
}
KINDS: dict[tuple[str, str], Kind] = {  # (PartyType, PartySubType)
    ("Individual", "Unknown"): "person",
    ("Entity", "Unknown"): "organization",
    ("Transport", "Vessel"): "vessel",
    ("Transport", "Aircraft"): "aircraft",
}
MEASURES = {
    "Block": "asset freeze",
    "Reject": "transaction ban",
    "NDAA Special Conditions": "correspondent account ban",
    "13662 Sectoral Directive 1": "sectoral",
    "13662 Sectoral Directive 2": "sectoral",
    "13662 Sectoral Directive 3": "sectoral",
    "13662 Sectoral Directive 4": "sectoral",
    "Executive Order 14024 Directive 1a": "sectoral",
    "Executive Order 14024 Directive 2": "sectoral",
    "Executive Order 14024 Directive 3": "sectoral",
    "Executive Order 14014 Directive 1": "sectoral",
}
"""SanctionsType to measure; the type `Program` carries the programme in its comment."""

_UNUSED = frozenset({"VESSEL TYPE", "Vessel Tonnage", "Vessel Gross Registered Tonnage"})


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every DistinctParty, with what the rest of the file says about it, into the builder."""
    graph = Graph()
    readers: dict[str, Callable[[Element, Graph, EditionBuilder], None]] = dict.fromkeys(VALUES, read_value)
    readers |= {
        "DateOfIssue": _read_issue,
        "Location": read_location,
        "IDRegDocument": read_document,
        "DistinctParty": _read_party,
        "ProfileRelationship": _read_relation,
        "SanctionsEntry": _read_entry,
    }
    for element in records(path, *readers):
        readers[local(element.tag)](element, graph, builder)
    if not builder.list_id:
        sdn = graph.lists.get("SDN List", 0)
        builder.list_id = "us-ofac-sdn" if sdn else "us-ofac-cons"
        if not graph.lists:
            builder.list_id = programmes.list_by_name(builder.path.name, builder)
    if left := sum(map(len, graph.documents.values())):
        builder.unused["document of a party that the file doesn't hold"] += left
    for profile, draft in graph.drafts.items():
        if builder.list_id == "us-ofac-sdn" and not draft.measures:
            draft.measures.append("asset freeze")  # what the SDN list means, where an excerpt lacks the entry
        builder.add(draft, record=f"DistinctParty {profile}")


def _read_issue(element: Element, graph: Graph, builder: EditionBuilder) -> None:
    builder.edition = str(date_of(element)) if len(element) else None


def _read_party(element: Element, graph: Graph, builder: EditionBuilder) -> None:
    reference = element.get("FixedRef", "")
    draft = ListingDraft(reference)
    profile_id = reference
    for child in element:
        tag = local(child.tag)
        if tag == "Comment":
            draft.remarks.extend(filter(None, [clean(child.text)]))
        elif tag == "Profile":
            profile_id = child.get("ID", reference)
            _read_profile(child, draft, graph, builder)
        elif tag:
            builder.unknown[f"DistinctParty/{tag}"] += 1
    graph.drafts[profile_id] = draft


def _read_profile(profile: Element, draft: ListingDraft, graph: Graph, builder: EditionBuilder) -> None:
    subtype = profile.get("PartySubTypeID", "")
    kind = (
        graph.value("PartyType", graph.value("PartyType of", subtype)),
        graph.value("PartySubType", subtype),
    )
    draft.kind = KINDS.get(kind)
    if draft.kind is None:
        builder.unknown[f"PartyType {kind[0]}, PartySubType {kind[1]}"] += 1
    for child in profile:
        tag = local(child.tag)
        if tag == "Identity":
            _read_identity(child, draft, graph, builder)
        elif tag == "Feature":
            _read_feature(child, draft, graph, builder)
        elif tag:
            builder.unknown[f"Profile/{tag}"] += 1


def _read_identity(identity: Element, draft: ListingDraft, graph: Graph, builder: EditionBuilder) -> None:
    groups = {
        group.get("ID", ""): graph.value("NamePartType", group.get("NamePartTypeID"))
        for group in identity.iter()
        if local(group.tag) == "NamePartGroup"
    }
    for alias in identity:
        if local(alias.tag) != "Alias":
            continue
        kind = graph.value("AliasType", alias.get("AliasTypeID"))
        if kind not in ALIAS_TYPES:
            builder.unknown[f"AliasType {kind or alias.get('AliasTypeID')}"] += 1
        weak = alias.get("LowQuality") == "true"
        for documented in alias:
            if local(documented.tag) == "DocumentedName":
                text, script = _name(documented, groups, graph)
                type_ = ALIAS_TYPES.get(kind, "alias")
                draft.add_name(text, type_, weak=weak, published=kind, script=script)
                if graph.value("DocNameStatus", documented.get("DocNameStatusID")) == "Primary Latin":
                    draft.names.insert(0, draft.names.pop())
    for word, number, country, extra in graph.documents.pop(identity.get("ID", ""), ()):
        add_feature(word, number, draft, builder, country=country, extra=extra)


def _name(documented: Element, groups: dict[str, str], graph: Graph) -> tuple[str, str]:
    """The name that the parts make, with a comma behind the last name as in OFAC's other files, and its
    script."""
    last: list[str] = []
    rest: list[str] = []
    script = ""
    for part in documented.iter():
        if local(part.tag) == "NamePartValue" and (text := clean(part.text)):
            script = graph.value("Script", part.get("ScriptID"))
            target = last if groups.get(part.get("NamePartGroupID", "")) == "Last Name" else rest
            target.append(text)
    return ", ".join(filter(None, (" ".join(last), " ".join(rest)))), script


def _read_feature(feature: Element, draft: ListingDraft, graph: Graph, builder: EditionBuilder) -> None:
    word = graph.value("FeatureType", feature.get("FeatureTypeID"))
    for version in feature:
        if local(version.tag) != "FeatureVersion":
            continue
        values: list[str] = []
        addresses: list[Address] = []
        for child in version:
            tag = local(child.tag)
            if tag == "VersionDetail":
                reference = child.get("DetailReferenceID")
                values.append(graph.value("DetailReference", reference) if reference else clean(child.text))
            elif tag == "VersionLocation":
                address = graph.locations.get(child.get("LocationID", ""))
                if address is None:
                    builder.unknown["LocationID that the file doesn't define"] += 1
                else:
                    addresses.append(address)
            elif tag == "DatePeriod":
                _add_period(word, child, draft, builder)
            elif tag == "Comment" and (text := clean(child.text)):
                draft.remarks.append(f"{word}: {text}")
        _add_values(word, [value for value in values if value], addresses, draft, builder)


def _add_values(
    word: str, values: list[str], addresses: list[Address], draft: ListingDraft, builder: EditionBuilder
) -> None:
    if word in _UNUSED:
        builder.unused[word.lower()] += len(values)
        return
    for address in addresses:
        if word == "Location":
            draft.addresses.append(address)
            if address.country and draft.kind != "vessel":
                draft.countries.append(address.country)
        elif word in {"Nationality Country", "Citizenship Country"}:
            draft.nationalities.append(address.country)
        elif word == "Place of Birth":
            draft.birth_places.append(str(address))
        else:
            draft.countries.append(address.country)
    for value in values:
        add_value(word, value, draft, builder)


def add_value(word: str, value: str, draft: ListingDraft, builder: EditionBuilder) -> None:
    """Put the text of a feature onto the draft, by OFAC's word for the feature's type."""
    if word in _UNUSED:
        builder.unused[word.lower()] += 1
    elif word in {"Nationality Country", "Citizenship Country"}:
        draft.nationalities.append(value)
    elif word == "Place of Birth":
        draft.birth_places.append(value)
    elif word == "Title":
        draft.positions.extend(part.strip() for part in value.split(";"))
    elif word == "Vessel Flag":
        draft.countries.append(value)
    elif word == "Vessel Owner":
        draft.relations.append(Relation("owned_by", value))
    elif word == "Vessel Call Sign":
        draft.identifiers.append(Identifier("call_sign", value))
    else:
        add_feature(word, value, draft, builder)


def _add_period(word: str, period: Element, draft: ListingDraft, builder: EditionBuilder) -> None:
    """A date with its precision: the first day that it may be, and the last."""
    start, end = (next((c for c in period if local(c.tag) == tag), None) for tag in ("Start", "End"))
    if start is None or not len(start):
        return
    first, last = date_of(start[0]), date_of((end if end is not None and len(end) else start)[-1])
    circa = start.get("Approximate") == "true"
    try:
        date = enclosing_date(first, last, circa=circa)
    except ValueError as error:
        builder.warnings.append(f"DistinctParty {draft.entity_id}: {word}: {error}")
        return
    if word == "Birthdate":
        draft.birth_dates.append(date)
    else:
        draft.remarks.append(f"{word} {date}")


def _read_relation(element: Element, graph: Graph, builder: EditionBuilder) -> None:
    draft = graph.drafts.get(element.get("From-ProfileID", ""))
    if draft is None:
        builder.unused["relation of a party that the file doesn't hold"] += 1
        return
    to = element.get("To-ProfileID", "")
    party = graph.drafts.get(to)
    word = (
        graph.value("RelationType", element.get("RelationTypeID")).lower().replace(",", "").replace(" ", "_")
    )
    word = f"former_{word}" if element.get("Former") == "true" else word
    draft.relations.append(Relation(word, party.names[0].name if party and party.names else "", to))


def _read_entry(element: Element, graph: Graph, builder: EditionBuilder) -> None:
    draft = graph.drafts.get(element.get("ProfileID", ""))
    if draft is None:
        builder.unused["sanctions entry of a party that the file doesn't hold"] += 1
        return
    name = graph.value("List", element.get("ListID"))
    graph.lists[name] = graph.lists.get(name, 0) + 1
    for child in element:
        tag = local(child.tag)
        if tag == "EntryEvent":
            dates = sorted(str(date_of(value)) for value in child if local(value.tag) == "Date")
            draft.listed_on = min(filter(None, [draft.listed_on, *dates]), default="")
        elif tag == "SanctionsMeasure":
            _add_measure(child, draft, graph, builder)


def _add_measure(measure: Element, draft: ListingDraft, graph: Graph, builder: EditionBuilder) -> None:
    kind = graph.value("SanctionsType", measure.get("SanctionsTypeID"))
    comment = next((clean(child.text) for child in measure if local(child.tag) == "Comment"), "")
    if kind == "Program":
        draft.programmes.extend(filter(None, [comment]))
    elif kind in MEASURES:
        draft.measures.append(MEASURES[kind])
    else:
        builder.unknown[f"SanctionsType {kind}"] += 1
