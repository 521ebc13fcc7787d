"""Reader for FollowTheMoney entities as JSON lines: parties, and links (Ownership, Directorship, Family…).

Source: https://followthemoney.tech/explorer/schemata/
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sanctionscreen.lists import ftm_schema
from sanctionscreen.model import Identifier
from sanctionscreen.ownership.formats.csv_table import dates, share_or_unknown
from sanctionscreen.ownership.graph import Holding
from sanctionscreen.ownership.parse import CONTROL_ROLES, party_key, role_of
from sanctionscreen.ownership.records import Link, LinkFile, Party
from sanctionscreen.ownership.validation import add_holding, add_link

_ROLES = {
    "Directorship": "director",
    "Employment": "employee",
    "Membership": "member",
    "Family": "family",
    "Associate": "associate",
    "Representation": "acting_for",
    "Succession": "predecessor",
    "UnknownLink": "linked_to",
}


def is_ftm(entity: Any) -> bool:
    """Whether an object is a FollowTheMoney entity."""
    return isinstance(entity, dict) and {"schema", "properties"} <= entity.keys()


def read(entities: Iterable[tuple[str, Any]], file: LinkFile) -> None:
    """Read (location, entity) pairs; parties may come after the links that name them."""
    for location, entity in entities:
        file.records += 1
        if not is_ftm(entity) or not isinstance(entity["properties"], dict):
            file.add_problem(location, "no FollowTheMoney entity", "not used")
            continue
        schema = str(entity["schema"])
        if schema in ftm_schema.LINKS:
            _link(location, schema, entity["properties"], file)
        elif schema in ftm_schema.KINDS:
            file.add_party(_party(entity, schema))
        else:
            file.unused[f"schema {schema}"] += 1
    known = {id for id, party in file.parties.items() if party.names}
    for missing in sorted(file.parties.keys() - known):
        file.add_problem(
            file.path, "a link to a party that the file doesn't hold", "kept under its id", missing
        )


def _party(entity: dict[str, Any], schema: str) -> Party:
    properties: dict[str, Any] = entity["properties"]
    names = [entity.get("caption")]
    identifiers = []
    for name, values in properties.items():
        texts = [str(value) for value in _values(values) if value and not isinstance(value, dict)]
        if name in ftm_schema.NAMES and not ftm_schema.NAMES[name][1]:
            names += texts
        elif name in ftm_schema.IDENTIFIERS:
            identifiers += [Identifier(ftm_schema.IDENTIFIERS[name], text) for text in texts]
    clean = tuple(dict.fromkeys(" ".join(str(name).split()) for name in names if name))
    return Party(party_key(str(entity.get("id", ""))), clean, ftm_schema.KINDS[schema], tuple(identifiers))


def _values(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values] if values else []


def _link(location: str, schema: str, properties: dict[str, Any], file: LinkFile) -> None:
    def texts(name: str) -> list[str]:
        values = properties.get(name, ())
        flat = (value.get("id") if isinstance(value, dict) else value for value in _values(values))
        return [str(value) for value in flat if value]

    def text(name: str) -> str:
        return next(iter(texts(name)), "")

    first, second, _ = ftm_schema.LINKS[schema]
    owners, targets = texts(first), texts(second)
    if not owners or not targets:
        file.add_problem(location, f"an {schema} without {second if owners else first}", "not used")
        return
    since, until = dates(text("startDate"), text("endDate"), location, file)
    for owner in (file.add_party(Party(party_key(id))) for id in owners):
        for owned in (file.add_party(Party(party_key(id))) for id in targets):
            if schema != "Ownership":
                role = role_of(text("role") or text("relationship")) or _ROLES.get(schema, "linked_to")
                add_link(file, Link(owner, owned, role, since, until, location))
                continue
            if role_of(text("role")) in CONTROL_ROLES:
                add_holding(
                    file, Holding(owner, owned, "control", since=since, until=until, location=location)
                )
            share = share_or_unknown(text("percentage"), location, file)
            add_holding(
                file, Holding(owner, owned, "ownership", share.least, share.most, "", since, until, location)
            )
