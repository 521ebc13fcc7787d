"""Identifier index: the listings that hold an identifier, found by its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanctionscreen.countries import country_codes
from sanctionscreen.identifiers.agreement import agreement, lookup_keys
from sanctionscreen.identifiers.normalize import NormalisedIdentifier, normalise_identifier
from sanctionscreen.identifiers.prefilter import IdentifierPrefilter
from sanctionscreen.identifiers.registry import identifier_type
from sanctionscreen.identifiers.types import STRENGTHS, Strength
from sanctionscreen.identifiers.typos import near_keys
from sanctionscreen.model import Evidence, Identifier, Listing

_SHARED_BY_MANY = 25
"""A weak identifier that more listings share, such as a switchboard's number, finds none of them."""

_MANY = 2_000
"""Lookups after which a prefilter is worth making: it takes as long as so many without one."""


@dataclass(frozen=True, slots=True)
class IdentifierMatch:
    """An identifier of the query that a listing holds too.

    Attributes:
        listing: the listing's position in the sequence that the index was built from.
        query, listed: the identifier as asked and as listed.
        strength: what the agreement says.
        near: whether the number asked breaks its rule and the listed one is one typo away: no agreement, but a reason
            to look.
        via_cluster: how the number came to the listing, if another listing of the same party holds it; else None.
    """

    listing: int
    query: Identifier
    listed: Identifier
    strength: Strength
    near: bool = False
    via_cluster: Evidence | None = None


Holder = tuple[int, Identifier, NormalisedIdentifier]
"""Position of a listing, and an identifier that it holds, as listed and as compared."""

Holders = Mapping[str, Sequence[Holder]]
"""Holders by the key of the identifier."""


class IdentifierIndex:
    """The identifiers of many listings, found by value. Built on the first lookup that asks for one.

    Args:
        listings: in the order whose positions `lookup` returns.
        holders: gives what `holders_by_key` gives of them, from a cache.
    """

    def __init__(self, listings: Sequence[Listing], holders: Callable[[], Holders] | None = None) -> None:
        self._make_holders = holders or (lambda: holders_by_key(listings))
        self._holders: Holders | None = None
        self._prefilter: IdentifierPrefilter | None = None
        self._lookups = 0

    def prepare(self) -> None:
        """Make the prefilter, which happens by itself after a few thousand lookups. Done once before processes are
        forked."""
        if self._prefilter is None:
            self._prefilter = IdentifierPrefilter(self._table())

    def lookup(
        self, identifiers: Iterable[Identifier], *, near: bool = False, countries: Iterable[str] = ()
    ) -> list[IdentifierMatch]:
        """Find the listings that hold any of these identifiers.

        Args:
            identifiers: of one query, as given.
            countries: of the query: a telephone number without its country's code belongs to the only one of them.
            near: whether to find too, in listings that hold none of them, numbers one typo from one that breaks its
                rule: a sign, or two neighbours exchanged. Only types with check digits are looked up so; there the rule
                says that one of the two is wrong.

        Returns:
            One match per listing and query identifier (the strongest), by listing. Placeholders ("unknown",
            000000000), numbers of another country and weak ones that many share find nothing. Types are
            tolerant where one side doesn't say: an `id_number` finds an IMO number of the same value, at less
            strength.
        """
        if self._prefilter is not None:
            identifiers = [item for item in identifiers if self._prefilter.passes(item, near=near)]
            if not identifiers:
                return []
        else:
            self._lookups += 1
            if self._lookups == _MANY:
                self.prepare()
        return self._lookup(identifiers, near, countries)

    def _lookup(
        self, identifiers: Iterable[Identifier], near: bool, countries: Iterable[str]
    ) -> list[IdentifierMatch]:
        best: dict[tuple[int, int], IdentifierMatch] = {}
        table = self._table()
        invalid: list[tuple[Identifier, NormalisedIdentifier]] = []
        for number, identifier in enumerate(identifiers):
            query = of_party(identifier, countries)
            if query.placeholder:
                continue
            for key in lookup_keys(query):
                if holders := table.get(key):
                    _keep_best(best, number, identifier, query, holders)
            if near and query.valid is False:
                invalid.append((identifier, query))
        matches = [best[key] for key in sorted(best)]
        return matches + self._near(invalid, {match.listing for match in matches}) if invalid else matches

    def _near(
        self, invalid: list[tuple[Identifier, NormalisedIdentifier]], matched: set[int]
    ) -> list[IdentifierMatch]:
        matches: dict[int, IdentifierMatch] = {}
        for identifier, query in invalid:
            for key in near_keys(query):
                for listing, listed, normalised in self._table().get(key, ()):
                    has_check_digits = bool(identifier_type(normalised.type).typo_alphabet)
                    if normalised.valid is not False and has_check_digits and listing not in matched:
                        match = IdentifierMatch(listing, identifier, listed, "weak", near=True)
                        matches.setdefault(listing, match)
        return [matches[listing] for listing in sorted(matches)]

    def shared(self) -> Iterator[Sequence[Holder]]:
        """The holders of each key that occurs more than once; see `agreement`."""
        return (holders for holders in self._table().values() if len(holders) > 1)

    def _table(self) -> Holders:
        if self._holders is None:
            self._holders = self._make_holders()
        return self._holders


def holders_by_key(listings: Iterable[Listing]) -> dict[str, list[Holder]]:
    """The holders of each identifier, by its key; placeholders are left out."""
    holders: dict[str, list[Holder]] = {}
    for position, listing in enumerate(listings):
        for identifier in listing.identifiers:
            normalised = of_party(identifier, listing.countries)
            if not normalised.placeholder:
                holders.setdefault(normalised.key, []).append((position, identifier, normalised))
    return holders


def _keep_best(
    best: dict[tuple[int, int], IdentifierMatch],
    number: int,
    identifier: Identifier,
    query: NormalisedIdentifier,
    holders: Sequence[Holder],
) -> None:
    """Enter the holders that agree with the query's identifier of this number, where they are the strongest so far."""
    for listing, listed, normalised in holders:
        strength = agreement(query, normalised)
        if strength is None or (strength == "weak" and len(holders) > _SHARED_BY_MANY):
            continue
        known = best.get((listing, number))
        if known is None or STRENGTHS.index(strength) > STRENGTHS.index(known.strength):
            best[listing, number] = IdentifierMatch(listing, identifier, listed, strength)


def of_party(identifier: Identifier, countries: Iterable[str]) -> NormalisedIdentifier:
    """An identifier in the form in which it is compared. A telephone number belongs to its holder's country where it
    says none and the holder has one."""
    country = identifier.country
    if not country and identifier_type(identifier.type).space == "phone":
        codes = country_codes(countries)[0]
        country = min(codes) if len(codes) == 1 else ""
    return normalise_identifier(identifier.type, identifier.value, country)
