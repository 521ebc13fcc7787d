"""Countries: names, adjectives and codes to ISO 3166-1 codes, several in one text, and states that are related."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from sanctionscreen._regex import lazy_pattern

_IGNORED = frozenset({"of", "the", "and"})
_ABBREVIATIONS = {
    **dict.fromkeys(("rep", "repub"), "republic"),
    **dict.fromkeys(("fed", "federated", "federative", "federation"), "federal"),
    **dict.fromkeys(("is", "isl", "isls", "isds", "island"), "islands"),
    **dict.fromkeys(("terr", "territory"), "territories"),
    **dict.fromkeys(("st", "ste"), "saint"),
    **dict.fromkeys(("people", "peoples"), "peoples"),
    "br": "british",
    "dem": "democratic",
    "sts": "states",
    "prov": "province",
    "fmr": "former",
}
"""Words of the names of states as tables shorten them (World Bank, UN, CIA), to one form on both sides."""

_FORMS_OF_STATE = frozenset(
    "republic kingdom federal democratic peoples islamic arab socialist sultanate principality commonwealth union "
    "hashemite bolivarian plurinational rb pdr".split()
)
"""Words that may be left off the name of a state, unless more than one state bears the rest ([shared] in the table)."""

_WORD_BREAK = lazy_pattern(r"[\W_]+")
_LETTERS_APART = lazy_pattern(r"\b(\w)\.\s?(?=\w\b)")
_PARENTHESIS = lazy_pattern(r"\s*[(\[]([^)\]]*)[)\]]?")
_CODES = lazy_pattern(r'^([A-Z]{2,4}) = "([A-Z]{3}) \|', re.M)
_BEFORE = lazy_pattern(
    r"^(?:\(?(?:\d{1,2}|[a-z])\)|[^:()]{1,40}:|"
    r"(?:nationality|citizenship|(?:nationals?|citizens?|republic) of|born in|in|dual|ethnic|naturali[sz]ed|also|now|"
    r"possibly|probably|presumably|reportedly|allegedly|(?:believed|thought|reported|known|claims) to (?:hold|have|be)|"
    r"believed|fmr|former(?:ly)?|previous(?:ly)?|ex|current(?:ly)?|(?:north|south|east|west)ern|central)\b[\s.-]*)\s*",
    re.I,
)
_AFTER = lazy_pattern(
    r"[\s,]+(?:\(?(?:since|as (?:of|at)|until|from|in|withdrawn|revoked|renounced|acquired|granted|expired)\b.*"
    r"|by (?:birth|descent|naturali[sz]ation|origin)|(?:citizen(?:ship)?|national(?:it(?:y|ie))?|passport)s?"
    r"(?:/(?:citizen(?:ship)?|national(?:ity)?))?(?: holder)?|origin|\d[\d -]*)[\s.,]*$",
    re.I,
)
_ONLY_A_NOTE = lazy_pattern(
    r"(?:citizen(?:ship)?|national(?:ity)?|(?:from|since|until|arrested|withdrawn|as (?:of|at))\b.*|[\d\s.-]*)",
    re.I,
)
_UNKNOWN = frozenset(
    {"unknown", "undetermined", "not known", "none", "none identified", "n/a", "na", "stateless", "-"}
)
_BETWEEN = lazy_pattern(
    r"(\s*[;/|&]\s*|\s*,\s*(?:and\s+|or\s+)?|\.\s+|\s+-\s+|\s+(?:and|or)\s+|\s*\(?\b(?:\d{1,2}|[a-z])\)\s*)",
    re.I,
)
_LONGEST = 500
"""Longer texts are sentences, and are not taken apart."""


@lru_cache(maxsize=8192)
def country_code(text: str) -> str | None:
    """Read one country as lists and customer files write it.

    Args:
        text: a name ("Korea, North", "DPRK", "Iran (Islamic Republic of)", "Congo, Dem. Rep."), an adjective
            ("Iranian"), either with a note ("Possibly Ethiopian", "Syria as of 2015"), or a code of ISO 3166-1 (two
            or three letters) or ISO 3166-3, withdrawn ones too.

    Returns:
        The ISO 3166-1 alpha-2 code; for former states the code reserved for them (`SU`, `YU`, `AN`,
        `DD`; `CSHH` of ISO 3166-3 for Czechoslovakia). None if the text is unknown, or stands for several
        countries ("Korean"): the caller reports it; a guess would be evidence that nobody gave.

    >>> country_code("Korea, North"), country_code("Iranian"), country_code("GBR"), country_code("Ruritania")
    ('KP', 'IR', 'GB', None)
    >>> country_code("Congo (DRC)"), country_code("China (HK)"), country_code("BU")
    ('CD', 'HK', 'MM')
    """
    code = text.strip().upper()
    if code in _codes():
        return _codes()[code]
    if (code_of_name := _named(text) or _withdrawn().get(code)) is not None:
        return code_of_name
    if (with_parenthesis := _with_parenthesis(text)) is not None:
        return with_parenthesis or None
    bare = text.strip(" .,;")
    for note in (_BEFORE, _AFTER):
        shorter = note.sub("", bare, count=1).strip(" .,;")
        if shorter and shorter != bare and (code_of_note := _without_note(shorter, text)):
            return code_of_note
    return None


@lru_cache(maxsize=8192)
def countries_in(text: str) -> tuple[str, ...]:
    """The codes of the countries in a text that may name several; empty if any part of it is not understood.

    >>> countries_in("(1) Iraq. (2) Jordan"), countries_in("Russian and Ukrainian"), countries_in("Iran, Ruritania")
    (('IQ', 'JO'), ('RU', 'UA'), ())
    """
    codes = (country_code(part) for part in split_countries(text))
    return tuple(dict.fromkeys(code for code in codes if code))


@lru_cache(maxsize=8192)
def split_countries(text: str) -> tuple[str, ...]:
    """The countries in a text, each in its words; the text as it is if it names one, or if a part is not understood.

    Longer names go before shorter ones: "Trinidad and Tobago and Iran" are two countries.

    >>> split_countries("Korea, North, Iran"), split_countries("Iran / unknown"), split_countries("Cali")
    (('Korea, North', 'Iran'), ('Iran',), ('Cali',))
    """
    if country_code(text) or len(text) > _LONGEST:
        return (text,)
    pieces = _BETWEEN.split(text)  # words and what separates them, in turns
    parts: list[str] = []
    at = 0
    while at < len(pieces):
        ends = range(min(at + 9, len(pieces) - (len(pieces) + 1) % 2), at, -2)
        end = next((end for end in ends if _is_country("".join(pieces[at:end]), text)), None)
        if end is not None:
            parts.append("".join(pieces[at:end]).strip(" .,;"))
        elif not (is_said_to_be_unknown(pieces[at]) or _ONLY_A_NOTE.fullmatch(pieces[at].strip(" .()"))):
            return (text,)
        at = (end or at + 1) + 1
    return tuple(parts) or (text,)


def country_codes(texts: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Read several countries: the codes, and the texts that the table does not have.

    >>> codes, unknown = country_codes(["UK", "Soviet Union", "Ruritania", ""])
    >>> sorted(codes), unknown
    (['GB', 'SU'], ('Ruritania',))
    """
    codes: set[str] = set()
    unknown: list[str] = []
    for text in texts:
        if in_text := countries_in(text):
            codes.update(in_text)
        elif text.strip():
            unknown.append(text)
    return frozenset(codes), tuple(unknown)


