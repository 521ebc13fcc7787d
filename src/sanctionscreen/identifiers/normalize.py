"""Numbers and codes that name a party, brought to one form and checked by their own rules.

Reach for `normalise_identifier` wherever an identifier of a list or a customer is compared; nothing else in
the library compares identifiers as they were written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sanctionscreen.countries import country_code
from sanctionscreen.identifiers.checksums import (
    is_base58_wallet,
    is_bech32,
    is_eip55,
    is_imo_company,
    is_imo_ship,
    is_inn,
    is_lei,
    is_ogrn,
)
from sanctionscreen.identifiers.phones import international, main_number
from sanctionscreen.identifiers.types import canonical_type

_PLACEHOLDER_WORDS = """
    UNKNOWN NA NONE NULL NIL NAN NOTAVAILABLE NOTAPPLICABLE NOTKNOWN NOTGIVEN NOTPROVIDED NOTSPECIFIED
    UNSPECIFIED UNDETERMINED UNAVAILABLE TBA TBC TBD TEST PENDING MISSING EMPTY DUMMY SAMPLE UNASSIGNED NOID
    NONUMBER NOPASSPORT WITHHELD REDACTED OTHER PASSPORT NUMBER IDNUMBER
"""
_PLACEHOLDERS = frozenset(_PLACEHOLDER_WORDS.split())
_ASCENDING = "01234567890123456789"
_NOT_ALNUM = re.compile(r"[\W_]+")
_IMO_WORD = re.compile(r"^I\W*M\W*O\b|^IMO(?=\d)", re.I)
_LABEL_WORDS = """
    passport booklet national tax tin vat registration company licence license lei bic swift inn ogrn mmsi duns
    инн огрн паспорт
"""
_LABELS = frozenset((_LABEL_WORDS + "no nr num number code id").upper().split())
_LABEL = (
    r"(?:no|nr|num|number|code|id|reg(?=\.))\b"
    rf"|(?:{'|'.join(_LABEL_WORDS.split())})\b(?!-)"  # what a dash ties to the number may be part of it
)
_LEADING_LABEL = re.compile(rf"^(?:(?:{_LABEL})\s*[.:#]*\s*|[#:.]\s*)+", re.I)
_BIC = re.compile(r"[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_BECH32 = re.compile(r"(?:bc|tb|ltc|bitcoincash:)[a-z0-9:]{20,}", re.I)
_SEGWIT = re.compile(r"(?:bc|tb|ltc)1", re.I)
_HEX_WALLET = re.compile(r"(?:0x)?[0-9a-f]{40,64}", re.I)
_ETHEREUM = re.compile(r"0x[0-9a-f]{40}", re.I)
_URL = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:www\d?\.)?([^/?#\s:]+)", re.I)
_SHARED_HOST_NAMES = """
    facebook.com twitter.com x.com youtube.com t.me telegram.me instagram.com vk.com linkedin.com ok.ru
    tiktok.com wordpress.com blogspot.com sites.google.com github.com
