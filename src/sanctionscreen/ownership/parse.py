"""Parsers for the cells of a file of links: shares, roles, and the ids of parties."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_SPAN = re.compile(rf"^{_NUMBER}\s*(?:%|percent|per cent)?\s*(?:-|–|to|\.\.)\s*{_NUMBER}$")
_BOUND = re.compile(rf"^(<=|>=|<|>|≤|≥|over|more than|under|less than|at least|up to)\s*{_NUMBER}$")
_PLAIN = re.compile(rf"^{_NUMBER}$")
_UNKNOWN = frozenset({"", "?", "-", "n/a", "na", "unknown", "null", "none", "not known", "undisclosed"})
_PERCENT = r"\s*(?:%|per\s?cent)?"
_IN_WORDS = re.compile(
    rf"(?:(?P<most>not more than|no more than|at most|up to|maximum(?: of)?)"
    rf"|(?P<least>not less than|no less than|at least|minimum(?: of)?)"
    rf"|(?P<over>more than|over|greater than|above|exceeding)|(?P<under>less than|under|below))\s*{_NUMBER}{_PERCENT}"
    rf"|{_NUMBER}{_PERCENT}\s*or\s+(?:(?P<or_more>more|above|greater|over)|(?P<or_less>less|under|below|fewer))"
)
_BAND = re.compile(r"\b(25 to 50|50 to 75|75 to 100) per ?cent\b")
_SLUG = re.compile(r"[a-z\d]+(?:[-_][a-z\d]+)+")
_FILLERS = frozenset(
    "ownership of shares share capital issued equity stake interest the in company person persons entity holds hold "
    "held directly indirectly or but and as a an with by firm trust trustees members member limited liability "
    "partnership registered overseas percent per cent right to surplus assets".split()
)
"""Words beside a share that change nothing about it: all those of the UK register's descriptions, but for votes."""

_OVER = 1e-6
"""What "more than 50" adds, in per cent: enough to reach a policy that wants more, too little to show."""

OWNERSHIP_ROLES = frozenset(
    {"", "owner", "owns", "ownership", "shareholder", "shareholding", "shares", "parent", "owned_by",
     "beneficial_owner", "equity", "partner", "member_shares"}
)  # fmt: skip
"""Roles under which a share is held; no role at all is one."""

CONTROL_ROLES = frozenset(
    {"control", "controls", "controller", "controlled_by", "voting_rights", "majority_of_board", "appointment_of_board",
     "board_majority", "ultimate_parent", "consolidates"}
)  # fmt: skip
"""Roles that mean control whatever the share is."""


class ShareError(ValueError):
    """A percentage that no holding can have; the message says why."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share in per cent, as a range: `least` equals `most` where it is known, 0 and 100 where nothing is."""

    least: float = 0.0
    most: float = 100.0


def share_of(text: str) -> Share:
    """Read a percentage.

    Args:
        text: `51`, `51,5 %`, `25-50`, `>50`, `at least 25`, `More than 25% but not more than 50%`, or a nature of
            control in the words of the UK register (`ownership-of-shares-75-to-100-percent`); empty, `?` or
            `unknown` for a share that isn't known.

    Returns:
        The range. A share that isn't known is 0 to 100, never 0.

    Raises:
        ShareError: if it is no number, negative, over 100, or a range that ends before it begins.

    >>> share_of("25 - 50 %"), share_of("unknown")
    (Share(least=25.0, most=50.0), Share(least=0.0, most=100.0))
    """
    plain = text.strip().casefold().removesuffix("%").removesuffix("percent").removesuffix("per cent").strip()
    if plain in _UNKNOWN:
        return Share()
    if plain.startswith(("-", "−")) and _PLAIN.match(plain[1:].strip()):
        raise ShareError("the percentage is negative")
    if found := _PLAIN.match(plain):
        least = most = _number(found[1])
    elif found := _SPAN.match(plain):
        least, most = _number(found[1]), _number(found[2])
    elif found := _BOUND.match(plain):
        least, most = _bounds(found[1], _number(found[2]))
    elif (bounds := _bounds_in_words(text)) is not None:
        least, most = bounds
    else:
        raise ShareError("the percentage is no number")
    if least > 100 or most > 100:
        raise ShareError("the percentage is over 100")
    if least > most:
        raise ShareError("the range of percentages ends before it begins")
    return Share(least, most)


