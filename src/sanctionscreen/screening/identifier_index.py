"""Which listings hold an identifier, and how much that says: a lookup by hash beside the index of names."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sanctionscreen.model import Evidence, Identifier, Listing
from sanctionscreen.screening.checksums import is_lei
from sanctionscreen.screening.countries import are_related, country_codes
from sanctionscreen.screening.identifier_types import canonical_type
from sanctionscreen.screening.identifiers import PHONES, NormalisedIdentifier, normalise_identifier

Strength = Literal["strong", "fair", "weak"]
"""What equal identifiers say: one party; probably one party; a reason to look."""

STRENGTHS: tuple[Strength, ...] = ("weak", "fair", "strong")

_SHARED_BY_MANY = 25
"""A weak identifier that more listings share, such as a switchboard's number, finds none of them."""

_UNTOLD = frozenset({"id_number", "registration_number", "tax_number", "national_id", "license_number"})
"""Types under which lists also file numbers that have a type of their own."""

_MISFILED = ("imo:", "bic:", "mmsi:")
"""What they file there. (Call signs too, but those are a few letters that any register may hold.)"""

_NAMES_OF_MANY = frozenset({"chinese_commercial_code", "ticker", "birth_certificate_number"})
"""Codes of a name, or numbers within a register that is not told."""

_NO_PARTY = frozenset({"un_locode"})
"""Codes of a place."""

_CHECKED = frozenset({"imo_number", "imo_company_number", "inn_code", "ogrn_code", "lei_code", "wallet"})
"""Types whose numbers carry a check of themselves."""

_RUSSIAN = frozenset({"inn_code", "ogrn_code"})


@dataclass(frozen=True, slots=True)
class IdentifierMatch:
    """An identifier of the query that a listing holds too.

    Attributes:
        listing: the listing's position in the sequence that the index was built from.
        query, listed: the identifier as asked and as listed.
        strength: what the agreement says.
        near: whether the number asked breaks its rule and the listed one is one slip away: no agreement, but a reason
            to look.
        pooled: how the number came to the listing, where another listing of the same party holds it; else None.
    """

    listing: int
    query: Identifier
    listed: Identifier
    strength: Strength
    near: bool = False
    pooled: Evidence | None = None


Holder = tuple[int, Identifier, NormalisedIdentifier]
"""Position of a listing, and an identifier that it holds, as listed and as compared."""

Holders = Mapping[str, Sequence[Holder]]
"""Holders by the key of the identifier."""


class IdentifierIndex:
    """The identifiers of many listings, found by value. Built on the first lookup that asks for one.

    Args:
        listings: in the order whose positions `lookup` returns.
        holders: gives what `gathered` gives of them, where it is known already.
    """

    def __init__(self, listings: Sequence[Listing], holders: Callable[[], Holders] | None = None) -> None:
        self._gather = holders or (lambda: gathered(listings))
        self._places: Holders | None = None

    def lookup(
        self, identifiers: Iterable[Identifier], *, near: bool = False, countries: Iterable[str] = ()
    ) -> list[IdentifierMatch]:
        """Find the listings that hold any of these identifiers.

        Args:
            identifiers: of one query, as given.
            countries: of the query: a telephone number without its country's code belongs to the only one of them.
            near: whether to find too, in listings that hold none of them, numbers one slip from one that breaks its
                rule: a sign, or two neighbours exchanged. Only those that carry a check (IMO, INN, OGRN, LEI,
                wallets) are looked for; there the rule says that one of the two is wrong.

        Returns:
            One match per listing and query identifier (the strongest), by listing. Placeholders ("unknown",
            000000000) numbers of another country and weak ones that many share find nothing. Types are
            tolerant where one side doesn't say: an `id_number` finds an IMO number of the same value, at less
            strength.
        """
        best: dict[tuple[int, int], IdentifierMatch] = {}
        table = self._table()
        broken: list[tuple[Identifier, NormalisedIdentifier]] = []
        for place, identifier in enumerate(identifiers):
            query = of_party(identifier, countries)
            if query.placeholder:
                continue
            for key in lookup_keys(query):
                if places := table.get(key):
                    _keep_best(best, place, identifier, query, places)
            if near and query.valid is False and query.type in _CHECKED:
                broken.append((identifier, query))
        found = [best[key] for key in sorted(best)]
        return found + self._near(broken, {match.listing for match in found}) if broken else found

    def _near(
        self, broken: list[tuple[Identifier, NormalisedIdentifier]], known: set[int]
    ) -> list[IdentifierMatch]:
        found: dict[int, IdentifierMatch] = {}
        for identifier, query in broken:
            space, _, number = query.key.partition(":")
            for value in slips(number if space == "wallet" else query.value, _signs(query)):
                for listing, listed, normalised in self._table().get(f"{space}:{value}", ()):
                    if normalised.valid is not False and normalised.type in _CHECKED and listing not in known:
                        found.setdefault(
                            listing, IdentifierMatch(listing, identifier, listed, "weak", near=True)
                        )
        return [found[listing] for listing in sorted(found)]

    def shared(self) -> Iterator[Sequence[Holder]]:
        """Listing, identifier and normal form for each key that stands more than once; see `agreement`."""
        return (places for places in self._table().values() if len(places) > 1)

    def _table(self) -> Holders:
        if self._places is None:
            self._places = self._gather()
        return self._places