"""
_SHARED_HOSTS = frozenset(_SHARED_HOST_NAMES.split())


@dataclass(frozen=True, slots=True)
class NormalisedIdentifier:
    """An identifier in the form in which it is compared.

    Attributes:
        type: as `Identifier.type`, other spellings of it resolved ("lei" is `lei_code`).
        key: what two writings of one identifier share; never meant for display. Types that lists confuse
            (passport, national id, tax number, `id_number`…) share one space of keys, the others have their
            own.
        value: the compact value, for display and for finding near misses.
        country: ISO 3166-1 alpha-2, or empty where not said or not known.
        valid: whether the type's own rule holds; None where it has none that can be checked.
        placeholder: whether the value is one that people write when they have none; such a value links
        nobody.
    """

    type: str
    key: str
    value: str
    country: str = ""
    valid: bool | None = None
    placeholder: bool = False


def normalise_identifier(type: str, value: str, country: str = "") -> NormalisedIdentifier:
    """Bring one identifier to the form in which it is compared, and check it.

    Args:
        type: `Identifier.type`, or a usual short name of one ("imo", "lei", "bic").
        value: as written: "IMO No. 9,339,337", full-width or Arabic-Indic digits, spaces, dots, dashes.
        country: of issue, in words or code; unknown text counts as not said.

    Returns:
        The normal form. Never fails: a value that breaks its type's rule has `valid` False, and one without a
        single letter or digit is a placeholder.

    >>> number = normalise_identifier("imo", "IMO No. 9,339,337")
    >>> number.key, number.valid, number.placeholder
    ('imo:9339337', True, False)
    >>> normalise_identifier("passport", "000000000", "Iran").placeholder
    True
    """
    name = canonical_type(type)
    code = (country_code(country) or "") if country else ""
    if name in PHONES:
        key, compact, valid = _normal_phone(plain(value), code)
        return NormalisedIdentifier(name, key, compact, code, valid, _is_placeholder(compact))
    if name in WRITTEN_AS_IS:
        key, compact, valid = WRITTEN_AS_IS[name](plain(value))
        return NormalisedIdentifier(
            name, key, compact, code, valid, _is_placeholder(compact) or compact in _SHARED_HOSTS
        )
    name, compact = compact_number(name, value)
    rule = _RULES.get(name, _normal_number)
    key, compact, valid = rule(compact)
    return NormalisedIdentifier(name, key, compact, code, valid, _is_placeholder(compact))


def compact_number(name: str, value: str) -> tuple[str, str]:
    """The letters and digits of a number, before the rule of its type is asked.

    Args:
        name: of a type, as `canonical_type` gives it, that is neither of `PHONES` nor of `WRITTEN_AS_IS`.
        value: as written.

    Returns:
        The type, which is `imo_number` where the value calls itself one, and the value in upper case.

    >>> compact_number("registration_number", "No. 556012-579"), compact_number("id_number", "IMO 8405270")
    (('registration_number', '556012579'), ('imo_number', '8405270'))
    """
    if (
        value.isalnum()
        and value.isascii()
        and value[0] not in "Ii"
        and (upper := value.upper()) not in _LABELS
    ):
        return name, upper  # most numbers: nothing to strip
    text = plain(value)
    if name not in IMO_TYPES and text[:1] in ("I", "i") and _IMO_WORD.match(text):
        name = "imo_number"
    text = _IMO_WORD.sub("", text).strip() if name in IMO_TYPES else text
    return name, _NOT_ALNUM.sub("", _LEADING_LABEL.sub("", text)).upper()


def plain(value: str) -> str:
    """A value in the usual forms of its characters, with decimal digits of any script as 0 to 9."""
    if value.isascii():
        return value.strip()
    text = unicodedata.normalize(
        "NFKC", value.replace("№", " ")
    ).strip()  # a sign, and no letters of the number
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _is_placeholder(compact: str) -> bool:
    """Whether nobody has this value: no letter or digit, a word for "none", one sign repeated, or 123456."""
    upper = compact.upper() if compact.isalnum() else _NOT_ALNUM.sub("", compact).upper()
    if len(upper) < 3 or upper in _PLACEHOLDERS or upper == upper[0] * len(upper):
        return True
    return upper.isdigit() and 5 <= len(upper) <= 10 and (upper in _ASCENDING or upper[::-1] in _ASCENDING)


_Normal = tuple[str, str, bool | None]


def _normal_imo(compact: str) -> _Normal:
    """Ships' and companies' numbers are written alike, seven digits; lists don't always say which."""
    digits = re.sub(r"\D", "", compact)
    compact = digits if len(digits) == 7 else compact
    return f"imo:{compact}", compact, is_imo_ship(compact) or is_imo_company(compact)


def _normal_imo_company(compact: str) -> _Normal:
    key, compact, _ = _normal_imo(compact)
    return key, compact, is_imo_company(compact)


def _normal_mmsi(compact: str) -> _Normal:
    return f"mmsi:{compact}", compact, len(compact) == 9 and compact.isdigit() and compact[0] in "234567"


