"""Features of parties in OFAC's XML (a type in words and a value), for the plain and the advanced file."""

from __future__ import annotations

from sanctionscreen.lists.builder import EditionBuilder, ListingDraft
from sanctionscreen.lists.free_text import find_identifiers
from sanctionscreen.lists.readers.ofac import codes
from sanctionscreen.model import Relation

_LINK = "Linked To: "


def add_feature(
    word: str, value: str, draft: ListingDraft, builder: EditionBuilder, *, country: str = "", extra: str = ""
) -> None:
    """Put a typed value onto the draft: an identifier, a gender, a flag, an operator, or a statement."""
    word = word.replace("’", "'").strip()
    if word == "Gender":
        draft.genders.append(value)
    elif word in codes.COUNTRY_TYPES:
        draft.countries.append(value)
    elif word == codes.OPERATOR_TYPE:
        draft.relations.append(Relation("operated_by", value))
    elif word.startswith(codes.STATEMENTS):
        draft.remarks.append(f"{word} {value}".strip())
    elif identifier := codes.identifier(word, value, country, extra):
        draft.identifiers.append(identifier)
    elif word in codes.ID_TYPES or not value:
        draft.remarks.append(
            f"{word} {value}".strip()
        )  # an identifier without a digit: "Passport: not known"
    else:
        builder.unknown[f"type {word}"] += 1
        draft.identifiers.append(codes.unknown_identifier(word, value, country))


def read_links(text: str, draft: ListingDraft) -> None:
    """Add the parties of `(Linked To: ONE (SHORT); Linked To: ANOTHER)` to the draft.

    >>> draft = ListingDraft("1")
    >>> read_links("all offices; (Linked To: CORPS (IRGC)-QODS; Linked To: HIZBALLAH)", draft)
    >>> [relation.name for relation in draft.relations]
    ['CORPS (IRGC)-QODS', 'HIZBALLAH']
    """
    start = text.find(f"({_LINK}")
    while start >= 0:
        end = _closing(text, start)
        for part in text[start + 1 : end].split("; "):
            if part.startswith(_LINK):
                draft.relations.append(Relation("linked_to", part.removeprefix(_LINK)))
        start = text.find(f"({_LINK}", end)
    draft.identifiers.extend(find_identifiers(text, detail="in remarks"))


def _closing(text: str, start: int) -> int:
    """Where the parenthesis that opens at `start` closes; the end of the text if it doesn't."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return at
    return len(text)
