"""Code tables of OFAC's files: types of identifiers, statements, programmes. One table for all formats.

The words are those of the `idType` element of SDN.XML and of the feature and document types of
SDN_ADVANCED.XML; in the CSV files they are in the remarks. Source:
https://ofac.treasury.gov/sdn-list/sanctions-list-search-tool and the data specification at
https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas.
"""

from __future__ import annotations

from sanctionscreen.model import Identifier, Kind

KINDS: dict[str, Kind] = {
    "": "organization",  # the CSV's null: "-0-" in SDN_Type means entities
    "entity": "organization",
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
}

_TYPES = {
    "passport_number": (
        "Passport",
        "Diplomatic Passport",
        "British National Overseas Passport",
        "Stateless Person Passport",
        "Travel Document Number",
    ),
    "national_id": (
        "National ID No.",
        "National Foreign ID Number",
        "Cedula No.",
        "Cedula de Residencia",
        "Cedula de Ciudadania",
        "C.U.R.P.",
        "D.N.I.",
        "D.U.I.",
        "DUI",
        "N.I.E.",
        "C.U.I.",
        "C.U.I.P.",
        "I.F.E.",
        "LE Number",
        "SSN",
        "NIE",
        "Personal ID Card",
        "Numero de Identidad",
        "Citizen's Card Number",
        "Kenyan ID No.",
        "Turkish Identification Number",
        "Turkish Identificiation Number",
        "Bosnian Personal ID No.",
        "Moroccan Personal ID No.",
        "UAE Identification",
        "Tazkira National ID Card",
        "Credencial electoral",
        "Electoral Registry No.",
        "CNP (Personal Numerical Code)",
        "Cartilla de Servicio Militar Nacional",
        "Military Registration Number",
        "Birth Certificate Number",
        "Residency Number",
        "Refugee ID Card",
        "Stateless Person ID Card",
        "Romanian Permanent Resident",
        "Immigration No.",
        "Public Security and Immigration No.",
        "Seafarer's Identification Document",
    ),
    "tax_number": (
        "Tax ID No.",
        "R.F.C.",
        "RFC",
        "NIT #",
        "RUC #",
        "RIF #",
        "RTN",
        "C.U.I.T.",
        "C.I.F.",
        "N.I.F.",
        "US FEIN",
        "Fiscal Code",
        "Italian Fiscal Code",
        "Romanian Tax Registration",
        "Paraguayan tax identification number",
        "Numero Unico de Identificacao Tributaria (NUIT)",
        "Stat. Number",
    ),
    "vat_code": ("V.A.T. Number",),
    "registration_number": (
        "Registration Number",
        "Registration ID",
        "RSIN",
        "Registered Charity No.",
        "Registration Certificate Number (Dubai)",
        "Business Registration Number",
        "Business Registration Document #",
        "Business Number",
        "Company Number",
        "UK Company Number",
        "Company ID",
        "Commercial Registry Number",
        "Commercial Number",
        "C.R. No.",
        "C.I.N.",
        "Romanian C.R.",
        "Folio Mercantil No.",
        "Matricula Mercantil No",
        "Public Registration Number",
        "Certificate of Incorporation Number",
        "Central Registration System Number",
        "Istanbul Chamber of Comm. No.",
        "Chamber of Commerce Number",
        "Dubai Chamber of Commerce Membership No.",
        "Enterprise Number",
        "Branch Unit Number",
        "Organization Code",
        "Economic Register Number (CBLS)",
        "Government Gazette Number",
        "File Number",
        "Trademark number",
        "Aircraft Tail Number",
        "Previous Aircraft Tail Number",
    ),
    "license_number": (
        "License",
        "Trade License No.",
        "Tourism License No.",
        "Permit Number",
        "SRE Permit No.",
        "Pilot License Number",
        "Driver's License No.",
        "MSB Registration Number",
        "Afghan Money Service Provider License Number",
    ),
    "usc_code": ("Unified Social Credit Code (USCC)", "United Social Credit Code Certificate (USCCC)"),
    "ogrn_code": ("Russian State Individual Business Registration Number Pattern (OGRNIP)",),
    "lei_code": ("Legal Entity Number", "Legal Entity Identifier"),
    "duns_code": ("D-U-N-S Number",),
    "swift_bic": ("SWIFT/BIC", "SWIFT"),
    "bik_code": ("BIK (RU)",),
    "isin_code": ("ISIN",),
    "ticker": ("Equity Ticker", "MICEX Code"),
    "un_locode": ("UN/LOCODE",),
    "imo_number": ("Vessel Registration Identification", "International Maritime Organization No."),
    "mmsi": ("MMSI",),
    "call_sign": ("Other Vessel Call Sign", "Vessel Call Sign"),
    "serial_number": (
        "Aircraft Manufacturer's Serial Number (MSN)",
        "Aircraft Construction Number (also called L/N or S/N or F/N)",
        "Aircraft Serial Identification",
    ),
    "icao_code": ("Aircraft Mode S Transponder Code",),
    "visa_number": ("VisaNumberID",),
    "chinese_commercial_code": ("Chinese Commercial Code",),
    "phone": (
        "Phone Number",
        "Phone No.",
        "Telephone",
        "Telephone:",
        "Telephone No.",
        "PHONE",
        "Tel.",
        "Phone",
    ),
    "fax": ("Fax", "Fax:", "Fax Number", "FAX"),
    "email": ("Email Address", "Email", "Email:", "E-mail"),
    "website": ("Website", "Website:"),
    "id_number": (
        "Identification Number",
        "Serial No.",
        "Numero de Identificacion",
        "ID No.",
        "Interpol Red Notice",
    ),
}

