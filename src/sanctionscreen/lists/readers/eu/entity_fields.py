"""Fields of an entity on the EU's list (FSF 1.1), for its XML and its CSV, which have the same fields.

Specification: https://webgate.ec.europa.eu/fsd/fsf (guide to the XML format). The list holds asset freezes
only, marks every alias as strong, and says in remarks which ones are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sanctionscreen.dates import PartialDate, parse_date
from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.lists.free_text import find_identifiers
from sanctionscreen.model import Address, Identifier, Kind, ListedName, NameType

KINDS: dict[str, Kind] = {
    "person": "person",
    "enterprise": "organization",
    "P": "person",
    "E": "organization",
}
KNOWN = {
    "Entity": {
        "logicalId",
        "euReferenceNumber",
        "unitedNationId",
        "designationDate",
        "designationDetails",
        "remark",
    }
    | {"subjectType", "subjectType_ClassificationCode"},
    "NameAlias": {
        "lastName",
        "firstName",
        "middleName",
        "wholeName",
        "nameLanguage",
        "gender",
        "title",
        "function",
    }
    | {"strong", "remark"},
    "Address": {
        "city",
        "street",
        "poBox",
        "zipCode",
        "region",
        "place",
        "asAtListingTime",
        "contactInfo",
        "remark",
    }
    | {"countryIso2Code", "countryDescription"},
    "BirthDate": {
        "birthdate",
        "dayOfMonth",
        "monthOfYear",
        "year",
        "yearRangeFrom",
        "yearRangeTo",
        "circa",
        "remark",
    }
    | {"calendarType", "zipCode", "region", "place", "city", "countryIso2Code", "countryDescription"},
    "Identification": {
        "number",
        "diplomatic",
        "knownExpired",
        "knownFalse",
        "reportedLost",
        "revokedByIssuer",
    }
    | {
        "issuedBy",
        "issuedDate",
        "issueDate",
        "validFrom",
        "validTo",
        "latinNumber",
        "nameOnDocument",
        "remark",
    }
    | {
        "identificationTypeCode",
        "identificationTypeDescription",
        "region",
        "countryIso2Code",
        "countryDescription",
    },
    "Citizenship": {"region", "countryIso2Code", "countryDescription", "remark"},
}
"""The attributes of each section; besides them, every section has `logicalId`, `regulationLanguage` and
`Regulation_…`."""

GENDERS = {"M": "male", "F": "female"}
UNKNOWN_COUNTRY = frozenset({"", "00"})

ID_TYPES = {
    "passport": "passport_number",
    "travelcardid": "passport_number",
    "diplomaticpassport": "passport_number",
    "id": "national_id",
    "ssn": "national_id",
    "birthcert": "national_id",
    "nationcert": "national_id",
    "electionid": "national_id",
    "residentperm": "national_id",
    "consularcard": "national_id",
    "fiscalcode": "tax_number",
    "regnumber": "registration_number",
    "tradelic": "license_number",
    "drivinglicence": "license_number",
    "imo": "imo_number",
    "swiftbic": "swift_bic",
    "lei": "lei_code",
    "other": "id_number",
}
"""identificationTypeCode to the type of our `Identifier`."""

_OTHER_IS = (
    ("swift_bic", re.compile(r"\b(?:SWIFT|BIC)\b")),
    ("ogrn_code", re.compile(r"\bOGRN\b")),
    ("inn_code", re.compile(r"\bINN\b")),
    ("lei_code", re.compile(r"\bLEI\b")),
    ("tax_number", re.compile(r"\btax|\bTIN\b", re.I)),
    ("passport_number", re.compile(r"^\W*(?:\w+ )?passport\b(?!.*\bor\b)", re.I)),
    ("national_id", re.compile(r"national id|personal id|identity card", re.I)),
)
"""What the remark on an identification of the type "other" calls it."""

CONTACTS = {"PHONE": "phone", "FAX": "fax", "EMAIL": "email", "WEB": "website"}

_WEAK = re.compile(r"\blow? quality a", re.I)
_FORMER = re.compile(
    r"\b(?:formerly (?:known|listed) as|former name|previous(?:ly listed as| name)|maiden name)\b"
    r"|^(?:anciennement connue? sous le nom d|già$|ranije poznato kao|anksčiau žinoma kaip|korábbi elnevezése"
    r"|voorheen bekend als|qabel kienet magħrufa bħala|prej imenovano|predtým známy ako|dříve znám jako"
    r"|tidligere kendt som|vormals|entinen|παλαιότερα γνωστή ως|προηγουμένως γνωστή ως|ar a dtugtaí"
    r"|cunoscută anterior|anteriormente (?:denominada|conhecida como)|dawniej znan|известно преди като"
    r"|antes conocida como|conocida anteriormente como|tidigare känt som|agrāk(?:ais nosaukums| zināms kā))",
    re.I,
)
_LETTER = re.compile(r"[^\W\d_]")


def add_entity(fields: Mapping[str, str], draft: ListingDraft) -> None:
    """The entity's own attributes, and the measure of the list."""
    draft.references.extend(filter(None, (fields.get("euReferenceNumber"), fields.get("unitedNationId"))))
    draft.listed_on = draft.listed_on or iso(fields.get("designationDate", ""))
    if details := clean(fields.get("designationDetails", "")):
        draft.remarks.append(details)
    draft.measures.append("asset freeze")


