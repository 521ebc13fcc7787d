"""Parsers for the cells of a file of links: shares, roles, and the ids of parties."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_SPAN = re.compile(rf"^{_NUMBER}\s*(?:%|percent|per cent)?\s*(?:-|–|to|\.\.)\s*{_NUMBER}$")
_BOUND = re.compile(rf"^(<=|>=|<|>|≤|≥|over|more than|under|less than|at least|up to)\s*{_NUMBER}$")
_PLAIN = re.compile(rf"^{_NUMBER}$")
_UNKNOWN = frozenset({"", "?", "-", "n/a", "na", "unknown", "null", "none", "not known", "undisclosed"})
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
        text: `51`, `51,5 %`, `25-50`, `>50`, `at least 25`; empty, `?` or `unknown` for a share that isn't known.

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
