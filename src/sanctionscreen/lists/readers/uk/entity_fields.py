"""Fields of a party on the UK's lists: the UK Sanctions List (XML, CSV) and the withdrawn OFSI ConList CSV.

All three give rows of the same fields. A row of the CSVs holds one name and everything else the list says, so
that rows repeat each other; the XML is read as one row per element. Fields are named as the XML names them,
in lower case. Specification: https://www.gov.uk/government/publications/the-uk-sanctions-list
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean, split_enumerated
from sanctionscreen.lists.free_text import find_identifiers
from sanctionscreen.lists.readers.eu.entity_fields import iso
from sanctionscreen.model import Address, Identifier, Kind, NameType, Relation

KINDS: dict[str, Kind] = {"individual": "person", "entity": "organization", "ship": "vessel"}

NAME_TYPES: dict[str, NameType] = {
    "primary name": "name",
    "primary name variation": "alias",
    "alias": "alias",
    "prime alias": "name",
    "aka": "alias",
    "fka": "previous_name",
    "": "alias",
}
"""NameType, or Alias Type of the ConList, in lower case."""

STRENGTHS = {
    "": False,
    "good quality a.k.a": False,
    "good quality": False,
    "good": False,
    "low quality a.k.a": True,
    "low quality": True,
    "low": True,
}
"""AliasStrength in lower case and without a full stop: whether the name is weak."""

MEASURES = {
    "asset freeze": "asset freeze",
    "travel ban": "travel ban",
    "arms embargo": "arms embargo",
    "targeted arms embargo": "arms embargo",
    "prohibition of port entry": "port entry ban",
    "trust services sanctions": "trust services",
    "director disqualification sanction": "director disqualification",
    "deflag": "deflagging",
    "chartering of ships": "chartering ban",
    "prevention of chartering of ships": "chartering ban",
    "prevention of chartering of ships and aircraft": "chartering ban",
    "crew servicing of ships and aircraft": "crew services ban",
    "closure of representative offices": "closure of offices",
    "prevention of business arrangements": "business ban",
    "technical assistance related to aircraft": "technical assistance ban",
}
"""SanctionsImposed in lower case to the measure."""

SCRIPTS = {
    "arabic": "Arab",
    "cyrillic": "Cyrl",
    "chinese": "Hani",
    "hangul": "Hang",
    "korean": "Kore",
    "hebrew": "Hebr",
    "burmese": "Mymr",
    "persian": "Arab",
}
"""NonLatinScriptType in lower case to ISO 15924; others are left out, and counted."""

LANGUAGES = {
    "arabic": "ar",
    "russian": "ru",
    "ukrainian": "uk",
    "belarusian": "be",
    "persian": "fa",
    "farsi": "fa",
    "pashto": "ps",
    "dari": "prs",
    "urdu": "ur",
    "chinese": "zh",
    "mandarin": "zh",
    "korean": "ko",
    "burmese": "my",
    "hebrew": "he",
    "serbian": "sr",
    "georgian": "ka",
}
"""NonLatinScriptLanguage in lower case to ISO 639; others are left out, and counted."""

_NAME_PARTS = tuple(f"name{number}" for number in range(1, 7))
_ADDRESS_LINES = tuple(f"addressline{number}" for number in range(1, 7))
_IDENTIFIERS = {
    "passportnumber": ("passport_number", "passportadditionalinformation"),
    "nationalidentifiernumber": ("national_id", "nationalidentifieradditionalinformation"),
    "businessregistrationnumber": ("registration_number", ""),
    "hullidentificationnumber": ("hull_number", ""),
    "phonenumber": ("phone", ""),
    "website": ("website", ""),
    "emailaddress": ("email", ""),
}
_RELATIONS = {
    "parentcompany": "parent_company",
    "subsidiary": "subsidiary",
    "subsidiaries": "subsidiary",
    "currentowneroperator": "owned_or_operated_by",
    "previousowneroperator": "formerly_owned_or_operated_by",
}
_LISTS = {
    "position": "positions",
    "gender": "genders",
    "title": "positions",
    "currentbelievedflagofship": "countries",
    "nationality": "nationalities",
}
_UNUSED = {
    "typeofentity": "type of entity",
    "typeofship": "type of ship",
    "tonnageofship": "tonnage of ship",
    "lengthofship": "length of ship",
    "yearbuilt": "year built",
}
_REMARKS = {
    "otherinformation": "",
    "ukstatementofreasons": "Reasons",
    "previousflag": "Previous flag",
    "previousflags": "Previous flag",
    "designationsource": "Source",
}
_KNOWN = frozenset(_NAME_PARTS + _ADDRESS_LINES) | {
    *_IDENTIFIERS,
    *(about for _, about in _IDENTIFIERS.values()),
    *_RELATIONS,
    *_LISTS,
    *_UNUSED,
    *_REMARKS,
    "nametype",
    "aliasstrength",
    "namenonlatinscript",
    "nonlatinscripttype",
    "nonlatinscriptlanguage",
    "addresspostalcode",
    "addresscountry",
    "dob",
    "townofbirth",
    "countryofbirth",
    "imonumber",
    "passportdetails",
    "regimename",
    "individualentityship",
    "sanctionsimposed",
    "datedesignated",
    "listedon",
    "lastupdated",
    "uniqueid",
    "ofsigroupid",
    "groupid",
    "unreferencenumber",
    "dategenerated",
}
_MANY = re.compile(r"[;|\n]")
_DOCUMENT = re.compile(r"(?:^|(?<=[\s(]))((?:[A-Z]{1,3}[- ]?)?\d[\dA-Z/.-]{3,}\d?[A-Z]{0,2})\b")

Row = Mapping[str, str]


def key_of(field: str) -> str:
    """A column or a tag as this module names it: small letters and digits, without what is in
    parentheses.

    >>> key_of("Business registration number (s)"), key_of("D.O.B"), key_of("Nationality(/ies)")
    ('businessregistrationnumber', 'dob', 'nationality')
    """
    return re.sub(r"\([^)]*\)|[^a-z0-9]", "", field.lower())


def unknown_fields(fields: list[str]) -> list[str]:
    """Those of the fields (as `key_of` gives them) that no row is searched for."""
    return [field for field in fields if field and field not in _KNOWN]


def add_row(row: Row, draft: ListingDraft, builder: EditionBuilder, record: str) -> None:
    """Put everything onto the draft that a row says; saying it twice changes nothing."""
    _add_names(row, draft, builder)
    _add_address(row, draft)
    _add_birth(row, draft, builder, record)
    for field, (type_, about) in _IDENTIFIERS.items():
        if text := row.get(field):
            _add_numbers(type_, text, row.get(about, ""), draft)
    for text in many(row.get("imonumber", "")):
        draft.identifiers.append(Identifier("imo_number", text.upper().removeprefix("IMO").strip()))
    if details := row.get("passportdetails"):
        add_documents("passport_number", details, draft)
    for field, type_ in _RELATIONS.items():
        draft.relations.extend(Relation(type_, name) for name in many(row.get(field, "")))
    for field, target in _LISTS.items():
        for text in many(row.get(field, "")):
            getattr(draft, target).append(text)
    for field, label in _REMARKS.items():
        if text := row.get(field):
            _add_remark(f"{label}: {text}" if label else text, draft)
    for field, label in _UNUSED.items():
        if row.get(field):
            builder.unused[label] += 1
    _add_designation(row, draft, builder)


def many(text: str) -> list[str]:
    """The values of a field that joins several by `;`, `|` or line breaks, or enumerates them."""
    if not text:
        return []
    parts = (part for piece in _MANY.split(text) for part in split_enumerated(clean(piece)))
    return list(filter(None, parts))


def _add_names(row: Row, draft: ListingDraft, builder: EditionBuilder) -> None:
    kind = clean(row.get("nametype", "")).lower()
    strength = clean(row.get("aliasstrength", "")).lower().rstrip(".")
    name = " ".join(filter(None, (clean(row.get(part, "")) for part in _NAME_PARTS)))
    if name:
        if kind not in NAME_TYPES:
            builder.unknown[f"NameType {kind}"] += 1
        if strength not in STRENGTHS:
            builder.unknown[f"AliasStrength {strength}"] += 1
        weak = STRENGTHS.get(strength, False)
        draft.add_name(name, NAME_TYPES.get(kind, "alias"), weak=weak, published=kind)
    if original := clean(row.get("namenonlatinscript", "")):
        script = clean(row.get("nonlatinscripttype", "")).lower()
        if script and script not in SCRIPTS:
            builder.unknown[f"NonLatinScriptType {script}"] += 1
        language = clean(row.get("nonlatinscriptlanguage", "")).lower()
        if language and language not in LANGUAGES:
            builder.unknown[f"NonLatinScriptLanguage {language}"] += 1
        code = LANGUAGES.get(language, "")
        draft.add_name(original, published="non-latin", script=SCRIPTS.get(script, ""), language=code)


def _add_address(row: Row, draft: ListingDraft) -> None:
    lines = [text for line in _ADDRESS_LINES if (text := clean(row.get(line, "")))]
    country, code = clean(row.get("addresscountry", "")), clean(row.get("addresspostalcode", ""))
    if lines or country or code:
        draft.addresses.append(Address(street=", ".join(lines), postal_code=code, country=country))
    if country:
        draft.countries.append(country)


def _add_birth(row: Row, draft: ListingDraft, builder: EditionBuilder, record: str) -> None:
    if text := row.get("dob"):
        before = list(draft.birth_dates)
        builder.add_birth_date(draft, text, record=record)
        draft.birth_dates = before + [date for date in draft.birth_dates[len(before) :] if date not in before]
    towns, countries = many(row.get("townofbirth", "")), many(row.get("countryofbirth", ""))
    one_place = len(towns) <= 1 and len(countries) <= 1
    places = [", ".join((*towns, *countries))] if one_place else [*towns, *countries]
    draft.birth_places.extend(place for place in places if place)


def _add_numbers(type_: str, text: str, about: str, draft: ListingDraft) -> None:
    about = clean(about)
    for value in many(text):
        draft.identifiers.append(Identifier(type_, value, "", about))
    draft.identifiers.extend(find_identifiers(about, detail="in details"))


def add_documents(type_: str, text: str, draft: ListingDraft) -> None:
    """Passports in words, `(1) G827238 (Tunisian). Issued on 1 June 1996 (2) …`: the first number of each."""
    for part in split_enumerated(clean(text)):
        if match := _DOCUMENT.search(part):
            identifier = Identifier(type_, match[1], "", "" if part == match[1] else part)
            draft.identifiers.append(identifier)
    _add_remark(clean(text), draft, search=False)


def _add_remark(text: str, draft: ListingDraft, *, search: bool = True) -> None:
    text = clean(text)
    if text and text not in draft.remarks:
        draft.remarks.append(text)
        if search:
            draft.identifiers.extend(find_identifiers(text, detail="in remarks"))


def _add_designation(row: Row, draft: ListingDraft, builder: EditionBuilder) -> None:
    if kind := clean(row.get("individualentityship", "")).lower():
        draft.kind = KINDS.get(kind)
        if draft.kind is None:
            builder.unknown[f"IndividualEntityShip {kind}"] += 1
    draft.programmes.extend(filter(None, [clean(row.get("regimename", ""))]))
    for text in many(row.get("sanctionsimposed", "")):
        if text.lower() not in MEASURES:
            builder.unknown[f"SanctionsImposed {text}"] += 1
        draft.measures.append(MEASURES.get(text.lower(), text.lower()))
    for field in ("datedesignated", "listedon"):
        draft.listed_on = draft.listed_on or iso(row.get(field, ""))
    for field in ("ofsigroupid", "unreferencenumber"):
        draft.references.extend(many(row.get(field, "")))