ID_TYPES: dict[str, str] = {word: ours for ours, words in _TYPES.items() for word in words}
"""OFAC's word to the type of our `Identifier`."""

_SAY_IT_ALL = frozenset(
    {
        "Passport",
        "V.A.T. Number",
        "D-U-N-S Number",
        "SWIFT/BIC",
        "BIK (RU)",
        "ISIN",
        "UN/LOCODE",
        "MMSI",
        "Phone Number",
    }
    | {
        "Vessel Registration Identification",
        "Email Address",
        "Website",
        "Legal Entity Number",
        "Identification Number",
    }
    | {"Telephone", "Telephone:", "Fax", "Fax:", "Website:", "Chinese Commercial Code", "VisaNumberID"}
)
"""Words that say no more than our type does, so that an identifier needs no detail."""

WALLET = "Digital Currency Address - "
"""The words before the currency code of a wallet."""

COUNTRY_TYPES = frozenset({"Other Vessel Flag", "Nationality of Registration", "Registration Country"})
"""`idType`s whose value is a country that the party belongs to."""

OPERATOR_TYPE = "Aircraft Operator"
"""The `idType` whose value is another party."""

STATEMENTS = (
    "Additional Sanctions Information",
    "Secondary sanctions risk",
    "Transactions Prohibited For Persons Owned or",
    "Executive Order",
    "CAATSA Section",
    "IFCA Determination",
    "PEESA Information",
    "For more information",
    "Listing Date",
    "Effective Date",
    "Purchase/Sales For Divestment Date",
    "Issuer Name",
    "Target Type",
    "Organization Type",
    "Organization Established Date",
    "Former Vessel Flag",
    "Other Vessel Type",
    "Vessel Year of Build",
    "Aircraft Model",
    "Aircraft Manufacture Date",
)
"""Beginnings of `idType`s that are statements and no identifiers: they go to the remarks."""

_WITHOUT_DIGITS = frozenset({"website", "email", "ticker", "swift_bic", "un_locode", "call_sign"})
"""Types of identifiers whose values need no digit."""


def identifier(word: str, value: str, country: str = "", extra: str = "") -> Identifier | None:
    """The identifier that a type in OFAC's words and a value make, or None if the word is not in the
    table."""
    ours = ID_TYPES.get(word)
    if ours is None:
        if not word.startswith(WALLET):
            return None
        return Identifier("wallet", value, country, word.removeprefix(WALLET))
    if ours not in _WITHOUT_DIGITS and not any(map(str.isdigit, value)):
        return None
    if value.endswith(")") and " (" in value:  # "7136973 (Delaware)"
        value, _, note = value.partition(" (")
        extra = f"{note[:-1]} {extra}".strip()
    detail = "" if word in _SAY_IT_ALL else word
    if value.startswith("IMO "):  # ships, and companies under "Identification Number" and "Company Number"
        ours, value = "imo_number", value[4:]
    elif ours == "imo_number" and not (len(value) == 7 and value.isdigit()):
        ours, detail = "registration_number", word  # ships too small for an IMO number: "RS 150443"
    if extra:
        detail = f"{detail}, {extra}" if detail else extra
    return Identifier(ours, value, country, detail)


def unknown_identifier(word: str, value: str, country: str = "") -> Identifier:
    """An identifier whose type is not in the table, with OFAC's word for it as the detail."""
    return Identifier("id_number", value, country, word)
