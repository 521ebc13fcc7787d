"""Data model: listings, queries, and answers.

Property names follow FollowTheMoney (https://followthemoney.tech/explorer/) where it has one, in snake_case. Records
that exist in the hundreds of thousands (names, identifiers, addresses, dates) are slotted dataclasses; the records that
enter and leave the library (`Listing`, `Query`, `Hit`, `Screening`) are pydantic models that hold them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

from sanctionscreen.dates import PartialDate, parse_date

Kind = Literal["person", "organization", "vessel", "aircraft"]
"""What a party is. None means that it is unknown, which never counts against a match."""

KINDS: tuple[Kind, ...] = get_args(Kind)

NameType = Literal["name", "alias", "previous_name"]
"""`name` is the primary name; FollowTheMoney's `weakAlias` is `alias` with `weak` set (OFAC has weak former names)."""

Status = Literal["listed", "delisted"]

Band = Literal["match", "review", "low"]
"""How strong a hit is in all: names, dates, countries and identifiers together."""

Basis = Literal["name", "former-name", "pooled-name", "identifier", "link", "ownership"]
"""What a hit rests on."""

NAME_BASES: frozenset[Basis] = frozenset({"name", "former-name", "pooled-name"})
"""Bases on which the query is taken for the listing by a name."""

Flag = Literal["renamed", "conflict", "ambiguous", "delisted", "muted"]
"""What a reader must know about a hit before relying on it."""

WeakPolicy = Literal["off", "confirm", "full"]
"""What a weak alias may do: nothing, support a hit that something else raises, or raise one like any name."""