def add_remark(text: str, draft: ListingDraft, label: str = "") -> None:
    """A remark on the entity or on one of its parts, with the identifiers in it."""
    if text := clean(text):
        draft.remarks.append(f"{label}: {text}" if label else text)
        draft.identifiers.extend(find_identifiers(text, detail="in remark"))


def add_name(fields: Mapping[str, str], remarks: list[str], draft: ListingDraft) -> None:
    """A name alias, with the position and the gender that hang on it."""
    parts = (fields.get(part, "").strip() for part in ("firstName", "middleName", "lastName"))
    name = clean(fields.get("wholeName", "")) or " ".join(filter(None, parts))
    remark = " ".join(map(clean, remarks))
    strong = fields.get("strong", "true") == "true"
    name_type: NameType = "previous_name" if _FORMER.search(remark) else "alias"
    draft.add_name(
        name,
        name_type,
        weak=not strong or _WEAK.search(remark) is not None,
        published="strong" if strong else "weak",
        language=fields.get("nameLanguage", "").lower(),
    )
    if gender := fields.get("gender"):
        draft.genders.append(GENDERS.get(gender, gender))
    draft.positions.extend(filter(None, (clean(fields.get("title", "")), clean(fields.get("function", "")))))
    add_remark(remark, draft, name)


def choose_primary(draft: ListingDraft) -> None:
    """Make one name the primary one, since the list names none: the first in Latin letters and English, else
    the first.

    Names without a language count as English; former names and weak ones only if there is no other.
    """
    if not draft.names:
        return
    ranked = sorted(
        range(len(draft.names)),
        key=lambda at: (
            draft.names[at].type == "previous_name" or draft.names[at].weak,
            not _is_latin(draft.names[at].name),
            draft.names[at].language not in {"", "en"},
            at,
        ),
    )
    first = draft.names.pop(ranked[0])
    name = ListedName(
        first.name, "name", first.weak, first.published_type, first.script, first.language, first.source
    )
    draft.names.insert(0, name)


def add_address(
    fields: Mapping[str, str], contacts: list[tuple[str, str]], draft: ListingDraft, builder: EditionBuilder
) -> None:
    """An address, with the telephone numbers, web and mail addresses that hang on it."""
    box = clean(fields.get("poBox", ""))
    street = (clean(fields.get("street", "")), clean(fields.get("place", "")), box and f"PO Box {box}")
    address = Address(
        street=", ".join(filter(None, street)),
        city=clean(fields.get("city", "")),
        region=clean(fields.get("region", "")),
        postal_code=clean(fields.get("zipCode", "")),
        country=country_of(fields),
    )
    if address != Address():
        draft.addresses.append(address)
    if address.country:
        draft.countries.append(address.country)
    for key, value in contacts:
        if key not in CONTACTS:
            builder.unknown[f"contactInfo {key}"] += 1
        several = map(clean, value.split(";"))
        draft.identifiers += [Identifier(CONTACTS.get(key, "contact"), text) for text in several if text]


