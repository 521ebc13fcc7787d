"""A user's own table of links: owner, owned, percentage, role, from, to; and what else tells the parties apart."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from sanctionscreen.dates import day_bound
from sanctionscreen.errors import LinkFileError
from sanctionscreen.model import Identifier
from sanctionscreen.ownership.graph import Holding
from sanctionscreen.ownership.parse import (
    CONTROL_ROLES,
    OWNERSHIP_ROLES,
    Share,
    ShareError,
    key_of,
    role_of,
    share_of,
)
from sanctionscreen.ownership.records import Link, LinkFile, Party
from sanctionscreen.ownership.validation import add_holding, add_tie

_SYNONYMS: dict[str, str] = {
    "owner": "owner owner_id parent shareholder from_party holder interested_party",
    "owned": "owned owned_id company subsidiary asset child held",
    "percentage": "percentage percent share shares_percent ownership_percentage pct stake",
    "role": "role relation relationship type interest",
    "from": "from since start start_date date_from valid_from",
    "to": "to until end end_date date_to valid_to",
    "together": "together joint acting_together agreement",
    "owner_name": "owner_name parent_name shareholder_name",
    "owned_name": "owned_name company_name subsidiary_name",
    "owner_listing": "owner_listing owner_list",
    "owned_listing": "owned_listing owned_list",
    "owner_lei": "owner_lei parent_lei",
    "owned_lei": "owned_lei company_lei",
    "owner_identifier": "owner_identifier owner_identifiers",
    "owned_identifier": "owned_identifier owned_identifiers",
}
_FIELD_OF = {name: field for field, names in _SYNONYMS.items() for name in names.split()}
_DELIMITERS = ",;\t|"


def is_csv(head: str) -> bool:
    """Whether the first line of a file is the header of such a table."""
    return _fields_of(head)[1].keys() >= {"owner", "owned"}


def _fields_of(head: str) -> tuple[str, dict[str, int]]:
    """The delimiter under which most columns are known, and where each stands."""
    best: tuple[str, dict[str, int]] = (",", {})
    for delimiter in _DELIMITERS:
        header = next(csv.reader([head], delimiter=delimiter), [])
        fields: dict[str, int] = {}
        for place, cell in enumerate(header):
            if field := _FIELD_OF.get(role_of(cell)):
                fields.setdefault(field, place)
        if len(fields) > len(best[1]):
            best = delimiter, fields
    return best


def read(handle: TextIO, found: LinkFile) -> None:
    """Read every row.

    Raises:
        LinkFileError: if a row has another number of fields than the header, or a quote is never closed.
    """
    head = handle.readline()
    delimiter, fields = _fields_of(head.strip("\r\n"))
    header = next(csv.reader([head], delimiter=delimiter))
    found.unused.update(
        name for place, name in enumerate(header) if place not in fields.values() and name.strip()
    )
    fractions = 0
    known: dict[tuple[str, ...], str] = {}
    for line, row in _rows(handle, delimiter, len(header), found.path):
        found.records += 1
        cells = {field: row[place].strip() for field, place in fields.items()}
        fractions += _take(cells, f"{found.path}, line {line}", found, known)
    if fractions and fractions == sum(holding.least > 0 for holding in found.holdings):
        found.problem(found.path, "every percentage is at most 1: are they fractions?", "read as per cent")


def _rows(handle: TextIO, delimiter: str, width: int, path: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(handle, delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if not any(map(str.strip, row)):
                continue
            line = reader.line_num + 1
            if len(row) != width:
                message = f"a row of {len(row)} fields where the header has {width}"
                raise LinkFileError(message, path=path, record=f"line {line}")
            yield line, row
    except csv.Error as error:
        raise LinkFileError(f"broken row: {error}", path=path, record=f"line {reader.line_num + 1}") from None


def _take(cells: dict[str, str], place: str, found: LinkFile, known: dict[tuple[str, ...], str]) -> bool:
    """Take in one row; whether its percentage looks like a fraction."""
    owner, owned = (_end(cells, side, place, found, known) for side in ("owner", "owned"))
    if not owner or not owned:
        found.problem(place, f"no {'owned' if owner else 'owner'} is named", "not used")
        return False
    role = role_of(cells.get("role", ""))
    since, until = dates(cells.get("from", ""), cells.get("to", ""), place, found)
    text = cells.get("percentage", "")
    if role in CONTROL_ROLES:
        add_holding(found, Holding(owner, owned, "control", since=since, until=until, place=place))
    if role not in OWNERSHIP_ROLES and not text:
        if role not in CONTROL_ROLES:
            add_tie(found, Link(owner, owned, role, since, until, place))
        return False
    share = share_or_unknown(text, place, found)
    joint = cells.get("together", "")
    add_holding(
        found, Holding(owner, owned, "ownership", share.least, share.most, joint, since, until, place)
    )
    return 0 < share.most <= 1


def share_or_unknown(text: str, place: str, found: LinkFile) -> Share:
    """The share that a text gives; one that cannot be used is reported, and counts as unknown, never as none."""
    try:
        return share_of(text)
    except ShareError as error:
        found.problem(place, str(error), "kept with an unknown share", text)
        return Share()


def dates(since: str, until: str, place: str, found: LinkFile) -> tuple[str, str]:
    """First and last day of a link; what cannot be used is reported, and excludes nothing."""
    days = []
    for text, last in ((since, False), (until, True)):
        try:
            days.append(day_bound(text, last=last))
        except ValueError:
            found.problem(place, "no possible date", "kept as if the date were not said", text)
            days.append("")
    if days[0] and days[1] and days[0] > days[1]:
        found.problem(
            place, "the link ends before it begins", "kept as if undated", f"{days[0]} to {days[1]}"
        )
        return "", ""
    return days[0], days[1]


def _end(
    cells: dict[str, str], side: str, place: str, found: LinkFile, known: dict[tuple[str, ...], str]
) -> str:
    """The id of a party, which stands in many rows and is taken in with the first; empty where none is named."""
    said = tuple(cells.get(f"{side}{field}", "") for field in _PARTY_FIELDS)
    id = known.get(said)
    if id is None:
        party = _party(cells, side, place, found)
        id = known[said] = found.add_party(party) if party else ""
    return id


_PARTY_FIELDS = ("", "_name", "_listing", "_lei", "_identifier")


def _party(cells: dict[str, str], side: str, place: str, found: LinkFile) -> Party | None:
    key = cells.get(side, "")
    name, listing = cells.get(f"{side}_name", ""), cells.get(f"{side}_listing", "")
    key = key or listing or name
    if not key:
        return None
    identifiers = [Identifier("lei_code", lei) for lei in (cells.get(f"{side}_lei", ""),) if lei]
    for text in filter(None, map(str.strip, cells.get(f"{side}_identifier", "").split(";"))):
        kind, _, value = (part.strip() for part in text.partition(":"))
        if kind and value:
            identifiers.append(Identifier(kind, value))
        else:
            found.problem(place, "no TYPE:VALUE", "identifier not used", text)
    return Party(key_of(key), (name or key,), None, tuple(identifiers), listing)