def is_said_to_be_unknown(text: str) -> bool:
    """Whether a text says that the country isn't known, or that there is none: `undetermined`, `stateless`."""
    return text.strip(" .()").casefold() in _UNKNOWN


def are_related(query: str, listed: str) -> bool:
    """Whether two codes are a former state and its successor, or a state and its territory."""
    related = _related()
    return listed in related.get(query, ()) or query in related.get(listed, ())


def _named(text: str) -> str | None:
    """The code of a name of the table, or of one without the words for the form of state."""
    names, key = _names(), _key(text)
    if key in names:
        return names[key]
    words = [word for word in key.split() if word not in _FORMS_OF_STATE]
    rest = " ".join(words)
    return None if rest == key or rest in _shared() else names.get(rest)


def _without_note(text: str, whole: str) -> str | None:
    """The country of a text whose note was taken off; a code of few letters is one only if written in capitals."""
    if len(text) <= 4 and not (text.isupper() or whole.islower()):
        return _named(text)
    return country_code(text)


def _is_country(text: str, whole: str) -> bool:
    bare = text.strip(" .,;")
    return bool(_without_note(bare, whole)) if bare else False


def _with_parenthesis(text: str) -> str | None:
    """The country of "China (HK)", "Iran (city of Qom)", "Aleppo (Syria)"; None without parentheses, empty if unknown.

    A territory goes before its state. Of two countries that are not related none is meant more than the other.
    """
    insides = [part.strip() for part in _PARENTHESIS.findall(text)]
    outside = _PARENTHESIS.sub(" ", text).strip(" .,;")
    if not insides or not outside:
        return country_code(insides[0]) or "" if len(insides) == 1 and insides[0] != text else None
    base, family = country_code(outside), _shared().get(_key(outside), frozenset())
    codes = {code for part in insides if (code := country_code(part))}
    if not codes:
        notes = all(_ONLY_A_NOTE.fullmatch(part) or is_said_to_be_unknown(part) for part in insides)
        return (base or "") if notes or not family else ""
    if len(codes) > 1:
        return base if base in codes else ""
    (code,) = codes
    if base is None or base == code or code in family:
        return "" if family and code not in family else code
    if not are_related(base, code):
        return ""
    return base if _is_former(base) or _is_former(code) else _territory(base, code)


def _territory(first: str, second: str) -> str:
    return second if second in _related().get(first, ()) else first


def _is_former(code: str) -> bool:
    return code in {"AN", "CS", "CSHH", "DD", "SU", "YD", "YU"}


def _key(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = _LETTERS_APART.sub(r"\1", plain.replace("'", "").replace("’", "").replace("ʻ", ""))
    words = (word for word in _WORD_BREAK.sub(" ", plain).split() if word not in _IGNORED)
    return " ".join(sorted(_ABBREVIATIONS.get(word, word) for word in words))


@cache
def _text() -> str:
    return files(__package__).joinpath("data/countries.toml").read_text(encoding="utf-8")


@cache
def _document() -> dict[str, dict[str, str]]:
    import tomllib  # late: most lists give codes, which need no parsing

    return tomllib.loads(_text())


@cache
def _codes() -> dict[str, str]:
    """Codes of two and three letters, straight from the text of the table: thirty times faster than parsing it."""
    return {code: codes[0] for codes in _CODES.findall(_text()) for code in codes}


@cache
def _names() -> dict[str, str]:
    """Names by their key."""
    lines = _document()["countries"].items()
    return {_key(variant): code for code, line in lines for variant in line.split(" | ")[1:]}


@cache
def _related() -> dict[str, frozenset[str]]:
    return {code: frozenset(others.split()) for code, others in _document()["related"].items()}


@cache
def _shared() -> dict[str, frozenset[str]]:
    """Words that several states bear, by their key, with the codes of these states."""
    return {_key(word): frozenset(codes.split()) for word, codes in _document()["shared"].items()}


@cache
def _withdrawn() -> dict[str, str]:
    return _document()["withdrawn"]
