"""Profiles: what is compared besides names, worked out once per query and once per listing, not once per hit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property

from sanctionscreen.countries import countries_in, country_code, country_codes
from sanctionscreen.identifiers.normalize import NormalisedIdentifier, normalise_identifier
from sanctionscreen.identifiers.registry import identifier_type
from sanctionscreen.model import ListedName, Listing, Query


def normalise_gender(text: str) -> str:
    """`male`, `female`, or empty where the text says neither ("M", "Frau", "мужской" are understood).

    >>> normalise_gender("F"), normalise_gender("not known")
    ('female', '')
    """
    words = text.casefold().replace(".", " ").split()  # OFAC's remarks say "Gender Male"
    return _GENDERS.get(words[-1], "") if words else ""


_GENDERS = {
    word: gender
    for gender, words in {
        "male": "male m man mr masculine homme hombre masculino männlich mann herr мужской муж м ذكر",
        "female": "female f woman mrs ms miss feminine femme mujer femenino weiblich frau женский жен ж أنثى",
    }.items()
    for word in words.split()
}


class QueryProfile:
    """A query with what is compared besides its names. Make one per query for all its calls of `assess`.

    Attributes:
        query: the query itself.
        digest: of the query's content without `query_id`: equal for equal content, whatever its case and spacing.
    """

    def __init__(self, query: Query) -> None:
        self.query = query

    @cached_property
    def _countries(self) -> tuple[frozenset[str], tuple[str, ...]]:
        return country_codes(self.query.countries)

    @property
    def countries(self) -> frozenset[str]:
        """ISO codes of the query's countries."""
        return self._countries[0]

    @property
    def unknown_countries(self) -> tuple[str, ...]:
        """The texts given as country that name none: they are not compared, so the caller has to report them."""
        return self._countries[1]

    @cached_property
    def gender(self) -> str:
        """`male`, `female` or empty."""
        return normalise_gender(self.query.gender)

    @cached_property
    def identifiers(self) -> tuple[NormalisedIdentifier, ...]:
        """The identifiers in comparable form, in the query's order, placeholders too."""
        return tuple(
            normalise_identifier(item.type, item.value, item.country) for item in self.query.identifiers
        )

    @cached_property
    def digest(self) -> bytes:
        """Of the query's content, see the class; 16 bytes."""
        query = self.query
        return _digest(
            sorted({_folded(name) for name in query.all_names()}),
            [query.kind or "", self.gender],
            sorted(map(str, query.birth_dates)),
            sorted(self.countries.union(self.unknown_countries)),
            sorted(_folded(str(address)) for address in query.addresses),
            sorted({f"{item.key} {item.country}" for item in self.identifiers}),
        )


class ListingProfile:
    """A listing with what is compared besides its names, and the parts of a hit that don't depend on the query.

    Make one per listing that has a hit, and use it again for the whole run.
    """

    def __init__(self, listing: Listing) -> None:
        self.listing = listing

    @cached_property
    def countries(self) -> dict[str, str]:
        """Codes of the listing's countries, each with where it comes from: nationality, address, papers…"""
        listing = self.listing
        texts = [
            *((text, "nationality") for text in listing.nationalities),
            *((text, "country") for text in listing.countries),
            *((address.country, "address") for address in listing.addresses if address.country),
            *(
                (item.country, identifier_type(item.type).label)
                for item in listing.identifiers
                if item.country
            ),
        ]
        sources: dict[str, str] = {}
        for text, source in texts:
            for code in countries_in(text):
                sources.setdefault(code, source)
        return sources

    @cached_property
    def gender(self) -> str:
        """`male` or `female` if all of the listing's words agree, else empty."""
        genders = {normalise_gender(text) for text in self.listing.genders} - {""}
        return genders.pop() if len(genders) == 1 else ""

    @cached_property
    def identifiers(self) -> tuple[NormalisedIdentifier, ...]:
        """The identifiers in comparable form, in the listing's order, without placeholders."""
        normalised = (
            normalise_identifier(item.type, item.value, item.country) for item in self.listing.identifiers
        )
        return tuple(item for item in normalised if not item.placeholder)

    @cached_property
    def shown_countries(self) -> tuple[str, ...]:
        """Countries for a hit: codes of nationality and country; text that is no known country as published."""
        texts = (*self.listing.nationalities, *self.listing.countries)
        return tuple(dict.fromkeys(country_code(text) or text for text in texts if text))

    @cached_property
    def shown_birth_dates(self) -> tuple[str, ...]:
        """Birth dates for a hit."""
        return tuple(map(str, self.listing.birth_dates))

    @cached_property
    def shown_identifiers(self) -> tuple[str, ...]:
        """Identifiers for a hit: `BIC BOELKPPY`."""
        return tuple(f"{identifier_type(item.type).label} {item.value}" for item in self.listing.identifiers)

    @cached_property
    def digest(self) -> bytes:
        """Hash of the list, the entity's id and its names; 16 bytes."""
        listing = self.listing
        names = sorted({_name_key(item) for item in listing.names})
        return _digest([listing.list, listing.entity_id], names)


def _name_key(name: ListedName) -> str:
    """The parts of a name that a disposition rests on: not the label of the last edition that had it."""
    key = f"{name.name}\t{name.type}\t{name.weak}"
    return f"{key}\tformer" if name.until else key


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _digest(*parts: Iterable[str]) -> bytes:
    """Hash of texts in order; the separators are control characters that no normalised name holds."""
    text = "\x1e".join("\x1f".join(part) for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
