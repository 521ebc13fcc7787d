"""Reader for a user's own table of links: owner, owned, percentage, role, from, to, and data of the parties."""

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
    control_in_words,
    natures_of_control,
    party_key,
    role_of,
    share_of,
)
from sanctionscreen.ownership.records import Link, LinkFile, Party
from sanctionscreen.ownership.validation import add_holding, add_link

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
    """The delimiter by which most columns are recognised, and the position of each."""
    best: tuple[str, dict[str, int]] = (",", {})
    for delimiter in _DELIMITERS:
        header = next(csv.reader([head], delimiter=delimiter), [])
        fields: dict[str, int] = {}
        for position, cell in enumerate(header):
            if field := _FIELD_OF.get(role_of(cell)):
                fields.setdefault(field, position)
        if len(fields) > len(best[1]):
            best = delimiter, fields
    return best


def read(handle: TextIO, file: LinkFile) -> None:
    """Read every row.

    Raises:
        LinkFileError: if a row has another number of fields than the header, or a quote is never closed.
    """
    head = handle.readline()
    delimiter, fields = _fields_of(head.strip("\r\n"))
    header = next(csv.reader([head], delimiter=delimiter))
    file.unused.update(
        name for position, name in enumerate(header) if position not in fields.values() and name.strip()
    )
    fractions = 0
    known: dict[tuple[str, ...], str] = {}
    for line, row in _rows(handle, delimiter, len(header), file.path):
        file.records += 1
        cells = {field: row[position].strip() for field, position in fields.items()}
        fractions += _take(cells, f"{file.path}, line {line}", file, known)
    if fractions and fractions == sum(holding.least > 0 for holding in file.holdings):
        file.add_problem(file.path, "every percentage is at most 1: are they fractions?", "read as per cent")


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


def _take(cells: dict[str, str], location: str, file: LinkFile, known: dict[tuple[str, ...], str]) -> bool:
    """Add one row; returns whether its percentage looks like a fraction."""
    owner, owned = (_end(cells, side, location, file, known) for side in ("owner", "owned"))
    if not owner or not owned:
        file.add_problem(location, f"no {'owned' if owner else 'owner'} is named", "not used")
        return False
    role = role_of(cells.get("role", ""))
    since, until = dates(cells.get("from", ""), cells.get("to", ""), location, file)
    role, text, controls = _natures(role, cells)
    if controls:
        add_holding(file, Holding(owner, owned, "control", since=since, until=until, location=location))
    if role not in OWNERSHIP_ROLES and not text:
        if role not in CONTROL_ROLES:
            add_link(file, Link(owner, owned, role, since, until, location))
        return False
    share = share_or_unknown(text, location, file)
    joint = cells.get("together", "")
    add_holding(
        file, Holding(owner, owned, "ownership", share.least, share.most, joint, since, until, location)
    )
    return 0 < share.most <= 1


def _natures(role: str, cells: dict[str, str]) -> tuple[str, str, bool]:
    """The role, the text of the share, and whether it is control: the UK register writes all three into one cell."""
    text = cells.get("percentage", "")
    in_role = cells.get("role", "")
    if not text and (control_in_words(in_role) or "shares" in in_role) and role not in OWNERSHIP_ROLES:
        role, text = "", in_role
    natures = natures_of_control(text)
    shares = [nature for nature in natures if not control_in_words(nature)]
    controls = len(shares) < len(natures)
    if controls and not shares:
        return "control", "", True
    owned = [nature for nature in shares if "voting" not in nature.casefold()] or shares
    return role, owned[0] if owned else text, controls or role in CONTROL_ROLES


def share_or_unknown(text: str, location: str, file: LinkFile) -> Share:
    """The share of a text; one that cannot be used is reported, and counts as unknown, never as none."""
    try:
        return share_of(text)
    except ShareError as error:
        file.add_problem(location, str(error), "kept with an unknown share", text)
        return Share()


def dates(since: str, until: str, location: str, file: LinkFile) -> tuple[str, str]:
    """First and last day of a link; a date that cannot be used is reported, and excludes nothing."""
    days = []
    for text, last in ((since, False), (until, True)):
        try:
            days.append(day_bound(text, last=last))
        except ValueError:
            file.add_problem(location, "no possible date", "kept as if the date were not said", text)
            days.append("")
    if days[0] and days[1] and days[0] > days[1]:
        file.add_problem(
            location, "the link ends before it begins", "kept as if undated", f"{days[0]} to {days[1]}"
        )
        return "", ""
    return days[0], days[1]


def _end(
    cells: dict[str, str], side: str, location: str, file: LinkFile, known: dict[tuple[str, ...], str]
) -> str:
    """The id of a party, which is added with the first of its rows; empty if none is named."""
    said = tuple(cells.get(f"{side}{field}", "") for field in _PARTY_FIELDS)
    id = known.get(said)
    if id is None:
        party = _party(cells, side, location, file)
        id = known[said] = file.add_party(party) if party else ""
    return id


_PARTY_FIELDS = ("", "_name", "_listing", "_lei", "_identifier")


def _party(cells: dict[str, str], side: str, location: str, file: LinkFile) -> Party | None:
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
            file.add_problem(location, "no TYPE:VALUE", "identifier not used", text)
    return Party(party_key(key), (name or key,), None, tuple(identifiers), listing)
