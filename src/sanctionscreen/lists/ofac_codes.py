"""What the words in OFAC's files mean: types of identifiers, statements, programmes. One table for all four
formats.

The words are those of the `idType` element of SDN.XML and of the feature and document types of
SDN_ADVANCED.XML; in the CSV files they stand in the remarks. Source:
https://ofac.treasury.gov/sdn-list/sanctions-list-search-tool and the data specification at
https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas.
"""

from __future__ import annotations

from sanctionscreen.lists.intake import Intake
from sanctionscreen.model import Identifier, Kind

KINDS: dict[str, Kind] = {
    "": "organization",  # the CSV's null: "-0-" in SDN_Type stands for entities
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
"""What stands before the currency code of a wallet."""

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
"""How the `idType`s begin that state something and name nothing: kept in the remarks."""

NON_SDN_MEASURES: dict[str, tuple[str, ...]] = {
    "UKRAINE-EO13662": ("sectoral",),  # Sectoral Sanctions Identifications
    "RUSSIA-EO14024": ("sectoral",),  # Directives 1a, 2 and 3
    "CAATSA - RUSSIA": ("sectoral",),  # menu-based
    "BURMA-EO14014": ("sectoral",),  # Directive 1: financial services
    "VENEZUELA-EO13850": ("sectoral",),
    "CMIC-EO13959": ("investment ban",),  # Chinese Military-Industrial Complex Companies
    "NS-PLC": ("transaction ban",),  # Palestinian Legislative Council: transactions are rejected, not blocked
    "FSE-IR": ("transaction ban",),  # Foreign Sanctions Evaders
    "FSE-SY": ("transaction ban",),
    "561-Related": ("correspondent account ban",),  # CAPTA, 31 CFR part 561
    "561List": ("correspondent account ban",),
    "IRAN": ("asset freeze",),  # the list of Executive Order 13599: property stays blocked
    "IRAN-CON-ARMS-EO": ("sectoral",),
}
"""Measures of programmes on the consolidated (non-SDN) list:
https://ofac.treasury.gov/consolidated-sanctions-list."""

NON_SDN_ONLY = frozenset({"NS-PLC", "CMIC-EO13959", "FSE-IR", "FSE-SY", "561-Related", "561List"})
"""Programmes that stand on the consolidated list alone: they tell its files from the SDN list's."""

SDN_ONLY_UIDS = frozenset({"36", "173", "306", "424", "475", "480", "535", "536", "537", "540"})
"""Parties on the SDN list in every edition since the 1980s (Cuba), which were never on the other."""


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
    """An identifier whose type is not in the table: kept, with OFAC's word for it as the detail."""
    return Identifier("id_number", value, country, word)


def list_by_name(name: str, intake: Intake) -> str:
    """Which of OFAC's two lists a file's name says; both come in the same formats.

    Raises:
        ListFileError: if the name doesn't say it either.
    """
    for part, list_id in (("cons", "us-ofac-cons"), ("sdn", "us-ofac-sdn")):
        if part in name.lower():
            return list_id
    raise intake.error(
        "both OFAC lists come in this format; neither content nor name tell which this is: name it"
    )


def measures(list_id: str, programmes: list[str]) -> tuple[list[str], list[str]]:
    """The measures that the programmes mean on this list, and the programmes that the table doesn't know."""
    if list_id != "us-ofac-cons":
        return ["asset freeze"], []
    unknown = [programme for programme in programmes if programme not in NON_SDN_MEASURES]
    found = [measure for programme in programmes for measure in NON_SDN_MEASURES.get(programme, ())]
    return list(dict.fromkeys(found)), unknown
