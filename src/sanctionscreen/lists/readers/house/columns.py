"""Columns of a house list and their values, as docs/house-list.md specifies them."""

from __future__ import annotations

import re

from sanctionscreen.model import NameType

NAME_TYPES: dict[str, tuple[NameType, bool]] = {
    "": ("name", False),
    "primary": ("name", False),
    "alias": ("alias", False),
    "weak_alias": ("alias", True),
    "previous_name": ("previous_name", False),
    "weak_previous_name": ("previous_name", True),
}
"""`name_type` to type and weakness."""

NAME_COLUMNS: dict[str, tuple[NameType, bool]] = {
    "alias": ("alias", False),
    "weak_alias": ("alias", True),
    "previous_name": ("previous_name", False),
}
"""Columns with further names, where a list has one row per party."""

IDENTIFIERS = {
    "imo": "imo_number",
    "mmsi": "mmsi",
    "call_sign": "call_sign",
    "lei": "lei_code",
    "bic": "swift_bic",
    "passport": "passport_number",
    "national_id": "national_id",
    "tax_number": "tax_number",
    "registration_number": "registration_number",
}
"""Columns that hold one type of identifier each."""

LISTS = {
    "gender": "genders",
    "birth_place": "birth_places",
    "position": "positions",
    "nationality": "nationalities",
    "country": "countries",
    "programme": "programmes",
    "measures": "measures",
    "reference": "references",
}
"""Columns with several values to the field of the listing."""

COLUMNS = (
    "list",
    "entity_id",
    "name",
    "kind",
    "name_type",
    "script",
    "language",
    "published_type",
    "gender",
    "birth_date",
    "birth_place",
    "nationality",
    "country",
    "address",
    *IDENTIFIERS,
    "identifier",
    "position",
    "programme",
    "measures",
    "listed_on",
    "status",
    "reference",
    "relation",
    "remarks",
    "source",
    "source_record",
    "name_source",
    "edition",
)
"""Every column, in the order in which an export writes them."""

ALSO_CALLED = {
    "id": "entity_id",
    "type": "kind",
    "imo_number": "imo",
    "swift_bic": "bic",
    "swift": "bic",
    "lei_code": "lei",
    "passport_number": "passport",
    "birth_dates": "birth_date",
    "date_of_birth": "birth_date",
    "birth_places": "birth_place",
    "nationalities": "nationality",
    "countries": "country",
    "addresses": "address",
    "genders": "gender",
    "identifiers": "identifier",
    "positions": "position",
    "programmes": "programme",
    "program": "programme",
    "programs": "programme",
    "measure": "measures",
    "references": "reference",
    "relations": "relation",
    "remark": "remarks",
}
"""Other names under which the columns go, FollowTheMoney's among them."""

_ESCAPED = re.compile(r"\\([\\;|])")
_MARKS = {mark: re.compile(r"(?<!\\)((?:\\\\)*)" + re.escape(mark)) for mark in ";|"}


def split_values(text: str, mark: str = ";") -> list[str]:
    r"""Split a field at each `;` (or `|`) that has no backslash before it; escapes in the parts stay.

    Parts between `;` that are empty are left out; parts between `|` stay, since their place says what they
    are.

    >>> split_values(r"a; b\;c ;; d"), split_values("x||y", "|")
    (['a', 'b\\;c', 'd'], ['x', '', 'y'])
    """
    if mark not in text:
        return [text] if text else []
    pieces = _MARKS[mark].split(text)  # texts, with the doubled backslashes before a mark between them
    parts = [text + "".join(tail) for text, *tail in zip(pieces[::2], [*pieces[1::2], ""], strict=True)]
    stripped = [part.strip() for part in parts]
    return stripped if mark == "|" else [part for part in stripped if part]


def unescape(text: str) -> str:
    r"""Turn `\;`, `\|` and `\\` into the characters they mean.

    >>> unescape(r"b\;c\|d")
    'b;c|d'
    """
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def escape(text: str) -> str:
    r"""The opposite of `unescape`.

    >>> escape("b;c|d")
    'b\\;c\\|d'
    """
    return re.sub(r"([\\;|])", r"\\\1", text)
