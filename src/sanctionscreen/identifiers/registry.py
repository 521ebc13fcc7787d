"""Registry of identifier types: one entry per type.

A new type is an entry here, its check digits in `checksums.py`, and an example in tests/identifiers/test_registry.py.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

from sanctionscreen.identifiers import checksums, normal_forms
from sanctionscreen.identifiers.types import WORLD, IdentifierType

UNSPECIFIED = "id_number"
"""Name of the type of a number of which nobody says what it is."""

_UNSPECIFIC = frozenset({UNSPECIFIED, "registration_number", "tax_number", "national_id", "license_number"})
"""Types under which lists also file numbers that have a type and a space of their own. (Call signs too, but those are a
few letters that any register may hold.)"""

_COMPANY_NUMBERS = frozenset(
    {UNSPECIFIED, "registration_number", "tax_number", "lei_code", "inn_code", "ogrn_code"}
)
"""Types under which lists file numbers of companies that their check digits tell apart."""

_RUSSIAN = ("RU", "UA", "SU")  # lists give Ukraine for the Crimea, and the Soviet Union

IDENTIFIER_TYPES: tuple[IdentifierType, ...] = (
    IdentifierType(
        name="imo_number", label="IMO",
        aliases="imo imo_no", columns="imo imo_number imo_no",
        space="imo", value=normal_forms.imo_digits, key=normal_forms.unchanged,
        # ships' and companies' numbers are both seven digits, and lists don't always say which
        checks=(checksums.is_imo_ship, checksums.is_imo_company), typo_alphabet=string.digits,
        misfiled_under=_UNSPECIFIC, per_party="one for life",
    ),
    IdentifierType(
        name="imo_company_number", label="IMO company number",
        aliases="imo_company imo_company_no",
        space="imo", value=normal_forms.imo_digits, key=normal_forms.unchanged,
        checks=(checksums.is_imo_company,), typo_alphabet=string.digits,
        misfiled_under=_UNSPECIFIC, per_party="one",
    ),
    IdentifierType(
        name="mmsi", label="MMSI", columns="mmsi",
        space="mmsi", key=normal_forms.unchanged, checks=(normal_forms.is_mmsi,),
        strength="fair",  # handed on with a new flag
        misfiled_under=_UNSPECIFIC,
    ),
    IdentifierType(
        name="call_sign", label="call sign", aliases="callsign", columns="call_sign callsign",
        space="call", key=normal_forms.unchanged,
        strength="weak",  # handed on with a new flag, and reused
    ),
    IdentifierType(
        name="lei_code", label="LEI", aliases="lei", columns="lei lei_code",
        checks=(checksums.is_lei,), typo_alphabet=string.ascii_uppercase + string.digits,
        unique_in=WORLD, misfiled_under=_COMPANY_NUMBERS, per_party="one for life",
    ),
    IdentifierType(
        name="swift_bic", label="BIC",
        aliases="bic swift swift_code", columns="bic swift_bic swift bic_code swift_code",
        space="bic", key=normal_forms.bank_code, checks=(normal_forms.is_bic,),
        misfiled_under=_UNSPECIFIC,
    ),
    IdentifierType(
        name="passport_number", label="passport",
        aliases="passport", columns="passport passport_number passport_no",
        countrywide=True,
    ),
    IdentifierType(
        name="national_id", label="national id",
        aliases="national_id_number id_card id_card_number", columns="national_id national_id_number id_card",
    ),
    IdentifierType(name="social_security_number", label="social security number", aliases="ssn"),
    IdentifierType(
        name="tax_number", label="tax number",
        aliases="tax tax_id", columns="tax_number tax_id tin vat_number",
    ),
    IdentifierType(name="vat_code", label="VAT number", aliases="vat vat_number"),
    IdentifierType(
        name="registration_number", label="registration number",
        aliases="registration company_number reg_number",
        columns="registration_number company_number registration_no",
    ),
    IdentifierType(
        name="inn_code", label="INN", aliases="inn", columns="inn inn_code",
        value=normal_forms.padded_inn, checks=(checksums.is_inn,), typo_alphabet=string.digits,
        unique_in=_RUSSIAN, misfiled_under=_COMPANY_NUMBERS, per_party="one for life",
    ),
    IdentifierType(
        name="ogrn_code", label="OGRN", aliases="ogrn", columns="ogrn ogrn_code",
        checks=(checksums.is_ogrn,), typo_alphabet=string.digits,
        unique_in=_RUSSIAN, misfiled_under=_COMPANY_NUMBERS, per_party="one for life",
    ),
    IdentifierType(
        name="duns_code", label="DUNS", aliases="duns", columns="duns duns_code duns_number",
        checks=(normal_forms.is_duns,),
    ),
    IdentifierType(name="license_number", label="licence", aliases="license"),
    IdentifierType(
        name="wallet", label="wallet",
        aliases="crypto_wallet public_key", columns="wallet wallets crypto_wallet",
        space="wallet", as_written=True, value=normal_forms.wallet_address, key=normal_forms.wallet_key,
        checks=(normal_forms.is_wallet,), typo_alphabet=string.ascii_letters + string.digits,
    ),
    IdentifierType(
        name="phone", label="phone", aliases="telephone tel mobile", columns="phone phones telephone mobile",
        space="phone", as_written=True, value=normal_forms.phone_number, key=normal_forms.last_nine_digits,
        checks=(normal_forms.is_phone,),
        strength="weak",  # switchboards, agents' and relatives' numbers
    ),
    IdentifierType(
        name="fax", label="fax", aliases="telefax",
        space="phone", as_written=True, value=normal_forms.phone_number, key=normal_forms.last_nine_digits,
        checks=(normal_forms.is_phone,), strength="weak",
    ),
    IdentifierType(
        name="email", label="e-mail", aliases="e_mail mail", columns="email emails e_mail",
        space="email", as_written=True, value=normal_forms.email_address, key=normal_forms.unchanged,
        checks=(normal_forms.is_email,), strength="fair",
    ),
    IdentifierType(
        name="website", label="website", aliases="domain url web", columns="website websites url",
        space="web", as_written=True, value=normal_forms.web_domain, key=normal_forms.unchanged,
        checks=(normal_forms.is_web_domain,), strength="fair",
    ),
    IdentifierType(name="serial_number", label="serial number", aliases="msn"),
    IdentifierType(name="aircraft_tail_number", label="aircraft registration", aliases="tail_number"),
    # codes of a name, and numbers within a register that is not named
    IdentifierType(name="chinese_commercial_code", label="chinese commercial code", strength="weak"),
    IdentifierType(name="ticker", label="ticker", strength="weak"),
    IdentifierType(name="birth_certificate_number", label="birth certificate number", strength="weak"),
    IdentifierType(name="un_locode", label="un locode", strength=None),  # a place
    IdentifierType(name=UNSPECIFIED, label="id number", aliases="id identifier number"),
)  # fmt: skip
"""The types that lists and customers use; any other type is compared too, by the defaults of `IdentifierType`."""

_BY_NAME = {name: item for item in IDENTIFIER_TYPES for name in (item.name, *item.aliases.split())}
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def identifier_type(text: str) -> IdentifierType:
    """The type of an identifier, however a list or a caller spells it; a type of that name if none is registered.

    >>> identifier_type("IMO").name, identifier_type("swift").label, identifier_type("House Number").name
    ('imo_number', 'BIC', 'house_number')
    """
    name = _NOT_WORD.sub("_", text.strip().casefold()).strip("_") or UNSPECIFIED
    return _BY_NAME.get(name) or IdentifierType(name=name, label=name.replace("_", " "))
