"""List metadata: title, publisher, address, contents, known gaps and default policies of each published list.

Consult `list_info` before relying on a list's silence: it says what a list is known not to hold.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from sanctionscreen.model import Listing, WeakPolicy

_TABLE = re.compile(r"^\[([^\[\].]+)\]$", re.M)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a list is known not to hold.

    Attributes:
        what: in words.
        source: where that is said, or where the missing parties are published.
        template: the house list under `docs/templates` to fill in from that source; empty where there is none.
    """

    what: str
    source: str
    template: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """Where and how a list is downloaded.

    Attributes:
        url: of the file.
        file: the name of the downloaded file.
        wait: seconds to wait for an answer; None for the default.
        note: what a user should know before the download.
    """

    url: str
    file: str
    wait: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListInfo:
    """One published list.

    Attributes:
        id: the list's id, such as `eu-fsf`.
        title: the publisher's own name for it.
        publisher: who publishes it.
        url: where.
        holds: what it holds, in a few words.
        stale_after: days after which a copy may well miss a change, by how often the publisher makes one; None where
            that is not known, or where the list is published no more.
        withdrawn: the day on which the publisher withdrew it; from then on it is stale.
        weak_aliases: what a weak alias may do where the caller doesn't say.
        weak_aliases_by_department: the same for the rows of a department, in a list that combines several lists.
        ownership_regime: id of the ownership policies that its parties fall under; None where there is none.
        download: how to fetch it; None where it has no stable address.
        gaps: what it is known not to hold.
    """

    id: str
    title: str
    publisher: str
    url: str
    holds: str
    stale_after: int | None = None
    withdrawn: date | None = None
    weak_aliases: WeakPolicy = "full"
    weak_aliases_by_department: Mapping[str, WeakPolicy] = field(default_factory=dict)
    ownership_regime: str | None = None
    download: Download | None = None
    gaps: tuple[Gap, ...] = ()


def list_info(list_id: str) -> ListInfo | None:
    """What is known of a list, or None for a house list or an unknown one.

    >>> list_info("eu-fsf").holds
    'asset freezes'
    """
    return _info(list_id) if list_id in _sections() else None


@cache
def known_lists() -> Mapping[str, ListInfo]:
    """Every published list that there is a reader for, and the shipped list, by id."""
    return {list_id: _info(list_id) for list_id in _sections()}


@cache
def _sections() -> Mapping[str, str]:
    """The text on each list. A run needs that of its own lists alone, and parsing all of it takes some milliseconds."""
    text = files("sanctionscreen.lists").joinpath("data/lists.toml").read_text(encoding="utf-8")
    starts = [*_TABLE.finditer(text)]
    ends = [*(match.start() for match in starts[1:]), len(text)]
    return {match[1]: text[match.start() : end] for match, end in zip(starts, ends, strict=True)}


@cache
def _info(list_id: str) -> ListInfo:
    table: dict[str, Any] = tomllib.loads(_sections()[list_id])[list_id]
    gaps = tuple(Gap(**gap) for gap in table.pop("gaps", ()))
    download = table.pop("download", None)
    return ListInfo(
        id=list_id, gaps=gaps, download=Download(table["url"], **download) if download else None, **table
    )


def downloads() -> dict[str, Download]:
    """Every list with a known address, by id.

    >>> downloads()["un-sc"].file
    'consolidated.xml'
    """
    return {info.id: info.download for info in known_lists().values() if info.download}


def default_weak_policy(listing: Listing) -> WeakPolicy:
    """What a weak alias may do where the caller doesn't say: as the list's publisher has it.

    A list that combines others names in the listing's reference the list and the department that a row comes from, as
    `Entity List (EL) - Bureau of Industry and Security`.
    """
    info = list_info(listing.list)
    if info is None:
        return "full"
    if info.weak_aliases_by_department:
        for reference in listing.references:
            department = reference.rpartition(" - ")[2].rstrip("0123456789 ")
            if policy := info.weak_aliases_by_department.get(department):
                return policy
    return info.weak_aliases
