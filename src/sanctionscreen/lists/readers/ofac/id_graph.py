"""Objects of OFAC's advanced XML that parties refer to by id: reference values, locations, documents, dates."""

from __future__ import annotations

from dataclasses import dataclass, field

from sanctionscreen.dates import PartialDate
from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.model import Address
from sanctionscreen.parsing.xml import Element, local

SCRIPTS = {"Latin": "Latn", "Hebrew": "Hebr", "Japanese": "Jpan", "Korean": "Kore"}
"""ScriptCodes that are no ISO 15924 codes; the others are."""

ADDRESS_PARTS = {
    "ADDRESS1": "street",
    "ADDRESS2": "street",
    "ADDRESS3": "street",
    "CITY": "city",
    "STATE/PROVINCE": "region",
    "REGION": "region",
    "POSTAL CODE": "postal_code",
    "Unknown": "full",
}
VALUES = (
    "AliasType",
    "AreaCode",
    "Country",
    "DetailReference",
    "DocNameStatus",
    "FeatureType",
    "IDRegDocDateType",
    "IDRegDocType",
    "List",
    "LocPartType",
    "NamePartType",
    "PartySubType",
    "PartyType",
    "RelationType",
    "SanctionsType",
    "Script",
    "Validity",
)
"""Kinds of reference values that are used; the others only describe these."""


Document = tuple[str, str, str, str]
"""Type in words, number, country, and what else is said of it."""


@dataclass(slots=True)
class Graph:
    """What has been read so far, by id."""

    values: dict[tuple[str, str], str] = field(default_factory=dict)
    locations: dict[str, Address] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=dict)
    drafts: dict[str, ListingDraft] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)

    def value(self, kind: str, id_: str | None) -> str:
        """The text of a reference value, empty where the file doesn't define it."""
        return self.values.get((kind, id_ or ""), "")


def read_value(element: Element, graph: Graph, builder: EditionBuilder) -> None:
    """A reference value: the meaning of an id."""
    tag, id_ = local(element.tag), element.get("ID", "")
    graph.values[tag, id_] = clean(element.text)
    if tag == "PartySubType":
        graph.values["PartyType of", id_] = element.get("PartyTypeID", "")
    elif tag == "Script":
        code = element.get("ScriptCode", "")
        graph.values[tag, id_] = SCRIPTS.get(code, code)
    elif tag == "AreaCode":
        graph.values[tag, id_] = element.get("Description", "") or clean(element.text)


def read_location(element: Element, graph: Graph, builder: EditionBuilder) -> None:
    """An address."""
    parts: dict[str, list[str]] = {}
    country = area = ""
    for child in element:
        tag = local(child.tag)
        if tag == "LocationCountry":
            country = graph.value("Country", child.get("CountryID"))
        elif tag == "LocationAreaCode":
            area = graph.value("AreaCode", child.get("AreaCodeID"))
        elif tag == "LocationPart":
            kind = graph.value("LocPartType", child.get("LocPartTypeID"))
            if kind not in ADDRESS_PARTS:
                builder.unknown[f"LocPartType {kind}"] += 1
            texts = [clean(value.text) for value in child.iter() if local(value.tag) == "Value"]
            parts.setdefault(ADDRESS_PARTS.get(kind, "full"), []).extend(filter(None, texts))
    fields = {name: ", ".join(texts) for name, texts in parts.items()}
    graph.locations[element.get("ID", "")] = Address(country=country or area, **fields)


def read_document(element: Element, graph: Graph, builder: EditionBuilder) -> None:
    """A passport or registration, stored under the identity that it belongs to."""
    number = ""
    extra: list[str] = []
    for child in element:
        tag = local(child.tag)
        if tag == "IDRegistrationNo":
            number = clean(child.text)
        elif tag == "DocumentDate":
            kind = graph.value("IDRegDocDateType", child.get("IDRegDocDateTypeID"))
            dates = [date_of(value) for value in child.iter() if local(value.tag) == "From"]
            said = {"Issue Date": "issued", "Expiration Date": "expires"}.get(kind, kind)
            extra.extend([f"{said} {date}" for date in dates[:1]])
        elif tag in {"Comment", "IssuingAuthority"} and (text := clean(child.text)):
            extra.append(text)
    validity = graph.value("Validity", element.get("ValidityID"))
    if validity not in {"", "Valid"}:
        extra.append(validity.lower())
    word = graph.value("IDRegDocType", element.get("IDRegDocTypeID"))
    country = graph.value("Country", element.get("IssuedBy-CountryID"))
    document = (word, number, country, " ".join(extra))
    graph.documents.setdefault(element.get("IdentityID", ""), []).append(document)


def date_of(element: Element) -> PartialDate:
    """Year, month and day as the children of an element give them."""
    texts = {local(child.tag): (child.text or "").strip() for child in element}
    parts = {tag: int(text) for tag, text in texts.items() if text.isdigit()}
    return PartialDate(
        parts.get("Year", 1), parts.get("Month"), parts.get("Day") if "Month" in parts else None
    )
