"""Normal forms of identifiers that need more than their letters and digits, and the format rules of types without check
digits.

`registry.py` puts them together: a value is what is displayed and checked, a key is what two writings of one
identifier share.
"""

from __future__ import annotations

import re

from sanctionscreen._regex import lazy_pattern
from sanctionscreen.countries import country_code
from sanctionscreen.identifiers.checksums import is_base58_wallet, is_bech32, is_eip55, is_inn
from sanctionscreen.identifiers.phones import international, main_number

_BIC = lazy_pattern(r"[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_BECH32 = lazy_pattern(r"(?:bc|tb|ltc|bitcoincash:)[a-z0-9:]{20,}", re.I)
_SEGWIT = lazy_pattern(r"(?:bc|tb|ltc)1", re.I)
_HEX_WALLET = lazy_pattern(r"(?:0x)?[0-9a-f]{40,64}", re.I)
_ETHEREUM = lazy_pattern(r"0x[0-9a-f]{40}", re.I)
_URL = lazy_pattern(r"^(?:[a-z][a-z0-9+.-]*://)?(?:www\d?\.)?([^/?#\s:]+)", re.I)
_SHARED_HOST_NAMES = """
    facebook.com twitter.com x.com youtube.com t.me telegram.me instagram.com vk.com linkedin.com ok.ru
    tiktok.com wordpress.com blogspot.com sites.google.com github.com
"""
SHARED_HOSTS = frozenset(_SHARED_HOST_NAMES.split())
"""Hosts of many parties' pages; alone they name nobody."""


def unchanged(value: str, country: str = "") -> str:
    """Return the value itself."""
    return value


def without_leading_zeros(value: str) -> str:
    """Key of a number: leading zeros come and go between registers and spreadsheets."""
    return value.lstrip("0")


def imo_digits(value: str, country: str) -> str:
    """The seven digits of an IMO number, without the words around them; else the value."""
    digits = re.sub(r"\D", "", value)
    return digits if len(digits) == 7 else value


def is_mmsi(value: str) -> bool:
    """Whether a number has the nine digits of a ship's station, the first that of a region (ITU-R M.585)."""
    return len(value) == 9 and value.isdigit() and value[0] in "234567"


def bank_code(value: str) -> str:
    """Key of a BIC: eight characters name the bank; three more, a branch (`XXX` the head office)."""
    return value[:8]


def is_bic(value: str) -> bool:
    """Whether a code has the format of ISO 9362, with the code of a country."""
    match = _BIC.fullmatch(value)
    return bool(match and country_code(match[1]))


def padded_inn(value: str, country: str) -> str:
    """An INN, with the leading zero that a spreadsheet dropped if the check digits then hold."""
    return "0" + value if len(value) in (9, 11) and is_inn("0" + value) else value


def is_duns(value: str) -> bool:
    """Whether a number has nine digits; its check digit was given up in 2006."""
    return len(value) == 9 and value.isdigit()


def phone_number(text: str, country: str) -> str:
    """A telephone number in E.164 if the country is known, else its digits."""
    return international(text, country) or re.sub(r"\D", "", main_number(text)).lstrip("0")


def last_nine_digits(number: str) -> str:
    """Key of a telephone number, so that a number with and one without its country's code meet."""
    return number.removeprefix("+")[-9:]


def is_phone(number: str) -> bool:
    """Whether a number is international, or has a length that can be dialled."""
    return number[:1] == "+" or 7 <= len(number) <= 15


def email_address(text: str, country: str) -> str:
    """An e-mail address in lower case, without what people put around it."""
    return text.removeprefix("mailto:").strip("<>. ").casefold()


def is_email(address: str) -> bool:
    """Whether an address has a name and a domain with a dot."""
    name, at, domain = address.rpartition("@")
    return bool(name and at and "." in domain)


def web_domain(text: str, country: str) -> str:
    """The domain of a website; with the path on hosts of many parties, where the path is the party."""
    match = _URL.match(text)
    domain = (match[1] if match else text).casefold().rstrip(".")
    if match and domain in SHARED_HOSTS:
        domain = (domain + text[match.end() :].partition("?")[0]).casefold().rstrip("/")
    return domain


def is_web_domain(domain: str) -> bool:
    """Whether a domain has a dot and is no host of many parties."""
    return "." in domain and domain not in SHARED_HOSTS


def wallet_address(text: str, country: str) -> str:
    """A wallet address without spaces."""
    return text.replace(" ", "")


def wallet_key(address: str) -> str:
    """Key of a wallet address: hexadecimal and bech32 addresses ignore case, base 58 ones don't."""
    if _HEX_WALLET.fullmatch(address) or _BECH32.fullmatch(address):
        return address.casefold().removeprefix("bitcoincash:")
    return address


def is_wallet(address: str) -> bool | None:
    """Whether a wallet address ends in its checksum; None if its format has none.

    Ethereum's checksum is the case of its letters, where somebody wrote both cases.
    """
    if _ETHEREUM.fullmatch(address):
        return is_eip55(address)
    if _HEX_WALLET.fullmatch(address) or _BECH32.fullmatch(address):
        return is_bech32(address) if _SEGWIT.match(address) else None
    return is_base58_wallet(address) if address[:1] in "13LMXT" and 25 <= len(address) <= 36 else None
