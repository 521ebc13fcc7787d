"""Parser for the remarks of OFAC's CSV files: names, dates, identifiers and relations joined by `; `."""

from __future__ import annotations

import re
from functools import cache

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft
from sanctionscreen.lists.free_text import find_identifiers
from sanctionscreen.lists.readers.ofac import codes
from sanctionscreen.model import NameType, Relation

NAME_TYPES: dict[str, NameType] = {"a.k.a.": "alias", "f.k.a.": "previous_name", "n.k.a.": "alias"}
"""Now known as is an alias: the name of today; formerly known as is a previous name."""

_VALUE = re.compile(
    r"(?P<value>.*?)(?: \((?P<country>[^()\d]+)\))?"
    r"(?P<extra>(?: issued [^()]*?\d{4})?(?: expires [^()]*?\d{4})?)"
)
_UNKNOWN_TYPE = re.compile(r"(?P<word>[A-Z][\w.'/&() -]{2,50}?(?:No\.|Number|ID|#|Code)) (?P<value>\S*\d.*)")
_IN_WORDS = "remark in words (kept in remarks)"
_IDENTIFIER, _NAME, _DATE, _PLACE, _NATIONALITY, _GENDER, _LINK, _FLAG, _OPERATOR, _STATEMENT = range(10)


def read_remarks(text: str, draft: ListingDraft, builder: EditionBuilder, *, record: str) -> None:
    """Add the facts in a remark to the draft; the whole text is in its remarks too."""
    draft.remarks.append(text)
    prefixes = _prefixes()
    for part in _body(text).split("; "):
        fragment = part.removeprefix("alt. ")
        for prefix, kind in prefixes.get(fragment.partition(" ")[0], ()):
            if fragment.startswith(prefix):
                _read(kind, prefix.rstrip(" '"), fragment[len(prefix) :], draft, builder, record)
                break
        else:
            _read_unknown(fragment, draft, builder)


def _read(
    kind: int, word: str, value: str, draft: ListingDraft, builder: EditionBuilder, record: str
) -> None:
    if kind == _IDENTIFIER:
        if not _add_identifier(word, value.removesuffix("."), draft):
            builder.unused[_IN_WORDS] += 1
    elif kind == _NAME:
        draft.add_name(value.removesuffix("'"), NAME_TYPES[word], weak=True, published=word, source="remarks")
    elif kind == _DATE:
        builder.add_birth_date(draft, value, record=record)
    elif kind == _PLACE:
        draft.birth_places.append(value)
    elif kind == _NATIONALITY:
        draft.nationalities.append(value)
    elif kind == _GENDER:
        draft.genders.append(value)
    elif kind == _LINK:
        draft.relations.append(Relation("linked_to", value))
    elif kind == _FLAG:
        draft.countries.append(value)
    elif kind == _OPERATOR:
        draft.relations.append(Relation("operated_by", value))


def _add_identifier(word: str, value: str, draft: ListingDraft) -> bool:
    if word == codes.WALLET.strip():
        currency, _, value = value.partition(" ")
        word = codes.WALLET + currency
    match = _VALUE.fullmatch(value)
    country, extra = "", ""
    if match:
        value, country, extra = match["value"].strip(), match["country"] or "", match["extra"].strip()
    if identifier := codes.identifier(word, value, country, extra):
        draft.identifiers.append(identifier)
    return identifier is not None


def _read_unknown(fragment: str, draft: ListingDraft, builder: EditionBuilder) -> None:
    """Free text; where it looks like an identifier of an unknown type, add it as one and count the
    type."""
    match = _UNKNOWN_TYPE.fullmatch(fragment)
    if match is None:
        draft.identifiers.extend(find_identifiers(fragment, detail="in remarks"))
        builder.unused[_IN_WORDS] += 1
        return
    builder.unknown[f"remark: {match['word']}"] += 1
    value = _VALUE.fullmatch(match["value"])
    draft.identifiers.append(
        codes.unknown_identifier(
            match["word"],
            value["value"] if value else match["value"],
            (value["country"] or "") if value else "",
        )
    )


def _body(text: str) -> str:
    """The text without the full stop that ends a remark; the stop of `S.A.` or `C.V.` at the end stays.

    >>> _body("Linked To: SAMPLE S.A."), _body("Linked To: SAMPLE S.A.."), _body("Gender Male.")
    ('Linked To: SAMPLE S.A.', 'Linked To: SAMPLE S.A.', 'Gender Male')
    >>> _body("a.k.a. 'S.A.M.'.")
    "a.k.a. 'S.A.M.'"
    """
    text = text.strip()
    if text.endswith(("..", "'.")) or (text.endswith(".") and "." not in text[:-1].rpartition(" ")[2]):
        return text[:-1]
    return text


@cache
def _prefixes() -> dict[str, list[tuple[str, int]]]:
    """What fragments begin with, by their first word; the longest beginning first."""
    table = {f"{word} ": _IDENTIFIER for word in codes.ID_TYPES} | {codes.WALLET: _IDENTIFIER}
    table |= {f"{word} '": _NAME for word in NAME_TYPES}
    table |= {"DOB ": _DATE, "POB ": _PLACE, "nationality ": _NATIONALITY, "citizen ": _NATIONALITY}
    table |= {"Gender ": _GENDER, "Linked To: ": _LINK, f"{codes.OPERATOR_TYPE} ": _OPERATOR}
    table |= {f"{word} ": _FLAG for word in codes.COUNTRY_TYPES} | dict.fromkeys(codes.STATEMENTS, _STATEMENT)
    by_word: dict[str, list[tuple[str, int]]] = {}
    for prefix in sorted(table, key=len, reverse=True):
        by_word.setdefault(prefix.partition(" ")[0], []).append((prefix, table[prefix]))
    return by_word
