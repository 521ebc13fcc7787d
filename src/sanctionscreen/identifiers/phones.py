"""Telephone numbers in the international form of E.164."""

from __future__ import annotations

import re
from functools import lru_cache

_EXTENSION = re.compile(r"(?i)\bext|\bx\s?\d|#|;|\band\b")
_SECOND = re.compile(r"(?<=\d)\s*[/,]\s*\d+$")  # 381 4431/4432
_FEWEST, _MOST = 7, 15  # digits of a number that can be dialled from abroad (E.164)
_WITH_CODE = 11  # digits from which a number without a plus may begin with the country's code


def main_number(text: str) -> str:
    """A number without its extension, and the first of several: `381 4431/4432`."""
    main = _EXTENSION.split(text)[0]
    first = _SECOND.sub("", main)
    return first if sum(map(str.isdigit, first)) >= _FEWEST else main


@lru_cache(maxsize=65_536)
def international(text: str, country: str = "") -> str:
    """A number in the form of ITU-T E.164; empty if the country isn't known or the length is wrong.

    Args:
        text: as written: with `+` or `00` before the country's code, or as dialled within the country.
        country: ISO 3166-1 alpha-2 code of the country that the number, or else its holder, belongs to; or empty.

    >>> international("021 8852 6300", "IR"), international("0098 21 8852 6300"), international("8852 6300")
    ('+982188526300', '+982188526300', '')
    """
    main = main_number(text).replace("(0)", "").lstrip(" (")
    digits = re.sub(r"\D", "", main)
    if not _FEWEST <= len(digits) <= _MOST + 2:
        return ""
    if main.startswith(("+", "00")):
        digits = digits.removeprefix("00")
        whole = (
            _FEWEST < len(digits) <= _MOST and "0" not in digits[1:4]
        )  # no 0 of calls within the country is in it
        return f"+{digits}" if whole else _e164(f"+{digits}", None)
    national = _e164(digits, country) if country else ""
    return national or (_e164("+" + digits, None, guessed=True) if len(digits) >= _WITH_CODE else "")


def _e164(number: str, country: str | None, *, guessed: bool = False) -> str:
    """The number in E.164 if its length is possible; with a guessed country's code, only if its digits are valid."""
    import phonenumbers  # late: 20 ms, and most runs have no telephone number

    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return ""
    right = phonenumbers.is_valid_number if guessed else phonenumbers.is_possible_number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) if right(parsed) else ""
