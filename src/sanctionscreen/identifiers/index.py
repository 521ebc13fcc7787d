"""Which listings hold an identifier: a lookup by hash beside the index of names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanctionscreen.countries import country_codes
from sanctionscreen.identifiers.agreement import STRENGTHS, Strength, agreement, lookup_keys
from sanctionscreen.identifiers.normalize import PHONES, NormalisedIdentifier, normalise_identifier
from sanctionscreen.identifiers.prefilter import IdentifierPrefilter
from sanctionscreen.identifiers.types import canonical_type
from sanctionscreen.identifiers.typos import CHECKED, near_keys
from sanctionscreen.model import Evidence, Identifier, Listing

_SHARED_BY_MANY = 25
"""A weak identifier that more listings share, such as a switchboard's number, finds none of them."""

_MANY = 2_000
"""Lookups after which a sieve is worth making: it takes as long as so many without one."""


@dataclass(frozen=True, slots=True)
class IdentifierMatch:
    """An identifier of the query that a listing holds too.

    Attributes:
        listing: the listing's position in the sequence that the index was built from.
        query, listed: the identifier as asked and as listed.
        strength: what the agreement says.
        near: whether the number asked breaks its rule and the listed one is one slip away: no agreement, but a reason
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
        holders: gives what `gathered` gives of them, where it is known already.
    """

    def __init__(self, listings: Sequence[Listing], holders: Callable[[], Holders] | None = None) -> None:
        self._gather = holders or (lambda: gathered(listings))
        self._places: Holders | None = None
        self._sieve: IdentifierPrefilter | None = None
        self._looked_up = 0

    def prepare(self) -> None:
        """Make ready for many lookups; done by itself after a few thousand. Before processes are forked it is done once
        for all."""
        if self._sieve is None:
            self._sieve = IdentifierPrefilter(self._table())

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
        if self._sieve is not None:
            identifiers = [item for item in identifiers if self._sieve.passes(item, near=near)]
            if not identifiers:
                return []
        else:
            self._looked_up += 1
            if self._looked_up == _MANY:
                self.prepare()
        return self._lookup(identifiers, near, countries)

    def _lookup(
        self, identifiers: Iterable[Identifier], near: bool, countries: Iterable[str]
    ) -> list[IdentifierMatch]:
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
            if near and query.valid is False and query.type in CHECKED:
                broken.append((identifier, query))
        found = [best[key] for key in sorted(best)]
        return found + self._near(broken, {match.listing for match in found}) if broken else found

    def _near(
        self, broken: list[tuple[Identifier, NormalisedIdentifier]], known: set[int]
    ) -> list[IdentifierMatch]:
        found: dict[int, IdentifierMatch] = {}
        for identifier, query in broken:
            for key in near_keys(query):
                for listing, listed, normalised in self._table().get(key, ()):
                    if normalised.valid is not False and normalised.type in CHECKED and listing not in known:
                        match = IdentifierMatch(listing, identifier, listed, "weak", near=True)
                        found.setdefault(listing, match)
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
