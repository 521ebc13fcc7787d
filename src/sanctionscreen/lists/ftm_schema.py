"""Code tables of FollowTheMoney: the schemata and properties that listings have fields for:
https://followthemoney.tech/explorer/."""

from __future__ import annotations

from sanctionscreen.model import Kind, NameType

KINDS: dict[str, Kind | None] = {
    "Person": "person",
    "Organization": "organization",
    "Company": "organization",
    "PublicBody": "organization",
    "LegalEntity": None,  # a person or an organisation
    "Vessel": "vessel",
    "Airplane": "aircraft",
    "Vehicle": None,
    "Asset": None,
    "Security": None,
    "CryptoWallet": None,
    "Thing": None,
}
"""Schemata of parties; other schemata are links, documents, addresses and sanctions, which belong to a party."""

SCHEMATA: dict[Kind | None, str] = {
    "person": "Person",
    "organization": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    None: "LegalEntity",
}
"""Kind to the schema that an export gives it."""

NAMES: dict[str, tuple[NameType, bool]] = {
    "name": ("name", False),
    "alias": ("alias", False),
    "weakAlias": ("alias", True),
    "previousName": ("previous_name", False),
    "abbreviation": ("alias", True),
}

IDENTIFIERS = {
    "imoNumber": "imo_number",
    "mmsi": "mmsi",
    "callSign": "call_sign",
    "swiftBic": "swift_bic",
    "leiCode": "lei_code",
    "innCode": "inn_code",
    "ogrnCode": "ogrn_code",
    "okpoCode": "okpo_code",
    "uscCode": "usc_code",
    "dunsCode": "duns_code",
    "vatCode": "vat_code",
    "npiCode": "npi_code",
    "cageCode": "cage_code",
    "giiNumber": "gii_number",
    "permId": "perm_id",
    "uniqueEntityId": "unique_entity_id",
    "passportNumber": "passport_number",
    "idNumber": "national_id",
    "socialSecurityNumber": "social_security_number",
    "taxNumber": "tax_number",
    "registrationNumber": "registration_number",
    "licenseNumber": "license_number",
    "serialNumber": "serial_number",
    "icaoCode": "icao_code",
    "crsNumber": "crs_number",
    "isin": "isin_code",
    "isinCode": "isin_code",
    "ticker": "ticker",
    "bikCode": "bik_code",
    "kppCode": "kpp_code",
    "wikidataId": "wikidata_id",
    "publicKey": "wallet",
    "phone": "phone",
    "email": "email",
    "website": "website",
}
"""Property to the type of our `Identifier`."""

LISTS = {
    "birthPlace": "birth_places",
    "nationality": "nationalities",
    "citizenship": "nationalities",
    "country": "countries",
    "jurisdiction": "countries",
    "mainCountry": "countries",
    "flag": "countries",
    "position": "positions",
    "program": "programmes",
    "programId": "programmes",
    "gender": "genders",
}
"""Property to the field of the listing."""

COUNTRIES = frozenset({"nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag"})
"""Properties whose values are ISO 3166-1 codes, in small letters."""

REMARKS = frozenset({"notes", "summary", "description", "appearance"})
"""Properties with text that goes to the remarks."""

LINKS = {
    "Ownership": ("owner", "asset", "owns"),
    "Directorship": ("director", "organization", "director_of"),
    "Employment": ("employee", "employer", "employed_by"),
    "Membership": ("member", "organization", "member_of"),
    "Family": ("person", "relative", "family"),
    "Associate": ("person", "associate", "associate"),
    "Representation": ("agent", "client", "represents"),
    "Succession": ("predecessor", "successor", "predecessor_of"),
    "UnknownLink": ("subject", "object", "linked_to"),
}
"""Schema of a link to the properties of its two ends, and the relation from the first to the second."""

DOCUMENTS = {"Identification": "id_number", "Passport": "passport_number"}
"""Schemata of documents to the type of identifier where the document doesn't say."""

OTHER_SCHEMATA = frozenset({"Address", "Sanction", "Position", "Occupancy", "Event", "Debt", "ContractAward"})
"""Schemata that hold no party; those of them that belong to one are read with it."""

QUIET = frozenset(
    {
        "sourceUrl",
        "topics",
        "createdAt",
        "modifiedAt",
        "retrievedAt",
        "publisher",
        "publisherUrl",
        "wikipediaUrl",
    }
    | {
        "alephUrl",
        "keywords",
        "addressEntity",
        "firstName",
        "lastName",
        "middleName",
        "secondName",
        "fatherName",
    }
    | {
        "motherName",
        "title",
        "legalForm",
        "sector",
        "status",
        "education",
        "religion",
        "political",
        "ethnicity",
    }
    | {
        "birthCountry",
        "deathDate",
        "incorporationDate",
        "dissolutionDate",
        "classification",
        "buildDate",
        "type",
    }
    | {
        "tonnage",
        "grossRegisteredTonnage",
        "deadweightTonnage",
        "pastFlags",
        "pastTypes",
        "model",
        "nameSuffix",
    }
    | {
        "opencorporatesUrl",
        "profession",
        "height",
        "weight",
        "eyeColor",
        "hairColor",
        "spokenLanguage",
        "taxStatus",
    }
    | {
        "currency",
        "holder",
        "parent",
        "owner",
        "operator",
        "biography",
        "registrationPort",
        "proof",
        "sayariId",
    }
)
"""Properties that a listing has no place for: counted as unused; any other property counts as unknown."""