def add_citizenship(fields: Mapping[str, str], draft: ListingDraft) -> None:
    """A citizenship."""
    if country := country_of(fields):
        draft.nationalities.append(country)


def add_birth(fields: Mapping[str, str], draft: ListingDraft, builder: EditionBuilder, record: str) -> None:
    """A date and a place of birth; either may be missing, and so may day and month."""
    circa = fields.get("circa") == "true"
    year, month, day = (fields.get(part, "") for part in ("year", "monthOfYear", "dayOfMonth"))
    first, last = fields.get("yearRangeFrom", ""), fields.get("yearRangeTo", "")
    text = fields.get("birthdate", "")
    if fields.get("calendarType", "GREGORIAN") not in {"", "GREGORIAN"}:
        said = "-".join(filter(None, (year, month, day))) or text
        draft.remarks.append(f"Date of birth ({fields['calendarType'].lower()} calendar): {said}")
    elif text:
        builder.add_birth_date(draft, f"circa {text}" if circa else text, record=record)
    elif year:
        written = "-".join((year, *filter(None, (month, day if month else ""))))
        builder.add_birth_date(draft, f"circa {written}" if circa else written, record=record)
    elif first.isdigit() and last.isdigit():
        draft.birth_dates.append(PartialDate(int(first), year_to=int(last), circa=circa))
    elif first or last:
        builder.add_birth_date(draft, f"circa {first or last}", record=record)
    parts = (clean(fields.get(part, "")) for part in ("place", "city", "region"))
    description = "" if country_of(fields) == "" else clean(fields.get("countryDescription", ""))
    draft.birth_places.extend(filter(None, [", ".join(filter(None, (*parts, description)))]))


def add_identification(
    fields: Mapping[str, str], remarks: list[str], draft: ListingDraft, builder: EditionBuilder
) -> None:
    """A document or a number, of the type that the list gives it."""
    code = fields.get("identificationTypeCode", "")
    remark = " ".join(map(clean, remarks))
    ours = ID_TYPES.get(code, "")
    if not ours:
        builder.unknown[f"identificationTypeCode {code}"] += 1
        ours, remark = "id_number", f"{fields.get('identificationTypeDescription', code)} {remark}".strip()
    if ours == "id_number" and len(remark) < 60:
        ours = next((type_ for type_, pattern in _OTHER_IS if pattern.search(remark)), ours)
    number = clean(fields.get("number", "")) or clean(fields.get("latinNumber", ""))
    marks = ("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer")
    said = [word for word in marks if fields.get(word) == "true"]
    said += filter(None, [clean(fields.get("issuedBy", "")), clean(fields.get("nameOnDocument", ""))])
    if number:
        detail = ", ".join([*([remark] if remark else []), *said])
        draft.identifiers.append(Identifier(ours, number, country_of(fields), detail))
    draft.identifiers.extend(
        item for item in find_identifiers(remark, detail="in remark") if item.value != number
    )


def country_of(fields: Mapping[str, str]) -> str:
    """The country's code, empty where the list doesn't know it."""
    code = fields.get("countryIso2Code", "")
    return "" if code in UNKNOWN_COUNTRY else code


def iso(text: str) -> str:
    """A date in ISO form; `13/05/2024` has the day first. Text that is no date stays as it is."""
    try:
        return str(parse_date(text)) if text.strip() else ""
    except ValueError:
        return text.strip()


def _is_latin(text: str) -> bool:
    letter = _LETTER.search(text)
    return letter is not None and letter[0] < "ɐ"
