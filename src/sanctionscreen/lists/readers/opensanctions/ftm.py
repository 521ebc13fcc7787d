"""Reader for OpenSanctions' exports: FollowTheMoney JSON lines, and the nested JSON of targets.

The data are free for non-commercial use only.

In the first, every entity has a line of its own and refers to others by id; in the second, what belongs to a target
is nested in it. Only targets become listings: the others are relatives, owners and offices, which are on no list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from sanctionscreen.errors import ListFileError
from sanctionscreen.lists import ftm_schema
from sanctionscreen.lists.builder import EditionBuilder, ListingDraft, clean
from sanctionscreen.model import Address, Identifier, ListedName, Relation
from sanctionscreen.parsing.jsonl import json_lines

Entity = dict[str, Any]

_LONGEST_LINE = 20_000_000
"""An entity has a few thousand bytes; a line beyond this is no list."""


@dataclass(slots=True)
class _Graph:
    """Drafts by id, and entities that wait for them, since an entity may come before what it refers to."""

    drafts: dict[str, tuple[ListingDraft, str]] = field(default_factory=dict)
    repeated: list[tuple[ListingDraft, str]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, list[ListingDraft]] = field(default_factory=dict)
    waiting: list[Entity] = field(default_factory=list)


def read(path: Path, builder: EditionBuilder) -> None:
    """Read every target into the builder, with the documents, addresses, sanctions and links that belong to it."""
    graph = _Graph()
    for line, entity in read_json_lines(path, builder):
        _take(entity, f"line {line}", graph, builder)
    for entity in graph.waiting:
        _attach(entity, None, graph, builder)
    listings = [*graph.drafts.values(), *graph.repeated]
    for draft, record in listings:
        draft.identifiers = _without_repeats(draft.identifiers)
        builder.add(draft, record=record)
    lists = {draft.list_id for draft, _ in listings}
    if len(lists) == 1 and (list_id := lists.pop()):
        builder.list_id = list_id


def _without_repeats(identifiers: list[Identifier]) -> list[Identifier]:
    """Leave out a number that a property gives, where a document gives it with its country or more."""
    detailed = {(item.type, item.value) for item in identifiers if item.country or item.detail}
    return [
        item for item in identifiers if item.country or item.detail or (item.type, item.value) not in detailed
    ]


def read_json_lines(path: Path, builder: EditionBuilder) -> Iterator[tuple[int, Entity]]:
    """The objects of a file of JSON lines, with the line of each; one line at a time is in memory.

    Raises:
        ListFileError: if a line is no JSON object, is not UTF-8, or is absurdly long.
    """
    with path.open("rb") as handle:
        yield from json_lines(_lines(handle, builder), builder.error)


def _lines(handle: BinaryIO, builder: EditionBuilder) -> Iterator[str]:
    for number in count(1):
        line = handle.readline(_LONGEST_LINE)
        if not line:
            return
        if len(line) == _LONGEST_LINE:
            raise builder.error(f"has a line longer than {_LONGEST_LINE:,} bytes", f"line {number}")
        try:
            yield line.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise builder.error(f"is not in UTF-8: {error}", f"line {number}") from None


def _take(entity: Entity, record: str, graph: _Graph, builder: EditionBuilder) -> None:
    schema, entity_id = str(entity.get("schema", "")), str(entity.get("id", ""))
    properties = entity.get("properties")
    if not isinstance(properties, dict):
        raise ListFileError("an entity without properties", path=str(builder.path), record=record)
    if schema not in ftm_schema.KINDS:
        graph.waiting.append(entity)
        return
    graph.names[entity_id] = str(entity.get("caption", ""))
    if entity.get("target") is False:
        if schema == "CryptoWallet":
            graph.waiting.append(entity)
            return
        builder.unused[f"{schema} that is no target"] += 1
        return
    own = {
        key: str(entity[key]) for key in ("list", "entity_id") if entity.get(key)
    }  # written by our own export
    draft = ListingDraft(
        own.get("entity_id", entity_id), kind=ftm_schema.KINDS[schema], list_id=own.get("list", "")
    )
    draft.references.extend(str(item) for item in entity.get("referents") or ())
    if entity_id in graph.drafts:
        graph.repeated.append((draft, record))  # what refers to the id goes to the first
    else:
        graph.drafts[entity_id] = draft, record
    _add_properties(entity, draft, graph, builder, record)


def _add_properties(
    entity: Entity, draft: ListingDraft, graph: _Graph, builder: EditionBuilder, record: str
) -> None:
    caption = clean(str(entity.get("caption", "")))
    properties: dict[str, list[Any]] = entity["properties"]
    if caption in properties.get("name", ()):
        draft.names.append(ListedName(caption, published_type="name"))
    for name, values in properties.items():
        if not isinstance(values, list):
            values = [values]  # noqa: PLW2901 - a value where a list should be is read as a list of it
        nested = [value for value in values if isinstance(value, dict)]
        for value in nested:
            _attach(value, draft, graph, builder)
        if name == "addressEntity":
            for key in (value for value in values if isinstance(value, str)):
                graph.addresses.setdefault(key, []).append(draft)
            continue
        texts = [clean(str(value)) for value in values if not isinstance(value, dict) and value is not None]
        if name in ftm_schema.NAMES:
            type_, weak = ftm_schema.NAMES[name]
            draft.names.extend(ListedName(text, type_, weak, name) for text in texts if text)
        elif name in ftm_schema.IDENTIFIERS:
            draft.identifiers.extend(Identifier(ftm_schema.IDENTIFIERS[name], text) for text in texts)
        elif name in ftm_schema.LISTS:
            codes = name in ftm_schema.COUNTRIES
            getattr(draft, ftm_schema.LISTS[name]).extend(text.upper() if codes else text for text in texts)
        elif name == "birthDate":
            for text in texts:
                builder.add_birth_date(draft, text, record=record)
        elif name == "address":
            draft.addresses.extend(Address(full=text) for text in texts)
        elif name in ftm_schema.REMARKS:
            draft.remarks.extend(str(value).strip() for value in values if not isinstance(value, dict))
        elif name in ftm_schema.QUIET:
            builder.unused[f"property {name}"] += len(texts)
        elif not nested:
            builder.unknown[f"property {name}"] += len(texts)


def _attach(entity: Entity, holder: ListingDraft | None, graph: _Graph, builder: EditionBuilder) -> None:
    """Add an entity that is no party to the draft of its party; `holder` is the party that it is nested in."""
    schema = str(entity.get("schema", ""))
    get = _getter(entity)
    if schema in ftm_schema.LINKS:
        _add_link(schema, entity, holder, graph, builder)
    elif schema == "Sanction":
        for draft in _holders(get("entity"), holder, graph):
            _add_sanction(get, draft)
    elif schema in ftm_schema.DOCUMENTS:
        for draft in _holders(get("holder"), holder, graph):
            number = next(iter(get("number") + get("passportNumber")), "")
            type_ = next(iter(get("type")), "")
            own_type = str(entity.get("identifier_type", ""))  # written by our own export
            ours = own_type or ftm_schema.DOCUMENTS[schema]
            detail = "" if own_type else type_
            about = ", ".join(filter(None, [detail, *get("summary")]))
            country = next(iter(get("country")), "").upper()
            draft.identifiers.extend([Identifier(ours, number, country, about)] if number else [])
    elif schema == "Address":
        for draft in [holder] if holder else graph.addresses.get(str(entity.get("id")), ()):
            _add_address(get, draft)
    elif schema == "CryptoWallet":
        for draft in _holders(get("holder"), holder, graph):
            currency = next(iter(get("currency")), "")
            draft.identifiers.extend(Identifier("wallet", key, "", currency) for key in get("publicKey"))
    elif schema in ftm_schema.KINDS or schema in ftm_schema.OTHER_SCHEMATA:
        builder.unused[f"{schema} that belongs to a target"] += 1
    else:
        builder.unknown[f"schema {schema or 'not said'}"] += 1


def _add_address(get: Any, draft: ListingDraft) -> None:
    def one(name: str) -> str:
        return ", ".join(get(name))

    parts = Address(
        "", one("street"), one("city"), one("region") or one("state"), one("postalCode"), one("country")
    )
    draft.addresses.append(
        parts if parts.street or parts.city else Address(full=one("full"), country=parts.country)
    )


def _add_sanction(get: Any, draft: ListingDraft) -> None:
    draft.programmes.extend(get("program"))
    draft.measures.extend(get("provisions"))
    dates = get("listingDate") or get("startDate")
    draft.listed_on = min([date for date in (draft.listed_on, *dates) if date], default="")
    if "delisted" in get("status"):
        draft.status = "delisted"
    draft.references.extend(get("unscId") + get("authorityId") + get("recordId"))
    draft.remarks.extend(get("reason") + get("summary"))


def _add_link(
    schema: str, entity: Entity, holder: ListingDraft | None, graph: _Graph, builder: EditionBuilder
) -> None:
    first, second, word = ftm_schema.LINKS[schema]
    get = _getter(entity)
    word = next(iter(get("role") + get("relationship")), word).lower().replace(" ", "_")
    ends = entity.get("properties", {}).get(second, ())
    said = next(iter(get("summary")), "") if schema == "UnknownLink" else ""
    others = [
        (str(end.get("id")), str(end.get("caption", ""))) if isinstance(end, dict) else (str(end), "")
        for end in ends
    ]
    drafts = _holders(get(first), holder, graph)
    if not drafts:
        builder.unused[f"{schema} of a party that is no target"] += 1
    for draft in drafts:
        for entity_id, name in others:
            if entity_id != draft.entity_id:
                party_name = said or name or graph.names.get(entity_id, "")
                draft.relations.append(Relation(word, party_name, str(entity.get("object_id", entity_id))))


def _holders(ids: list[str], holder: ListingDraft | None, graph: _Graph) -> list[ListingDraft]:
    if holder is not None:
        return [holder]
    return [graph.drafts[entity_id][0] for entity_id in ids if entity_id in graph.drafts]


def _getter(entity: Entity) -> Any:
    properties = entity.get("properties") or {}

    def get(name: str) -> list[str]:
        values = properties.get(name, ())
        values = values if isinstance(values, list) else [values] if values else []
        return [clean(str(value)) for value in values if not isinstance(value, dict)]

    return get