def gathered(listings: Iterable[Listing]) -> dict[str, list[Holder]]:
    """Who holds each identifier, by its key; placeholders are left out."""
    found: dict[str, list[Holder]] = {}
    for position, listing in enumerate(listings):
        for identifier in listing.identifiers:
            normalised = of_party(identifier, listing.countries)
            if not normalised.placeholder:
                found.setdefault(normalised.key, []).append((position, identifier, normalised))
    return found


def _keep_best(
    best: dict[tuple[int, int], IdentifierMatch],
    place: int,
    identifier: Identifier,
    query: NormalisedIdentifier,
    places: Sequence[Holder],
) -> None:
    for listing, listed, normalised in places:
        strength = agreement(query, normalised)
        if strength is None or (strength == "weak" and len(places) > _SHARED_BY_MANY):
            continue
        found = best.get((listing, place))
        if found is None or STRENGTHS.index(strength) > STRENGTHS.index(found.strength):
            best[listing, place] = IdentifierMatch(listing, identifier, listed, strength)


def of_party(identifier: Identifier, countries: Iterable[str]) -> NormalisedIdentifier:
    """An identifier in the form in which it is compared. A telephone number belongs to its holder's country where it
    says none and the holder has one."""
    country = identifier.country
    if not country and canonical_type(identifier.type) in PHONES:
        codes = country_codes(countries)[0]
        country = min(codes) if len(codes) == 1 else ""
    return normalise_identifier(identifier.type, identifier.value, country)


def slips(number: str, signs: str = string.digits) -> Iterator[str]:
    """Every number one sign, or two neighbouring signs exchanged, from this one; none where it has any other sign.

    >>> len(set(slips("8405270")))
    69
    """
    if not set(number) <= set(signs):
        return
    for place, sign in enumerate(number):
        for other in signs:
            if other != sign:
                yield number[:place] + other + number[place + 1 :]
        if number[place + 1 : place + 2] not in ("", sign):
            yield number[:place] + number[place + 1] + sign + number[place + 2 :]


def _signs(query: NormalisedIdentifier) -> str:
    """The signs that a number of this type is written with."""
    if query.type == "wallet":
        return string.ascii_letters + string.digits
    return string.ascii_uppercase + string.digits if query.type == "lei_code" else string.digits


def lookup_keys(query: NormalisedIdentifier) -> tuple[str, ...]:
    """The keys under which a listing may hold this identifier: its own, and of types mixed up with it."""
    if query.type in _UNTOLD or query.valid is False or query.key.startswith(_MISFILED):
        value = query.value
        mixed_up = (f"imo:{value}", f"bic:{value[:8]}", f"mmsi:{value}", f"number:{value.lstrip('0')}")
        return tuple(dict.fromkeys((query.key, *mixed_up)))
    return (query.key,)