def _normal_call_sign(compact: str) -> _Normal:
    return f"call:{compact}", compact, None


def _normal_bic(compact: str) -> _Normal:
    """Eight characters name the bank; three more, a branch (`XXX` the head office)."""
    match = _BIC.fullmatch(compact)
    return f"bic:{compact[:8]}", compact, bool(match and country_code(match[1]))


def _normal_lei(compact: str) -> _Normal:
    return f"number:{compact.lstrip('0')}", compact, is_lei(compact)


def _normal_inn(compact: str) -> _Normal:
    """A leading zero that a spreadsheet dropped is put back where the check digits then hold."""
    if len(compact) in (9, 11) and is_inn("0" + compact):
        compact = "0" + compact
    return f"number:{compact.lstrip('0')}", compact, is_inn(compact)


def _normal_ogrn(compact: str) -> _Normal:
    return f"number:{compact.lstrip('0')}", compact, is_ogrn(compact)


def _normal_duns(compact: str) -> _Normal:
    """The check digit was given up in 2006, so nine digits are all that can be asked."""
    return f"number:{compact.lstrip('0')}", compact, len(compact) == 9 and compact.isdigit()


def _normal_number(compact: str) -> _Normal:
    """Leading zeros come and go between registers and spreadsheets: 00123456 and 123456 are one company."""
    return f"number:{compact.lstrip('0')}", compact, None


def _normal_phone(text: str, country: str) -> _Normal:
    """E.164 where the country is known. The key is the last nine digits, so that a number with and one without its
    country's code meet; `agreement` compares the whole."""
    number = international(text, country) or re.sub(r"\D", "", main_number(text)).lstrip("0")
    return f"phone:{number.removeprefix('+')[-9:]}", number, number[:1] == "+" or 7 <= len(number) <= 15


def _normal_email(text: str) -> _Normal:
    address = text.removeprefix("mailto:").strip("<>. ").casefold()
    name, at, domain = address.rpartition("@")
    return f"email:{address}", address, bool(name and at and "." in domain)


def _normal_website(text: str) -> _Normal:
    match = _URL.match(text)
    domain = (match[1] if match else text).casefold().rstrip(".")
    if match and domain in _SHARED_HOSTS:  # there the path is the party
        domain = (domain + text[match.end() :].partition("?")[0]).casefold().rstrip("/")
    return f"web:{domain}", domain, "." in domain and domain not in _SHARED_HOSTS


def _normal_wallet(text: str) -> _Normal:
    """Hexadecimal and bech32 addresses ignore case; base 58 ones don't, and carry a checksum. Ethereum's checksum is in
    the case of its letters, where somebody wrote both cases."""
    address = text.replace(" ", "")
    if _ETHEREUM.fullmatch(address):
        return f"wallet:{address.casefold()}", address, is_eip55(address)
    if _HEX_WALLET.fullmatch(address) or _BECH32.fullmatch(address):
        valid = is_bech32(address) if _SEGWIT.match(address) else None
        return f"wallet:{address.casefold().removeprefix('bitcoincash:')}", address, valid
    valid = is_base58_wallet(address) if address[:1] in "13LMXT" and 25 <= len(address) <= 36 else None
    return f"wallet:{address}", address, valid


_RULES = {
    "imo_number": _normal_imo,
    "imo_company_number": _normal_imo_company,
    "mmsi": _normal_mmsi,
    "call_sign": _normal_call_sign,
    "swift_bic": _normal_bic,
    "lei_code": _normal_lei,
    "inn_code": _normal_inn,
    "ogrn_code": _normal_ogrn,
    "duns_code": _normal_duns,
}
IMO_TYPES = frozenset({"imo_number", "imo_company_number"})
"""Types of IMO numbers."""
PHONES = frozenset({"phone", "fax"})
"""Types of telephone numbers."""
WRITTEN_AS_IS = {
    "email": _normal_email,
    "website": _normal_website,
    "wallet": _normal_wallet,
}
"""Types whose values are more than letters and digits, each with its rule: text → key, compact value, whether the rule
holds."""
