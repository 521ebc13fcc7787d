"""Reader for GLEIF's level 2 data: who consolidates whom, as relationship record CSV (RR-CDF 2.1).

Source: https://www.gleif.org/en/about-lei/common-data-file-format/current-versions/relationship-record-cdf-format

The file gives no shares. A parent that consolidates a company in its accounts controls it by the accounting rules, and
a business managed on a unified basis with consolidated accounts is one of the EU's criteria of control (best
practices, Council document 11623/24); the share itself stays unknown.
"""

from __future__ import annotations

import csv
from typing import TextIO

from sanctionscreen.errors import LinkFileError
from sanctionscreen.model import Identifier
from sanctionscreen.ownership.formats.csv_table import dates
from sanctionscreen.ownership.graph import Holding
from sanctionscreen.ownership.parse import party_key, role_of
from sanctionscreen.ownership.records import Link, LinkFile, Party
from sanctionscreen.ownership.validation import add_holding, add_link

_CHILD, _PARENT = "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"
_TYPE, _STATUS = "Relationship.RelationshipType", "Relationship.RelationshipStatus"
_CONSOLIDATED = frozenset({"IS_DIRECTLY_CONSOLIDATED_BY", "IS_ULTIMATELY_CONSOLIDATED_BY"})
_BRANCH = "IS_INTERNATIONAL_BRANCH_OF"
_LINK_ROLES = {
    "IS_FUND-MANAGED_BY": "fund_manager",
    "IS_SUBFUND_OF": "umbrella_fund",
    "IS_FEEDER_TO": "master_fund",
}


def is_gleif(head: str) -> bool:
    """Whether the first line of a file is the header of this format."""
    return _CHILD in head and _TYPE in head


def read(handle: TextIO, file: LinkFile) -> None:
    """Read every row; relationships that are no longer active are counted, and not used.

    Raises:
        LinkFileError: if a column is missing, or a row is cut off.
    """
    reader = csv.DictReader(handle, strict=True)
    missing = {_CHILD, _PARENT, _TYPE, _STATUS} - set(reader.fieldnames or ())
    if missing:
        raise LinkFileError(
            f"the column {', '.join(sorted(missing))} is missing", path=file.path, record="line 1"
        )
    try:
        for row in reader:
            file.records += 1
            if None in row or None in row.values():
                message = (
                    f"a row of another number of fields than the header's {len(reader.fieldnames or ())}"
                )
                raise LinkFileError(message, path=file.path, record=f"line {reader.line_num}")
            _take(row, f"{file.path}, line {reader.line_num}", file)
    except csv.Error as error:
        raise LinkFileError(
            f"broken row: {error}", path=file.path, record=f"line {reader.line_num}"
        ) from None


def _take(row: dict[str, str], location: str, file: LinkFile) -> None:
    kind, status = row[_TYPE], row[_STATUS]
    if status != "ACTIVE":
        file.unused[f"relationship of status {status or 'not given'}"] += 1
        return
    if not row[_PARENT] or not row[_CHILD]:
        file.add_problem(location, "one end is missing", "not used")
        return
    parent, child = (
        file.add_party(Party(party_key(lei), (), "organization", (Identifier("lei_code", lei),)))
        for lei in (row[_PARENT], row[_CHILD])
    )
    since, until = _period(row, location, file)
    if kind in _CONSOLIDATED:
        add_holding(file, Holding(parent, child, "control", since=since, until=until, location=location))
        add_holding(file, Holding(parent, child, "ownership", since=since, until=until, location=location))
    elif kind == _BRANCH:  # a branch is no company of its own
        add_holding(file, Holding(parent, child, "ownership", 100.0, 100.0, "", since, until, location))
    elif kind in _LINK_ROLES:
        add_link(file, Link(parent, child, _LINK_ROLES[kind], since, until, location))
    else:
        file.add_problem(location, "a relationship of unknown type", "kept as a link", kind)
        add_link(file, Link(parent, child, role_of(kind), since, until, location))


def _period(row: dict[str, str], location: str, file: LinkFile) -> tuple[str, str]:
    """The period of the relationship itself, not that of accounts or filings."""
    for number in range(1, 6):
        if row.get(f"Relationship.Period.{number}.periodType") == "RELATIONSHIP_PERIOD":
            since, until = (
                row.get(f"Relationship.Period.{number}.{side}", "") for side in ("startDate", "endDate")
            )
            return dates(since[:10], until[:10], location, file)
    return "", ""
