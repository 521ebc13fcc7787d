"""Splitter for one name field that names several: trading names, care-of names, joint holders.

The field as a whole stays a name of the query; the parts are further names.
"""

from __future__ import annotations

import re

from sanctionscreen.model import Kind

_MARKERS = re.compile(
    r"""(?<=\S)(?:[\s,;]+[(\[]?|[(\[])
    (?: t\s?/\s?as? | trading\s+(?:as|under\s+(?:the\s+)?name(?:\s+of)?)
      | d\s?/\s?b\s?/\s?a | d\.b\.a\. | dba | doing\s+business\s+as
      | o/a | operating\s+as
      | a\s?/\s?k\s?/\s?a | a\.k\.a\. | aka | also\s+known\s+as
      | f\s?/\s?k\s?/\s?a | f\.k\.a\. | fka | formerly(?:\s+known\s+as)? | previously\s+known\s+as
      | n\s?/\s?k\s?/\s?a | n\.k\.a\. | nka | now\s+known\s+as
      | c\s?/\s?o | in\s+care\s+of )
    [:.]?(?=[\s"'(\[])""",
    re.I | re.X,
)
# A name without any of these cannot be split. Most have none, and this test takes a tenth of the time of splitting.
_HINTS = frozenset("/;&+([")
_HINT_WORDS = frozenset(
    "and und et or as aka aka: a.k.a. a.k.a.: dba dba: d.b.a. d.b.a.: fka fka: f.k.a. f.k.a.: nka nka: n.k.a. "
    "n.k.a.: formerly formerly: trading care".split()
)
_AND_OR = re.compile(r"(?<=\s)(?:and|&)/or(?=\s)", re.I)
_AND = re.compile(r"\s(?:and|&|\+|und|et|or)\s", re.I)
_SPACED_SLASH = re.compile(r"\s/\s*|\s*/\s")
_EDGES = " \t\r\n,;:\"'-–—/"
_OTHER_SCRIPT = re.compile(r"[\u0370-\U0010ffff]")
_TITLES = frozenset("mr mrs ms miss dr prof sir lady herr frau monsieur madame mme m señor señora".split())
_NO_PERSON = frozenset(
    "ltd limited llc llp inc incorporated corp corporation co company companies plc gmbh ag sa sarl srl spa bv nv ab "
    "oy as bank trust trustees fund foundation sons brothers bros partners associates group holding holdings services "
    "the of for de trade trading shipping council ministry university institute association society club church estate "
    "centre center international industries general import export research development marketing school".split()
)


def further_names(name: str, kind: Kind | None) -> tuple[str, ...]:
    """The names within one name field, besides the field itself; empty if it is one name.

    Joint holders are split at "/" and ";" for every kind of party, and by "and" or "&" where the party is a
    person, or where its kind is not said and no word suggests an organisation ("Johnson & Johnson Ltd" is one name).

    >>> further_names("ABC Ltd t/a Blue Moon Cafe", "organization")
    ('ABC Ltd', 'Blue Moon Cafe')
    >>> further_names("John and Mary Smith", "person")
    ('John Smith', 'Mary Smith')
    >>> further_names("Smith, John / Doe, Jane", None)
    ('Smith, John', 'Doe, Jane')
    """
    if _HINTS.isdisjoint(name) and _HINT_WORDS.isdisjoint(name.casefold().split()):
        return ()
    found: list[str] = []
    for part in _MARKERS.split(_AND_OR.sub("and", name)):
        for holder in _sliced(part, kind):
            found.extend(_couple(holder, kind) or (holder,))
    if found == [name]:
        return ()
    parts = dict.fromkeys(text for part in found if (text := _trimmed(part)))
    parts.pop(name.strip(), None)
    return tuple(parts)


def _sliced(name: str, kind: Kind | None) -> list[str]:
    """Parts between semicolons and slashes; a slash within words ("A/S", "1/2") parts only the names of two persons."""
    parts = name.split(";") if ";" in name else [name]
    if "/" in name:
        parts = [piece for part in parts for piece in _at_slashes(part, kind)]
    return parts


def _at_slashes(part: str, kind: Kind | None) -> list[str]:
    pieces = _SPACED_SLASH.split(part)
    if len(pieces) == 1 and kind in {"person", None}:
        pieces = part.split("/")
        if kind is None and not all(map(_like_person, pieces)):
            return [part]
    return pieces if all(map(_whole, pieces)) else [part]


def _whole(piece: str) -> bool:
    """Whether a piece can be a name of its own: two words, or one in a script that need not part words."""
    return len(piece.split()) > 1 or _OTHER_SCRIPT.search(piece) is not None


def _couple(name: str, kind: Kind | None) -> tuple[str, ...]:
    """Two or more persons joined by "and"; a family name said once belongs to each of them."""
    if kind not in {"person", None} or not _AND.search(name):
        return ()
    holders = [_trimmed(holder) for holder in _AND.split(name)]
    if not all(holders) or (kind is None and not _like_persons(holders)):
        return ()
    if "," in holders[0]:
        family = holders[0].split(",")[0]
        whole = [holder for holder in holders if "," in holder or " " in holder]
        return (*whole, *(f"{family}, {holder}" for holder in holders if "," not in holder))
    last = holders[-1].split()
    family = last[-1] if len(last) > 1 and "," not in holders[-1] else ""
    return tuple(text for holder in holders if (text := _with_family(holder, family)))


def _with_family(holder: str, family: str) -> str:
    words = [word for word in holder.split() if word.casefold().strip(".") not in _TITLES]
    if not words:
        return ""  # the "Mr" of "Mr and Mrs John Smith" says nothing that the other half doesn't
    return f"{holder} {family}" if len(words) == 1 and family else holder


def _like_persons(holders: list[str]) -> bool:
    """ "John and Mary Smith", "Smith, John and Mary", but not "Marks and Spencer"."""
    return all(map(_like_person, holders)) and ("," in holders[0] or len(holders[-1].split()) > 1)


def _like_person(text: str) -> bool:
    words = text.replace(",", " ").casefold().split()
    return 1 <= len(words) <= 3 and not any(
        word.strip(".") in _NO_PERSON or "." in word[:-1] or any(map(str.isdigit, word)) for word in words
    )


def _trimmed(part: str) -> str:
    """Without the punctuation that parted it, and without a bracket whose other half is gone."""
    text = part.strip(_EDGES)
    for opening, closing in ("()", "[]"):
        if text.count(opening) != text.count(closing):
            text = text.removeprefix(opening).removesuffix(closing).strip(_EDGES)
        elif text.startswith(opening) and text.endswith(closing):
            text = text[1:-1].strip(_EDGES)
    return text
