"""Exporter to FollowTheMoney entities, one JSON object per line: https://followthemoney.tech/."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sanctionscreen.dates import PartialDate
from sanctionscreen.lists import ftm_schema
from sanctionscreen.model import Address, Identifier, Kind, ListedName, Listing, Relation

CountryCode = Callable[[str], str | None]

_LEGAL = frozenset(
    "swiftBic leiCode innCode ogrnCode okpoCode uscCode dunsCode vatCode npiCode idNumber taxNumber registrationNumber "
    "licenseNumber phone email website uniqueEntityId wikidataId".split()
)
PROPERTIES: dict[Kind | None, frozenset[str]] = {
    "person": _LEGAL | {"passportNumber", "socialSecurityNumber"},
    "organization": _LEGAL | {"imoNumber", "cageCode", "giiNumber", "permId"},
    "vessel": frozenset({"imoNumber", "mmsi", "callSign", "crsNumber", "registrationNumber", "wikidataId"}),
    "aircraft": frozenset({"registrationNumber", "serialNumber", "icaoCode", "wikidataId"}),
    None: _LEGAL,
}
"""Which properties of identifiers each schema has."""

_PROPERTY_OF = {ours: theirs for theirs, ours in reversed(ftm_schema.IDENTIFIERS.items())}
_GENDERS = {"male": "male", "m": "male", "female": "female", "f": "female"}


def ftm_lines(listings: Iterable[Listing], *, country_code: CountryCode | None = None) -> Iterator[str]:
    """The lines: each listing, then what belongs to it (sanction, addresses, documents, wallets, links)."""
    code = country_code or _is_code
    for listing in listings:
        for entity in ftm_entities(listing, code):
            yield json.dumps(entity, ensure_ascii=False) + "\n"


def ftm_entities(listing: Listing, code: CountryCode) -> Iterator[dict[str, Any]]:
    """The entities that a listing makes."""
    key = entity_key(listing.list, listing.entity_id)
    addresses = [_address(address, key, code) for address in listing.addresses]
    properties = _properties(listing, code)
    properties["addressEntity"] = [address["id"] for address in addresses]
    schema = ftm_schema.SCHEMATA[listing.kind]
    context = {"list": listing.list, "entity_id": listing.entity_id, "target": True}
    yield _entity(key, schema, properties, caption=listing.name, datasets=[listing.list], **context)
    yield _sanction(listing, key)
    yield from addresses
    for identifier in listing.identifiers:
        yield from _document(identifier, listing.kind, key, code)
    for relation in listing.relations:
        yield from _link(relation, listing.list, key)


def entity_key(list_id: str, entity_id: str) -> str:
    """The id of a listing among the entities of several lists."""
    return f"{list_id}-{entity_id}".replace("/", ".").replace(" ", "_").replace(",", "").replace("#", "-")


def _properties(listing: Listing, code: CountryCode) -> dict[str, list[str]]:
    properties: dict[str, list[str]] = {"topics": ["sanction"]}
    for name in listing.names:
        properties.setdefault(_name_property(name), []).append(name.name)
    countries = [country_code for text in listing.countries if (country_code := code(text))]
    properties["country"] = [country_code.lower() for country_code in countries]
    properties["notes"] = [listing.remarks]
    if listing.kind == "person":
        nationalities = [country_code for text in listing.nationalities if (country_code := code(text))]
        properties["nationality"] = [country_code.lower() for country_code in nationalities]
        properties["birthDate"] = [text for date in listing.birth_dates for text in _dates(date)]
        properties["birthPlace"] = list(listing.birth_places)
        properties["position"] = list(listing.positions)
        genders = (_GENDERS.get(gender.lower()) for gender in listing.genders)
        properties["gender"] = [gender for gender in genders if gender]
    for identifier in listing.identifiers:
        if property_ := _property_of(identifier, listing.kind):
            properties.setdefault(property_, []).append(identifier.value)
    return properties


def _name_property(name: ListedName) -> str:
    if name.type == "name":
        return "name"
    return "weakAlias" if name.weak else "alias" if name.type == "alias" else "previousName"


def _property_of(identifier: Identifier, kind: Kind | None) -> str:
    name = _PROPERTY_OF.get(identifier.type, "")
    return name if name in PROPERTIES[kind] else ""


def _dates(date: PartialDate) -> list[str]:
    """A date as FollowTheMoney writes them: both years of a range, and no circa."""
    if date.year_to:
        return [f"{date.year:04d}", f"{date.year_to:04d}"]
    return [str(PartialDate(date.year, date.month, date.day))]


def _sanction(listing: Listing, key: str) -> dict[str, Any]:
    properties: dict[str, list[str]] = {
        "entity": [key],
        "authority": [listing.list],
        "program": list(listing.programmes),
        "provisions": list(listing.measures),
        "listingDate": [listing.listed_on],
        "status": [listing.status],
        "authorityId": list(listing.references),
    }
    return _entity(f"{key}-sanction", "Sanction", properties)


def _address(address: Address, key: str, code: CountryCode) -> dict[str, Any]:
    country = code(address.country) or ""
    properties = {
        "full": [str(address)],
        "street": [address.street],
        "city": [address.city],
        "region": [address.region],
        "postalCode": [address.postal_code],
        "country": [country.lower()],
    }
    return _entity(f"{key}-address-{_hash(repr(address))}", "Address", properties)


def _document(
    identifier: Identifier, kind: Kind | None, key: str, code: CountryCode
) -> Iterator[dict[str, Any]]:
    """What a property of the party cannot hold: a wallet, a type without a property, a country or a detail."""
    if identifier.type == "wallet":
        id_ = f"{key}-wallet-{_hash(identifier.value)}"
        properties = {"publicKey": [identifier.value], "currency": [identifier.detail], "holder": [key]}
        yield _entity(id_, "CryptoWallet", properties, caption=identifier.value, target=False)
    elif identifier.country or identifier.detail or not _property_of(identifier, kind):
        properties = {
            "holder": [key],
            "type": [identifier.type],
            "number": [identifier.value],
            "country": [(code(identifier.country) or "").lower()],
            "summary": [identifier.detail],
        }
        id_ = f"{key}-id-{_hash(repr(identifier))}"
        yield _entity(id_, "Identification", properties, identifier_type=identifier.type)


def _link(relation: Relation, list_id: str, key: str) -> Iterator[dict[str, Any]]:
    """A tie; a party that only its name is known of becomes an entity without target."""
    party = (
        entity_key(list_id, relation.entity_id)
        if relation.entity_id
        else f"{key}-party-{_hash(relation.name)}"
    )
    if not relation.entity_id:
        properties = {"name": [relation.name]}
        yield _entity(party, "LegalEntity", properties, caption=relation.name, target=False)
    properties = {"subject": [key], "object": [party], "role": [relation.type], "summary": [relation.name]}
    id_ = f"{key}-link-{_hash(repr(relation))}"
    yield _entity(id_, "UnknownLink", properties, object_id=relation.entity_id)


def _entity(id_: str, schema: str, properties: dict[str, list[str]], **context: Any) -> dict[str, Any]:
    filled = {
        name: given for name, values in properties.items() if (given := [value for value in values if value])
    }
    return {"id": id_, "schema": schema, "properties": filled, **context}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _is_code(text: str) -> str | None:
    return text if len(text) == 2 and text.isalpha() and text.isascii() else None
