"""Identifiers of the US Consolidated Screening List in its CSV: type, number, country and dates in one text.

Until 2022 `PA, 2014-08-30, 2009-08-31, 12555, Passport`; since 2023 `Passport, 12555, PA`. Any part but type and
number may be missing, and both may hold commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sanctionscreen.lists.readers.ofac import codes

_COUNTRY = re.compile(r"[A-Z]{2}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ENOUGH = 25
"""So many identifiers more in one order than in the other show the order of a file."""


def is_type_first(items: Iterable[str]) -> bool:
    """Whether a file gives the type before the number, judged by the types that are known.

    >>> is_type_first(["Passport, U00242309, TR", "Gender, Male"]), is_type_first(["TR, U00242309, Passport"])
    (True, False)
    """
    votes = 0
    for item in items:
        votes += bool(_first_type(item)) - bool(_last_type(item))
        if abs(votes) >= _ENOUGH:
            break
    return votes > 0


def split_id(item: str, *, type_first: bool) -> tuple[str, str, str, str]:
    """Type, number, country and dates of one identifier; what it lacks is empty.

    Args:
        item: the text.
        type_first: the order of the file. A known type at one end of the text only goes before it.

    >>> split_id("JO, 2014-08-30, 2009-08-31, K475336, Passport", type_first=False)
    ('Passport', 'K475336', 'JO', 'issued 2009-08-31 expires 2014-08-30')
    """
    first, last = _first_type(item), _last_type(item)
    if bool(first) != bool(last):
        type_first = bool(first)
    if type_first:
        word = first or item.partition(", ")[0]
        parts = item[len(word) + 2 :].split(", ")
    else:
        word = last or item.rpartition(", ")[2]
        parts = item[: -len(word) - 2].split(", ")
    country, dates = "", []
    end = -1 if type_first else 0  # where country and dates stand
    while len(parts) > 1:
        if _DAY.fullmatch(parts[end]):
            dates.append(parts.pop(end))
        elif not country and _COUNTRY.fullmatch(parts[end]):
            country = parts.pop(end)
        else:
            break
    labels = ("issued", "expires") if len(dates) == 2 else ("dated",) * len(dates)
    extra = " ".join(f"{label} {date}" for label, date in zip(labels, sorted(dates), strict=True))
    return word, ", ".join(parts), country, extra


def _first_type(item: str) -> str:
    """The known type that a text begins with."""
    parts = item.split(", ")
    words = (", ".join(parts[:end]) for end in range(1, len(parts)))
    return next((word for word in words if _is_type(word)), "")


def _last_type(item: str) -> str:
    """The known type that a text ends with, the longest first."""
    parts = item.split(", ")
    words = (", ".join(parts[start:]) for start in range(1, len(parts)))
    return next((word for word in words if _is_type(word)), "")


def _is_type(word: str) -> bool:
    word = word.replace("’", "'").strip()
    return (
        word in codes.ID_TYPES
        or word in codes.COUNTRY_TYPES
        or word in {"Gender", codes.OPERATOR_TYPE}
        or word.startswith((codes.WALLET, *codes.STATEMENTS))
    )