@dataclass(frozen=True, slots=True)
class Source:
    """The origin of a record: name of the published file, and record (line, element or id) within it."""

    file: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name that a list gives a party.

    Attributes:
        name: the string as published, white space trimmed.
        type: primary name, alias or previous name.
        weak: whether the list itself calls the name weak or of low quality.
        published_type: the list's own word (`aka`, `f.k.a.`, `Low`, `Primary name variation`), for counts and evidence.
        script: ISO 15924 code if the list gives it (`Arab`, `Cyrl`), else empty.
        language: ISO 639 code if the list gives it, else empty.
        source: the name's origin, if that is not the listing's own record (a remark, another file).
        since: the first edition in which the list gave this name, as a date or label; empty if unknown.
        until: the last edition in which the list gave this name, if it no longer does (a former name that the
            store recorded); empty for a name that is on the list.
        dropped: the first edition without it, for a name with `until`.
    """

    name: str
    type: NameType = "name"
    weak: bool = False
    published_type: str = ""
    script: str = ""
    language: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number or code that names a party.

    Attributes:
        type: FollowTheMoney's property in snake_case where it has one: `imo_number`, `swift_bic`, `lei_code`,
            `inn_code`, `ogrn_code`, `mmsi`, `call_sign`, `passport_number`, `national_id`, `tax_number`,
            `registration_number`, `duns_code`, `wallet` (with the currency in `detail`), `phone`, `email`, `website`,
            `serial_number`…; `id_number` if the list does not say.
        value: as published, white space trimmed.
        country: as published or ISO 3166-1 alpha-2; empty if not given.
        detail: what else the list says of it (currency, issuer, the list's own type name, a reservation).
    """

    type: str
    value: str
    country: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """An address, in the parts that the list gives; `full` if it gives no parts."""

    full: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""

    def __str__(self) -> str:
        parts = (self.full, self.street, self.city, self.region, self.postal_code, self.country)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a listing to another party, as the list states it.

    Attributes:
        type: the list's word in snake_case (`linked_to`, `owned_by`, `acting_for`, `family`, `leader_of`…).
        name: the other party's name as published; empty if only an id is given.
        entity_id: the other party's id on the same list, empty if only a name is given.
    """

    type: str
    name: str = ""
    entity_id: str = ""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Listing(_Record):
    """What one list publishes about one party. Its key is (`list`, `entity_id`).

    Attributes:
        list: the list's id, such as `us-ofac-sdn`.
        entity_id: the publisher's own id.
        kind: what the party is, or None if the list does not say.
        names: every name, the primary one first.
        measures: what the listing orders: `asset freeze`, `travel ban`, `port entry ban`, `sectoral`, `investment ban`…
        references: other ids that the publisher gives the same record (an EU reference, a UN permanent number).
        remarks: the free text, unshortened.
    """

    list: str
    entity_id: str
    kind: Kind | None = None
    names: tuple[ListedName, ...]
    genders: tuple[str, ...] = ()
    birth_dates: tuple[PartialDate, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    positions: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    listed_on: str = ""
    status: Status = "listed"
    relations: tuple[Relation, ...] = ()
    references: tuple[str, ...] = ()
    remarks: str = ""
    source: Source = Source()

    @property
    def name(self) -> str:
        """The primary name: the first of `names`."""
        return self.names[0].name

    def names_on(self, date: str) -> tuple[ListedName, ...]:
        """The names that the list gave the party on a day (`2021-07-30`), by `since` and `dropped`.

        A name counts from the first edition that has it up to, and not including, the first one that doesn't.
        """
        return tuple(
            name
            for name in self.names
            if (not name.since or name.since <= date) and (not name.dropped or date < name.dropped)
        )


class Query(_Record):
    """A party to screen.

    Attributes:
        name: its present name; may be left out if there are given and family name, or `names`.
        names: further names: aliases, former names, names in native script.
        given_name, family_name: the parts of a name, if they are known separately.
        kind: what the party is, or None if unknown (then it never counts against a match).
        birth_dates: dates such as `1967-08-22`, `1967-08`, `1967`.
        countries: nationality, residence or registration, as ISO 3166-1 alpha-2 or an English name.
        identifiers: numbers and codes, as `Identifier`.
        query_id: the caller's own key, repeated in the answer.
    """

    name: str = ""
    names: tuple[str, ...] = ()
    given_name: str = ""
    family_name: str = ""
    kind: Kind | None = None
    gender: str = ""
    birth_dates: tuple[PartialDate, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    query_id: str = ""

    @field_validator("birth_dates", mode="before")
    @classmethod
    def _parse_dates(cls, value: object) -> object:
        values = (value,) if isinstance(value, str | PartialDate) else value
        if isinstance(values, list | tuple):
            return tuple(parse_date(item) if isinstance(item, str) else item for item in values)
        return value

    def all_names(self) -> tuple[str, ...]:
        """Every name to look for, in order and without repeats: `name`, the parts joined, then `names`."""
        if not (self.names or self.given_name or self.family_name):  # nearly every customer
            return (name,) if (name := self.name.strip()) else ()
        parts = " ".join(part for part in (self.given_name.strip(), self.family_name.strip()) if part)
        candidates = (self.name.strip(), parts, *(name.strip() for name in self.names))
        return tuple(dict.fromkeys(name for name in candidates if name))


class Evidence(_Record):
    """One observation that speaks for or against a hit.

    Attributes:
        feature: what was compared (`token`, `order`, `birth_date`, `country`, `imo_number`…).
        value: 0 (contradicts) to 1 (agrees).
        detail: the observation in words that an analyst can check.
    """

    feature: str
    value: float = Field(ge=0, le=1)
    detail: str


class Comparison(_Record):
    """The comparison of two names alone: `score` from 0 to 1, and its evidence."""

    query: str
    listed: str
    score: float
    evidence: tuple[Evidence, ...] = ()


class Hit(_Record):
    """A query and a listing that may be the same party.

    Attributes:
        score: of the two names given the two kinds, 0 to 1; equals `compare(query, matched_name, …)`.
        band: how strong the hit is in all.
        basis: what it rests on.
        listed_name: the listing's primary name.
        matched_name: the listed name that scored best.
        hit_id: stable over runs for the same query content, listing and names.
    """

    hit_id: str
    list: str
    edition: str | None
    entity_id: str
    kind: Kind | None
    listed_name: str
    matched_name: str
    score: float
    band: Band
    basis: tuple[Basis, ...]
    flags: tuple[Flag, ...] = ()
    programmes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    listed_on: str = ""
    status: Status = "listed"
    birth_dates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_alert(self) -> bool:
        """Whether somebody has to review it: it is neither muted nor de-listed."""
        return "muted" not in self.flags and "delisted" not in self.flags


class Screening(_Record):
    """The answer to one query: its hits, best first."""

    query_id: str = ""
    name: str
    hits: tuple[Hit, ...] = ()

    @property
    def alerts(self) -> tuple[Hit, ...]:
        """The hits that are alerts."""
        return tuple(hit for hit in self.hits if hit.is_alert)
