"""Identifiers in free text: extraction from the remarks and notes of a listing."""

from __future__ import annotations

import re

from sanctionscreen.model import Identifier

_NUMBER = r"(?:\s*(?:numbers?|nos?\b\.?|nr\.?|n°|#|code))?"
_SEP = r"\s*[:.]?\s*"
_PHONE = r"(\+?\(?\d[\d\s()/.-]{4,}\d)"
_CODE = r"((?-i:[A-Z]{0,6})[-/ ]?\d[\dA-Z./-]*\d[A-Z]{0,2}|(?-i:[A-Z]{0,4})\d{2,})"

_PATTERNS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (type_, words, re.compile(pattern, flags))
    for type_, words, pattern, flags in (
        (
            "imo_number",
            ("imo",),
            r"\bIMO\b\)?[\s:.#()]*(?:(?:registration|company|ship|vessel)\s+)?(?:numbers?|nos?\b)?[\s:.#()]*(\d{7})\b",
            re.I,
        ),
        ("mmsi", ("mmsi",), r"\bMMSI\b" + _NUMBER + _SEP + r"(\d{9})\b", re.I),
        ("call_sign", ("call",), r"\bcall ?sign" + _SEP + r"([A-Z0-9]{4,7})\b", re.I),
        (
            "swift_bic",
            ("swift", "bic"),
            r"\b(?:SWIFT|BIC)\b(?:\s*/\s*BIC)?(?:\s+[Cc]ode)?(?:\s+[Nn]umber)?[:\s]*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b",
            0,
        ),
        ("lei_code", ("lei",), r"\bLEI\b(?:\s+[Cc]ode)?[:\s]*([A-Z0-9]{18}\d{2})\b", 0),
        ("ogrn_code", ("ogrn",), r"\bOGRN(?:IP)?\b" + _NUMBER + r"[\s:.-]*(\d{13}(?:\d{2})?)\b", re.I),
        ("inn_code", ("inn",), r"\bINN\b" + _NUMBER + r"[\s:.-]*(\d{10}(?:\d{2})?)\b", 0),
        ("passport_number", ("passport",), r"\bpassport(?:\s+booklet)?" + _NUMBER + _SEP + _CODE, re.I),
        (
            "national_id",
            ("national id", "identity card", "tazkira", "ssn"),
            r"\b(?:national\s+(?:identi(?:ty|fication)|id)(?:\s+card)?|identity\s+card|tazkira\)?|SSN)"
            + _NUMBER
            + _SEP
            + _CODE,
            re.I,
        ),
        (
            "tax_number",
            ("tax", "employer id", "fiscal", "vat"),
            r"\b(?:tax(?:\s+(?:identification|id|registration|payer))?|employer identification|fiscal code"
            r"|VAT)"
            r"\s*(?:numbers?|nos?\b\.?|:|id\b)(?:\s*\([^)]*\))?" + _SEP + _CODE,
            re.I,
        ),
        (
            "registration_number",
            ("regist", "licen"),
            r"\b(?:(?:business|company|trade)\s+)?(?:regist(?:ration|ry|er)|licen[cs]e)\s*(?:ID|numbers?|nos?\b\.?)"
            r"(?:\s*\([^)]*\))?" + _SEP + _CODE,
            re.I,
        ),
        (
            "phone",
            ("phone", "tel", "mobile"),
            r"\b(?:tele?phone|phone|tel|mobile)\b\.?" + _NUMBER + _SEP + _PHONE,
            re.I,
        ),
        ("fax", ("fax", "facsimile"), r"\b(?:fax|facsimile)\b\.?" + _NUMBER + _SEP + _PHONE, re.I),
        ("email", ("@",), r"\b([\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})\b", re.I),
        ("website", ("http", "www."), r"((?:https?://|\bwww\.)[^\s,;)\]\"'<>]*[\w/])", re.I),
    )
)
"""Type, words of which the text in lower case must contain one (a fast prefilter), and the pattern."""

_OFFICIAL = re.compile(r"\b(?:interpol\.int|un\.org|treasury\.gov|europa\.eu|gov\.uk|admin\.ch)\b", re.I)
"""Pages about a designation, which are no party's own."""


def find_identifiers(text: str, *, detail: str = "") -> list[Identifier]:
    """The identifiers in a text that follow a word for their type; bare numbers are no identifiers.

    Args:
        text: a sentence or several.
        detail: of the identifiers, such as `in remarks`.

    >>> [item.value for item in find_identifiers("SWIFT/BIC: KUDBKPPY. IMO number: 5571322. Since 2017.")]
    ['5571322', 'KUDBKPPY']
    """
    identifiers = []
    lowered = text.lower()
    for type_, words, pattern in _PATTERNS:
        if not any(word in lowered for word in words):
            continue
        for match in pattern.finditer(text):
            value = match[1].strip(" .-/")
            if type_ == "website" and _OFFICIAL.search(value):
                continue
            identifiers.append(Identifier(type_, value, "", detail))
    return list(dict.fromkeys(identifiers))
