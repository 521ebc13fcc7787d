"""The names of identifier types, and the words for them."""

from __future__ import annotations

import re
from functools import lru_cache

LABELS = {
    "imo_number": "IMO",
    "imo_company_number": "IMO company number",
    "mmsi": "MMSI",
    "call_sign": "call sign",
    "lei_code": "LEI",
    "swift_bic": "BIC",
    "inn_code": "INN",
    "ogrn_code": "OGRN",
    "duns_code": "DUNS",
    "passport_number": "passport",
    "national_id": "national id",
    "social_security_number": "social security number",
    "tax_number": "tax number",
    "vat_code": "VAT number",
    "registration_number": "registration number",
    "license_number": "licence",
    "wallet": "wallet",
    "email": "e-mail",
    "website": "website",
    "phone": "phone",
    "fax": "fax",
    "serial_number": "serial number",
    "aircraft_tail_number": "aircraft registration",
    "id_number": "id number",
}
"""The types that have a rule or a label of their own; any other type is compared too."""

_TYPE_ALIASES = {
    "imo": "imo_number",
    "imo_no": "imo_number",
    "imo_company": "imo_company_number",
    "imo_company_no": "imo_company_number",
    "callsign": "call_sign",
    "lei": "lei_code",
    "bic": "swift_bic",
    "swift": "swift_bic",
    "swift_code": "swift_bic",
    "inn": "inn_code",
    "ogrn": "ogrn_code",
    "duns": "duns_code",
    "passport": "passport_number",
    "national_id_number": "national_id",
    "id_card": "national_id",
    "id_card_number": "national_id",
    "ssn": "social_security_number",
    "tax": "tax_number",
    "tax_id": "tax_number",
    "vat": "vat_code",
    "vat_number": "vat_code",
    "registration": "registration_number",
    "company_number": "registration_number",
    "reg_number": "registration_number",
    "license": "license_number",
    "crypto_wallet": "wallet",
    "public_key": "wallet",
    "e_mail": "email",
    "mail": "email",
    "domain": "website",
    "url": "website",
    "web": "website",
    "telephone": "phone",
    "tel": "phone",
    "mobile": "phone",
    "telefax": "fax",
    "msn": "serial_number",
    "tail_number": "aircraft_tail_number",
    "id": "id_number",
    "identifier": "id_number",
    "number": "id_number",
}

_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def canonical_type(type: str) -> str:
    """The name of an identifier's type, however a caller spells it.

    >>> canonical_type("IMO"), canonical_type("swift"), canonical_type("House Number")
    ('imo_number', 'swift_bic', 'house_number')
    """
    name = _NOT_WORD.sub("_", type.strip().casefold()).strip("_")
    return _TYPE_ALIASES.get(name, name) or "id_number"


@lru_cache(maxsize=1024)
def type_label(type: str) -> str:
    """The words for a type in evidence and output: `IMO`, `BIC`, `passport`; else the type's name, spaced."""
    canonical = canonical_type(type)
    return LABELS.get(canonical) or canonical.replace("_", " ")