def agreement(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> Strength | None:
    """How much it says that two identifiers are equal; None if they aren't, or if their equality says
    nothing.

    Args:
        query, listed: the two sides; the answer is the same with the sides exchanged.

    Returns:
        `strong` for numbers that one party in the world has and whose own check holds; `fair` where a
        country, a type or a check is missing; `weak` where the number is short, shared by nature (phone) or
        fails its check.
    """
    if query.placeholder or listed.placeholder:
        return None
    space, listed_space = query.key.partition(":")[0], listed.key.partition(":")[0]
    if space != listed_space:
        return _across_spaces(query, listed)
    if query.key != listed.key or _two_phones(query, listed):
        return None
    if query.valid is False or listed.valid is False:
        return _without_check(query, listed)
    if space == "number":
        return _equal_numbers(query, listed)
    if space == "bic":
        return _equal_bic(query.value, listed.value)
    return _BY_SPACE[space]


_BY_SPACE: dict[str, Strength] = {
    "imo": "strong",
    "mmsi": "fair",  # handed on with a new flag
    "call": "weak",  # handed on with a new flag, and reused
    "wallet": "strong",
    "email": "fair",
    "web": "fair",
    "phone": "weak",  # switchboards, agents' and relatives' numbers
}


def _across_spaces(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> Strength | None:
    """A typed number on one side; on the other an untold one, or one that breaks the rule of its own type."""
    if query.value != listed.value:
        return None
    for typed, other in ((query, listed), (listed, query)):
        if (
            typed.key.startswith(_MISFILED)
            and (other.type in _UNTOLD or other.valid is False)
            and typed.valid
        ):
            return "fair"
    untold = {query.type, listed.type} & _UNTOLD
    return "weak" if untold and any(side.key.startswith(_MISFILED) for side in (query, listed)) else None


def _two_phones(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> bool:
    """Whether they are telephone numbers of two countries, with the last digits in common."""
    return query.value[:1] == listed.value[:1] == "+" and query.value != listed.value


def _without_check(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> Strength | None:
    """A number that breaks its own rule may be a slip, or another number altogether: never certain. Ethereum's rule is
    about the case of letters, which is no part of the address."""
    if query.key.startswith("wallet:0x"):
        return "fair"
    return None if _countries_differ(query, listed) else "weak"


def _equal_bic(query: str, listed: str) -> Strength:
    branches = {bic[8:].replace("XXX", "") for bic in (query, listed)}
    return "fair" if len(branches - {""}) > 1 else "strong"


def _equal_numbers(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> Strength | None:
    types = {query.type, listed.type}
    if "lei_code" in types or is_lei(query.value):
        return "strong"
    if types & _RUSSIAN:
        return "strong" if _may_be_russian(query) and _may_be_russian(listed) else None
    if _countries_differ(query, listed):
        return None
    same_country = bool(query.country and listed.country)
    shorter = min(len(query.value), len(listed.value))
    level = 2 if same_country else 1
    if len(types) > 1:
        if shorter < 6:
            return None
        level -= "id_number" not in types
    few_digits = shorter < 8 and query.value.isdigit()
    if shorter < 6 or (few_digits and not (same_country and "passport_number" in types)):
        level -= 1  # registers number from 1 in every town; passports carry on for a whole country
    if types & _NAMES_OF_MANY:
        level = min(level, 0)
    return STRENGTHS[level] if level >= 0 and not types & _NO_PARTY else None


def _may_be_russian(identifier: NormalisedIdentifier) -> bool:
    return identifier.type in _RUSSIAN or identifier.country in ("", "RU", "UA", "SU")


def _countries_differ(query: NormalisedIdentifier, listed: NormalisedIdentifier) -> bool:
    if not query.country or not listed.country or query.country == listed.country:
        return False
    return not are_related(query.country, listed.country)
