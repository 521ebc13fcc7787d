"""Normalisation of identifiers: the one form in which lists and customers are compared, checked by its type's rule.

Nothing else in the library compares identifiers as they were written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sanctionscreen.countries import country_code
from sanctionscreen.identifiers.normal_forms import SHARED_HOSTS
from sanctionscreen.identifiers.registry import identifier_type
from sanctionscreen.identifiers.types import IdentifierType

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


@dataclass(frozen=True, slots=True)
class NormalisedIdentifier:
    """An identifier in the form in which it is compared.

    Attributes:
        type: name of the type, other spellings of it resolved ("lei" is `lei_code`).
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
    id_type = identifier_type(type)
    code = (country_code(country) or "") if country else ""
    if id_type.as_written:
        text = plain(value)
    else:
        id_type, text = compact_number(id_type, value)
    form = id_type.value(text, code)
    placeholder = _is_placeholder(form) or (id_type.as_written and form in SHARED_HOSTS)
    key = f"{id_type.space}:{id_type.key(form)}"
    return NormalisedIdentifier(id_type.name, key, form, code, id_type.is_valid(form), placeholder)


def compact_number(id_type: IdentifierType, value: str) -> tuple[IdentifierType, str]:
    """The letters and digits of a number, before the rule of its type is applied.

    Args:
        id_type: a type that is not `as_written`.
        value: as written.

    Returns:
        The type, which is `imo_number` if the value calls itself one, and the value in upper case.

    >>> compact_number(identifier_type("registration_number"), "No. 556012-579")[1]
    '556012579'
    >>> id_type, value = compact_number(identifier_type("id_number"), "IMO 8405270")
    >>> id_type.name, value
    ('imo_number', '8405270')
    """
    if (
        value.isalnum()
        and value.isascii()
        and value[0] not in "Ii"
        and (upper := value.upper()) not in _LABELS
    ):
        return id_type, upper  # most numbers: nothing to strip
    text = plain(value)
    if id_type.space != "imo" and text[:1] in ("I", "i") and _IMO_WORD.match(text):
        id_type = identifier_type("imo_number")
    text = _IMO_WORD.sub("", text).strip() if id_type.space == "imo" else text
    return id_type, _NOT_ALNUM.sub("", _LEADING_LABEL.sub("", text)).upper()


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