def _bounds(sign: str, number: float) -> tuple[float, float]:
    if sign in {">", "over", "more than"}:
        return min(number + _OVER, 100.0) if number <= 100 else number, 100.0
    if sign in {">=", "≥", "at least"}:
        return number, 100.0
    if sign in {"<", "under", "less than"}:
        return 0.0, max(number - _OVER, 0.0)
    return 0.0, number


def natures_of_control(text: str) -> list[str]:
    """The natures of control in a cell, as the UK register lists them: one or several, joined by `;`, `|` or commas.

    >>> natures_of_control("ownership-of-shares-25-to-50-percent,significant-influence-or-control")
    ['ownership-of-shares-25-to-50-percent', 'significant-influence-or-control']
    """
    plain = text.strip().strip("[]").replace('"', "").replace("'", "")
    separator = r"[;|,\n]" if " " not in plain.replace(", ", ",") else r"[;|\n]"
    return (
        [part.strip() for part in re.split(separator, plain) if part.strip()]
        if _SLUG.search(plain)
        else [text]
    )


def control_in_words(text: str) -> str:
    """The role of a nature of control that is no share: influence, the board, more than half of the votes; else empty.

    >>> control_in_words("Has significant influence or control"), control_in_words("51 %")
    ('control', '')
    """
    words = _plain_words(text)
    if "significant influence or control" in words:
        return "control"
    if re.search(r"right to appoint (?:and|or) remove", words):
        return "majority_of_board"
    if "voting rights" in words:
        bounds = _bounds_in_words(words.replace("voting rights", ""))
        return "voting_rights" if bounds and bounds[0] > 50 else ""
    return ""


def _bounds_in_words(text: str) -> tuple[float, float] | None:
    """The bounds of "more than 25% but not more than 50% of the shares"; None if other words stand in the text."""
    words = _plain_words(text)
    least, most = 0.0, 100.0
    matches = [*_BAND.finditer(words), *_IN_WORDS.finditer(words)]
    rest = _IN_WORDS.sub(" ", _BAND.sub(" ", words)).replace("%", " ")
    if not matches or not _FILLERS.issuperset(re.findall(r"[^\s,.:]+", rest)):
        return None
    for match in matches:
        if match.re is _BAND:
            first, _, last = match[1].partition(" to ")
            lower, upper = float(first), float(last)
            # the register's bands: over 25 to 50, over 50 and under 75, 75 and more
            lower, upper = lower + (_OVER if lower < 75 else 0), upper - (_OVER if upper == 75 else 0)
        else:
            kind = next(name for name, phrase in match.groupdict().items() if phrase)
            number = next(_number(group) for group in match.groups() if group and group[0].isdigit())
            sign = {"least": ">=", "or_more": ">=", "over": ">", "under": "<"}.get(kind, "<=")
            lower, upper = _bounds(sign, number)
        least, most = max(least, lower), min(most, upper)
    return least, most


def _plain_words(text: str) -> str:
    words = text.strip().casefold()
    if _SLUG.fullmatch(words):
        words = re.sub(r"[-_]", " ", words)
    return " ".join(re.sub(r"\s-\s|[–—()]", " ", words).split())


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def role_of(text: str) -> str:
    """A role in snake_case: `Beneficial owner` is `beneficial_owner`."""
    return re.sub(r"[\W_]+", "_", text.strip().casefold()).strip("_")


def party_key(text: str) -> str:
    """The key of a party, by which links are joined: case and the width of spaces don't matter.

    >>> party_key(" ACME  Ltd")
    'acme ltd'
    """
    return " ".join(text.split()).casefold()
