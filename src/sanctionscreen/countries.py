"""Countries: names, adjectives and codes to ISO 3166-1 codes, and states that are related."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

_IGNORED = frozenset({"of", "the", "and"})
_WORD_BREAK = re.compile(r"[\W_]+")
_LETTERS_APART = re.compile(r"\b(\w)\.\s?(?=\w\b)")
_PARENTHESIS = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_CODES = re.compile(r'^([A-Z]{2,4}) = "([A-Z]{3}) \|', re.M)
_PREFIX = re.compile(r"^(?:region|country|nationality|national of|citizen of)\s*[:\s]\s*", re.I)


@lru_cache(maxsize=8192)
def country_code(text: str) -> str | None:
    """Read one country as lists and customer files write it.

    Args:
        text: a name ("Korea, North", "DPRK", "Iran (Islamic Republic of)"), an adjective ("Iranian"), or an
            ISO 3166-1 code of two or three letters.

    Returns:
        The ISO 3166-1 alpha-2 code; for former states the code reserved for them (`SU`, `YU`, `AN`,
        `DD`; `CSHH` of ISO 3166-3 for Czechoslovakia). None if the text is unknown, or stands for several
        countries ("Korean"): the caller reports it; a guess would be evidence that nobody gave.

    >>> country_code("Korea, North"), country_code("Iranian"), country_code("GBR"), country_code("Ruritania")
    ('KP', 'IR', 'GB', None)
    """
    codes, code = _codes(), text.strip().upper()
    if code in codes:
        return codes[code]
    names = _names()
    for variant in (text, _PARENTHESIS.sub(" ", text), _PREFIX.sub("", text.strip())):
        if code_of_name := names.get(_key(variant)):
            return code_of_name
    return None


def country_codes(texts: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Read several countries: the codes, and the texts that the table does not have.

    >>> codes, unknown = country_codes(["UK", "Soviet Union", "Ruritania", ""])
    >>> sorted(codes), unknown
    (['GB', 'SU'], ('Ruritania',))
    """
    codes: set[str] = set()
    unknown: list[str] = []
    for text in texts:
        if code := country_code(text):
            codes.add(code)
        elif text.strip():
            unknown.append(text)
    return frozenset(codes), tuple(unknown)


def are_related(query: str, listed: str) -> bool:
    """Whether two codes are a former state and its successor, or a state and its territory."""
    related = _related()
    return listed in related.get(query, ()) or query in related.get(listed, ())


def _key(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = _LETTERS_APART.sub(r"\1", plain.replace("'", "").replace("’", "").replace("ʻ", ""))
    return " ".join(sorted(set(_WORD_BREAK.sub(" ", plain).split()) - _IGNORED))


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
